"""The guard before every page: who may speak to the server, from where, and what browsers may do with its answers.

One ASGI middleware, so that no route can forget a check. In order: the host is one of ours (against DNS rebinding); an
unsafe method comes from one of our own pages (`Sec-Fetch-Site`, `Origin`) and is small; there is a session, but for the few
public paths; the unsafe request repeats the session's token. Answers carry a policy under which nothing but our own files
is loaded, no script stands in a page, and no other site can frame one. Sessions are `sessions`' business, roles the pages'.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.audit.sessions import LIFE, Session, Sessions, is_same
from pipeline.errors import InputError

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
ALLOWED_METHODS = frozenset({"GET", "HEAD", "POST"})
CSRF_HEADER, CSRF_FIELD = "x-csrf-token", "csrf"
LARGEST_BODY = 1_048_576
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
PUBLIC_PATHS = ("/login", "/healthz")
PUBLIC_FOLDERS = ("/assets/",)

NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?")
PORTED = re.compile(r"[^:]+:[0-9]+")

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
ARCHIVED_POLICY = "; ".join(
    [
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
"""Of pages that others made: no script, no form, no request, and no part in our origin."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

ARCHIVED_HEADERS = {
    **HEADERS,
    "content-security-policy": ARCHIVED_POLICY,
    # By the HTML standard a page that is both sandboxed and `same-origin` here is not shown; its origin is its own anyway.
    "cross-origin-opener-policy": "unsafe-none",
}


@dataclass(frozen=True)
class Binding:
    """Where the server listens and under which names it may be asked.

    `public` is the address that reviewers use behind a proxy, such as `https://audit.example.org`; None without one.
    """

    host: str
    port: int
    public: str | None = None
    tls: bool = False
    names: tuple[str, ...] = ()
    """Further names under which it may be asked, with a port where it is another one."""

    @property
    def is_encrypted(self) -> bool:
        """Whether reviewers reach it by https."""
        return self.tls or (self.public or "").startswith("https://")

    @property
    def is_everywhere(self) -> bool:
        """Whether it listens on all addresses of the machine."""
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_unspecified
        except ValueError:
            return False

    @property
    def address(self) -> str:
        """The address that is told to people, without a path."""
        if self.public:
            return self.public.rstrip("/")
        own = self.host if not (is_loopback(self.host) or self.is_everywhere) else "127.0.0.1"
        return f"{self._scheme}://{self._as_host((*self.names, own)[0])}"

    @property
    def origins(self) -> frozenset[str]:
        """The origins of our own pages, as browsers write them."""
        if self.public:
            split = urlsplit(self.public)
            return frozenset({f"{split.scheme}://{split.netloc}".lower()})
        is_local = is_loopback(self.host) or self.is_everywhere
        own = ("127.0.0.1", "localhost", "::1") if is_local else (self.host,)
        return frozenset(f"{self._scheme}://{self._as_host(name)}".lower() for name in (*own, *self.names))

    @property
    def hosts(self) -> frozenset[str]:
        """What a `Host` header may be, wherever the request arrives."""
        return frozenset(urlsplit(origin).netloc for origin in self.origins)

    def admits(self, host: str, arrived: tuple[str, int | None] | None) -> bool:
        """Whether a request may name this host. `arrived` is the address of ours at which it came in: where the server listens
        on all of them, each is a name of its own for who came there, which no name that a stranger owns can be.
        """
        if host.lower() in self.hosts:
            return True
        if self.public or not self.is_everywhere or arrived is None:
            return False
        try:
            address = ipaddress.ip_address(arrived[0])
        except ValueError:
            return False
        plain = getattr(address, "ipv4_mapped", None) or address
        return host.lower() == self._as_host(str(plain))

    def origin_of(self, host: str) -> str:
        """The origin of our own pages under a host that was admitted."""
        return f"{'https' if self.is_encrypted else 'http'}://{host.lower()}"

    @property
    def _scheme(self) -> str:
        return "https" if self.tls else "http"

    def _as_host(self, name: str) -> str:
        return name if PORTED.fullmatch(name) else _netloc(name, self.port, self._scheme)

    @property
    def cookie_name(self) -> str:
        """Cookies know no ports: two servers on one machine need two names. `__Host-` binds it to this host and https."""
        return "__Host-tinso-session" if self.is_encrypted else f"tinso-session-{self.port}"


