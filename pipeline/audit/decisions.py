"""From what a browser asks to the events that the ledger keeps: checked against the text and the reading that were shown.

The browser says which figure, what is decided and why, with ids that it made itself, so that a request can be sent again.
What it cannot be trusted with is filled in here: who decides, when, what the machine reads there, the place in the text,
and with which probability a figure was drawn. Storing is the ledger's, how states follow `states`'.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from pydantic import Field

from pipeline.audit.attachment import find_once
from pipeline.audit.desk import Desk
from pipeline.audit.ledger import derived_id, new_event_id
from pipeline.audit.queues import link
from pipeline.store import AuditArticle, AuditFigure, AuditReader, figure_id
from schemas.codes import Language, unit_fits
from schemas.records import Record
from schemas.review import (
    LONG_TEXT,
    READING_FIELDS,
    SPAN,
    Anchor,
    EventId,
    Reading,
    Review,
    ReviewEvent,
    Verdict,
)

MOST_EVENTS = 200
"""Of one request."""
MOST_ROWS = 50
"""Of a list, which is also how many one bulk decision takes."""
UNREAD = "none"
"""Version of the extractor where an article was never read."""


class DecisionError(ValueError):
    """A decision that cannot be taken; the message tells the reviewer why. Nothing was saved."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.field = field


class Asked(Record):
    """One event as the browser asks for it."""

    event_id: EventId
    batch: EventId | None = None
    action: Literal["accept", "reject", "correct", "add", "skip", "article_done"]
    figure_id: str | None = Field(default=None, pattern=r"^[0-9a-f]{32}$")
    article_id: str | None = Field(default=None, max_length=2000)
    field: str | None = None
    old: str | None = None
    new: str | dict[str, Any] | None = None
    reason: str | None = None
    comment: str | None = Field(default=None, max_length=LONG_TEXT)
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, gt=0)


class Save(Record):
    """A request to save."""

    text_hash: str
    extractor_version: str | None = None
    queue: str | None = None
    filters: dict[str, str] = Field(default_factory=dict)
    sample: str | None = None
    seconds: float | None = Field(default=None, ge=0)
    seen: str | None = None
    """The last event that the reviewer saw of the figure; None where there was none."""
    events: list[Asked] = Field(min_length=1, max_length=MOST_EVENTS)
    csrf: str | None = None

    def address(self) -> str | None:
        """The address of the queue, as it is kept in the ledger."""
        return link(f"/queue/{self.queue}", **self.filters)[:LONG_TEXT] if self.queue else None


class Undo(Record):
    """A request to take back: an event, or a batch by its id; else the last own one. `event_id` is the undo's own."""

    event_id: EventId | None = None
    reverts: EventId | None = None
    batch: EventId | None = None
    csrf: str | None = None


class Hold(Record):
    """What a page has: the figure on screen, those that are loaded as the next ones, and the one that it has left."""

    figure_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    ahead: list[str] = Field(default_factory=list, max_length=2)
    left: str | None = None
    csrf: str | None = None


class Ticked(Record):
    """A row of a bulk decision, with the text that it was shown from."""

    figure_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    text_hash: str
    event_id: str | None = None
    """Not used: ids follow from that of the batch."""


class Bulk(Record):
    """A request to decide on rows in view."""

    action: Literal["accept", "reject", "skip"]
    rows: list[Ticked] = Field(min_length=1, max_length=MOST_ROWS)
    reason: str | None = None
    batch: EventId | None = None
    queue: str | None = None
    filters: dict[str, str] = Field(default_factory=dict)
    seconds: float | None = None
    csrf: str | None = None


class Normalise(Record):
    """What was typed into a field of a figure of an article."""

    field: str
    text: str
    lang: Language
    published: date | None = None
    csrf: str | None = None


class Selection(Record):
    """A part of an article's text, in code points."""

    article_id: str
    text_hash: str
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    csrf: str | None = None


class Drawn(NamedTuple):
    """How a figure came into the sample that it is judged in."""

    sample: str
    stratum: str | None
    probability: float | None
    blind: bool


@dataclass(frozen=True)
class Deciding:
    """Who decides, when, in which queue, and what is known of the figure."""

    reviewer: str
    is_lead: bool
    at: datetime
    queue: str | None = None
    seconds: float | None = None
    drawn: Drawn | None = None


