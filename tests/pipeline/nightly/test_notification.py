"""The summary reaches a webhook and a mail server on loopback; a fault names no secret."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pydantic import SecretStr

from pipeline.errors import NoticeError
from pipeline.nightly.notification import Notice, mail_notice, post_notice
from pipeline.settings import EmailSettings

NOTICE = Notice("Tinso, night 3: unusual", "ສະບາຍດີ\n.\n", {"night": 3, "status": 41}, "<!doctype html><p>ข่าว")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@contextmanager
def webhook(status: int = 204, location: str | None = None) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """Its address, and the posts that it got."""
    received: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook/k3y", received
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def mail_server(
    refuse: Callable[[str], str | None] = lambda command: None,
) -> Iterator[tuple[int, list[bytes], list[str]]]:
    """Its port, the mails, and the commands that it got. `refuse` gives another answer than 250."""
    listener = socket.create_server(("127.0.0.1", 0))
    mails: list[bytes] = []
    commands: list[str] = []

    def talk() -> None:
        try:
            connection, _ = listener.accept()
        except OSError:  # closed: nothing was to be sent
            return
        with connection, connection.makefile("rwb") as stream:

            def say(line: str) -> None:
                stream.write(f"{line}\r\n".encode())
                stream.flush()

            say("220 loopback")
            while line := stream.readline():
                command = line.decode("utf-8").strip()
                commands.append(command)
                verb = command.split()[0].upper() if command else ""
                if answer := refuse(command):
                    say(answer)
                elif verb == "EHLO":
                    say("250-loopback")
                    say("250 AUTH PLAIN LOGIN")
                elif verb == "AUTH":
                    say("235 welcome")
                elif verb == "DATA":
                    say("354 go on")
                    body = []
                    while (part := stream.readline()) != b".\r\n":
                        body.append(part.removeprefix(b"."))
                    mails.append(b"".join(body))
                    say("250 taken")
                elif verb == "QUIT":
                    say("221 bye")
                    return
                else:
                    say("250 fine")

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], mails, commands
    finally:
        listener.close()
        thread.join(5)


def settings(port: int, **more: object) -> EmailSettings:
    given = {"host": "127.0.0.1", "port": port, "security": "none", "to": ["a@example.org", "b@example.org"]}
    return EmailSettings.model_validate({**given, **more})


def test_a_webhook_gets_the_summary_as_json() -> None:
    with webhook() as (address, received):
        post_notice(NOTICE, address)
    ((path, body),) = received
    assert path == "/hook/k3y"
    told = json.loads(body)
    assert told == {"text": "Tinso, night 3: unusual\nສະບາຍດີ\n.\n", "night": 3, "status": 41}


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_a_webhook_that_refuses_is_a_fault_that_does_not_name_the_address(status: int) -> None:
    with (
        webhook(status) as (address, _),
        pytest.raises(NoticeError, match=f"answered with {status}") as fault,
    ):
        post_notice(NOTICE, address)
    assert "k3y" not in str(fault.value)


def test_a_webhook_that_redirects_is_not_followed() -> None:
    with webhook() as (elsewhere, received), webhook(302, elsewhere) as (address, _):
        with pytest.raises(NoticeError, match="answered with 302"):
            post_notice(NOTICE, address)
        assert received == []


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/k3y", "http://127.0.0.1:99999/k3y", "http://[/k3y", "file:///k3y"]
)
def test_a_webhook_that_cannot_be_reached_is_one_line_without_its_key(address: str) -> None:
    with pytest.raises(NoticeError) as fault:
        post_notice(NOTICE, address)
    assert "k3y" not in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_mail_has_the_summary_and_the_page() -> None:
    with mail_server() as (port, mails, commands):
        mail_notice(
            NOTICE, settings(port, user="desk", password=SecretStr("pa55"), sender="tinso@example.org")
        )
    mail = message_from_bytes(mails[0], policy=policy.default)
    assert (mail["Subject"], mail["From"], mail["To"]) == (
        "Tinso, night 3: unusual",
        "tinso@example.org",
        "a@example.org, b@example.org",
    )
    body, page = mail.get_body(("plain",)), list(mail.iter_attachments())
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == "ສະບາຍດີ\n.\n"
    assert [(each.get_filename(), each.get_content().strip()) for each in page] == [
        ("night.html", "<!doctype html><p>ข่าว")
    ]
    assert any(command.startswith("AUTH") for command in commands)


@pytest.mark.parametrize(
    ("verb", "answer"),
    [("AUTH", "535 pa55 is wrong"), ("RCPT", "550 nobody"), ("MAIL", "451 later"), ("DATA", "554 no")],
)
def test_a_mail_server_that_refuses_is_one_line_without_the_password(verb: str, answer: str) -> None:
    def refuse(command: str) -> str | None:
        return answer if command.upper().startswith(verb) else None

    with mail_server(refuse) as (port, mails, _), pytest.raises(NoticeError) as fault:
        mail_notice(NOTICE, settings(port, user="desk", password=SecretStr("pa55")))
    assert mails == []
    assert "pa55" not in str(fault.value)
    assert "\n" not in str(fault.value)


def test_one_refused_address_of_two_is_told() -> None:
    def refuse(command: str) -> str | None:
        return "550 nobody" if "b@example.org" in command else None

    with (
        mail_server(refuse) as (port, mails, _),
        pytest.raises(NoticeError, match="refused 1 of 2 addresses"),
    ):
        mail_notice(NOTICE, settings(port))
    assert len(mails) == 1


def test_a_server_without_tls_gets_neither_password_nor_mail_where_it_is_wanted() -> None:
    with mail_server() as (port, mails, commands), pytest.raises(NoticeError, match="STARTTLS"):
        mail_notice(NOTICE, settings(port, security="starttls", user="desk", password=SecretStr("pa55")))
    assert mails == []
    assert not any(command.startswith("AUTH") for command in commands)


def test_a_line_end_in_an_address_makes_no_further_header() -> None:
    with mail_server() as (port, mails, _), pytest.raises(NoticeError):
        mail_notice(NOTICE, settings(port, sender="a@example.org\nBcc: c@example.org"))
    assert mails == []
