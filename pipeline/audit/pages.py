"""What the screens of one figure and of one article show: view models for the templates and for scripts.

Texts are cut here at the edges of all evidence, so that crossing spans are drawn right without scripts. What is asked of
the snapshot stands in `pipeline.store`, of reviewers' decisions in `desk`; lists are made in `lists`, words in `wording`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.audit.decisions import Subject
from pipeline.audit.desk import Desk
from pipeline.audit.ledger import Logged
from pipeline.audit.queues import QueueAddress, article_href, link
from pipeline.audit.states import fold_state, in_effect
from pipeline.audit.wording import (
    ACTIONS,
    FIELD_LABELS,
    REASON_WORDS,
    REFUSALS,
    confidence_word,
    show_field,
    show_language,
    show_line,
    show_reason,
    show_value,
)
from pipeline.store import AuditArticle, AuditFigure, AuditReader
from schemas import Evidence, Figure
from schemas.records import Refusal
from schemas.review import READING_FIELDS, REASONS, SPAN, Anchor, Reading, Review, Verdict

SCRIPTS = {"lo": "Laoo", "th": "Thai"}
LATIN = "Latn"
COLOURS = {
    "value": 1,
    "value_max": 1,
    "out_of": 1,
    "sign": 1,
    "unit": 2,
    "kind": 2,
    "comparator": 3,
    "indicator": 4,
    "scheme": 4,
    "base": 5,
    "date_role": 6,
    "date_start": 6,
    "date_end": 6,
    "province": 7,
    "scenario": 8,
    "scope": 9,
    "per": 10,
}
SHOWN = tuple(name for name in READING_FIELDS if name != "kind")
EDITORS = {
    "value": "number",
    "value_max": "number",
    "out_of": "number",
    "date_start": "date",
    "date_end": "date",
}
KEYS = {
    "value": "v",
    "value_max": "x",
    "out_of": "o",
    "unit": "u",
    "comparator": "c",
    "scenario": "s",
    "indicator": "i",
    "base": "b",
    "scope": "w",
    "per": "r",
    "date_role": "d",
    "date_start": "f",
    "date_end": "t",
    "province": "p",
}
"""After `e`, which field is corrected."""
AROUND_SISTER = 70


@dataclass(frozen=True)
class EvidenceView:
    start: int
    end: int
    quote: str
    rule: str
    is_default: bool

    @classmethod
    def of(cls, evidence: Evidence | None) -> EvidenceView | None:
        if evidence is None:
            return None
        return cls(
            evidence.start, evidence.end, evidence.quote, evidence.rule, evidence.rule.startswith("default")
        )


@dataclass(frozen=True)
class FieldView:
    name: str
    label: str
    value: str | None
    shown: str
    machine: str | None
    is_corrected: bool
    evidence: EvidenceView | None
    colour: int
    editor: str
    options_from: str | None
    key: str | None


@dataclass(frozen=True)
class ReasonView:
    queue: str
    code: str
    text: str


@dataclass(frozen=True)
class RejectReason:
    digit: str
    code: str
    text: str


REJECT_REASONS = tuple(RejectReason(each.key, each.code, each.title) for each in REASONS)


@dataclass(frozen=True)
class StateView:
    state: str = "unreviewed"
    reviewers: tuple[str, ...] = ()
    at: datetime | None = None
    reason: str | None = None
    reason_words: str | None = None
    corrected: Mapping[str, str | None] = field(default_factory=dict)
    stale_because: str | None = None
    last_event: str | None = None


@dataclass(frozen=True)
class TrailEntry:
    event_id: str
    batch: str
    at: datetime
    reviewer: str
    action: str
    action_words: str
    field: str | None
    field_label: str | None
    old: str | None
    new: str | None
    reason: str | None
    reason_words: str | None
    comment: str | None
    is_undone: bool
    can_undo: bool


@dataclass(frozen=True)
class ArticleView:
    article_id: str
    title: str | None
    url: str | None
    archived_href: str | None
    origin_url: str | None
    published: date | None
    source: str | None
    source_title: str | None
    province: str | None
    href: str
    revision: int
    lang: str
    lang_name: str
    script: str
    figures: int


@dataclass(frozen=True)
class Segment:
    start: int
    text: str
    marks: tuple[str, ...]
    is_figure: bool


@dataclass(frozen=True)
class Paragraph:
    start: int
    end: int
    text: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Neighbour:
    figure_id: str
    href: str
    start: int
    end: int
    quote: str
    value_line: str
    indicator: str
    scenario: str
    state: str
    is_this: bool
    is_added: bool = False


@dataclass(frozen=True)
class SisterField:
    name: str
    label: str
    shown: str
    differs: bool


@dataclass(frozen=True)
class Sister:
    article_id: str
    lang: str
    lang_name: str
    href: str
    title: str | None
    url: str | None
    published: date | None
    quote: str | None
    before: str | None
    after: str | None
    figure_id: str | None
    figure_href: str | None
    value_line: str | None
    reading: str
    match: str | None
    fields: tuple[SisterField, ...]


@dataclass(frozen=True)
class Opinion:
    """What one of those who disagree says."""

    event_id: str
    reviewer: str
    state: str
    at: datetime
    words: str
    comment: str | None
    is_blind: bool


@dataclass(frozen=True)
class DisputeRow:
    """One field as each of them has it, in the order of the opinions."""

    name: str
    label: str
    shown: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class Dispute:
    opinions: tuple[Opinion, ...]
    rows: tuple[DisputeRow, ...]


@dataclass(frozen=True)
class FigureView:
    figure_id: str
    article_id: str
    lang: str
    lang_name: str
    script: str
    dir: str
    start: int
    end: int
    quote: str
    text: str
    text_hash: str
    extractor_version: str
    lexicon_hash: str | None
    confidence: float | None
    confidence_word: str
    value_shown: str
    value_line: str
    fields: tuple[FieldView, ...]
    reasons: tuple[ReasonView, ...]
    state: StateView
    trail: tuple[TrailEntry, ...]
    article: ArticleView
    paragraphs: tuple[Paragraph, ...]
    neighbours: tuple[Neighbour, ...]
    sisters: tuple[Sister, ...]
    evidence: Mapping[str, Evidence]
    machine: Mapping[str, str | None]
    is_added: bool = False
    dispute: Dispute | None = None
    """Where reviewers differ and who looks may see it."""


@dataclass(frozen=True)
class ContextView:
    """Where the figure stands in the queue, and what comes before and behind it."""

    queue: str | None = None
    title: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    href: str = "/"
    position: int | None = None
    open: int | None = None
    next_href: str | None = None
    previous_href: str | None = None
    next_id: str | None = None
    after_next_id: str | None = None
    previous_id: str | None = None
    blind: bool = False
    sample: str | None = None


@dataclass(frozen=True)
class ArticleText(ArticleView):
    """An article with its text."""

    text: str
    text_hash: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class AddedFigure:
    figure_id: str
    href: str
    start: int
    end: int
    quote: str
    value_line: str
    reviewer: str


@dataclass(frozen=True)
class RefusedView:
    start: int
    end: int
    quote: str
    reason: str
    reason_words: str
    rule: str


@dataclass(frozen=True)
class Edition:
    lang: str
    href: str
    title: str | None
    figures: int


@dataclass(frozen=True)
class Done:
    reviewer: str
    at: datetime


@dataclass(frozen=True)
class DeadlineView:
    start: int
    end: int
    quote: str
    date: date
    precision: str
    responsible: str | None


@dataclass(frozen=True)
class WholeArticle:
    article: ArticleText
    figures: tuple[Neighbour, ...]
    deadlines: tuple[DeadlineView, ...]
    added: tuple[AddedFigure, ...]
    refused: tuple[RefusedView, ...] | None
    editions: tuple[Edition, ...]
    done: Done | None
    context: ContextView


class Screen(NamedTuple):
    """One figure on screen."""

    figure: FigureView
    context: ContextView
    number: int | None
    """Of the figure in the snapshot; None of an added one."""


STALE = {
    "reading": "the machine reads it otherwise since",
    "figure": "no figure is read there any more",
    "text": "its words are gone from the new text",
    "article": "the article is not in the store",
    "taken": "another verdict holds that figure",
}


def view_figure(
    desk: Desk,
    reader: AuditReader,
    subject: Subject,
    figure: AuditFigure | None,
    reviewer: str,
    *,
    blind: bool = False,
    queue: QueueAddress | None = None,
    sources: Mapping[str, str] | None = None,
) -> FigureView:
    """All that the screen of one figure shows. `figure` is None for one that reviewers added; blind hides what others did."""
    article = subject.article
    review = None if blind else subject.review
    evidence = reader.evidence_of(figure) if figure else {}
    corrected = {} if blind else subject.corrected
    story = reader.story(article.story)
    own = next((figures for each, figures in story if each.number == article.number), [])
    shown = figure_of(subject, corrected)
    start, end = subject.anchor.span
    return FigureView(
        figure_id=subject.figure_id,
        article_id=article.article_id,
        lang=article.lang,
        lang_name=show_language(article.lang),
        script=SCRIPTS.get(article.lang, LATIN),
        dir="ltr",
        start=shown.start,
        end=shown.end,
        quote=shown.quote,
        text=article.text,
        text_hash=article.text_hash,
        extractor_version=article.extractor_version or "none",
        lexicon_hash=article.lexicon_hash,
        confidence=figure.figure.confidence if figure else None,
        confidence_word=confidence_word(figure.figure.confidence) if figure else "added by hand",
        value_shown=show_value(shown),
        value_line=show_line(shown),
        fields=view_fields(subject.reading, corrected, evidence),
        reasons=tuple(
            ReasonView(why.queue, why.code, show_reason(why.code, why.detail, read.figure))
            for read in ([figure] if figure and not blind else [])
            for why in reader.reasons_of(read.number)
        ),
        state=view_state(review, corrected),
        trail=() if blind else trail_of(desk, subject, reviewer),
        article=view_article(article, sources),
        paragraphs=cut_paragraphs(article.text, _marks(start, end, evidence)),
        neighbours=view_neighbours(desk, own, subject.figure_id, queue, _added(desk, reader, article), blind),
        sisters=tuple(
            view_sister(figure, own, other, figures)
            for other, figures in story
            if other.number != article.number and figure is not None
        ),
        evidence=evidence,
        machine=subject.reading.texts(),
        is_added=subject.is_added,
        dispute=view_dispute(opinions_of(desk, subject)) if review and review.state == "disputed" else None,
    )


def opinions_of(desk: Desk, subject: Subject) -> tuple[Verdict, ...]:
    """What each reviewer says of a figure as it is read now, without what was set aside."""
    events = [each.event for each in _events_about(desk, subject)]
    if not events:
        return ()
    try:
        state = fold_state(events, None if subject.is_added else subject.reading)
    except ValueError:  # corrections under several ids that make no figure together: stale, so no dispute
        return ()
    return tuple(
        each
        for each in state.verdicts
        if each.state != "skipped" and not each.outdated and not each.overruled
    )


def view_dispute(opinions: Sequence[Verdict]) -> Dispute:
    """Opinions side by side, field by field; a rejection has no fields, and is told above them."""
    texts = [each.reviewed.texts() if each.reviewed else None for each in opinions]
    places = [each.span.quote if each.span else None for each in opinions]
    rows = []
    for name in SHOWN:
        told = [each[name] for each in texts if each is not None]
        if any(text is not None for text in told):
            shown = tuple("" if each is None else show_field(name, each[name]) for each in texts)
            rows.append(DisputeRow(name, FIELD_LABELS[name], shown, len(set(told)) > 1))
    if any(places):
        shown = tuple(
            "" if text is None else place or "as read" for text, place in zip(texts, places, strict=True)
        )
        rows.append(DisputeRow(SPAN, FIELD_LABELS[SPAN], shown, len(set(places)) > 1))
    return Dispute(
        tuple(
            Opinion(
                each.event_id,
                each.reviewer,
                each.state,
                each.at,
                REASON_WORDS.get(each.reason or "", ""),
                each.comment,
                each.blind,
            )
            for each in opinions
        ),
        tuple(sorted(rows, key=lambda row: not row.differs)),
    )


def figure_of(subject: Subject, corrected: Mapping[str, str | None]) -> Figure:
    """The figure as reviewers see it: the machine's, with what was corrected."""
    texts = {name: text for name, text in corrected.items() if name != SPAN}
    reading = subject.reading.with_texts(texts) if texts else subject.reading
    place = corrected.get(SPAN)
    anchor = Anchor.model_validate_json(place) if place else subject.anchor
    fields = {name: getattr(reading, name) for name in READING_FIELDS}
    return Figure(start=anchor.start, end=anchor.end, quote=anchor.quote, **fields)


