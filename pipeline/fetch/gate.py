"""The gate that every request of a source passes: its hosts only, robots.txt obeyed, spaced, archived.

Whoever sends requests asks `admit` before each, one at a time, redirects included, and tells the gate each answer
or failure, which it archives before anybody parses it. Scrapy's side of this is in `downloading`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from protego import Protego

from pipeline.addresses import MAX_LENGTH
from pipeline.fetch.frontier import Frontier
from pipeline.fetch.politeness import Clock, Pacer
from schemas.fetches import Failure, Response
from schemas.sources import SourceSpec

AGENT = "Tinso"
"""The product that robots.txt files may name."""
CONTROL = re.compile(r"[\0-\x08\x0e-\x1f\x7f]")
NO_ROBOTS = frozenset({404, 410})
"""Answers that say that there is no robots.txt, so that nothing is forbidden (RFC 9309, 2.3.1.3). Others of the 4xx
may be a block, and count like an error of the server: nothing is asked for tonight."""


class Sink(Protocol):
    """Where what happened is kept: the archive, or nothing at all."""

    def write(self, exchange: Response | Failure, /) -> object:
        """Keep an answer or a failure; on disk when this returns."""
        ...


class RefusedRequestError(Exception):
    """A request that is not sent. `code` is a stable short name."""

    def __init__(self, code: str, message: str) -> None:
        """Codes are `offsite`, `private_address`, `forbidden_by_robots` and `robots_unreachable`."""
        super().__init__(message)
        self.code = code


class Robots:
    """What one robots.txt says to us; `rules` is None where it could not be had, for `reason`."""

    def __init__(self, rules: Protego | None, body: bytes = b"", reason: str = "") -> None:
        """Keep the rules with the text that they came from, in UTF-8."""
        self.rules = rules
        self.body = body
        self.reason = reason

    @property
    def crawl_delay(self) -> float:
        """Seconds between requests that it asks for, 0 if none; of a request rate the longer of the two."""
        if self.rules is None:
            return 0.0
        delay = float(self.rules.crawl_delay(AGENT) or 0.0)
        rate = self.rules.request_rate(AGENT)
        return max(delay, rate.seconds / rate.requests if rate and rate.requests else 0.0)


def read_robots(status: int, body: bytes) -> Robots:
    """The rules of an answer for robots.txt. A page of HTML is no robots.txt, whatever its status."""
    if status in NO_ROBOTS:
        return Robots(Protego.parse(""))
    if status != 200:
        return Robots(None, reason=f"it was answered with {status}")
    text = _decode_robots(body[:512_000]).lstrip("\ufeff \t\r\n")  # RFC 9309 asks for 500 KiB at least
    if text.startswith("<"):
        return Robots(None, reason="it was answered with a page of HTML")
    if CONTROL.search(text) or text.count("\ufffd") * 10 > len(text):
        # Packed or in another encoding: read as text it would forbid nothing.
        return Robots(None, reason="it was answered with something that is no text")
    return Robots(Protego.parse(text), "\n".join(text.splitlines()).encode())


def _decode_robots(body: bytes) -> str:
    """The text of a robots.txt, UTF-8 unless it begins with the mark of UTF-16."""
    is_utf16 = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return body.decode("utf-16" if is_utf16 else "utf-8", "replace")


class Gate:
    """The gate of one source."""

    def __init__(
        self,
        source: SourceSpec,
        frontier: Frontier,
        sink: Sink,
        clock: Clock,
        *,
        night: str,
        patience: float,
        get_robots: Callable[[str], Awaitable[Robots]],
    ) -> None:
        """`get_robots` fetches the robots.txt of an origin such as `https://www.vietnam.vn`, through this gate."""
        self._source = source
        self._frontier = frontier
        self._sink = sink
        self.clock = clock
        self._night = night
        self._patience = patience
        self._get_robots = get_robots
        self._robots: dict[str, Robots] = {}
        self._pacers: dict[str, Pacer] = {}

    def pacer(self, host: str) -> Pacer:
        """The pacer of a host, with the state that the last run left."""
        if host not in self._pacers:
            self._pacers[host] = Pacer(
                self._frontier.host(host),
                self.clock,
                spacing=self._source.politeness.spacing,
                budget=self._source.politeness.budget,
                patience=self._patience,
                night=self._night,
            )
        return self._pacers[host]

    async def robots(self, origin: str) -> Robots:
        """The robots.txt of an origin, fetched once a run."""
        if origin not in self._robots:
            found = await self._get_robots(origin)
            self._robots[origin] = found
            self.pacer(urlsplit(origin).netloc).apply_crawl_delay(found.crawl_delay)
        return self._robots[origin]

    async def admit(self, url: str, *, is_robots: bool = False) -> datetime:
        """Wait for the turn of a request and return its time. Raises `RefusedRequestError` and `HostAtRestError`."""
        parts = urlsplit(url)
        host = parts.netloc.lower()
        if parts.scheme not in ("http", "https"):
            raise RefusedRequestError("offsite", f"{url[:200]} is no address of the web")
        if len(url) > MAX_LENGTH:
            raise RefusedRequestError("offsite", f"{url[:200]}… is longer than {MAX_LENGTH} characters")
        if host not in self._source.hosts:
            raise RefusedRequestError("offsite", f"{host} is no host of the source {self._source.slug}")
        if not is_robots:
            robots = await self.robots(f"{parts.scheme}://{host}")
            if robots.rules is None:
                raise RefusedRequestError(
                    "robots_unreachable",
                    f"robots.txt of {host} could not be had ({robots.reason}): nothing is asked",
                )
            if not robots.rules.can_fetch(url, AGENT):
                raise RefusedRequestError("forbidden_by_robots", f"robots.txt of {host} forbids it")
        # A redirect to another host of the source is asked of the same people: it keeps the distance, too.
        starts = [self.pacer(each).state.last_start for each in self._source.hosts]
        await self.pacer(host).take_turn(max((start for start in starts if start), default=None))
        self._frontier.keep_host(
            self.pacer(host).state
        )  # before it is sent: a kill must not make us forget it
        return self.clock.now()

    def note_response(self, response: Response) -> tuple[object, bool]:
        """Archive an answer and learn from it: what the sink returned, and whether the host is at rest now."""
        kept = self._sink.write(response)
        host = urlsplit(response.url).netloc.lower()
        pacer = self.pacer(host)
        # A missing page says nothing about the host; nor does what robots.txt answers about its pages.
        resting = pacer.note_answer(response.status, response.header("Retry-After"))
        self._frontier.keep_host(pacer.state)
        return kept, resting

    def note_failure(self, failure: Failure) -> None:
        """Archive a request without an answer and go slower."""
        self._sink.write(failure)
        pacer = self.pacer(urlsplit(failure.url).netloc.lower())
        pacer.note_failure()
        self._frontier.keep_host(pacer.state)