class Subject(NamedTuple):
    """What is decided on: a figure of the snapshot, or one that reviewers added; and what was decided before."""

    article: AuditArticle
    figure_id: str
    reading: Reading
    anchor: Anchor
    review: Review | None
    is_added: bool = False
    ids: tuple[str, ...] = ()
    """All ids under which it was decided on: a figure has another one in each revision of its article."""

    @property
    def corrected(self) -> dict[str, str | None]:
        """The fields that reviewers see otherwise than the machine, as texts; `span` as the JSON of its anchor."""
        review = self.review
        if review is None or review.state != "corrected" or review.reviewed is None:
            return {}
        texts = review.reviewed.texts()
        fields: dict[str, str | None] = {
            name: texts[name] for name in review.fields if name in READING_FIELDS
        }
        if SPAN in review.fields and review.start is not None and review.end is not None:
            fields[SPAN] = Anchor.at(self.article.text, review.start, review.end).model_dump_json()
        return fields


def find_subject(desk: Desk, reader: AuditReader, wanted: str) -> tuple[Subject, AuditFigure | None]:
    """The figure of the snapshot with an id, else the one that reviewers added, under whichever id it has now.

    An id of an earlier text leads to what stands in its place. Raises `DecisionError`.
    """
    figure = reader.figure(wanted)
    if figure is not None:
        article = reader.article_of(figure)
        anchor = Anchor.at(article.text, figure.figure.start, figure.figure.end)
        review = desk.review_of(reader, article, wanted)
        ids = desk.ids_of(reader, article, wanted) if review is not None else ()
        return Subject(article, wanted, Reading.of(figure.figure), anchor, review, ids=ids), figure
    added = desk.added_figure(reader, wanted)
    if added is None:
        raise DecisionError(
            "unknown_figure", "this figure is not in the snapshot any more: go on with the next"
        )
    if reader.figure(added.figure_id) is not None:
        return find_subject(desk, reader, added.figure_id)
    subject = Subject(
        added.article,
        added.figure_id,
        added.reading,
        added.anchor,
        added.review,
        is_added=True,
        ids=added.ids,
    )
    return subject, None


def decide(save: Save, subject: Subject, deciding: Deciding) -> list[ReviewEvent]:
    """The events of one save about one figure. Raises `DecisionError`."""
    check_text(save.text_hash, subject.article)
    is_blind = deciding.drawn is not None and deciding.drawn.blind
    if is_blind:
        subject = subject._replace(review=None)  # what others decided was not shown, and says nothing here
    batch = save.events[0].batch or save.events[0].event_id
    if any(each.figure_id != subject.figure_id for each in save.events):
        raise DecisionError("several_figures", "one save is about one figure")
    _check_seen(save, subject)
    events = []
    review = subject.review
    is_own = review is not None and (review.reviewers, review.origin_figure_id) == (
        (deciding.reviewer,),
        subject.figure_id,
    )
    if review is not None and review.state == "added":
        is_own = review.reviewers == (deciding.reviewer,)  # its record is what was added, under whichever id
    accepted = _accepted(subject)
    if save.events[0].action == "correct" and accepted is not None and not is_own:
        # What others corrected, or oneself under an earlier id, was shown and stays: corrections go on top of it.
        events.append(
            _event(
                subject,
                deciding,
                event_id=derived_id(batch, MOST_EVENTS),
                batch=batch,
                action="accept",
                new=accepted,
            )
        )
    for asked in save.events:
        given: dict[str, Any] = {"event_id": asked.event_id, "batch": batch, "action": asked.action}
        given |= {"reason": asked.reason, "comment": asked.comment or None}
        if asked.action == "accept":
            given["new"] = accepted
        elif asked.action == "correct":
            given |= _corrected(asked, subject)
        elif asked.action in ("add", "article_done"):
            raise DecisionError("wrong_action", f"{asked.action} is about an article, not about a figure")
        events.append(_event(subject, deciding, **given))
    for number, (field, text) in enumerate(_following(events, subject).items(), MOST_EVENTS + 1):
        old = subject.corrected.get(field, subject.reading.texts()[field])
        follows: dict[str, Any] = {"event_id": derived_id(batch, number), "batch": batch, "action": "correct"}
        events.append(_event(subject, deciding, **follows, field=field, old=old, new=text))
    _check_whole(events, subject)
    return events


