"""Lists of figures: a queue page by page, what a search found, and what comes before and behind a figure in its queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.audit.decisions import MOST_ROWS
from pipeline.audit.desk import Desk
from pipeline.audit.pages import ContextView, ReasonView
from pipeline.audit.queues import CHOICES, QUEUES, Queue, QueueAddress, article_href, link
from pipeline.audit.search import Query, Snippet, find_snippets
from pipeline.audit.wording import show_day, show_language, show_reason, show_value, show_words
from pipeline.store import AuditReader, Filters, ListedFigure, Rows, Standing
from schemas.review import STATES

PAGE = MOST_ROWS
"""Rows of a list."""
FOUND_ARTICLES, FOUND_FIGURES = 20, 20
ALL_WAIT = ("disputes", "second")
"""Queues in which everything waits, whatever its state."""
UNSHARED = ("mine", "second")
"""Queues of each reviewer's own: what others have on screen is not passed over."""
FACET_OF = {"version": "extractor_version"}
LABELS = {
    "lang": "Language",
    "province": "Province",
    "indicator": "Indicator",
    "scenario": "Scenario",
    "source": "Source",
    "version": "Read by",
    "state": "State",
    "from": "From",
    "to": "Until",
    "sample": "Sample",
}


@dataclass(frozen=True)
class Row:
    figure_id: str
    text_hash: str
    article_id: str
    href: str
    lang: str
    quote: str
    before: str
    after: str
    value_shown: str
    kind: str
    unit: str
    comparator: str
    scenario: str
    indicator: str
    province: str | None
    date_role: str | None
    date_start: date | None
    date_end: date | None
    confidence: float
    state: str
    reviewer: str | None
    published: date | None
    source: str | None
    title: str | None
    reasons: tuple[ReasonView, ...]
    lease: str | None


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int | None
    selected: bool


@dataclass(frozen=True)
class Choice:
    name: str
    label: str
    value: str | None
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Active:
    name: str
    label: str
    value: str
    remove_href: str


@dataclass(frozen=True)
class QueueView:
    name: str
    title: str
    why: str
    order: str
    is_live: bool
    accepts_bulk: bool


@dataclass(frozen=True)
class Showing:
    first: int
    last: int


@dataclass(frozen=True)
class Days:
    """Days of publication, as `dates.from` and `dates.to` in templates."""

    first: date | None
    to: date | None

    def __getitem__(self, name: str) -> str:
        day = self.first if name == "from" else self.to
        return day.isoformat() if day else ""


@dataclass(frozen=True)
class ListView:
    queue: QueueView
    filters: tuple[Choice, ...]
    dates: Days
    q: str | None
    active: tuple[Active, ...]
    total: int
    open: int
    showing: Showing
    rows: tuple[Row, ...]
    next_href: str | None
    previous_href: str | None
    first_figure_href: str | None
    bulk_limit: int
    empty_text: str


@dataclass(frozen=True)
class FoundRow:
    article_id: str
    href: str
    lang: str
    title: str | None
    published: date | None
    source: str | None
    snippets: tuple[Snippet, ...]
    figures: int


@dataclass(frozen=True)
class Counts:
    figures: int
    articles: int
    is_capped: bool


@dataclass(frozen=True)
class SearchView:
    q: str
    filters: tuple[Choice, ...]
    figures: tuple[Row, ...]
    articles: tuple[FoundRow, ...]
    counts: Counts
    next_href: str | None
    hint: str | None


EMPTY = {
    "stale": "Nothing is stale.",
    "disputes": "Reviewers agree on everything that two of them decided.",
    "skipped": "Nothing was left to others.",
    "mine": "You have not decided anything yet.",
    "new": "The last run brought no figures.",
}


