"""Scrapy's side of fetching: a spider a source, and the middleware that takes each request through the gate.

The spider's loop is `crawl.SourceCrawl`; it asks Scrapy for one page after another. Of Scrapy's own middlewares those
stay that redirect, unpack and time out; robots.txt, spacing, retries and what is kept are the gate's and the crawl's.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Headers, Request
from scrapy.http import Response as ScrapyResponse

from pipeline.errors import TinsoError
from pipeline.fetch.crawl import Answer, Counts, FailedRequestError, Known, Order, SourceCrawl, SourceResult
from pipeline.fetch.frontier import Frontier, Page
from pipeline.fetch.gate import AGENT, Gate, RefusedRequestError, Robots, Sink, read_robots
from pipeline.fetch.politeness import Clock, HostAtRestError
from pipeline.fetch.resolving import SETTING as NETWORKS_SETTING
from pipeline.fetch.resolving import refused_address
from schemas.fetches import Failure, Kind, Response
from schemas.sources import SourceSpec

MIDDLEWARE = 950
"""Nearest to the network: it sees each request of a chain of redirects, and each answer as it was served."""
MOST_REDIRECTS = 5
ERRORS: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too_large"),
    (ResponseDataLossError, "cut_off"),
    (UnsupportedURLSchemeError, "no_web_address"),
    (DownloadFailedError, "reset"),
)
PRIVATE = "private_address"
SCHEMES_OFF = ("data", "file", "ftp", "s3")
"""What Scrapy could read besides the web: this machine's files, for one."""
SWITCHED_OFF = (
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
    "scrapy.downloadermiddlewares.retry.RetryMiddleware",
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware",
)


class SourceSpider(scrapy.Spider):
    """One source. Made by Scrapy with the parts that `crawl_sources` hands it; the result stands in `result`."""

    name = "tinso"

    def __init__(
        self,
        source: SourceSpec,
        frontier: Frontier,
        sink: Sink,
        known: Known,
        clock: Clock,
        order: Order,
        night: str,
        on_progress: Callable[[str, Counts], None] | None = None,
    ) -> None:
        """Nothing is sent yet."""
        super().__init__(source.slug)
        self.source = source
        self.order = order
        self._frontier = frontier
        self.fault: BaseException | None = None
        self.result: SourceResult | None = None
        self.gate = Gate(
            source, frontier, sink, clock, night=night, patience=order.patience, get_robots=self._get_robots
        )
        self._crawl = SourceCrawl(source, frontier, known, self, clock, order, on_progress)

    async def start(self) -> AsyncIterator[Any]:
        """Run the whole crawl; nothing is handed to Scrapy's scheduler."""
        try:
            self.result = await self._crawl.run()
        except Exception as fault:  # noqa: BLE001 - one source's fault must not stop the others
            self.fault = fault
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request  # what makes this an iterator

    def result_so_far(self) -> SourceResult:
        """What a crawl brought that was stopped."""
        now = self.gate.clock.now()
        self._crawl.counts.left_over = self._frontier.left_over(self.source.slug)
        return SourceResult(self.source.slug, self._crawl.counts, [], now, now)

    async def get(self, page: Page) -> Answer:
        """Ask for a page; see `crawl.Downloader`."""
        meta = {
            "tinso_kind": page.kind,
            "tinso_language": page.language,
            "tinso_extra": {"found_by": page.found_by, "attempt": page.attempts + 1},
        }
        response, note = await self._download(page.url, meta)
        return Answer(
            response.url,
            response.status,
            response.body,
            bool(getattr(note.get("kept"), "is_revisit", False)),
            bool(note.get("resting")),
        )

    async def robots(self, origin: str) -> Robots:
        """The robots.txt of an origin."""
        return await self.gate.robots(origin)

    async def _get_robots(self, origin: str) -> Robots:
        try:
            response, _ = await self._download(f"{origin}/robots.txt", {"tinso_kind": "robots"})
        except (FailedRequestError, RefusedRequestError) as fault:
            return Robots(None, reason=str(fault))
        return read_robots(response.status, response.body)

    async def _download(self, url: str, meta: dict[str, Any]) -> tuple[ScrapyResponse, dict[str, Any]]:
        """One request with its redirects. Raises `RefusedRequestError`, `HostAtRestError` and `FailedRequestError`."""
        note: dict[str, Any] = {}
        assert self.crawler.engine is not None
        try:
            request = Request(url, meta={**meta, "tinso_note": note}, dont_filter=True)
        except ValueError as fault:
            raise FailedRequestError("no_web_address", f"{url}: {_one_line(fault)}") from fault
        try:
            response = await self.crawler.engine.download_async(request)
        except (RefusedRequestError, HostAtRestError, TinsoError):
            raise
        except IgnoreRequest as ignored:
            error = "too_large" if "DOWNLOAD_MAXSIZE" in str(ignored) else "too_many_redirects"
            raise FailedRequestError(error, f"{url}: {_one_line(ignored)}") from ignored
        except Exception as fault:
            # What Scrapy cannot unpack or follow, once the answer is kept, is that page's fault and no other's.
            name = error_name(fault) or ("unreadable" if "kept" in note else None)
            if name is None:
                raise
            if name == "dns" and (refusal := private_refusal(note.get("asked", url))):
                raise RefusedRequestError(PRIVATE, refusal) from fault
            raise FailedRequestError(name, f"{url}: {_one_line(fault)}") from fault
        return response, note


