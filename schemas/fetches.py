"""What one request brought: a response as the server sent it, or the failure to get any.

These are what fetching hands to the archive, and what the archive hands to whoever reads pages again. Nothing
in them is interpreted: the body is as it was served, header values are the bytes of the wire as Latin-1 text.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, JsonValue

from schemas.records import Record

Kind = Literal["article", "sitemap", "feed", "listing", "robots"]
"""What a request was made for."""
KINDS: tuple[Kind, ...] = ("article", "sitemap", "feed", "listing", "robots")
Truncation = Literal["length", "time", "disconnect", "unspecified"]
"""Why a body is not whole, in the words of the WARC standard."""

LINE_BREAKS = re.compile(r"[\r\n\0]+")
CONTROL = re.compile(r"[\0-\x20\x7f\x80-\x9f]")
SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})
"""Headers of a request that are not kept."""


def _in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; one without a zone is refused, being anyone's guess."""
    if moment.utcoffset() is None:
        raise ValueError("a time without its zone")
    return moment.astimezone(UTC)


def _address(url: str) -> str:
    if not url.lower().startswith(("http://", "https://")) or CONTROL.search(url):
        raise ValueError("not an http(s) address without blanks")
    return url


def _header_lines(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Headers that stand on one line each: folds become a blank, blanks around a value are not part of it."""
    cleaned = []
    for name, value in headers:
        lines = tuple(LINE_BREAKS.sub(" ", part).strip(" \t") for part in (name, value))
        for part in lines:
            part.encode("latin-1")  # raises UnicodeEncodeError, a ValueError
        if ":" in lines[0]:
            raise ValueError("the name of a header holds a colon")
        cleaned.append((lines[0], lines[1]))
    return tuple(cleaned)


def _without_secrets(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(header for header in headers if header[0].lower() not in SECRET)


Moment = Annotated[datetime, AfterValidator(_in_utc)]
Address = Annotated[str, AfterValidator(_address)]
Headers = Annotated[tuple[tuple[str, str], ...], AfterValidator(_header_lines)]
"""Names and values in the order of the wire, repeated ones repeated. Text is the wire's bytes read as Latin-1."""
SentHeaders = Annotated[Headers, AfterValidator(_without_secrets)]


class _Request(Record):
    """What a response and a failure have in common: what was asked, why, and when."""

    url: Address
    """As requested, tracking and all; looked up in its canonical form."""
    fetched_at: Moment
    """When the request was sent."""
    kind: Kind | None
    """None in records of other tools, which do not say."""
    source: str | None = None
    """The slug of the source that it was made for."""
    language: str | None = None
    """The language of the edition that was asked for, our code."""
    run: str | None = None
    method: str = Field(default="GET", pattern=r"^[A-Z]+$")
    request_headers: SentHeaders = ()
    """As sent, without those that hold secrets."""
    elapsed: timedelta | None = None
    """From the request to the last byte."""
    extra: dict[str, JsonValue] = Field(default_factory=dict)
    """Whatever else is worth keeping: the page that linked here, the number of the attempt, a sitemap's date."""


class Response(_Request):
    """A response, whatever its status, as the server sent it."""

    status: int = Field(ge=100, le=999)
    reason: str = Field(default="", pattern=r"^[^\r\n\x00]*$")
    http_version: str = Field(default="HTTP/1.1", pattern=r"^HTTP/\d(\.\d)?$")
    headers: Headers = ()
    body: bytes = b""
    """After transfer decoding (no chunks), before content decoding (still gzip where the server sent gzip)."""
    content_decoded: bool = False
    """The body was content-decoded before it was handed on, so `Content-Encoding` tells what it was."""
    ip: str | None = Field(default=None, pattern=r"^[0-9A-Fa-f.:]+$")
    redirect_to: str | None = None
    """Where it sends the reader, resolved."""
    truncated: Truncation | None = None

    def header(self, name: str) -> str | None:
        """The first value of a header, its name in any case; None if there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


class Failure(_Request):
    """A request that brought no response."""

    error: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """A stable short name: `dns`, `tls`, `timeout`, `refused`, `reset`, `too_large`, `other`, …"""
    message: str = ""