def view_list(
    desk: Desk,
    reader: AuditReader,
    address: QueueAddress,
    reviewer: str,
    *,
    after: int = 0,
    before: int | None = None,
    drawn: Sequence[str] = (),
    sources: Mapping[str, str] | None = None,
) -> ListView:
    """One page of a queue, behind the rank `after` or before the rank `before`."""
    rows = desk.rows_of(reader, address, reviewer, drawn)
    standing = Standing(address.wanted_state, reviewer)
    ranked = reader.page(rows, address.filters, standing, after=after, before=before, limit=PAGE + 1)
    if before is not None:
        has_before, has_more = len(ranked) > PAGE, True
        ranked = ranked[-PAGE:]
    else:
        has_before, has_more = after > 0, len(ranked) > PAGE
        ranked = ranked[:PAGE]
    total, open_ = reader.count(rows, address.filters, reviewer)
    if address.name in ALL_WAIT:
        open_ = total
    views = view_rows(desk, reader, ranked, reviewer, address)
    kept = desk.kept_by_others(reviewer)
    first = next((row for row, (_, number) in zip(views, ranked, strict=True) if number not in kept), None)
    queue = address.queue
    return ListView(
        queue=_view_queue(desk, queue),
        filters=view_choices(reader, rows, address, sources),
        dates=Days(address.filters.first, address.filters.last),
        q=None,
        active=_active(address, sources),
        total=total,
        open=open_,
        showing=Showing(ranked[0][0], ranked[-1][0]) if ranked else Showing(0, 0),
        rows=views,
        next_href=address.href(after=str(ranked[-1][0])) if has_more and ranked else None,
        previous_href=address.href(before=str(ranked[0][0])) if has_before and ranked else None,
        first_figure_href=first.href if first else None,
        bulk_limit=PAGE,
        empty_text=EMPTY.get(queue.name, "Nothing here waits for you.")
        if total == 0 or not _active(address, sources)
        else "Nothing fits.",
    )


def view_rows(
    desk: Desk,
    reader: AuditReader,
    ranked: Sequence[tuple[int, int]],
    reviewer: str,
    address: QueueAddress | None = None,
) -> tuple[Row, ...]:
    """Some figures as lists show them."""
    reasons = reader.reasons_of_all([number for _, number in ranked])
    kept = desk.kept_by_others(reviewer)
    blind = address is not None and address.name == "second"
    return tuple(
        _view_row(
            desk,
            listed,
            address,
            tuple(
                ReasonView(why.queue, why.code, show_reason(why.code, why.detail, listed.figure))
                for why in reasons.get(listed.number, ())
                if address is None or why.queue == address.name or address.name not in QUEUES
            ),
            kept.get(listed.number),
            blind,
        )
        for listed in reader.listed(ranked)
    )


def view_context(
    desk: Desk,
    reader: AuditReader,
    address: QueueAddress,
    number: int | None,
    reviewer: str,
    drawn: Sequence[str] = (),
) -> ContextView:
    """What comes before and behind a figure in its queue; what others have on screen is passed over."""
    rows = desk.rows_of(reader, address, reviewer, drawn)
    kept = [] if address.name in UNSHARED else list(desk.kept_by_others(reviewer))
    rank = reader.rank_of(rows, number) if number is not None else None
    standing = Standing(address.wanted_state, reviewer)
    own = [number] if number is not None else []
    behind = reader.page(rows, address.filters, standing, after=rank or 0, limit=2, without=[*kept, *own])
    if len(behind) < 2 and rank:
        met = [each for _, each in behind]
        # From the top again: what was passed over because somebody else had it.
        behind += (
            reader.page(
                rows,
                address.filters,
                standing,
                before=rank,
                limit=2 - len(behind),
                without=[*kept, *own, *met],
            )
            if address.wanted_state
            else []
        )
    ahead = reader.page(rows, address.filters, Standing(), before=rank, limit=1) if rank else []
    ids = reader.ids_of([each for _, each in (*behind, *ahead)])
    hrefs = [address.figure_href(ids[each]) for _, each in behind]
    total, open_ = reader.count(rows, address.filters, reviewer)
    return ContextView(
        queue=address.name,
        title=address.queue.title,
        filters=address.options(),
        href=address.href(after=str(rank - 1)) if rank and rank > 1 else address.href(),
        position=rank,
        open=open_ if address.wanted_state else total,
        next_href=hrefs[0] if hrefs else None,
        after_next_id=ids[behind[1][1]] if len(behind) > 1 else None,
        previous_href=address.figure_href(ids[ahead[0][1]]) if ahead else None,
        next_id=ids[behind[0][1]] if behind else None,
        previous_id=ids[ahead[0][1]] if ahead else None,
        blind=address.name == "second",
        sample=address.sample,
    )


def view_search(
    desk: Desk,
    reader: AuditReader,
    typed: str,
    query: Query,
    filters: Filters,
    reviewer: str,
    *,
    after: int = 0,
    sources: Mapping[str, str] | None = None,
    most: int = FOUND_ARTICLES,
) -> SearchView:
    """Figures and articles that fit what was typed, the newest first. Raises `QueryTooSlowError`."""
    ranked: list[tuple[int, int]] = []
    if query.names_figures and not after:
        ranked = reader.search_figures(
            query.values, query.provinces, query.indicators, filters, FOUND_FIGURES + 1
        )
    articles = reader.search_articles(query.patterns, filters, after, most + 1) if query.patterns else []
    shown = articles[:most]
    rows = Rows("all")
    given = _options_of(filters)
    return SearchView(
        q=typed,
        filters=_choices_of(reader, rows, given, ("lang", "source"), sources),
        figures=view_rows(desk, reader, ranked[:FOUND_FIGURES], reviewer),
        articles=tuple(
            FoundRow(
                each.article_id,
                article_href(each.article_id),
                each.lang,
                each.title or each.text.partition("\n")[0],
                each.published,
                (sources or {}).get(each.source or "", each.source),
                tuple(find_snippets(query.patterns, each.text)),
                each.figures,
            )
            for each in shown
        ),
        counts=Counts(
            min(len(ranked), FOUND_FIGURES),
            len(shown),
            len(articles) > most or len(ranked) > FOUND_FIGURES,
        ),
        next_href=link("/search", q=typed, **given, after=shown[-1].number) if len(articles) > most else None,
        hint=None,
    )


