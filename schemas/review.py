"""What reviewers decide about figures: the events of the ledger, the state that follows from them, and the rows for SQL.

An event is one key press that was saved. Events are kept in the order in which the ledger took them; nothing is ever
overwritten, an undo is an event too. How a state follows from events is `pipeline.audit.states`; how a verdict finds its
figure again after the text or the reading changed is `pipeline.audit.attachment`. Nothing here reads or writes anything.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import AfterValidator, Field, PlainSerializer, ValidationError, model_validator

from schemas.codes import Base, Comparator, DateRole, Kind, Per, Scenario, Scope
from schemas.records import Figure, Record, check_figure, decimal_text
from schemas.reference import province_names

Action = Literal["accept", "reject", "correct", "add", "skip", "undo", "retire", "article_done"]
"""`correct` is one event a field, those of one save share their `batch`; `add` is a figure that was missed; `skip` leaves
it to others; `retire` lets go a verdict that has nothing left to stand on; `article_done`: the article was read whole and
whatever was missed was added, without which misses are never measured."""
ACTIONS: tuple[Action, ...] = get_args(Action)
StateName = Literal[
    "unreviewed", "accepted", "corrected", "rejected", "added", "skipped", "disputed", "stale"
]
STATES: tuple[StateName, ...] = get_args(StateName)

CONTEXT = 32
"""Characters kept on either side of a quote, by which it is found again in another revision."""
SHORT_TEXT, LONG_TEXT = 200, 4000
DIGITS_BEFORE_POINT, DIGITS_AFTER_POINT = 32, 6
"""What a DECIMAL(38, 6) of the store holds."""
UUID7 = r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
HASH = r"^[0-9a-f]{64}$"
CONTROL = re.compile(r"[\0-\x1f\x7f-\x9f]")


class Reason(NamedTuple):
    """Why a figure is rejected: the digit that is pressed after `r`, the code in the ledger, and the words on the page."""

    key: str
    code: str
    title: str


REASONS: tuple[Reason, ...] = (
    Reason("1", "not_a_figure", "Not a figure: a date, an age, an identifier, an ordinal, an idiom"),
    Reason("2", "duplicate", "The same figure is recorded already"),
    Reason("3", "wrong_span", "Not the characters of the figure"),
    Reason("4", "furniture", "Page furniture: a menu, a counter, an advertisement"),
    Reason("5", "other_article", "Belongs to another article: a teaser, a list of links"),
    Reason("6", "translation", "The translation is broken: no reader could tell"),
    Reason("7", "cut_text", "The text is cut off or garbled"),
    Reason("8", "not_one_figure", "Several figures read as one, or a part of one"),
    Reason("9", "other", "Something else: say what"),
)
"""The one table of reasons."""
REASON_CODES = frozenset(reason.code for reason in REASONS)


def plain_decimal(value: Decimal) -> Decimal:
    """The same number without exponent and trailing zeros, so that 95, 95.0 and 95.000000 are one text."""
    text = decimal_text(value)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Decimal("0" if text in ("-0", "") else text)


def _in_utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a time without its zone")
    return moment.astimezone(UTC)


def _one_line(text: str) -> str:
    if CONTROL.search(text) or text != text.strip():
        raise ValueError("a name without blanks around it and without control characters")
    return text


Amount = Annotated[
    Decimal,
    AfterValidator(plain_decimal),
    PlainSerializer(decimal_text, return_type=str, when_used="json"),
]
Moment = Annotated[datetime, AfterValidator(_in_utc)]
EventId = Annotated[str, Field(pattern=UUID7)]
TextHash = Annotated[str, Field(pattern=HASH)]
Name = Annotated[str, Field(min_length=1, max_length=SHORT_TEXT), AfterValidator(_one_line)]


class Reading(Record):
    """The fields of a figure that a reviewer judges: the record contract's, without place, evidence and confidence.

    Checked as a figure is: a unit fits its kind, `during` has its first day, and so on.
    """

    kind: Kind
    value: Amount
    value_max: Amount | None = None
    out_of: Amount | None = None
    unit: str
    comparator: Comparator = "="
    scenario: Scenario = "actual"
    indicator: str = "other"
    base: Base | None = None
    scope: Scope = "whole"
    per: Per | None = None
    date_role: DateRole | None = None
    date_start: date | None = None
    date_end: date | None = None
    province: str | None = None

    @model_validator(mode="after")
    def _is_a_figure(self) -> Reading:
        # The figure's own rules, without checking once more each field that was checked just now.
        check_figure(Figure.model_construct(start=0, end=1, quote="0", **self.__dict__))
        return self

    @classmethod
    def of(cls, figure: Figure) -> Reading:
        """The reading that a figure is."""
        return cls(**{name: getattr(figure, name) for name in cls.model_fields})

    def texts(self) -> dict[str, str | None]:
        """Each field as text, as it stands in JSON and in the `old` and `new` of events; null is None."""
        texts: dict[str, str | None] = self.model_dump(mode="json")
        return texts

    def with_texts(self, changed: dict[str, str | None]) -> Reading:
        """The reading with some fields set from text. Raises `ValueError` with one sentence where it is no figure then."""
        try:
            return Reading.model_validate({**self.texts(), **changed})
        except ValidationError as fault:
            raise ValueError(told_faults(fault)) from fault

    def differing(self, other: Reading) -> tuple[str, ...]:
        """Names of the fields in which two readings differ, in the order of the contract."""
        return tuple(name for name in READING_FIELDS if getattr(self, name) != getattr(other, name))


READING_FIELDS: tuple[str, ...] = tuple(Reading.model_fields)
NEVER_NULL = frozenset(("kind", "value", "unit", "comparator", "scenario", "indicator", "scope"))
SPAN = "span"
CORRECTABLE: tuple[str, ...] = (*READING_FIELDS, SPAN)
"""What a `correct` event may name. The text of a span is the JSON of its `Anchor`."""


class Anchor(Record):
    """Where a figure stands, told so that it can be found again: offsets in code points, the quote, what is around it."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str = Field(min_length=1)
    before: str = Field(default="", max_length=CONTEXT)
    after: str = Field(default="", max_length=CONTEXT)

    @model_validator(mode="after")
    def _has_its_length(self) -> Anchor:
        if len(self.quote) != self.end - self.start:
            raise ValueError(f"quote {self.quote!r} does not have the length of {self.start}..{self.end}")
        return self

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Anchor:
        """The anchor of `text[start:end]`. Raises `ValueError` where the text has no such place."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"the text has no place {start}..{end}")
        return cls(
            start=start,
            end=end,
            quote=text[start:end],
            before=text[max(0, start - CONTEXT) : start],
            after=text[end : end + CONTEXT],
        )

    @property
    def span(self) -> tuple[int, int]:
        """Start and end."""
        return self.start, self.end


class ReviewEvent(Record):
    """One saved decision. `event_id` is made by who decides, so that sending it twice is the same as once.

    `reading` and `anchor` are what the reviewer saw: the machine's record (of an added figure, the added one) and its place.
    They make the ledger readable without any store, and a verdict comparable with later readings.
    """

    event_id: EventId
    batch: EventId
    """Shared by all events of one save or one bulk decision: an undo takes back the whole of it."""
    article_id: str = Field(min_length=1, max_length=2000)
    text_hash: TextHash
    """Of the text that was shown, which need not be the current one any more."""
    extractor_version: str = Field(min_length=1, max_length=SHORT_TEXT)
    action: Action
    reviewer: Name
    at: Moment
    """By the server's clock. Order is the ledger's, never this."""
    figure_id: str | None = Field(default=None, pattern=r"^[0-9a-f]{32}$")
    """None for `article_done` alone. Of a missed figure, the id that its place gives it."""
    anchor: Anchor | None = None
    reading: Reading | None = None
    field: str | None = None
    """Of `correct`: one of `CORRECTABLE`."""
    old: str | None = None
    new: str | None = None
    """Of `correct`, the field's text before and after, None for null. Of `add`, the whole `Reading` as JSON. Of `accept`,
    where a corrected record was shown, its corrected fields as a JSON object; else None."""
    reason: str | None = None
    """Of `reject`: one of `REASON_CODES`."""
    comment: str | None = Field(default=None, max_length=LONG_TEXT)
    seconds: float | None = Field(default=None, ge=0, le=86_400, allow_inf_nan=False)
    """Time that the figure was on the screen."""
    queue: str | None = Field(default=None, max_length=LONG_TEXT)
    """Address of the queue that it came from."""
    sample: str | None = Field(default=None, max_length=SHORT_TEXT)
    stratum: str | None = Field(default=None, max_length=SHORT_TEXT)
    probability: float | None = Field(default=None, gt=0, le=1)
    """With which the figure was drawn into its sample."""
    blind: bool = False
    """Whether it was decided without sight of others' verdicts."""
    resolves: bool = False
    """Whether it settles a dispute, which leads do."""
    reverts: EventId | None = None
    """Of `undo`: the event taken back."""

    @model_validator(mode="after")
    def _has_what_its_action_needs(self) -> ReviewEvent:
        if fault := _missing_or_out_of_place(self):
            raise ValueError(fault)
        if self.action == "correct":
            check_correction(self)
        elif self.action == "add":
            added_reading(self)
        elif self.action == "accept":
            accepted_fields(self)
        return self