def check_binding(binding: Binding, any_account: bool, proxy_declared: bool) -> None:
    """Refuse to listen where strangers could: beyond loopback only with accounts, and only behind TLS or a declared proxy.

    Behind a proxy it is open to others on loopback too. Raises `InputError` with what to do.
    """
    if is_loopback(binding.host) and not proxy_declared:
        return
    if not any_account:
        open_place, instead = (
            (binding.public, "leave the proxy away")
            if proxy_declared
            else (binding.host, "listen on 127.0.0.1")
        )
        raise InputError(
            f"{open_place} is open to others and there are no accounts: add one with `tinso audit user add NAME`, "
            f"or {instead}"
        )
    if not binding.tls and not (proxy_declared and binding.is_encrypted):
        raise InputError(
            f"passwords would cross the network in clear text on {binding.public or binding.host}: give a certificate and its key, or the "
            "https address of the proxy that stands before it"
        )


def check_names(names: Sequence[str]) -> tuple[str, ...]:
    """The declared names, looked at. Raises `InputError` for what is none."""
    for name in names:
        if not NAME.fullmatch(name):
            raise InputError(
                f"{name!r} is no name of a host: give it such as audit.example.org, with its port if it is another"
            )
    return tuple(name.lower() for name in names)


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def set_session_cookie(response: Response, binding: Binding, value: str) -> None:
    """Give the browser its session."""
    response.set_cookie(
        binding.cookie_name,
        value,
        max_age=int(LIFE.total_seconds()),
        path="/",
        secure=binding.is_encrypted,
        httponly=True,
        samesite="strict",
    )


def clear_session_cookie(response: Response, binding: Binding) -> None:
    """Take it back."""
    response.delete_cookie(
        binding.cookie_name, path="/", secure=binding.is_encrypted, httponly=True, samesite="strict"
    )


def session_value(scope: Scope, binding: Binding) -> str | None:
    """The value of the session's cookie, if the request has one."""
    for header in Headers(scope=scope).getlist("cookie"):
        if value := cookie_parser(header).get(binding.cookie_name):
            return value
    return None


Refusal = Callable[[Scope, int, str], Response]
"""Makes the answer to a request that is refused: scope, status, and the reason in one sentence."""


def plain_refusal(scope: Scope, status: int, reason: str) -> Response:
    """A refusal as JSON for the API, as plain text elsewhere."""
    if str(scope["path"]).startswith("/api/"):
        return JSONResponse({"error": reason}, status)
    return PlainTextResponse(reason + "\n", status)