def view_fields(
    machine: Reading, corrected: Mapping[str, str | None], evidence: Mapping[str, Evidence]
) -> tuple[FieldView, ...]:
    """The fields of a record, all of them, in the order of the contract."""
    texts = machine.texts()
    views = []
    for name in SHOWN:
        is_corrected = name in corrected
        value = corrected[name] if is_corrected else texts[name]
        views.append(
            FieldView(
                name=name,
                label=FIELD_LABELS[name],
                value=value,
                shown=show_field(name, value),
                machine=show_field(name, texts[name]) if is_corrected else None,
                is_corrected=is_corrected,
                evidence=EvidenceView.of(evidence.get(name)),
                colour=COLOURS[name],
                editor=EDITORS.get(name, "code"),
                options_from=None if name in EDITORS else name,
                key=KEYS[name],
            )
        )
    return tuple(views)


def view_state(review: Review | None, corrected: Mapping[str, str | None]) -> StateView:
    """Where a figure stands, in words."""
    if review is None:
        return StateView()
    return StateView(
        state=review.state,
        reviewers=review.reviewers,
        at=review.at,
        reason=review.reason,
        reason_words=REASON_WORDS.get(review.reason) if review.reason else None,
        corrected=dict(corrected),
        stale_because=STALE.get(review.why) if review.why else None,
        last_event=review.event_id,
    )


