"""Verdicts that found no figure any more: their list, the screen of one, and the two ways out of it.

Each is shown with what was said, why it is stale, and the present text of its article with the likeliest place. It is
either given anew, as it was, on a figure or at a place of that text, or set aside; both are events, and either is taken
back by one undo. Why a verdict finds no figure is `attachment`'s business; storing is the ledger's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import SequenceMatcher
from unicodedata import category

from pipeline.audit.decisions import (
    Asked,
    Deciding,
    DecisionError,
    Save,
    Subject,
    add_missed,
    build_event,
    check_text,
    circumstances,
    decide,
)
from pipeline.audit.desk import Desk, Lost
from pipeline.audit.ledger import derived_id
from pipeline.audit.lists import Active, Choice, Option, QueueView
from pipeline.audit.pages import (
    SHOWN,
    STALE,
    ArticleView,
    Paragraph,
    TrailEntry,
    cut_paragraphs,
    view_article,
    view_trail,
)
from pipeline.audit.queues import QueueAddress, article_href, link
from pipeline.audit.wording import FIELD_LABELS, REASON_WORDS, show_field, show_language, show_line
from pipeline.store import AuditArticle, AuditFigure, AuditReader
from schemas import Figure
from schemas.review import READING_FIELDS, Anchor, Reading, ReviewEvent, ReviewState, Verdict

PAGE = 20
"""Verdicts of a list: each of their articles is searched for the likeliest place."""
AROUND = 60
LEAST_ALIKE = 6
"""Characters that a place must have in common with what stood around the figure."""
MOST_PLACES = 5


@dataclass(frozen=True)
class Said:
    """What one reviewer had decided."""

    event_id: str
    reviewer: str
    state: str
    at: datetime
    words: str
    value_line: str | None
    comment: str | None
    fields: tuple[tuple[str, str], ...]
    """Label and value of each field of the record as the reviewer said that it is."""


@dataclass(frozen=True)
class Spot:
    """A place of the present text."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True)
class LostRow:
    figure_id: str
    text_hash: str
    href: str
    article_id: str
    article_href: str | None
    lang: str | None
    title: str | None
    published: date | None
    before: str
    quote: str
    after: str
    because: str
    said: tuple[Said, ...]
    likeliest: Spot | None


@dataclass(frozen=True)
class LostList:
    queue: QueueView
    filters: tuple[Choice, ...]
    active: tuple[Active, ...]
    total: int
    open: int
    rows: tuple[LostRow, ...]
    next_href: str | None
    previous_href: str | None


@dataclass(frozen=True)
class Candidate:
    """Where a verdict may be given anew: a figure, or a place at which nothing is read."""

    choice: str
    """As the form says it: the id of a figure, or start:end."""
    href: str | None
    value_line: str
    note: str
    spot: Spot
    is_likeliest: bool


@dataclass(frozen=True)
class LostView:
    row: LostRow
    article: ArticleView | None
    present_hash: str | None
    paragraphs: tuple[Paragraph, ...]
    candidates: tuple[Candidate, ...]
    trail: tuple[TrailEntry, ...]
    is_open: bool
    """Whether it still waits; else it was set aside or given anew, and its trail tells by whom."""
    is_disputed: bool
    """Whether reviewers differ, so that a lead alone may decide."""
    left: int
    next_href: str | None
    back: str


def lost_href(figure_id: str) -> str:
    """The address of one."""
    return f"/lost/{figure_id}"