def add_missed(
    save: Save, asked: Asked, article: AuditArticle, deciding: Deciding, known: Sequence[str]
) -> ReviewEvent:
    """The event of a figure that was missed. `known` are ids of figures that are read in the text. Raises `DecisionError`."""
    check_text(save.text_hash, article)
    if asked.start is None or asked.end is None or asked.new is None:
        raise DecisionError("incomplete", "a missed figure needs its place and its record")
    try:
        anchor = Anchor.at(article.text, asked.start, asked.end)
        told = asked.new if isinstance(asked.new, str) else json.dumps(asked.new)
        reading = Reading.model_validate_json(told)
    except ValueError as fault:
        raise DecisionError("invalid_record", plain_fault(fault)) from fault
    place = figure_id(article.article_id, article.text_hash, asked.start, asked.end)
    if place in known:
        raise DecisionError("known_figure", "a figure stands there already: correct that one")
    return build_event(
        event_id=asked.event_id,
        batch=asked.batch or asked.event_id,
        article_id=article.article_id,
        text_hash=article.text_hash,
        extractor_version=article.extractor_version or UNREAD,
        action="add",
        figure_id=place,
        anchor=anchor,
        new=reading.model_dump_json(),
        comment=asked.comment or None,
        **circumstances(deciding),
    )


def finish_article(save: Save, asked: Asked, article: AuditArticle, deciding: Deciding) -> ReviewEvent:
    """The event that an article was read whole. Raises `DecisionError`."""
    check_text(save.text_hash, article)
    return build_event(
        event_id=asked.event_id,
        batch=asked.batch or asked.event_id,
        article_id=article.article_id,
        text_hash=article.text_hash,
        extractor_version=article.extractor_version or UNREAD,
        action="article_done",
        comment=asked.comment or None,
        **circumstances(deciding),
    )


def decide_many(
    subjects: Sequence[Subject],
    action: Literal["accept", "reject", "skip"],
    reason: str | None,
    batch: str,
    deciding: Deciding,
) -> list[ReviewEvent]:
    """One decision on several figures, one event each, under one batch that one undo takes back."""
    return [
        _event(
            subject,
            deciding,
            event_id=derived_id(batch, number),
            batch=batch,
            action=action,
            reason=reason,
            new=_accepted(subject) if action == "accept" else None,
        )
        for number, subject in enumerate(subjects)
    ]


def take_side(subject: Subject, verdict: Verdict, deciding: Deciding, request: str) -> ReviewEvent:
    """The event by which somebody says just what another reviewer says, whatever they had said themselves.

    Raises `DecisionError` where the place that was said is not in the present text.
    """
    given: dict[str, Any] = {"event_id": request, "batch": request}
    if verdict.reviewed is None:
        return _event(
            subject, deciding, **given, action="reject", reason=verdict.reason, comment=verdict.comment
        )
    texts = verdict.reviewed.texts()
    fields = {name: texts[name] for name in subject.reading.differing(verdict.reviewed)}
    if verdict.span is not None:
        fields[SPAN] = _present_place(subject, verdict.span).model_dump_json()
    return _event(subject, deciding, **given, action="accept", new=_as_json(fields))


def _present_place(subject: Subject, said: Anchor) -> Anchor:
    """A place that was marked, maybe in an earlier text, in the present one. Raises `DecisionError`."""
    text = subject.article.text
    stays = text.startswith(said.before + said.quote + said.after, said.start - len(said.before))
    if stays and said.start < subject.anchor.end and subject.anchor.start < said.end:
        return said  # it is around the figure where it was, whatever else reads like it
    start = find_once(text, said)
    if start is None:
        raise DecisionError(
            "changed_meanwhile",
            "the place that this reviewer marked is not in the present text, or not only once: "
            "nothing was saved, mark it anew by a correction",
            SPAN,
        )
    return Anchor.at(text, start, start + len(said.quote))


def one_decision(
    subject: Subject, action: str, reason: str | None, comment: str | None, request: str | None = None
) -> Save:
    """The request that a form without scripts stands for. Raises `DecisionError` for an action that is none."""
    if action not in ("accept", "reject", "skip"):
        raise DecisionError("wrong_action", f"{action!r} is no decision")
    asked = Asked.model_validate(
        {
            "event_id": request or new_event_id(),
            "action": action,
            "figure_id": subject.figure_id,
            "reason": reason or None,
            "comment": comment or None,
        }
    )
    return Save(text_hash=subject.article.text_hash, events=[asked])


def check_text(shown: str, article: AuditArticle) -> None:
    """Refuse to record what was decided on another text than the one in the snapshot. Raises `DecisionError`."""
    if shown != article.text_hash:
        raise DecisionError(
            "text_differs",
            "the article has another text than the one shown: nothing was saved, load the page again",
        )


def build_event(**given: Any) -> ReviewEvent:
    """The event, checked. Raises `DecisionError`."""
    try:
        return ReviewEvent(**given)
    except ValueError as fault:
        raise DecisionError("invalid_record", plain_fault(fault)) from fault


def plain_fault(fault: ValueError) -> str:
    """What pydantic complains of, as the sentences of our own models."""
    errors = getattr(fault, "errors", None)
    if errors is None:
        return str(fault)
    return "; ".join(str(each["msg"]).removeprefix("Value error, ") for each in errors())