def view_trail(events: Sequence[Logged], reviewer: str) -> tuple[TrailEntry, ...]:
    """What was done, the latest first."""
    counting = {event.event_id for event in in_effect([each.event for each in events])}
    undone = {each.event.event_id for each in events} - counting
    taken_back = {
        each.event.event_id
        for each in events
        if each.event.action != "undo" and each.event.event_id in undone
    }
    offered: set[str] = set()
    entries = []
    for each in events:
        event = each.event
        can_undo = (
            event.reviewer == reviewer
            and event.action != "undo"
            and event.event_id in counting
            and event.batch not in offered
        )
        if can_undo:
            offered.add(event.batch)
        entries.append(
            TrailEntry(
                event_id=event.event_id,
                batch=event.batch,
                at=event.at,
                reviewer=event.reviewer,
                action=event.action,
                action_words=_action_words(event.action, event.new, event.resolves),
                field=event.field,
                field_label=FIELD_LABELS.get(event.field) if event.field else None,
                old=_shown_change(event.field, event.old),
                new=_shown_change(event.field, event.new),
                reason=event.reason,
                reason_words=REASON_WORDS.get(event.reason) if event.reason else None,
                comment=event.comment,
                is_undone=event.event_id in taken_back,
                can_undo=can_undo,
            )
        )
    return tuple(reversed(entries))


