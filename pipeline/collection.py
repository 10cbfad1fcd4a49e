"""The fetching of a night: sources, archive, frontier and clock brought together, and a trial of one source.

Here fetching and the archive meet; neither knows the other. What is fetched is read by `ingest`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from pipeline import tinso_version
from pipeline.archive import Archive, decode_content, open_archive
from pipeline.articles import isolate_faults, make_article_from_response
from pipeline.errors import ArchiveError, SettingsError, TinsoError
from pipeline.fetch import (
    Clock,
    Counts,
    Frontier,
    Order,
    SourceResult,
    SystemClock,
    copy_frontier,
    crawl_sources,
    open_frontier,
    user_agent,
)
from pipeline.settings import FetchSettings
from pipeline.sources import find_source, load_sources
from schemas import Issue
from schemas.sources import SourceSpec

if TYPE_CHECKING:
    from schemas.fetches import Failure, Response


LIST_FAULTS = frozenset(
    {
        "not_a_sitemap",
        "not_a_feed",
        "not_a_listing",
        "list_missing",
        "list_unreachable",
        "empty_list",
        "nothing_listed",
    }
)


@dataclass
class FetchSummary:
    """What a run of fetching did, source by source. `issues` are all of them, the sources' own included."""

    run: str
    archive: Path | None
    results: list[SourceResult] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    was_stopped: bool = False
    """The user stopped it: the same command goes on from there."""
    waiting: list[str] = field(default_factory=list)
    """Of a dry run: addresses of articles that would be asked for, in order."""

    @property
    def went_well(self) -> bool:
        """Whether nothing went wrong that somebody should see."""
        return all(issue.severity != "error" for issue in self.issues)


