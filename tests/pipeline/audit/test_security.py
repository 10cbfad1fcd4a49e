"""The guard: strangers, other sites, foreign names and forged forms stay outside; answers carry their policy."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.audit.accounts import Accounts
from pipeline.audit.security import (
    LARGEST_BODY,
    Binding,
    Guard,
    check_binding,
    check_certificate,
    check_names,
    is_loopback,
    local_path,
    set_session_cookie,
)
from pipeline.audit.sessions import Session, Sessions
from pipeline.errors import InputError

from .asking import Asker

BINDING = Binding("127.0.0.1", 8765)
ORIGIN = "http://127.0.0.1:8765"
FORM = {"content-type": "application/x-www-form-urlencoded"}


async def page(request: Request) -> Response:
    session: Session | None = request.state.session
    body = await request.body()
    return JSONResponse({"who": session.reviewer if session else None, "body": body.decode()})


async def cached(request: Request) -> Response:
    return PlainTextResponse("x", headers={"cache-control": "max-age=9"})


async def log_in(request: Request) -> Response:
    opened = request.app.state.sessions.redeem(request.query_params.get("token", ""))
    answer = PlainTextResponse("in" if opened else "out")
    if opened:
        set_session_cookie(answer, BINDING, opened[0])
    return answer


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return Sessions(Accounts(tmp_path / "accounts.json"))


@pytest.fixture
def client(sessions: Sessions) -> Asker:
    routes = [
        Route("/login", log_in, methods=["GET", "POST"]),
        Route("/assets/{name}", cached),
        Route("/{path:path}", page, methods=["GET", "POST"]),
    ]
    app = Starlette(routes=routes)
    app.state.sessions = sessions
    app.add_middleware(Guard, binding=BINDING, sessions=sessions)
    return Asker(app, ORIGIN)


@pytest.fixture
def csrf(client: Asker, sessions: Sessions) -> str:
    """The token of a session that the client has."""
    answer = client.get("/login", params={"token": sessions.issue_token("dao", "lead")})
    assert answer.text == "in"
    session = sessions.find(client.cookies["tinso-session-8765"])
    assert session is not None
    return session.csrf


def test_without_a_session_pages_lead_to_the_login_and_the_api_says_so(client: Asker) -> None:
    answer = client.get("/queue/new?lang=lo&after=1")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/login?next=%2Fqueue%2Fnew%3Flang%3Dlo%26after%3D1",
    )
    assert client.get("/").headers["location"] == "/login"
    assert client.get("/api/codes").status_code == 401
    assert client.post("/decide", headers={**FORM, "origin": ORIGIN}).status_code == 401
    assert client.get("/assets/audit.css").status_code == 200
    assert client.get("/assets").status_code == 303


def test_a_token_gets_a_cookie_that_scripts_and_other_sites_do_not_get(
    client: Asker, sessions: Sessions
) -> None:
    answer = client.get("/login", params={"token": sessions.issue_token("dao", "lead")})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert client.get("/figure/x").json()["who"] == "dao"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:9999", "localhost.evil.example:8765", ""]
)
def test_another_name_is_refused_before_anything_is_looked_at(client: Asker, csrf: str, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "dao" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "[::1]:8765"])
def test_all_names_of_this_machine_are_ours(client: Asker, csrf: str, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code != 421


@pytest.mark.parametrize(
    "sent",
    [
        {"sec-fetch-site": "cross-site", "origin": ORIGIN},
        {"sec-fetch-site": "same-site", "origin": ORIGIN},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin", "origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8765"},
        {},
    ],
)
def test_unsafe_requests_from_elsewhere_are_refused(client: Asker, csrf: str, sent: dict[str, str]) -> None:
    answer = client.post("/decide", headers={**FORM, **sent, "x-csrf-token": csrf}, content="a=b")
    assert answer.status_code == 403
    assert client.post("/login", headers={**FORM, **sent}, content="a=b").status_code == 403


def test_a_form_of_our_own_pages_is_taken_though_its_origin_is_hidden(client: Asker, csrf: str) -> None:
    """Browsers send `Origin: null` with forms of pages whose referrer policy is `no-referrer`."""
    sent = {"sec-fetch-site": "same-origin", "origin": "null"}
    answer = client.post("/decide", headers={**FORM, **sent}, content=f"csrf={csrf}&a=b")
    assert answer.status_code == 200
    assert client.post("/decide", headers={**FORM, **sent}, content="csrf=wrong&a=b").status_code == 403


def test_unsafe_requests_repeat_the_token_of_their_session(client: Asker, csrf: str) -> None:
    ours = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
    assert client.post("/decide", headers={**FORM, **ours}, content="a=b").status_code == 403
    assert client.post("/decide", headers={**FORM, **ours}, content="csrf=wrong&a=b").status_code == 403
    assert (
        client.post(
            "/decide", headers={**FORM, **ours, "x-csrf-token": "ñ".encode()}, content="a=b"
        ).status_code
        == 403
    )
    assert client.post("/decide", headers=ours, json=["csrf"]).status_code == 403
    answer = client.post("/decide", headers={**FORM, **ours}, content=f"csrf={csrf}&a=b")
    assert answer.json() == {"who": "dao", "body": f"csrf={csrf}&a=b"}
    assert (
        client.post("/api/events", headers={**ours, "x-csrf-token": csrf}, json={"a": 1}).status_code == 200
    )
    assert client.post("/api/events", headers=ours, json={"csrf": csrf}).status_code == 200


def test_large_bodies_and_other_kinds_and_methods_are_refused(client: Asker, csrf: str) -> None:
    ours = {"origin": ORIGIN, "x-csrf-token": csrf}
    assert client.post("/x", headers={**FORM, **ours}, content="a" * (LARGEST_BODY + 1)).status_code == 413

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"a" * 65_536

    assert client.post("/x", headers={**FORM, **ours}, content=pieces()).status_code == 413
    assert client.post("/x", headers={**ours, "content-type": "text/plain"}, content="{}").status_code == 415
    assert client.post("/x", headers=ours, files={"f": b"x"}).status_code == 415
    assert client.ask("DELETE", "/x", headers=ours).status_code == 405


@pytest.mark.parametrize("path", ["/", "/login", "/assets/x.css", "/api/codes", "/nothing"])
def test_every_answer_carries_the_policy(client: Asker, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == ("max-age=9" if path.startswith("/assets/") else "no-store")


def test_refusals_carry_the_policy_too(client: Asker) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("address", "is_local"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("audit.example.org", False),
        ("", False),
    ],
)
def test_loopback_is_told_from_the_rest(address: str, is_local: bool) -> None:
    assert is_loopback(address) is is_local


def test_nobody_listens_to_the_network_without_accounts_and_encryption() -> None:
    check_binding(Binding("127.0.0.1", 1), any_account=False, proxy_declared=False)
    behind = Binding("127.0.0.1", 1, public="https://a.example")
    with pytest.raises(InputError, match=r"https://a\.example is open to others and there are no accounts"):
        check_binding(behind, any_account=False, proxy_declared=True)
    check_binding(behind, any_account=True, proxy_declared=True)
    with pytest.raises(InputError, match="there are no accounts"):
        check_binding(Binding("0.0.0.0", 1), any_account=False, proxy_declared=True)
    with pytest.raises(InputError, match="clear text"):
        check_binding(Binding("0.0.0.0", 1), any_account=True, proxy_declared=False)
    with pytest.raises(InputError, match="clear text"):
        check_binding(Binding("0.0.0.0", 1, public="http://a.example"), any_account=True, proxy_declared=True)
    check_binding(Binding("0.0.0.0", 1, tls=True), any_account=True, proxy_declared=False)
    check_binding(Binding("0.0.0.0", 1, public="https://a.example"), any_account=True, proxy_declared=True)


def test_behind_a_proxy_only_its_address_is_ours_and_the_cookie_is_bound_to_it() -> None:
    binding = Binding("127.0.0.1", 8765, public="https://Audit.example.org")
    assert binding.origins == {"https://audit.example.org"}
    assert binding.hosts == {"audit.example.org"}
    answer = Response()
    set_session_cookie(answer, binding, "v")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-tinso-session=v;")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_a_certificate_comes_with_its_key(tmp_path: Path) -> None:
    assert check_certificate(None, None) is False
    with pytest.raises(InputError, match="needs its key"):
        check_certificate(tmp_path / "a.pem", None)
    with pytest.raises(InputError, match="there is no file"):
        check_certificate(tmp_path / "a.pem", tmp_path / "b.pem")


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/queue/new?lang=lo", "/queue/new?lang=lo"),
        (None, "/"),
        ("", "/"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\r\nset-cookie: x", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_a_form_leads_back_to_our_own_pages_alone(wanted: str | None, goes_to: str) -> None:
    assert local_path(wanted) == goes_to


def test_listening_everywhere_it_answers_under_its_own_addresses_and_declared_names_alone(
    sessions: Sessions,
) -> None:
    binding = Binding("0.0.0.0", 8421, tls=True, names=("audit.example.org", "other.example.org:443"))
    app = Starlette(routes=[Route("/{path:path}", page, methods=["GET", "POST"])])
    app.add_middleware(Guard, binding=binding, sessions=sessions)
    client = Asker(app, "https://192.168.1.5:8421")  # where the request arrives

    def status(host: str, **headers: str) -> int:
        return client.get("/login", headers={"host": host, **headers}).status_code

    for host in (
        "192.168.1.5:8421", "localhost:8421", "127.0.0.1:8421", "audit.example.org:8421", "AUDIT.example.org:8421",
        "other.example.org:443",
    ):  # fmt: skip
        assert status(host) == 200, host
    for host in (
        "evil.example:8421", "192.168.1.6:8421", "192.168.1.5", "192.168.1.5:80", "0.0.0.0:8421", "audit.example.org",
        "192.168.1.5:8421.evil.example",
    ):  # fmt: skip
        assert status(host) == 421, host
    told = client.get("/login", headers={"host": "audit.example.com:8421"}).text
    assert "open https://audit.example.org:8421" in told
    assert "tinso audit --name audit.example.com" in told
    assert "<" not in client.get("/login", headers={"host": "<b>.example:8421"}).text
    for origin, wanted in (
        ("https://192.168.1.5:8421", 200),
        ("https://audit.example.org:8421", 200),
        ("https://evil.example:8421", 403),
        ("http://192.168.1.5:8421", 403),
    ):
        answer = client.post("/login", headers={"origin": origin, **FORM})
        assert answer.status_code == wanted, origin
    assert Binding("::", 8421, tls=True).admits("192.168.1.5:8421", ("::ffff:192.168.1.5", 8421))
    assert not Binding("192.168.1.5", 8421, tls=True).admits("10.0.0.1:8421", ("10.0.0.1", 8421))
    assert not Binding("0.0.0.0", 1, public="https://a.example").admits("10.0.0.1:1", ("10.0.0.1", 1))


def test_a_name_is_one_of_a_host() -> None:
    assert check_names(["Audit.example.org", "box:8443"]) == ("audit.example.org", "box:8443")
    with pytest.raises(InputError, match="is no name of a host"):
        check_names(["https://audit.example.org/"])