def view_article(article: AuditArticle, sources: Mapping[str, str] | None = None) -> ArticleView:
    """What is known of an article."""
    return ArticleView(
        article_id=article.article_id,
        title=article.title,
        url=article.url,
        archived_href=None,
        origin_url=article.origin_url,
        published=article.published,
        source=article.source,
        source_title=(sources or {}).get(article.source or ""),
        province=article.province,
        href=article_href(article.article_id),
        revision=article.revision,
        lang=article.lang,
        lang_name=show_language(article.lang),
        script=SCRIPTS.get(article.lang, LATIN),
        figures=article.figures,
    )


def view_neighbours(
    desk: Desk,
    figures: Iterable[AuditFigure],
    this: str | None,
    queue: QueueAddress | None,
    added: Sequence[Review] = (),
    blind: bool = False,
) -> tuple[Neighbour, ...]:
    """The figures of an article, read and added ones, in the order of the text."""

    def href(figure_id: str) -> str:
        return queue.figure_href(figure_id) if queue else link(f"/figure/{figure_id}")

    rows = [
        Neighbour(
            each.figure_id,
            href(each.figure_id),
            each.figure.start,
            each.figure.end,
            each.figure.quote,
            show_line(each.figure),
            each.figure.indicator,
            each.figure.scenario,
            "unreviewed" if blind else desk.state_of(each.figure_id),
            each.figure_id == this,
        )
        for each in figures
    ]
    for review in added:
        if review.figure_id and review.reviewed and review.start is not None and review.end is not None:
            quote = review.quote or ""
            figure = Figure(
                start=review.start,
                end=review.end,
                quote=quote,
                **{name: getattr(review.reviewed, name) for name in READING_FIELDS},
            )
            rows.append(
                Neighbour(
                    review.figure_id,
                    href(review.figure_id),
                    review.start,
                    review.end,
                    quote,
                    show_line(figure),
                    figure.indicator,
                    figure.scenario,
                    review.state,
                    review.figure_id == this,
                    is_added=True,
                )
            )
    return tuple(sorted(rows, key=lambda row: (row.start, row.end)))