def _missing_or_out_of_place(event: ReviewEvent) -> str | None:
    """What is wrong with the choice of an event's fields, or None."""
    action = event.action
    if (event.figure_id is None) != (action == "article_done") and action != "undo":
        return f"{action} {'names no' if action == 'article_done' else 'needs a'} figure_id"
    if (event.reverts is None) == (action == "undo"):
        return "undo, and nothing else, names the event that it reverts"
    if action in ("accept", "reject", "correct") and (event.anchor is None or event.reading is None):
        return f"{action} needs the anchor and the reading that were shown"
    if action == "add" and (event.anchor is None or event.new is None):
        return "add needs the anchor and the record"
    if (event.field is None) == (action == "correct"):
        return "correct, and nothing else, names a field"
    if (event.reason is None) == (action == "reject"):
        return "reject, and nothing else, names a reason"
    if event.reason is not None and event.reason not in REASON_CODES:
        return f"reason {event.reason!r} is not one of {', '.join(sorted(REASON_CODES))}"
    if event.reason == "other" and not (event.comment or "").strip():
        return "a rejection for another reason needs a comment that says it"
    if action not in ("accept", "correct", "add") and (event.old is not None or event.new is not None):
        return f"{action} changes no value"
    if event.resolves and action not in ("accept", "reject", "correct", "add"):
        return f"{action} settles no dispute"
    return None