def view_lost_list(
    desk: Desk, reader: AuditReader, address: QueueAddress, queue: QueueView, after: int, before: int | None
) -> LostList:
    """One page of them, the oldest first; `after` and `before` are places in that order, from 1."""
    every = list(desk.lost().values())
    languages = reader.languages_of(list({each.article_id for each in every}))
    counts: dict[str, int] = {}
    for each in every:
        if lang := languages.get(each.article_id):
            counts[lang] = counts.get(lang, 0) + 1
    wanted = address.filters.lang
    fitting = [each for each in every if wanted is None or languages.get(each.article_id) == wanted]
    first = max((before - 1 - PAGE) if before is not None else after, 0)
    # A page that has emptied meanwhile is the last one by now: nothing that waits is told as done.
    first = min(first, max(len(fitting) - 1, 0) // PAGE * PAGE)
    shown = fitting[first : first + PAGE]
    states = desk.ledger.states_of([each.figure_id for each in shown])
    options = tuple(
        Option(lang, show_language(lang), number, lang == wanted) for lang, number in sorted(counts.items())
    )
    return LostList(
        queue=queue,
        filters=(Choice("lang", "Language", wanted, options),) if options else (),
        active=(Active("lang", "Language", show_language(wanted), address.with_option("lang", None).href()),)
        if wanted
        else (),
        total=len(fitting),
        open=len(fitting),
        rows=tuple(
            _view_row(reader, each, states[each.figure_id], reader.article(each.article_id))
            for each in shown
            if each.figure_id in states
        ),
        next_href=address.href(after=str(first + PAGE)) if len(fitting) > first + PAGE else None,
        previous_href=address.href(before=str(first + 1)) if first else None,
    )


def view_lost(desk: Desk, reader: AuditReader, figure_id: str, reviewer: str) -> LostView | None:
    """The screen of one; also of one that waits no more, so that what was done can be taken back. None where there is none."""
    state = desk.ledger.state_of(figure_id)
    if state is None or state.anchor is None:
        return None
    every = desk.lost()
    lost = every.get(figure_id)
    article = reader.article(state.article_id)
    known = lost or Lost(figure_id, state.article_id, None, 0)
    following = [each.figure_id for each in every.values() if each.seq > known.seq]
    others = [*following, *(each for each in every if each not in (figure_id, *following))]
    figures = reader.figures_of(article.number) if article else []
    spans = [(each.figure.start, each.figure.end) for each in figures]
    likeliest = find_place(article.text, state.anchor, spans) if article else None
    marks = [(start, end, "read") for start, end in spans]
    if likeliest:
        marks.append((*likeliest, "figure"))
    return LostView(
        row=_view_row(reader, known, state, article),
        article=view_article(article, reader.sources()) if article else None,
        present_hash=article.text_hash if article else None,
        paragraphs=cut_paragraphs(article.text, marks) if article else (),
        candidates=_candidates(article, figures, state, likeliest) if article and lost else (),
        trail=view_trail(desk.ledger.events_of(figure_id), reviewer),
        is_open=lost is not None,
        is_disputed=state.state == "disputed",
        left=len(every),
        next_href=lost_href(others[0]) if others else None,
        back="/queue/lost",
    )


def find_place(text: str, anchor: Anchor, figures: Sequence[tuple[int, int]] = ()) -> tuple[int, int] | None:
    """Where a text has most in common with what stood at a place and around it; None where that is next to nothing.

    The quote itself, where it stands, else the nearest of the places of `figures`, if one is near.
    """
    window = anchor.before + anchor.quote + anchor.after
    at, best = -1, -1
    while (at := text.find(anchor.quote, at + 1)) >= 0:
        end = at + len(anchor.quote)
        alike = _alike(anchor.before[::-1], text[max(0, at - AROUND) : at][::-1])
        alike += _alike(anchor.after, text[end : end + AROUND])
        if alike > best:
            best, place = alike, (at, end)
    if best >= 0:
        return place
    found = SequenceMatcher(None, window, text, autojunk=False).find_longest_match()
    if found.size < LEAST_ALIKE:
        return None
    start = min(max(found.b - found.a + len(anchor.before), 0), len(text) - 1)
    near = min(figures, key=lambda each: abs(each[0] - start), default=None)
    if near is not None and abs(near[0] - start) <= AROUND:
        return near
    end = min(start + len(anchor.quote), len(text))
    # Whole letters with their marks.
    while start and category(text[start]).startswith("M"):
        start -= 1
    while end < len(text) and category(text[end]).startswith("M"):
        end += 1
    return start, end


def set_aside(
    state: ReviewState, deciding: Deciding, event_id: str, batch: str, comment: str | None
) -> ReviewEvent:
    """The event that lets a verdict go. It is about the text that was judged, as the verdict is. Raises `DecisionError`."""
    return build_event(
        event_id=event_id,
        batch=batch,
        article_id=state.article_id,
        text_hash=state.text_hash,
        extractor_version=state.extractor_version,
        action="retire",
        figure_id=state.figure_id,
        anchor=state.anchor,
        reading=state.machine,
        comment=comment,
        **circumstances(deciding),
    )


def decide_anew(
    state: ReviewState,
    verdict: Verdict,
    article: AuditArticle,
    present_hash: str,
    onto: Subject | tuple[int, int],
    known: Sequence[str],
    deciding: Deciding,
    request: str,
) -> list[ReviewEvent]:
    """The events that give a verdict anew, on a figure or, as a missed one, at a place, and let the old one go: one batch.

    `known` are the ids of the figures that are read in the text. Raises `DecisionError`.
    """
    check_text(present_hash, article)
    comment = f"as {verdict.reviewer} had decided on an earlier text"
    events = [set_aside(state, deciding, request, request, "decided anew in the present text")]
    first = {"event_id": derived_id(request, 1), "batch": request, "comment": verdict.comment or comment}
    record = verdict.reviewed
    if not isinstance(onto, Subject):
        if record is None:
            raise DecisionError("wrong_action", "a rejected figure cannot be added")
        asked = Asked.model_validate(
            {
                **first,
                "action": "add",
                "article_id": article.article_id,
                "start": onto[0],
                "end": onto[1],
                "new": record.model_dump_json(),
            }
        )
        save = Save(text_hash=present_hash, events=[asked])
        return [*events, add_missed(save, asked, article, deciding, known)]
    about = {"figure_id": onto.figure_id, "batch": request}
    shown = {**onto.reading.texts(), **{n: t for n, t in onto.corrected.items() if n in READING_FIELDS}}
    wanted = record.texts() if record else {}
    changed = [name for name in READING_FIELDS if record and wanted[name] != shown[name]]
    told: list[dict[str, object]]
    if record is None:
        told = [{**first, **about, "action": "reject", "reason": verdict.reason}]
    elif not changed:
        told = [{**first, **about, "action": "accept"}]
    else:
        told = [
            {
                **first,
                **about,
                "event_id": derived_id(request, number),
                "action": "correct",
                "field": name,
                "new": wanted[name],
            }
            for number, name in enumerate(changed, 1)
        ]
    save = Save(text_hash=present_hash, events=[Asked.model_validate(each) for each in told])
    return [*events, *decide(save, onto, deciding)]


def verdicts_of(state: ReviewState) -> tuple[Verdict, ...]:
    """What reviewers say of a figure, the latest first; of those who say the same the latest alone."""
    told: dict[object, Verdict] = {}
    for verdict in sorted(state.verdicts, key=lambda each: each.at, reverse=True):
        if verdict.state != "skipped" and not verdict.overruled:
            told.setdefault((verdict.reviewed, verdict.reviewed is None), verdict)
    return tuple(told.values())


def _view_row(reader: AuditReader, lost: Lost, state: ReviewState, article: AuditArticle | None) -> LostRow:
    anchor = state.anchor
    assert anchor is not None  # a verdict has its place
    spans = [
        (each.figure.start, each.figure.end)
        for each in (reader.figures_of(article.number) if article else ())
    ]
    place = find_place(article.text, anchor, spans) if article else None
    return LostRow(
        figure_id=lost.figure_id,
        text_hash=state.text_hash,
        href=lost_href(lost.figure_id),
        article_id=lost.article_id,
        article_href=article_href(lost.article_id) if article else None,
        lang=article.lang if article else None,
        title=article.title if article else None,
        published=article.published if article else None,
        before=anchor.before.rpartition("\n")[2],
        quote=anchor.quote,
        after=anchor.after.partition("\n")[0],
        because=STALE.get(lost.why or "", "nothing is left to be decided"),
        said=tuple(map(_view_said, verdicts_of(state))),
        likeliest=_spot(article.text, *place) if article and place else None,
    )


def _view_said(verdict: Verdict) -> Said:
    record = verdict.reviewed
    texts = record.texts() if record else {}
    reason = REASON_WORDS.get(verdict.reason or "")
    corrected = ", ".join(FIELD_LABELS[name].lower() for name in verdict.fields)
    return Said(
        event_id=verdict.event_id,
        reviewer=verdict.reviewer,
        state=verdict.state,
        at=verdict.at,
        words=reason or corrected,
        value_line=show_line(_figure(record)) if record else None,
        comment=verdict.comment,
        fields=tuple(
            (FIELD_LABELS[name], show_field(name, texts[name]))
            for name in SHOWN
            if texts.get(name) is not None
        ),
    )


def _candidates(
    article: AuditArticle,
    figures: Sequence[AuditFigure],
    state: ReviewState,
    likeliest: tuple[int, int] | None,
) -> tuple[Candidate, ...]:
    """Figures of the present text, the likeliest first; and where the quote stands without one, that place."""
    anchor = state.anchor
    assert anchor is not None
    middle = likeliest[0] if likeliest else anchor.start
    said = [each.reviewed or each.machine for each in verdicts_of(state)]

    def rank(each: AuditFigure) -> tuple[bool, bool, bool, int]:
        reading = Reading.of(each.figure)
        return (
            likeliest is None or not (each.figure.start < likeliest[1] and likeliest[0] < each.figure.end),
            reading not in said,
            not any(one and (one.value, one.unit) == (reading.value, reading.unit) for one in said),
            abs(each.figure.start - middle),
        )

    told = [
        Candidate(
            each.figure_id,
            link(f"/figure/{each.figure_id}"),
            show_line(each.figure),
            _difference(said, Reading.of(each.figure)),
            _spot(article.text, each.figure.start, each.figure.end),
            False,
        )
        for each in sorted(figures, key=rank)
    ]
    if any(each.reviewed for each in verdicts_of(state)):
        taken = [(each.figure.start, each.figure.end) for each in figures]
        places = [
            place
            for place in _places(article.text, anchor.quote)
            if not any(start < place[1] and place[0] < end for start, end in taken)
        ]
        places.sort(key=lambda place: (place != likeliest, abs(place[0] - middle)))
        free = [
            Candidate(
                f"{start}:{end}",
                None,
                "Nothing is read here",
                "to be added as a missed figure",
                _spot(article.text, start, end),
                False,
            )
            for start, end in places[:MOST_PLACES]
        ]
        told = [*free, *told] if places and places[0] == likeliest else [*told, *free]
    if likeliest is not None and told:
        told[0] = replace(told[0], is_likeliest=True)
    return tuple(told)


def _difference(said: Sequence[Reading | None], reading: Reading) -> str:
    """How a figure reads beside what was said of the lost one."""
    record = next((each for each in said if each), None)
    if record is None:
        return ""
    differing = [FIELD_LABELS[name].lower() for name in record.differing(reading) if name in SHOWN]
    return f"differs in {', '.join(differing)}" if differing else "reads as was decided"


def _places(text: str, quote: str) -> list[tuple[int, int]]:
    found, at = [], -1
    while (at := text.find(quote, at + 1)) >= 0:
        found.append((at, at + len(quote)))
    return found


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginning."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _spot(text: str, start: int, end: int) -> Spot:
    return Spot(
        text[max(0, start - AROUND) : start].rpartition("\n")[2],
        text[start:end],
        text[end : end + AROUND].partition("\n")[0],
    )


def _figure(reading: Reading) -> Figure:
    fields: Mapping[str, object] = {name: getattr(reading, name) for name in READING_FIELDS}
    return Figure.model_validate({"start": 0, "end": 1, "quote": "0", **fields})