class _ArchiveLookup:
    """Answers the crawl's question to the archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def fetched_whole_since(self, url: str, moment: datetime | None) -> bool:
        return any(
            entry.status == 200 and (moment is None or entry.fetched_at >= moment)
            for entry in self._archive.of_url(url)
        )


class _Nothing:
    """An archive that keeps nothing, and knows nothing."""

    def write(self, exchange: Response | Failure, /) -> object:
        return None

    def fetched_whole_since(self, url: str, moment: datetime | None) -> bool:
        return False


class Sample(_Nothing):
    """Keeps in memory the articles that were answered with 200, for a trial of a source."""

    def __init__(self) -> None:
        """Nothing is there yet."""
        self.articles: list[Response] = []

    def write(self, exchange: Response | Failure, /) -> object:
        """Keep an article."""
        if exchange.kind == "article" and getattr(exchange, "status", None) == 200:
            self.articles.append(exchange)  # type: ignore[arg-type]  # a failure has no status
        return None


def fetch_sources(
    sources: Sequence[SourceSpec],
    settings: FetchSettings,
    archive_folder: Path,
    *,
    since: date | None = None,
    limit: int | None = None,
    until: datetime | None = None,
    clock: Clock | None = None,
    on_progress: Callable[[str, Counts], None] | None = None,
) -> FetchSummary:
    """Fetch what is new of some sources into the archive. Once a process: Scrapy's reactor cannot be run twice.

    Raises `SettingsError` where no contact is settled, `ArchiveError`s and `FrontierError`.
    """
    clock = clock or SystemClock()
    started = clock.now()
    run = f"{started:%Y%m%dT%H%M%S}{started.microsecond // 1000:03d}Z"
    agent = _agent(settings)
    order = Order(run, since=since, limit=limit, until=until, patience=settings.patience)
    with open_archive(archive_folder, run=run) as archive, open_frontier(archive_folder) as frontier:
        summary = FetchSummary(run, archive_folder)
        summary.issues += [
            Issue(severity="warning", code="archive_mended", source=str(repair.file), message=str(repair))
            for repair in archive.repairs
        ]
        _crawl(
            sources,
            frontier,
            archive,
            _ArchiveLookup(archive),
            clock,
            order,
            settings,
            agent,
            summary,
            on_progress,
        )
        frontier.keep_issues(run, [issue for issue in summary.issues if not _is_of_a_result(issue, summary)])
    return summary


def rehearse_fetch(
    sources: Sequence[SourceSpec],
    settings: FetchSettings,
    archive_folder: Path | None,
    *,
    since: date | None = None,
    each_language: int | None = None,
    sample: Sample | None = None,
    clock: Clock | None = None,
) -> FetchSummary:
    """Read the lists of sources and, with `each_language`, that many articles of each; nothing is stored.

    What is known of earlier runs is taken into account: `waiting` are the articles that a fetch would ask for.
    """
    clock = clock or SystemClock()
    summary = FetchSummary("rehearsal", None)
    order = Order(
        summary.run,
        since=since,
        with_articles=each_language is not None,
        each_language=each_language,
        patience=min(settings.patience, 60.0),
    )
    with closing(copy_frontier(archive_folder)) as frontier:
        sink = sample or Sample()
        _crawl(sources, frontier, sink, sink, clock, order, settings, _agent(settings), summary, None)
        summary.waiting = [url for source in sources for url in frontier.waiting(source.slug)]
    return summary


def _agent(settings: FetchSettings) -> str:
    if settings.contact is None:
        raise SettingsError(
            "tinso.toml: fetch.contact is not settled: sites are asked under a name that can be reached; below [fetch] "
            'write contact = "mailto:desk@example.org", or begin with `tinso init --contact mailto:desk@example.org`'
        )
    return user_agent(tinso_version(), settings.contact)


def _crawl(
    sources: Sequence[SourceSpec],
    frontier: Frontier,
    sink: Archive | _Nothing,
    known: _ArchiveLookup | _Nothing,
    clock: Clock,
    order: Order,
    settings: FetchSettings,
    agent: str,
    summary: FetchSummary,
    on_progress: Callable[[str, Counts], None] | None,
) -> None:
    crawled = crawl_sources(
        list(sources),
        frontier,
        sink,
        known,
        clock,
        order,
        night=f"{clock.now():%Y-%m-%d}",
        agent=agent,
        timeout=settings.timeout,
        most_bytes=settings.most_bytes,
        private_networks=settings.private_networks,
        on_progress=on_progress,
    )
    summary.results, summary.was_stopped = crawled.results, crawled.was_stopped
    for slug, fault in crawled.faults.items():
        told = " ".join(str(fault).split()) or type(fault).__name__
        name = "" if isinstance(fault, TinsoError) else f"{type(fault).__name__}: "
        summary.issues.append(
            Issue(code="source_broke_off", source=f"source:{slug}", message=f"{name}{told[:300]}")
        )
    summary.issues += [issue for result in summary.results for issue in result.issues]
    for fault in crawled.faults.values():
        if isinstance(fault, ArchiveError):
            raise fault  # nothing more can be kept: whoever runs this must know at once


def _is_of_a_result(issue: Issue, summary: FetchSummary) -> bool:
    return any(issue in result.issues for result in summary.results)


def choose_sources(slugs: Sequence[str]) -> list[SourceSpec]:
    """The sources of these names; all that are fetched where none is named. Raises `InputError`."""
    if slugs:
        return [find_source(slug) for slug in dict.fromkeys(slugs)]
    return [source for source in load_sources().values() if source.is_fetched]


class Step(NamedTuple):
    """One step of a trial: what was tried, whether it works, what was seen."""

    name: str
    went_well: bool
    seen: str


def try_source(source: SourceSpec, settings: FetchSettings, clock: Clock | None = None) -> list[Step]:
    """Whether a source works: robots, lists, and a page of each language that becomes an article. Nothing is stored."""
    if not source.is_fetched:
        return [Step("file", True, "an origin of articles only: nothing of it is fetched")]
    sample = Sample()
    summary = rehearse_fetch([source], settings, None, each_language=1, sample=sample, clock=clock)
    if not summary.results:
        return [Step("crawl", False, "; ".join(issue.message for issue in summary.issues))]
    counts = summary.results[0].counts
    steps = [_robots_step(summary.issues)]
    if not steps[0].went_well:
        return steps
    lists = [issue.message for issue in summary.issues if issue.code in LIST_FAULTS]
    seen = f"{counts.documents} read, {counts.discovered} addresses of articles"
    steps.append(Step("lists", not lists and counts.discovered > 0, "; ".join([seen, *lists])))
    if counts.errors:
        failed = ", ".join(f"{name} {number}" for name, number in sorted(counts.errors.items()))
        steps.append(Step("requests", False, f"failed: {failed}"))
    pages = {response.language: response for response in sample.articles}
    for language in dict.fromkeys(source.languages.values()):
        response = pages.get(language)
        steps.append(
            Step(f"page in {language}", False, f"none of {counts.gone} asked for is there")
            if response is None
            else _page_step(language, response)
        )
    return steps


def _robots_step(issues: Sequence[Issue]) -> Step:
    faults = [issue.message for issue in issues if issue.code == "robots_unreachable"]
    return Step("robots.txt", not faults, faults[0] if faults else "was read, or there is none")


def _page_step(language: str, response: Response) -> Step:
    name = f"page in {language}"
    result = isolate_faults(
        response.url, None, lambda: make_article_from_response(response, decode_content(response))
    )
    if isinstance(result, Issue):
        return Step(name, False, f"{response.url}: {result.message}")
    article, notes = result.article, result.notes
    told = [
        f"{len(article.text)} characters",
        f"{article.published}" if article.published else "NO DATE",
        f"from {urlsplit(article.origin_url).hostname}" if article.origin_url else "no source line",
        *(note.message for note in notes),
    ]
    return Step(name, article.published is not None, f"{response.url}: {', '.join(told)}")