class Guard:
    """The middleware. What passes has its `Session`, or None on public paths, in `request.state.session`."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        binding: Binding,
        sessions: Sessions,
        refusal: Refusal = plain_refusal,
    ) -> None:
        self._app = app
        self._binding = binding
        self._sessions = sessions
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            raise RuntimeError("the audit page speaks HTTP alone")  # no WebSocket route exists
        send = self._with_headers(send)
        headers = Headers(scope=scope)
        session = await run_in_threadpool(self._sessions.find, session_value(scope, self._binding))
        scope.setdefault("state", {})["session"] = session
        refused = self._refuse(scope, headers, session)
        if refused is None and scope["method"] not in SAFE_METHODS:
            try:
                body = await _read_body(receive, headers)
            except ClientDisconnect:
                return  # a part of a form is not a decision
            if body is None:
                refused = self._refusal(scope, 413, f"more than {LARGEST_BODY} bytes were sent")
            elif session is not None and not is_same(_csrf_of(headers, body), session.csrf):
                refused = self._refusal(
                    scope, 403, "the form is of an earlier session: load the page again and repeat"
                )
            else:
                receive = _replay(body, receive)
        await (refused or self._app)(scope, receive, send)

    def _refuse(self, scope: Scope, headers: Headers, session: Session | None) -> Response | None:
        """The answer to a request that may not pass, judged without its body; None where it may."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._binding.admits(hosts[0], scope.get("server")):
            return PlainTextResponse(self._unknown_name(hosts) + "\n", 421)
        if scope["method"] not in ALLOWED_METHODS:
            return self._refusal(scope, 405, f"{scope['method']} is not understood")
        if scope["method"] not in SAFE_METHODS:
            if fault := self._foreign(headers, hosts[0]):
                return self._refusal(scope, 403, fault)
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind not in (FORM, JSON):
                return self._refusal(scope, 415, "a form or JSON is wanted")
        path = str(scope["path"])
        if session is None and path not in PUBLIC_PATHS and not path.startswith(PUBLIC_FOLDERS):
            return self._without_session(scope)
        return None

    def _unknown_name(self, hosts: Sequence[str]) -> str:
        """What is told to who asks under a name that is not ours, with what to do about it."""
        told = "this server is not asked under that name"
        if len(hosts) != 1 or not NAME.fullmatch(hosts[0]):
            return told
        if self._binding.public:
            return f"{told}, {hosts[0]}: open {self._binding.address}, and have the proxy pass on the Host that it was asked for"
        name = hosts[0].partition(":")[0] if hosts[0].endswith(f":{self._binding.port}") else hosts[0]
        return (
            f"{told}, {hosts[0]}: open {self._binding.address}, or start it with `tinso audit --name {name}`, "
            "or put the name into `audit.names` of tinso.toml"
        )

    def _foreign(self, headers: Headers, host: str) -> str | None:
        """What tells that an unsafe request does not come from our own pages; None where it does."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site != "same-origin":
            return "the request comes from another site"
        # Under `no-referrer` browsers send `Origin: null` with the forms of our own pages; then the site is what tells.
        is_hidden = origin == "null" and site == "same-origin"
        own = {*self._binding.origins, self._binding.origin_of(host)}
        if origin is not None and not is_hidden and origin.lower() not in own:
            return "the request comes from another origin"
        if site is None and origin is None:
            return "the request does not say where it comes from: send Origin"
        return None

    def _without_session(self, scope: Scope) -> Response:
        reason = "log in first: open the address that `tinso audit` prints"
        if scope["method"] != "GET" or str(scope["path"]).startswith("/api/"):
            return self._refusal(scope, 401, reason)
        wanted = str(scope["path"])
        if query := scope.get("query_string", b"").decode("latin-1"):
            wanted += "?" + query
        return RedirectResponse("/login" if wanted == "/" else f"/login?next={quote(wanted, safe='')}", 303)

    def _with_headers(self, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_archived = headers.get("content-security-policy") == ARCHIVED_POLICY
                for name, value in (ARCHIVED_HEADERS if is_archived else HEADERS).items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
                if self._binding.is_encrypted:
                    headers["strict-transport-security"] = "max-age=31536000"
            await send(message)

        return send_with_headers


def local_path(wanted: str | None) -> str:
    """Where to go after a form or a login: a path of ours, else the start page. Never another site."""
    if not wanted or not wanted.startswith("/") or wanted[1:2] in ("/", "\\"):
        return "/"
    if any(ord(letter) < 0x20 or letter == "\\" for letter in wanted):
        return "/"
    return wanted


def check_certificate(certificate: Path | None, key: Path | None) -> bool:
    """Whether TLS is wanted. Raises `InputError` where one of the two files is missing."""
    if (certificate is None) != (key is None):
        raise InputError("a certificate needs its key, and the key its certificate")
    for path in (certificate, key):
        if path is not None and not path.is_file():
            raise InputError(f"there is no file {path}")
    return certificate is not None


async def _read_body(receive: Receive, headers: Headers) -> bytes | None:
    """The whole body; None where it is too large. Raises `ClientDisconnect` where the rest of it will never come."""
    told = headers.get("content-length", "0")
    if not told.isdecimal() or int(told) > LARGEST_BODY:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body once more for the route, then whatever else comes."""
    is_given = False

    async def receive_again() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def _csrf_of(headers: Headers, body: bytes) -> str | None:
    """The token that a request repeats: in a header, or in a field of its form."""
    if token := headers.get(CSRF_HEADER):
        return token
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == FORM:
            found = parse_qs(body.decode("ascii")).get(CSRF_FIELD)
            return found[0] if found else None
        told = json.loads(body)
        token = told.get(CSRF_FIELD) if isinstance(told, dict) else None
        return token if isinstance(token, str) else None
    except (ValueError, RecursionError):
        return None


def _netloc(name: str, port: int, scheme: str) -> str:
    """As browsers write it: an IPv6 address in brackets, the usual port left out."""
    host = f"[{name.strip('[]')}]" if ":" in name else name
    return host if port == {"http": 80, "https": 443}[scheme] else f"{host}:{port}"