def check_correction(event: ReviewEvent) -> None:
    """Raise `ValueError` where the new text of a corrected field cannot be one. Other fields of the save may be needed
    to make a whole figure of it: that is judged over the whole save, by the ledger.
    """
    field, new = event.field or "", event.new
    if field not in CORRECTABLE:
        raise ValueError(f"{field!r} is not a field that can be corrected")
    if field == SPAN:
        span_of(event)
    elif new is None:
        if field in NEVER_NULL:
            raise ValueError(f"{field} cannot be null")
    elif field in ("value", "value_max", "out_of"):
        check_amount(field, new)
    elif field == "province" and new not in province_names():
        raise ValueError(f"province {new!r} is no canonical name")


def check_amount(field: str, text: str) -> None:
    """Raise `ValueError` where a text is no decimal that the store can hold exactly."""
    try:
        value = plain_decimal(Decimal(text))
    except (ArithmeticError, ValueError) as fault:
        raise ValueError(f"{field} {text!r} is no number") from fault
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{field} {text!r} is no number")
    if value and (value.adjusted() >= DIGITS_BEFORE_POINT or -exponent > DIGITS_AFTER_POINT):
        raise ValueError(f"{field} {text!r} is too large or too fine to be stored")


def span_of(event: ReviewEvent) -> Anchor:
    """The place that a `correct` of the span gives. Raises `ValueError`."""
    try:
        return Anchor.model_validate_json(event.new or "null")
    except ValidationError as fault:
        raise ValueError(f"the span is no place: {told_faults(fault)}") from fault


def added_reading(event: ReviewEvent) -> Reading:
    """The record that an `add` brings. Raises `ValueError`."""
    try:
        reading = Reading.model_validate_json(event.new or "null")
    except ValidationError as fault:
        raise ValueError(f"the added record is no figure: {told_faults(fault)}") from fault
    for field in ("value", "value_max", "out_of"):
        if (text := reading.texts()[field]) is not None:
            check_amount(field, text)
    if reading.province is not None and reading.province not in province_names():
        raise ValueError(f"province {reading.province!r} is no canonical name")
    return reading


def accepted_fields(event: ReviewEvent) -> dict[str, str | None] | None:
    """The corrected fields that an `accept` agrees to; None where the machine's own reading was shown. Raises `ValueError`."""
    if event.new is None:
        return None
    try:
        fields: Any = json.loads(event.new)
    except ValueError as fault:
        raise ValueError("what was accepted is no JSON") from fault
    if not isinstance(fields, dict) or not all(
        name in CORRECTABLE and (text is None or isinstance(text, str)) for name, text in fields.items()
    ):
        raise ValueError("what was accepted is no object of fields and their texts")
    return fields


