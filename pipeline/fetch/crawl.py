"""The night of one source: read its lists, ask for its articles in every language, say what came of it.

One request is under way at a time. What to ask for stands in the frontier, so that a kill loses nothing; how a
request is sent is left to a `Downloader`. Nothing is parsed here but the addresses of further pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from statistics import median
from typing import NamedTuple, Protocol

from pipeline.addresses import canonical_url
from pipeline.fetch.discovery import (
    DiscoveryError,
    Found,
    Listing,
    choose_children,
    read_alternates,
    read_feed,
    read_listing,
    read_robots_sitemaps,
    read_sitemap,
)
from pipeline.fetch.editions import list_editions, read_address
from pipeline.fetch.frontier import Frontier, Page
from pipeline.fetch.gate import RefusedRequestError, Robots
from pipeline.fetch.politeness import Clock, HostAtRestError
from schemas import Issue
from schemas.fetches import Kind
from schemas.sources import Discovery, SourceSpec

DOCUMENTS: tuple[Kind, ...] = ("sitemap", "feed", "listing")
NIGHTS_SHOWN = 5
LEAST_DUE = 10
"""Articles of a language in a usual night, from which on a night without any is a fault: below it is often chance."""
SITEMAP_KINDS = frozenset({"sitemap_index", "sitemap", "news_sitemap", "robots"})


class Answer(NamedTuple):
    """A whole answer after redirects, its body unpacked."""

    url: str
    status: int
    body: bytes
    is_unchanged: bool
    """The archive had this body of this address already."""
    host_rests: bool
    """The host asked for rest with it."""


class FailedRequestError(Exception):
    """A request without an answer. `error` is a stable short name: `dns`, `tls`, `timeout`, `too_large`, …"""

    def __init__(self, error: str, message: str) -> None:
        """`message` is one line for people."""
        super().__init__(message)
        self.error = error


class Downloader(Protocol):
    """Sends requests, through the gate."""

    async def get(self, page: Page) -> Answer:
        """Ask for a page. Raises `RefusedRequestError`, `HostAtRestError` and `FailedRequestError`."""
        ...

    async def robots(self, origin: str) -> Robots:
        """The robots.txt of an origin."""
        ...


class Known(Protocol):
    """What the archive is asked for."""

    def fetched_whole_since(self, url: str, moment: datetime | None) -> bool:
        """Whether the archive holds a whole answer (200) of an address from that time or later; None: from any time."""
        ...


@dataclass
class Counts:
    """What a night of a source brought. `languages` are articles fetched, by our code of the language."""

    documents: int = 0
    discovered: int = 0
    """Addresses of articles that the lists named."""
    new: int = 0
    """Of these and their editions, those never heard of before."""
    fetched: int = 0
    """Articles answered with 200."""
    unchanged: int = 0
    """Of these, those whose body the archive had."""
    already_there: int = 0
    """Articles that were due and stood in the archive: a run was killed after it had them."""
    gone: int = 0
    refused_by_robots: int = 0
    redirected_away: int = 0
    left_over: int = 0
    requests: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    @property
    def articles(self) -> int:
        """Articles that the archive holds of tonight."""
        return self.fetched + self.already_there

    def as_object(self) -> dict[str, object]:
        """The counts as plain objects, for JSON."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: dict(value) if isinstance(value, Counter) else value for name, value in values.items()}


@dataclass
class SourceResult:
    """A source's night, for the summary."""

    source: str
    counts: Counts
    issues: list[Issue]
    started: datetime
    finished: datetime
    has_unread_lists: bool = False
    """The time was over before all of its lists were read, so what these name is not known."""

    @property
    def went_well(self) -> bool:
        """Whether no issue is an error."""
        return all(issue.severity != "error" for issue in self.issues)


@dataclass(frozen=True)
class Order:
    """What is asked of a crawl. `since` bounds the dated lists, `limit` the articles, `until` the time.

    `languages` are ours; empty for all. `with_articles` False reads the lists only. `each_language` stops after that
    many articles of every language.
    """

    run: str
    since: date | None = None
    limit: int | None = None
    until: datetime | None = None
    with_articles: bool = True
    each_language: int | None = None
    patience: float = 1200.0

    @property
    def is_partial(self) -> bool:
        """Whether the night is cut short on purpose, so that its numbers say nothing about the source."""
        return (
            self.limit is not None
            or self.since is not None
            or not self.with_articles
            or bool(self.each_language)
        )