def view_sister(
    figure: AuditFigure, own: Sequence[AuditFigure], other: AuditArticle, figures: Sequence[AuditFigure]
) -> Sister:
    """What another edition reads where this one reads the figure: the same fact, else what comes nearest to it."""
    match, found = align(figure, own, figures)
    base: dict[str, Any] = {
        "article_id": other.article_id,
        "lang": other.lang,
        "lang_name": show_language(other.lang),
        "href": article_href(other.article_id),
        "title": other.title,
        "url": other.url,
        "published": other.published,
        "match": match,
    }
    if found is None:
        return Sister(
            **base,
            quote=None,
            before=None,
            after=None,
            figure_id=None,
            figure_href=None,
            value_line=None,
            reading="not read",
            fields=(),
        )
    mine, theirs = Reading.of(figure.figure), Reading.of(found.figure)
    differing = mine.differing(theirs)
    texts = theirs.texts()
    start, end = found.figure.start, found.figure.end
    return Sister(
        **base,
        quote=found.figure.quote,
        before=_last_line(other.text[max(0, start - AROUND_SISTER) : start]),
        after=_first_line(other.text[end : end + AROUND_SISTER]),
        figure_id=found.figure_id,
        figure_href=link(f"/figure/{found.figure_id}"),
        value_line=show_line(found.figure),
        reading="differs" if differing else "same",
        fields=tuple(
            SisterField(name, FIELD_LABELS[name], show_field(name, texts[name]), name in differing)
            for name in SHOWN
            if name in differing or texts[name] is not None
        ),
    )


def align(
    figure: AuditFigure, own: Sequence[AuditFigure], others: Sequence[AuditFigure]
) -> tuple[str | None, AuditFigure | None]:
    """The figure of another edition that tells the same, and by what it was found: fact, quantity or meaning.

    Of several the one at the nearest place in the order of its article.
    """
    place = next((at for at, each in enumerate(own) if each.figure_id == figure.figure_id), 0) / max(
        len(own), 1
    )

    def nearest(among: Sequence[tuple[int, AuditFigure]]) -> AuditFigure:
        return min(among, key=lambda each: abs(each[0] / max(len(others), 1) - place))[1]

    mine = figure.figure
    for match, fits in (
        ("fact", lambda each: figure.fact_id is not None and each.fact_id == figure.fact_id),
        ("quantity", lambda each: _quantity(each.figure) == _quantity(mine)),
        ("meaning", lambda each: mine.indicator != "other" and _meaning(each.figure) == _meaning(mine)),
    ):
        if among := [(at, each) for at, each in enumerate(others) if fits(each)]:
            return match, nearest(among)
    return None, None


def cut_paragraphs(text: str, marks: Sequence[tuple[int, int, str]]) -> tuple[Paragraph, ...]:
    """The lines of a text, each cut at every edge of every mark: start, end and name, which may cross one another."""
    edges = sorted({edge for start, end, _ in marks for edge in (start, end)})
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        cuts = [start, *(edge for edge in edges if start < edge < end), end]
        segments = tuple(
            Segment(low, text[low:high], names, "figure" in names)
            for low, high in pairwise(cuts)
            if low < high
            for names in [tuple(name for first, last, name in marks if first <= low and high <= last)]
        )
        paragraphs.append(Paragraph(start, end, line, segments))
        start = end + 1
    return tuple(paragraphs)


def refusal_words(reason: str) -> str:
    """Why a number was refused, in words."""
    return REFUSALS.get(reason, reason.replace("_", " "))


def trail_of(desk: Desk, subject: Subject, reviewer: str) -> tuple[TrailEntry, ...]:
    """What was done about a figure, the latest first."""
    return view_trail(_events_about(desk, subject), reviewer)


