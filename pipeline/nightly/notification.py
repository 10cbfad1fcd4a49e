"""Sends the summary of a night: to a webhook, by mail, or both. The only module of the night that reaches the network.

It is sent once, to addresses from the settings. What is sent holds no article's text. A fault becomes a `NoticeError`
without the address, which is often a secret itself.
"""

from __future__ import annotations

import json
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from http.client import HTTPException
from typing import IO, Any, NamedTuple
from urllib.parse import urlsplit

from pipeline.errors import NoticeError
from pipeline.nightly.verdicts import UNBEGUN, WORDS
from pipeline.settings import EmailSettings, NightlySettings

SECONDS = 20.0


class Notice(NamedTuple):
    """What is told: a subject line, the summary as plain lines, the same for programs, and the page."""

    subject: str
    text: str
    facts: dict[str, Any]
    page: str | None = None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A webhook that points elsewhere is a fault: the summary would go to whoever is named there."""

    def redirect_request(
        self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        return None


def send_notice(notice: Notice, settings: NightlySettings) -> list[NoticeError]:
    """Send the notice to whoever the settings name; the faults of those who did not take it."""
    ways: list[Callable[[], None]] = []
    if (webhook := settings.webhook) is not None:
        ways.append(lambda: post_notice(notice, webhook.get_secret_value()))
    if settings.email.host is not None and settings.email.to:
        ways.append(lambda: mail_notice(notice, settings.email))
    faults = []
    for send in ways:
        try:
            send()
        except NoticeError as fault:
            faults.append(fault)
    return faults


def tell_not_begun(reason: str, settings: NightlySettings) -> list[NoticeError]:
    """Send that no night could begin, unless nobody wants to be told; the faults of those who did not take it."""
    if settings.notify == "never":
        return []
    facts = {"night": None, "status": UNBEGUN, "result": WORDS[UNBEGUN], "message": reason}
    return send_notice(Notice(f"Tinso: {WORDS[UNBEGUN]}", f"{reason}\n", facts), settings)


def post_notice(notice: Notice, address: str) -> None:
    """Post the notice to a webhook as JSON: `text` for chats that know no more, and the facts. Raises `NoticeError`."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise NoticeError("nightly.webhook is no web address") from None
    if parts.scheme not in ("https", "http"):
        raise NoticeError("nightly.webhook is no web address")
    told = f"the webhook at {parts.hostname}"
    body = json.dumps(
        {"text": f"{notice.subject}\n{notice.text}", **notice.facts}, ensure_ascii=False, default=str
    )
    try:
        request = urllib.request.Request(
            address,
            data=body.encode(),
            headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "Tinso"},
            method="POST",
        )
        with urllib.request.build_opener(_NoRedirects).open(request, timeout=SECONDS) as answer:
            answer.read(1)
    except urllib.error.HTTPError as fault:
        fault.close()
        raise NoticeError(f"{told} answered with {fault.code}") from None
    except (OSError, HTTPException, ValueError) as fault:
        raise NoticeError(f"{told} cannot be reached: {_reason(fault, address)}") from None


def mail_notice(notice: Notice, settings: EmailSettings) -> None:
    """Mail the notice as text with the page attached. Raises `NoticeError`."""
    if settings.host is None or not settings.to:
        raise NoticeError("nightly.email names no host, or nobody to write to")
    password = settings.password.get_secret_value() if settings.password else ""
    try:
        message = EmailMessage()
        message["Subject"], message["From"] = notice.subject, settings.sender
        message["To"] = ", ".join(settings.to)
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="tinso.invalid")
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(notice.text)
        if notice.page is not None:
            message.add_attachment(notice.page, subtype="html", filename="night.html")
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if settings.security == "tls":
            server = smtplib.SMTP_SSL(settings.host, settings.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
        with server:
            if settings.security == "starttls":
                server.starttls(context=context)
            if settings.user is not None:
                server.login(settings.user, password)
            refused = server.send_message(message)
    except (smtplib.SMTPException, OSError, ValueError) as fault:
        raise NoticeError(
            f"the mail server {settings.host}:{settings.port} did not take the mail: {_reason(fault, password)}"
        ) from None
    if refused:
        raise NoticeError(
            f"the mail server {settings.host} refused {len(refused)} of {len(settings.to)} addresses"
        )


def _reason(fault: BaseException, secret: str) -> str:
    """What went wrong, as one line without the secret."""
    text = " ".join(str(getattr(fault, "reason", None) or fault).split())[:200] or type(fault).__name__
    return text.replace(secret, "[secret]") if secret else text