class SourceCrawl:
    """A crawl of one source."""

    def __init__(
        self,
        source: SourceSpec,
        frontier: Frontier,
        known: Known,
        downloader: Downloader,
        clock: Clock,
        order: Order,
        on_progress: Callable[[str, Counts], None] | None = None,
    ) -> None:
        """Nothing is sent yet."""
        self._source = source
        self._frontier = frontier
        self._known = known
        self._downloader = downloader
        self._clock = clock
        self._order = order
        self._on_progress = on_progress
        self._issues: list[Issue] = []
        self._resting: HostAtRestError | None = None
        self._has_unread_lists = False
        self.counts = Counts()

    async def run(self) -> SourceResult:
        """Do the night. Faults of pages and lists become counts and issues; faults of the archive are raised."""
        started = self._clock.now()
        slug = self._source.slug
        self._frontier.keep_night(self._order.run, slug, started, None, {})
        self._frontier.begin(slug, started)
        await self._read_lists(started)
        while self._order.with_articles and self._goes_on():
            page = await self._wait_for_next(("article",))
            if page is None or not await self._take(page):
                break
        self.counts.left_over = self._frontier.left_over(slug)
        finished = self._clock.now()
        self._judge(started)
        self._frontier.keep_night(
            self._order.run, slug, started, finished, self.counts.as_object(), partial=self._order.is_partial
        )
        self._frontier.keep_issues(self._order.run, self._issues)
        return SourceResult(
            slug, self.counts, self._issues, started, finished, has_unread_lists=self._has_unread_lists
        )

    async def _read_lists(self, started: datetime) -> None:
        seeds = []
        for place, discovery in enumerate(self._source.discovery):
            if discovery.url is not None:
                seeds.append(self._document(discovery.url, place))
                continue
            seeds += [self._document(child.url, place) for child in await self._robots_sitemaps()]
        self._frontier.renew(seeds, started)
        listed = 0
        while self._out_of_time() is False:
            page = await self._wait_for_next(DOCUMENTS)
            if page is None:
                break
            before = self.counts.discovered
            if not await self._take(page):
                break
            listed += self.counts.discovered - before
        self._has_unread_lists = self._has_no_time_for_a_list()
        has_fault = any(issue.severity == "error" for issue in self._issues)
        if not listed and not self._has_unread_lists and not has_fault:
            self._note("nothing_listed", "its lists name no article at all", "error")

    async def _robots_sitemaps(self) -> list[Found]:
        origin = f"{self._source.scheme}://{self._source.canonical_host}"
        try:
            robots = await self._downloader.robots(origin)
        except (RefusedRequestError, HostAtRestError, FailedRequestError) as fault:
            self._note("robots_unreachable", str(fault), "error")
            return []
        return read_robots_sitemaps(robots.body, f"{origin}/robots.txt").children

    def _document(
        self, url: str, place: int, found_by: str = "seed", changed: datetime | None = None
    ) -> Page:
        kind = self._source.discovery[place].kind
        own: Kind = "sitemap" if kind in SITEMAP_KINDS else "feed" if kind == "feed" else "listing"
        return Page(
            canonical_url(url) or url, self._source.slug, own, None, None, found_by, changed, place=place
        )

    def _goes_on(self) -> bool:
        order = self._order
        if self._out_of_time() or (order.limit is not None and self.counts.articles >= order.limit):
            return False
        if order.each_language is not None:
            wanted = set(self._source.languages.values())
            return any(self.counts.languages[language] < order.each_language for language in wanted)
        return True

    def _out_of_time(self) -> bool:
        return self._order.until is not None and self._clock.now() >= self._order.until

    def _has_no_time_for_a_list(self) -> bool:
        """Whether a list is due that is not to be asked for before the time is over."""
        found, until = self._frontier.next_due(self._source.slug, DOCUMENTS), self._order.until
        if found is None or until is None:
            return False
        return self._out_of_time() or (found[1] is not None and found[1] >= until)

    async def _wait_for_next(self, kinds: tuple[Kind, ...]) -> Page | None:
        """The next page that is due, after waiting for its time; None where there is none tonight."""
        found = self._frontier.next_due(self._source.slug, kinds)
        if found is None:
            return None
        page, not_before = found
        if not_before is not None:
            wait = (not_before - self._clock.now()).total_seconds()
            if wait > self._order.patience or (
                self._order.until is not None and not_before >= self._order.until
            ):
                return None
            if wait > 0:
                await self._clock.sleep(wait)
        return page

    async def _take(self, page: Page) -> bool:
        """Ask for a page and settle it. False where nothing more is to be asked of this source tonight."""
        counts = self.counts
        is_article = page.kind == "article"
        if is_article and self._skips(page):
            return True
        try:
            answer = await self._downloader.get(page)
        except HostAtRestError as leave:
            self._resting = leave
            return False
        except RefusedRequestError as refusal:
            if refusal.code == "robots_unreachable":
                self._note("robots_unreachable", str(refusal), "error")
                return False
            if refusal.code == "forbidden_by_robots":
                counts.refused_by_robots += 1
            else:
                counts.errors[refusal.code] += 1
            if not is_article:
                self._note(refusal.code, str(refusal), "error", page.url)
            self._frontier.leave(page.url, refusal.code)
        except FailedRequestError as failure:
            counts.requests += 1
            self._fail(page, failure.error, str(failure))
        else:
            counts.requests += 1
            self._settle(page, answer)
        if self._on_progress:
            self._on_progress(self._source.slug, counts)
        return True

    def _skips(self, page: Page) -> bool:
        """Whether an article needs no request: it is in the archive, or enough of its language is."""
        counts, language = self.counts, page.language or ""
        enough = self._order.each_language
        if enough is not None and counts.languages[language] >= enough:
            self._frontier.leave(page.url, "enough")
            return True
        # What the frontier never saw fetched may be in the archive nonetheless: a kill, or a frontier that was lost.
        since = page.due_since if page.fetched_at is not None else page.changed
        if self._known.fetched_whole_since(page.url, since):
            counts.already_there += 1
            counts.languages[language] += 1
            self._frontier.note_answer(page.url, 200, self._clock.now())
            return True
        return False

    def _settle(self, page: Page, answer: Answer) -> None:
        now = self._clock.now()
        if answer.status == 200:
            if page.kind == "article":
                self._settle_article(page, answer, now)
            else:
                self._settle_document(page, answer, now)
        elif answer.status in (404, 410):
            self._frontier.note_answer(page.url, answer.status, now)
            if page.kind == "article":
                self.counts.gone += 1
            else:
                self._note("list_missing", f"{page.url} was answered with {answer.status}", "error", page.url)
        else:
            self._fail(
                page,
                f"http_{answer.status}",
                f"{page.url} was answered with {answer.status}",
                answer.host_rests,
            )

    def _fail(self, page: Page, error: str, message: str, host_rests: bool = False) -> None:
        """Count a failure; the page stays due. A page whose host asked for rest has lost no attempt."""
        self.counts.errors[error] += 1
        self._frontier.note_failure(page.url, error, self._clock.now(), counts=not host_rests)
        again = self._frontier.page(page.url)
        if page.kind != "article" and not host_rests and again is not None and again.attempts >= 3:
            self._note("list_unreachable", message, "error", page.url)

    def _settle_article(self, page: Page, answer: Answer, now: datetime) -> None:
        final = canonical_url(answer.url) or answer.url
        if final != page.url:
            there = read_address(self._source, final)
            if there is None or there.language != page.language:
                # A redirect to the front page, or to another language: the site's way of saying that it is not there.
                self.counts.redirected_away += 1
                self._frontier.note_answer(page.url, 404, now)
                return
            self._frontier.add(
                [Page(there.url, page.source, "article", there.language, there.edition_key, "page")], now
            )
            self._frontier.note_answer(there.url, 200, now)
        self._frontier.note_answer(page.url, 200, now)
        self.counts.fetched += 1
        self.counts.unchanged += answer.is_unchanged
        self.counts.languages[page.language or ""] += 1
        linked = [Found(address) for _, address in read_alternates(answer.body, answer.url)]
        self._enter(linked, "page", now)

    def _settle_document(self, page: Page, answer: Answer, now: datetime) -> None:
        assert page.place is not None
        discovery = self._source.discovery[page.place]
        self.counts.documents += 1
        try:
            listing = self._read(page, answer)
        except DiscoveryError as fault:
            self._frontier.note_answer(page.url, 200, now)
            self._note(fault.code, str(fault), "error", page.url)
            return
        self._frontier.note_answer(page.url, 200, now)
        since = self._order.since or (now - timedelta(days=discovery.days)).date()
        children = (
            choose_children(listing, discovery, since, now.date())
            if page.kind == "sitemap"
            else listing.children
        )
        if page.kind != "feed":
            self._frontier.renew(
                [self._child(child, page) for child in children if self._is_new_document(child.url, page)],
                now,
            )
        if page.kind == "sitemap" and not (listing.pages or listing.children):
            self._note("empty_list", f"{page.url} lists nothing", "warning", page.url)
        recent = [found for found in listing.pages if found.changed is None or found.changed.date() >= since]
        self.counts.discovered += self._enter(recent, page.kind, now, discovery)

    def _read(self, page: Page, answer: Answer) -> Listing:
        if page.kind == "sitemap":
            return read_sitemap(answer.body, answer.url)
        return (
            read_feed(answer.body, answer.url)
            if page.kind == "feed"
            else read_listing(answer.body, answer.url)
        )

    def _child(self, child: Found, page: Page) -> Page:
        kind: Kind = "sitemap" if page.kind == "sitemap" else "feed"
        return Page(
            canonical_url(child.url) or child.url,
            page.source,
            kind,
            None,
            None,
            page.kind,
            child.changed,
            place=page.place,
        )

    def _is_new_document(self, url: str, page: Page) -> bool:
        """Whether a list that another names was not read in this run: lists may name one another in a ring."""
        known = self._frontier.page(canonical_url(url) or url)
        return (
            known is None
            or known.fetched_at is None
            or page.due_since is None
            or known.fetched_at < page.due_since
        )

    def _enter(self, found: list[Found], by: str, now: datetime, discovery: Discovery | None = None) -> int:
        """Enter articles with their editions into the frontier; how many of the addresses are articles."""
        articles = 0
        pages: dict[str, Page] = {}
        slug = self._source.slug
        codes = discovery.languages if discovery else ()
        for one in found:
            for address, is_listed in ((one.url, True), *((link, False) for _, link in one.alternates)):
                article = read_address(self._source, address)
                if article is None or (codes and article.code not in codes):
                    continue
                articles += is_listed
                if article.language is not None:
                    pages.setdefault(
                        article.url,
                        Page(
                            article.url,
                            slug,
                            "article",
                            article.language,
                            article.edition_key,
                            by,
                            one.changed,
                        ),
                    )
                if article.edition_key is not None:
                    for edition in list_editions(self._source, article.edition_key):
                        pages.setdefault(
                            edition.url,
                            Page(
                                edition.url,
                                slug,
                                "article",
                                edition.language,
                                edition.edition_key,
                                "edition",
                                one.changed,
                            ),
                        )
        self.counts.new += self._frontier.add(pages.values(), now)
        return articles

    def _note(self, code: str, message: str, severity: str, record: str | None = None) -> None:
        self._issues.append(
            Issue.model_validate(
                {
                    "severity": severity,
                    "code": code,
                    "source": f"source:{self._source.slug}",
                    "record": record or f"run {self._order.run}",
                    "message": message,
                }
            )
        )

    def _judge(self, started: datetime) -> None:
        """Say what was unusual, with the numbers of the last nights beside it. Runs of one night count together."""
        counts, expected = self.counts, self._source.expected
        if self._resting is not None:
            self._note(self._resting.reason, f"{self._resting}; {counts.left_over} articles wait", "warning")
        for error, number in sorted(counts.errors.items()):
            self._note("requests_failed", f"{number} requests failed: {error}", "warning")
        if self._order.with_articles and not counts.articles and (counts.errors or self._resting is not None):
            self._note(
                "nothing_fetched", f"not one article was fetched; {counts.left_over} of them wait", "error"
            )
        if self._order.is_partial:
            return
        earlier = self._frontier.nights(self._source.slug, NIGHTS_SHOWN + 1, self._order.run)
        tonight = next((night for night in earlier if night.day == f"{started:%Y-%m-%d}"), None)
        before = [night for night in earlier if night is not tonight][:NIGHTS_SHOWN]
        articles = counts.articles + (tonight.articles if tonight else 0)
        languages = counts.languages + (tonight.languages if tonight else Counter())
        history = ", ".join(f"{night.articles}" for night in before) or "none is known"
        told = f"{articles} articles tonight; the last nights had: {history}"
        if articles < expected.minimum:
            self._note("too_few_articles", f"{told}; at least {expected.minimum} are usual", "error")
        if expected.maximum is not None and articles > expected.maximum:
            self._note("too_many_articles", f"{told}; at most {expected.maximum} are usual", "warning")
        for language in sorted(set(self._source.languages.values())):
            if articles and not languages[language]:
                numbers = [night.languages[language] for night in before]
                had = ", ".join(map(str, numbers)) or "none is known"
                self._note(
                    "language_without_articles",
                    f"no article in {language!r}; the last nights had: {had}",
                    "error" if numbers and median(numbers) >= LEAST_DUE else "warning",
                )