def _event(subject: Subject, deciding: Deciding, **given: Any) -> ReviewEvent:
    skips = given["action"] == "skip"
    settles = (
        deciding.is_lead and not skips and subject.review is not None and subject.review.state == "disputed"
    )
    return build_event(
        **given,
        article_id=subject.article.article_id,
        text_hash=subject.article.text_hash,
        extractor_version=subject.article.extractor_version or UNREAD,
        figure_id=subject.figure_id,
        anchor=subject.anchor,
        reading=subject.reading,
        resolves=settles,
        **circumstances(deciding),
    )


def _accepted(subject: Subject) -> str | None:
    """The corrected fields that who accepts agrees to, as they were shown; None where nobody decided before.

    Said expressly also where the machine's record is shown: what who accepts had corrected earlier would stand on else.
    """
    return _as_json(subject.corrected) if subject.review is not None else None


def circumstances(deciding: Deciding) -> dict[str, Any]:
    """The fields of an event that tell who decided, when, in which queue and sample."""
    drawn = deciding.drawn
    return {
        "reviewer": deciding.reviewer,
        "at": deciding.at,
        "queue": deciding.queue,
        "seconds": min(deciding.seconds, 86_400.0) if deciding.seconds is not None else None,
        "sample": drawn.sample if drawn else None,
        "stratum": drawn.stratum if drawn else None,
        "probability": drawn.probability if drawn else None,
        "blind": bool(drawn and drawn.blind),
    }


def _corrected(asked: Asked, subject: Subject) -> dict[str, Any]:
    """Field, old and new of a correction; the old is what stands, whatever the browser says."""
    field = asked.field or ""
    new = asked.new if isinstance(asked.new, str) or asked.new is None else json.dumps(asked.new)
    if field == SPAN:
        start, _, end = (new or "").partition(":")
        if not (start.isdecimal() and end.isdecimal()):
            raise DecisionError("invalid_record", "a place is told as start:end, in characters", SPAN)
        try:
            anchor = Anchor.at(subject.article.text, int(start), int(end))
        except ValueError as fault:
            raise DecisionError("invalid_record", str(fault), SPAN) from fault
        return {"field": SPAN, "old": subject.anchor.model_dump_json(), "new": anchor.model_dump_json()}
    if field not in READING_FIELDS:
        raise DecisionError("invalid_record", f"{field!r} is not a field that can be corrected", field)
    old = subject.corrected.get(field, subject.reading.texts()[field])
    return {"field": field, "old": old, "new": new or None}


def _following(events: Sequence[ReviewEvent], subject: Subject) -> dict[str, str | None]:
    """What a corrected unit brings with it: the kind that it belongs to, and no base but for percentages."""
    changed = {event.field: event.new for event in events if event.action == "correct"}
    unit = changed.get("unit")
    if unit is None:
        return {}
    texts: dict[str, str | None] = {**subject.reading.texts(), **subject.corrected}
    texts |= {field: text for field, text in changed.items() if field is not None}
    following: dict[str, str | None] = {}
    kind = texts["kind"]
    if not unit_fits(kind or "", unit):
        kind = next(each for each in ("percentage", "count", "money", "measure") if unit_fits(each, unit))
        following["kind"] = kind
    if kind != "percentage" and texts["base"] is not None:
        following["base"] = None
    return {field: text for field, text in following.items() if field not in changed}


def _check_whole(events: Sequence[ReviewEvent], subject: Subject) -> None:
    """Refuse corrections that make no figure together, naming the field. The ledger judges again, over all events."""
    changed: dict[str, str | None] = {
        name: text for name, text in subject.corrected.items() if name in READING_FIELDS
    }
    changed |= {
        event.field: event.new
        for event in events
        if event.action == "correct" and event.field in READING_FIELDS
    }
    if not any(event.action == "correct" for event in events):
        return
    try:
        subject.reading.with_texts(changed)
    except ValueError as fault:
        last = next(event.field for event in reversed(events) if event.action == "correct")
        raise DecisionError("invalid_record", str(fault), last) from fault


def _check_seen(save: Save, subject: Subject) -> None:
    """Refuse to accept or correct what somebody else has corrected since it was shown."""
    review = subject.review
    if "seen" not in save.model_fields_set or review is None or not subject.corrected:
        return
    if save.seen != review.event_id:
        raise DecisionError(
            "changed_meanwhile",
            "somebody has corrected this figure meanwhile: look at it again, nothing was saved",
        )


def _as_json(fields: dict[str, str | None]) -> str:
    return json.dumps(fields, ensure_ascii=False)