def neighbour_context(figure: FigureView) -> ContextView:
    """Where j and k lead among the figures of one article."""
    rows = figure.neighbours
    at = next((place for place, each in enumerate(rows) if each.is_this), 0)
    behind = rows[at + 1 : at + 3]
    ahead = rows[at - 1] if at else None
    return ContextView(
        href=figure.article.href,
        position=at + 1,
        next_href=behind[0].href if behind else None,
        previous_href=ahead.href if ahead else None,
        next_id=behind[0].figure_id if behind else None,
        after_next_id=behind[1].figure_id if len(behind) > 1 else None,
        previous_id=ahead.figure_id if ahead else None,
    )


def view_whole_article(
    desk: Desk,
    reader: AuditReader,
    article: AuditArticle,
    *,
    refused: Sequence[Refusal] | None = None,
    sources: Mapping[str, str] | None = None,
    context: ContextView | None = None,
) -> WholeArticle:
    """An article from end to end. `refused` are the readings that the extractors refuse, where somebody asked."""
    added = _added(desk, reader, article)
    figures = reader.figures_of(article.number)
    rows = view_neighbours(desk, figures, None, None, added)
    marks = [(each.start, each.end, each.figure_id) for each in rows]
    whole = [each.event for each in desk.ledger.read_whole(article.article_id)]
    last = next((each for each in reversed(whole) if each.text_hash == article.text_hash), None)
    return WholeArticle(
        article=ArticleText(
            **{
                each.name: getattr(base, each.name)
                for base in [view_article(article, sources)]
                for each in fields(base)
            },
            text=article.text,
            text_hash=article.text_hash,
            paragraphs=cut_paragraphs(article.text, marks),
        ),
        figures=tuple(each for each in rows if not each.is_added),
        deadlines=tuple(DeadlineView(*each) for each in reader.deadlines_of(article)),
        added=tuple(
            AddedFigure(
                each.figure_id,
                each.href,
                each.start,
                each.end,
                each.quote,
                each.value_line,
                ", ".join(_who(added, each)),
            )
            for each in rows
            if each.is_added
        ),
        refused=None
        if refused is None
        else tuple(
            RefusedView(each.start, each.end, each.quote, each.reason, refusal_words(each.reason), each.rule)
            for each in refused
        ),
        editions=tuple(
            Edition(other.lang, article_href(other.article_id), other.title, other.figures)
            for other, _ in reader.story(article.story)
            if other.number != article.number
        ),
        done=Done(last.reviewer, last.at) if last else None,
        context=context or ContextView(),
    )


def _who(added: Sequence[Review], row: Neighbour) -> tuple[str, ...]:
    return next((review.reviewers for review in added if review.figure_id == row.figure_id), ())


def _events_about(desk: Desk, subject: Subject) -> list[Logged]:
    """The events of a figure in their order, those under earlier ids too."""
    earlier = {subject.review.origin_figure_id} if subject.review is not None else set()
    ids = {subject.figure_id, *subject.ids} | earlier
    return sorted((each for about in ids for each in desk.ledger.events_of(about)), key=lambda each: each.seq)


def _added(desk: Desk, reader: AuditReader, article: AuditArticle) -> list[Review]:
    return [review for review in desk.reviews_of(reader, article) if review.state == "added"]


def _marks(start: int, end: int, evidence: Mapping[str, Evidence]) -> list[tuple[int, int, str]]:
    read = [
        (each.start, each.end, name) for name, each in evidence.items() if not each.rule.startswith("default")
    ]
    return [*read, (start, end, "figure")]


def _action_words(action: str, new: str | None, resolves: bool) -> str:
    words = "accepted the correction" if action == "accept" and new not in (None, "{}") else ACTIONS[action]
    return f"settled the dispute: {words}" if resolves else words


def _shown_change(field: str | None, text: str | None) -> str | None:
    if field is None or text is None:
        return None
    return Anchor.model_validate_json(text).quote if field == SPAN else show_field(field, text)


def _quantity(figure: Figure) -> tuple[object, ...]:
    return figure.kind, figure.value, figure.value_max, figure.out_of, figure.unit


def _meaning(figure: Figure) -> tuple[object, ...]:
    return (
        figure.unit, figure.indicator, figure.scenario, figure.scope, figure.per, figure.date_start, figure.date_end,
        figure.base,
    )  # fmt: skip


def _last_line(text: str) -> str:
    return text.rpartition("\n")[2]


def _first_line(text: str) -> str:
    return text.partition("\n")[0]
