"""Lists of figures: a queue page by page, what a search found, and what comes before and behind a figure in its queue."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipeline.audit.decisions import MOST_ROWS
from pipeline.audit.desk import Added, Desk
from pipeline.audit.pages import ContextView, ReasonView
from pipeline.audit.queues import CHOICES, QUEUES, Queue, QueueAddress, article_href, link
from pipeline.audit.search import Query, Snippet, find_snippets
from pipeline.audit.wording import show_day, show_language, show_reason, show_value, show_words
from pipeline.errors import QueryTooSlowError
from pipeline.store import AuditReader, Filters, FoundArticle, ListedFigure, Rows, Standing
from schemas import Figure
from schemas.review import READING_FIELDS, STATES

PAGE = MOST_ROWS
"""Rows of a list."""
FOUND_ARTICLES, FOUND_FIGURES = 20, 20
FIRST_TEXTS = 4096
"""Texts that a search looks through first; four times as many in each further step."""
SCAN_SECONDS, TYPING_SECONDS = 4.0, 1.0
"""After which a search looks through no more texts: on its page, and for suggestions while one types."""
ALL_WAIT = ("disputes", "second")
"""Queues in which everything waits, whatever its state."""
AROUND = 60
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
    are_figures_capped: bool
    are_articles_capped: bool


@dataclass(frozen=True)
class SearchView:
    q: str
    filters: tuple[Choice, ...]
    figures: tuple[Row, ...]
    articles: tuple[FoundRow, ...]
    counts: Counts
    figures_href: str | None
    next_href: str | None
    first_href: str | None
    unsearched: str | None


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
    views = view_rows(desk, reader, ranked, reviewer, address)
    unread = view_unread(desk, reader, address)
    total, open_ = count_rows(reader, rows, address, reviewer, unread)
    if not has_more:
        views += unread
    kept = desk.kept_by_others(reviewer)
    taken = {number for _, number in ranked if number in kept}
    free = [row for row, (_, number) in zip(views, ranked, strict=False) if number not in taken]
    first = next(iter([*free, *views[len(ranked) :]]), None)
    queue = address.queue
    return ListView(
        queue=view_queue(queue),
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


def count_rows(
    reader: AuditReader, rows: Rows, address: QueueAddress, reviewer: str, unread: Sequence[Row] = ()
) -> tuple[int, int]:
    """How many figures a queue lists after its filters, and how many of them wait for the reviewer."""
    total, open_ = reader.count(rows, address.filters, reviewer)
    if address.name in ALL_WAIT:
        open_ = total
    return total + len(unread), open_ + len(unread)


def view_unread(desk: Desk, reader: AuditReader, address: QueueAddress) -> tuple[Row, ...]:
    """Figures of a queue that no machine reads: added ones that are disputed. They stand behind the others."""
    if address.name != "disputes":
        return ()
    ids = desk.ids_in("disputed")
    known = reader.numbers_of(ids)
    rows = []
    for figure_id in ids:
        added = desk.added_figure(reader, figure_id) if figure_id not in known else None
        if added is not None and _fits(added, address.filters):
            rows.append(_view_row(desk, _listed(added), address, (), None, False))
    return tuple(rows)


def _fits(added: Added, filters: Filters) -> bool:
    """Whether a figure that no machine reads is among those that filters leave."""
    article, reading = added.article, added.reading
    told = {
        "lang": article.lang,
        "province": reading.province,
        "indicator": reading.indicator,
        "scenario": reading.scenario,
        "source": article.source,
        "version": article.extractor_version,
    }
    if any(getattr(filters, name) not in (None, value) for name, value in told.items()):
        return False
    day = article.published
    return not (
        (filters.first is not None and (day is None or day < filters.first))
        or (filters.last is not None and (day is None or day > filters.last))
    )


def _listed(added: Added) -> ListedFigure:
    article, (start, end) = added.article, added.anchor.span
    fields = {name: getattr(added.reading, name) for name in READING_FIELDS}
    return ListedFigure(
        rank=0,
        number=0,
        figure_id=added.figure_id,
        article_id=article.article_id,
        text_hash=article.text_hash,
        extractor_version=article.extractor_version or "",
        lang=article.lang,
        source=article.source,
        published=article.published,
        title=article.title,
        before=article.text[max(0, start - AROUND) : start],
        after=article.text[end : end + AROUND],
        figure=Figure(start=start, end=end, quote=added.anchor.quote, **fields),
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
    kept = desk.kept_by_others(reviewer, on_screen=True)
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
    figure_id: str | None = None,
) -> ContextView:
    """What comes before and behind a figure in its queue; what others have on screen is passed over.

    `number` is the figure's in the snapshot; of one that no machine reads its id tells.
    """
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
    unread = view_unread(desk, reader, address)
    total, open_ = count_rows(reader, rows, address, reviewer, unread)
    if len(behind) < 2 and unread:
        at = next((place for place, row in enumerate(unread, 1) if row.figure_id == figure_id), 0)
        following = [*unread[at:], *(unread[:at] if number is None else ())]
        more = [row for row in following if row.figure_id != figure_id][: 2 - len(behind)]
    else:
        more = []
    hrefs += [row.href for row in more]
    next_ids = [*(ids[each] for _, each in behind), *(row.figure_id for row in more)]
    return ContextView(
        queue=address.name,
        title=address.queue.title,
        filters=address.options(),
        href=address.href(after=str(rank - 1)) if rank and rank > 1 else address.href(),
        position=rank,
        open=open_ if address.wanted_state else total,
        next_href=hrefs[0] if hrefs else None,
        after_next_id=next_ids[1] if len(next_ids) > 1 else None,
        previous_href=address.figure_href(ids[ahead[0][1]]) if ahead else None,
        next_id=next_ids[0] if next_ids else None,
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
    figures_after: int = 0,
    sources: Mapping[str, str] | None = None,
    most: int = FOUND_ARTICLES,
    seconds: float = SCAN_SECONDS,
) -> SearchView:
    """Figures and articles that fit what was typed, the newest first; behind either edge, these alone.

    No more texts are begun with after `seconds`: then the page says how far it came, and leads on. Raises `QueryTooSlowError`.
    """
    ranked: list[tuple[int, int]] = []
    size = PAGE if figures_after else FOUND_FIGURES
    if query.names_figures and not after:
        ranked = reader.search_figures(
            query.values, query.provinces, query.indicators, filters, size + 1, figures_after
        )
    scan = Scan([], None, 0)
    if query.patterns and not figures_after:
        scan = scan_texts(reader, query.patterns, filters, after, most + 1, seconds)
    articles = scan.found
    shown = articles[:most]
    given = _options_of(filters)
    has_more = len(articles) > most
    edge = shown[-1].number if has_more else scan.edge
    return SearchView(
        q=typed,
        filters=_choices_of(reader, Rows("all"), given, ("lang", "source"), sources),
        figures=view_rows(desk, reader, ranked[:size], reviewer),
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
            min(len(ranked), size),
            len(shown),
            len(ranked) > size or figures_after > 0,
            has_more or scan.edge is not None or after > 0,
        ),
        figures_href=link("/search", q=typed, **given, figures_after=ranked[size - 1][0])
        if len(ranked) > size
        else None,
        next_href=link("/search", q=typed, **given, after=edge) if edge is not None else None,
        first_href=link("/search", q=typed, **given) if after or figures_after else None,
        unsearched=None
        if has_more or scan.edge is None
        else f"Looked through {scan.texts:,} {'older ' if after else ''}texts so far, the newest first; the others are not searched yet.",
    )


class Scan(NamedTuple):
    """What was found in texts, and how far it was looked: behind the article `edge` nothing was, where it is not None."""

    found: list[FoundArticle]
    edge: int | None
    texts: int


def scan_texts(
    reader: AuditReader, patterns: Sequence[str], filters: Filters, after: int, limit: int, seconds: float
) -> Scan:
    """Look through texts, the newest first, ever more at once, until `limit` are found or the time is spent.

    Raises `QueryTooSlowError` where not even the first of them were done in time.
    """
    found: list[FoundArticle] = []
    begun, edge, window, texts = time.monotonic(), after, FIRST_TEXTS, 0
    while True:
        until = reader.article_behind(edge, window)
        try:
            found += reader.search_articles(patterns, filters, edge, limit - len(found), until)
        except QueryTooSlowError:
            if not texts:
                raise
            return Scan(found, edge, texts)
        if until is None or len(found) >= limit:
            return Scan(found, None, texts)
        edge, texts, window = until, texts + window, window * 4
        if time.monotonic() - begun >= seconds:
            return Scan(found, edge, texts)


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


def view_queue(queue: Queue) -> QueueView:
    """What a queue is, for the head of its list."""
    bulk = queue.name not in ("sample", "second", "disputes", "stale")
    return QueueView(queue.name, queue.title, queue.why, queue.order, not queue.is_stored, bulk)


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