def told_faults(fault: ValidationError) -> str:
    """A fault of a model in one line: field and reason."""
    return "; ".join(
        ": ".join(part for part in (".".join(map(str, error["loc"])), _plain_message(error["msg"])) if part)
        for error in fault.errors()
    )


def _plain_message(message: str) -> str:
    return message.removeprefix("Value error, ")


class Verdict(Record):
    """What one reviewer holds of one figure, after all that they did and took back."""

    reviewer: str
    state: StateName
    """accepted, corrected, rejected, added or skipped."""
    machine: Reading | None
    """The reading that was judged; None of an added figure, which no machine had read."""
    reviewed: Reading | None
    """The record as the reviewer says that it is; None of a rejected or skipped one."""
    span: Anchor | None = None
    """The place as corrected; None where it is as the machine had it."""
    fields: tuple[str, ...] = ()
    """The corrected fields."""
    reason: str | None = None
    comment: str | None = None
    blind: bool = False
    resolves: bool = False
    outdated: bool = False
    """Whether it judged another reading than the one that the others judge: kept, and no longer counted."""
    overruled: bool = False
    """Whether a lead settled the dispute after it: kept, and no longer counted."""
    at: Moment
    event_id: EventId


class ReviewState(Record):
    """Where a figure stands after the events about it, of all reviewers."""

    figure_id: str
    article_id: str
    text_hash: str
    extractor_version: str
    """Of the reading that was judged last."""
    state: StateName
    machine: Reading | None = None
    reviewed: Reading | None = None
    """The record as reviewers say it is, where they agree; None of a rejected, disputed or stale one."""
    added: Reading | None = None
    """Of a figure that was missed, the record as it was added: the reading that later events about it are given."""
    anchor: Anchor | None = None
    """Where the figure stood when it was judged."""
    span: Anchor | None = None
    """The place as corrected, in the text that was judged; None where it was not."""
    moved: tuple[int, int] = (0, 0)
    """By how much start and end were corrected."""
    fields: tuple[str, ...] = ()
    reason: str | None = None
    reviewers: tuple[str, ...] = ()
    """Whose verdicts count, in the order in which they first came."""
    at: Moment
    """Of the last event."""
    event_id: EventId
    """The last event."""
    events: int = Field(ge=1)
    verdicts: tuple[Verdict, ...] = ()
    """Every reviewer's, those set aside too."""


class Attached(NamedTuple):
    """How a verdict found its figure."""

    code: str
    title: str


ATTACHED: tuple[Attached, ...] = (
    Attached("same", "the figure that was judged, in the same text"),
    Attached("overlap", "a figure at an overlapping place of the same text"),
    Attached("quote", "found by its quote and what is around it in a new revision"),
    Attached("settled", "no figure is read there any more, as the reviewer had said"),
    Attached("nothing", "nothing fits any more"),
)
StaleWhy = Literal["reading", "span", "figure", "text", "article", "taken"]
"""Why a verdict is stale: another reading of the figure; the same at another place than was judged or corrected; no figure
there any more; the quote and what is around it are not in the new revision, or more than once; the article is not in the
store; a verdict that fits better holds that figure."""


class Review(Record):
    """One reviewed figure as it is published: what SQL users get. `reviewed` stands beside the machine's values."""

    figure_id: str | None
    """The figure of the current text that the verdict is about; of an added one, the id of its place. None where there is
    none any more."""
    origin_figure_id: str
    """The id under which the ledger has the events: another one where the text was revised or the span moved."""
    article_id: str
    text_hash: str
    """Of the current text; of a verdict whose article is gone, of the text that was judged."""
    state: StateName
    attached: Literal["same", "overlap", "quote", "settled", "nothing"]
    why: StaleWhy | None = None
    """Of a stale verdict."""
    fields: tuple[str, ...] = ()
    machine: Reading | None = None
    """The machine's reading as it was judged."""
    reviewed: Reading | None = None
    """The record as reviewers say it is: of accepted, corrected and added ones."""
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    """The place in the current text, as reviewed; None where there is none."""
    reason: str | None = None
    reviewers: tuple[str, ...]
    at: Moment
    event_id: EventId
    seq: int
    """Number of that last event in the ledger."""
    events: int