def private_refusal(url: str) -> str | None:
    """Why a host was not asked whose address is not public; None where that is not so."""
    host = urlsplit(url).hostname or ""
    address = refused_address(host)
    if address is None:
        return None
    return f"{host} is at {address}, which is no public address; fetch.private_networks may allow it"


def error_name(fault: BaseException) -> str | None:
    """The short name of a failed request; None for what is no failure of the network."""
    for kind, name in ERRORS:
        if isinstance(fault, kind):
            return "tls" if name == "reset" and _is_tls(fault) else name
    return None


def _is_tls(fault: BaseException) -> bool:
    told = f"{fault!r} {fault.__cause__!r} {getattr(fault.__cause__, 'reasons', '')!r}"
    return any(word in told for word in ("SSL", "certificate", "VerificationError", "TLS"))


def _one_line(fault: BaseException) -> str:
    return " ".join(str(fault).split())[:300] or type(fault).__name__


class GateMiddleware:
    """Takes every request through the gate of its spider and hands the gate what came of it."""

    def __init__(self, crawler: Crawler) -> None:
        """Of one crawler."""
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GateMiddleware:
        """As Scrapy makes it."""
        return cls(crawler)

    @property
    def _spider(self) -> SourceSpider:
        spider = self._crawler.spider
        assert isinstance(spider, SourceSpider)
        return spider

    async def process_request(self, request: Request) -> None:
        """Wait for the request's turn. Raises `RefusedRequestError` and `HostAtRestError`."""
        is_robots = request.meta["tinso_kind"] == "robots"
        # Set anew for each hop of a chain of redirects.
        request.meta["tinso_note"].clear()
        request.meta["tinso_note"]["asked"] = request.url
        request.meta["tinso_sent_at"] = None
        request.meta["tinso_sent_at"] = await self._spider.gate.admit(request.url, is_robots=is_robots)

    def process_response(self, request: Request, response: ScrapyResponse) -> ScrapyResponse:
        """Archive an answer as it was served, before anything reads it."""
        try:
            answer = self._answer(request, response)
        except ValueError as fault:  # a status of four digits, say: no record can hold it
            told = f"{request.url}: an answer that is no HTTP: {_one_line(fault)}"
            self._spider.gate.note_failure(Failure(**self._asked(request), error="unreadable", message=told))
            raise FailedRequestError("unreadable", told) from fault
        kept, resting = self._spider.gate.note_response(answer)
        request.meta["tinso_note"].update(kept=kept, resting=resting)
        return response

    def _answer(self, request: Request, response: ScrapyResponse) -> Response:
        return Response(
            **self._asked(request),
            status=response.status,
            reason=_reason(response.status),
            http_version=response.protocol if response.protocol in ("HTTP/1.0", "HTTP/1.1") else "HTTP/1.1",
            headers=_pairs(response.headers),
            body=response.body,
            ip=str(response.ip_address) if response.ip_address else None,
            redirect_to=_resolved(request.url, response.headers.get("Location")),
        )

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Archive a request that brought no answer; what the gate itself refused was never sent."""
        name = error_name(exception)
        if name is not None and request.meta.get("tinso_sent_at") is not None:
            told = _one_line(exception)
            if name == "dns" and (refusal := private_refusal(request.url)):
                name, told = PRIVATE, refusal
            self._spider.gate.note_failure(Failure(**self._asked(request), error=name, message=told))

    def _asked(self, request: Request) -> dict[str, Any]:
        sent_at = request.meta["tinso_sent_at"]
        kind: Kind = request.meta["tinso_kind"]
        return {
            "url": request.url,
            "fetched_at": sent_at,
            "kind": kind,
            "source": self._spider.source.slug,
            "language": request.meta.get("tinso_language"),
            "run": self._spider.order.run,
            "method": request.method,
            "request_headers": _pairs(request.headers),
            "elapsed": max(self._spider.gate.clock.now() - sent_at, timedelta(0)),
            "extra": request.meta.get("tinso_extra", {}),
        }


def _resolved(url: str, location: bytes | None) -> str | None:
    """Where a redirect leads; None where it names no address."""
    try:
        return urljoin(url, location.decode("latin-1")) if location else None
    except ValueError:
        return None


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    )


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


@dataclass
class Crawled:
    """What came of a crawl. `faults` are of sources that broke off; `was_stopped` where the user stopped it."""

    results: list[SourceResult] = field(default_factory=list)
    faults: dict[str, BaseException] = field(default_factory=dict)
    was_stopped: bool = False


def user_agent(version: str, contact: str) -> str:
    """Who is asking, in the form that webmasters look for: product, version, contact."""
    return f"{AGENT}/{version} (+{contact})"


def crawl_sources(
    sources: list[SourceSpec],
    frontier: Frontier,
    sink: Sink,
    known: Known,
    clock: Clock,
    order: Order,
    *,
    night: str,
    agent: str,
    timeout: float,
    most_bytes: int,
    private_networks: Sequence[str] = (),
    on_progress: Callable[[str, Counts], None] | None = None,
) -> Crawled:
    """Crawl sources side by side, each one request at a time.

    Hosts at addresses that are not public are not asked, but for those in `private_networks`.
    Runs Twisted's reactor, so that a process can call it once. Interrupted, it ends each crawl where it is.
    """
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    process = AsyncCrawlerProcess(
        {
            "USER_AGENT": agent,
            "DOWNLOADER_MIDDLEWARES": {
                **dict.fromkeys(SWITCHED_OFF),
                "pipeline.fetch.downloading.GateMiddleware": MIDDLEWARE,
            },
            "DOWNLOAD_HANDLERS": dict.fromkeys(SCHEMES_OFF),
            "TWISTED_DNS_RESOLVER": "pipeline.fetch.resolving.GuardedResolver",
            NETWORKS_SETTING: list(private_networks),
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0,  # the gate spaces
            "DOWNLOAD_TIMEOUT": timeout,
            "DOWNLOAD_MAXSIZE": most_bytes,
            "DOWNLOAD_WARNSIZE": 0,
            "DOWNLOAD_VERIFY_CERTIFICATES": True,
            "REDIRECT_MAX_TIMES": MOST_REDIRECTS,
            "DEFAULT_REQUEST_HEADERS": {
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Encoding": "gzip",  # what every reader of WARC files can unpack
            },
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "LOG_INSTALL_ROOT_HANDLER": False,
            "LOG_LEVEL": "ERROR",
            "STATS_DUMP": False,
            "DOWNLOADER_STATS": False,
            "EXTENSIONS": {
                "scrapy.extensions.telnet.TelnetConsole": None,
                "scrapy.extensions.memusage.MemoryUsage": None,
                "scrapy.extensions.logstats.LogStats": None,
            },
        }
    )
    crawlers = []
    for source in sources:
        crawler = process.create_crawler(SourceSpider)
        crawlers.append((source, crawler))
        process.crawl(
            crawler,
            source=source,
            frontier=frontier,
            sink=sink,
            known=known,
            clock=clock,
            order=order,
            night=night,
            on_progress=on_progress,
        )
    process.start()
    crawled = Crawled()
    for source, crawler in crawlers:
        spider = crawler.spider
        if not isinstance(spider, SourceSpider):
            crawled.faults[source.slug] = RuntimeError("Scrapy did not start the crawl")
        elif spider.fault is not None:
            crawled.faults[source.slug] = spider.fault
        else:
            crawled.was_stopped |= spider.result is None
            crawled.results.append(spider.result or spider.result_so_far())
    return crawled