def view_choices(
    reader: AuditReader, rows: Rows, address: QueueAddress, sources: Mapping[str, str] | None
) -> tuple[Choice, ...]:
    """The filters of a queue, with how many figures each value has."""
    options = address.options()
    states = Choice(
        "state",
        LABELS["state"],
        address.state,
        tuple(
            Option(
                state,
                show_words(state) if state != "all" else "All",
                None,
                state == (address.wanted_state or "all"),
            )
            for state in ("open", "all", *STATES)
        ),
    )
    return (*_choices_of(reader, rows, options, CHOICES, sources), states)


def _choices_of(
    reader: AuditReader,
    rows: Rows,
    options: Mapping[str, str],
    names: Sequence[str],
    sources: Mapping[str, str] | None,
) -> tuple[Choice, ...]:
    facets = reader.facets(rows)
    return tuple(
        Choice(
            name,
            LABELS[name],
            options.get(name),
            tuple(
                Option(value, _label(name, value, sources), count, value == options.get(name))
                for value, count in facets[FACET_OF.get(name, name)]
            ),
        )
        for name in names
        if facets[FACET_OF.get(name, name)]
    )


def _options_of(filters: Filters) -> dict[str, str]:
    return QueueAddress("all", filters).options()


def why_listed(desk: Desk, queue: Queue) -> str:
    """What a queue is for; of stale verdicts also how many no list can show, so that none is lost in silence."""
    lost = len(desk.lost()) if queue.name == "stale" else 0
    if not lost:
        return queue.why
    told = "One more verdict has" if lost == 1 else f"{lost:,} more verdicts have"
    return f"{queue.why} {told} no figure left to be shown on: the table reviews tells which, and why."


def _view_queue(desk: Desk, queue: Queue) -> QueueView:
    bulk = queue.name not in ("sample", "second", "disputes", "stale")
    return QueueView(queue.name, queue.title, why_listed(desk, queue), queue.order, not queue.is_stored, bulk)


def _active(address: QueueAddress, sources: Mapping[str, str] | None) -> tuple[Active, ...]:
    return tuple(
        Active(
            name,
            LABELS[name],
            show_day(value) if name in ("from", "to") else _label(name, value, sources),
            address.with_option(name, None).href(),
        )
        for name, value in address.options().items()
        if name != "sample"
    )


def _label(name: str, value: str, sources: Mapping[str, str] | None) -> str:
    if name == "lang":
        return show_language(value)
    if name == "source":
        return (sources or {}).get(value, value)
    if name in ("indicator", "scenario", "state"):
        return "All" if value == "all" else show_words(value)
    return value


def _view_row(
    desk: Desk,
    listed: ListedFigure,
    address: QueueAddress | None,
    reasons: tuple[ReasonView, ...],
    lease: str | None,
    blind: bool,
) -> Row:
    figure = listed.figure
    stand = None if blind else desk.stand_of(listed.figure_id)
    return Row(
        figure_id=listed.figure_id,
        text_hash=listed.text_hash,
        article_id=listed.article_id,
        href=address.figure_href(listed.figure_id) if address else link(f"/figure/{listed.figure_id}"),
        lang=listed.lang,
        quote=figure.quote,
        before=listed.before.rpartition("\n")[2],
        after=listed.after.partition("\n")[0],
        value_shown=show_value(figure),
        kind=figure.kind,
        unit=figure.unit,
        comparator=figure.comparator,
        scenario=figure.scenario,
        indicator=figure.indicator,
        province=figure.province,
        date_role=figure.date_role,
        date_start=figure.date_start,
        date_end=figure.date_end,
        confidence=figure.confidence,
        state=stand.state if stand else "unreviewed",
        reviewer=", ".join(stand.reviewers) if stand and stand.reviewers else None,
        published=listed.published,
        source=listed.source,
        title=listed.title,
        reasons=reasons,
        lease=lease,
    )
