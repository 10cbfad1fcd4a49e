"""The objects that the stages hand to one another: articles in, figures and deadlines out, and what went wrong.

Field names are those of the record contract (`docs/record.md`) and are the same in JSON, in the
database and on the audit page. Nothing here reads or writes anything: parsing belongs to the
extractors, files and tables to the pipeline.
"""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, model_validator

from schemas.codes import (
    INDICATOR_CODES,
    Base,
    Comparator,
    DateRole,
    Kind,
    Language,
    Per,
    Precision,
    Scenario,
    Scope,
    unit_fits,
)


def decimal_text(value: Decimal) -> str:
    """A decimal without an exponent, digits kept as read: `Decimal('77.90')` is `"77.90"`, 9.6e6 is `"9600000"`."""
    return format(value, "f")


DecimalText = Annotated[Decimal, PlainSerializer(decimal_text, return_type=str, when_used="json")]


class Record(BaseModel):
    """Base of every model here: unknown keys are errors, instances do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ArticleInput(Record):
    """One article as it is handed in: exactly one of `text` and `html`, everything else optional but the id.

    `text` is never altered; offsets point into it as it came.
    """

    article_id: str = Field(min_length=1, max_length=2000)
    text: str | None = None
    html: str | None = None
    lang: Language | None = None
    url: str | None = None
    origin_url: str | None = None
    published: date | None = None
    province: str | None = None
    title: str | None = None

    @model_validator(mode="after")
    def _one_body(self) -> ArticleInput:
        if (self.text is None) == (self.html is None):
            raise ValueError("exactly one of 'text' and 'html' must be given")
        return self


class Article(Record):
    """A clean article: stored text with LF line ends, its language, and what is known about it.

    `published` dates relative expressions and chooses the vintage of province names; `province` is
    the canonical Vietnamese name of the province that the paper or page belongs to, when known.
    """

    article_id: str = Field(min_length=1, max_length=2000)
    lang: Language
    text: str
    url: str | None = None
    origin_url: str | None = None
    published: date | None = None
    province: str | None = None
    title: str | None = None

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hex: what verdicts and extractions are tied to."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class Evidence(Record):
    """Where one field was read: code point offsets into the article text, the characters, and the rule's name.

    A field that was inferred rather than read (a default, or carried from elsewhere) has the span of
    what it was inferred from; a pure default has the figure's own span and a rule named `default: …`.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str
    rule: str


class Figure(Record):
    """One quantity that an article asserts. `quote == text[start:end]`, offsets in code points."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str
    kind: Kind
    value: DecimalText
    value_max: DecimalText | None = None
    out_of: DecimalText | None = None
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
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    evidence: dict[str, Evidence] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _codes_agree(self) -> Figure:
        check_figure(self)
        return self


def check_figure(figure: Figure) -> None:
    """Raise `ValueError` where fields of a figure, each right by itself, do not go together."""
    if figure.end <= figure.start or len(figure.quote) != figure.end - figure.start:
        raise ValueError(f"quote {figure.quote!r} does not have the length of {figure.start}..{figure.end}")
    if not unit_fits(figure.kind, figure.unit):
        raise ValueError(f"unit {figure.unit!r} does not fit kind {figure.kind!r}")
    if figure.indicator not in INDICATOR_CODES:
        raise ValueError(f"indicator {figure.indicator!r} is not a code")
    if figure.base is not None and figure.kind != "percentage":
        raise ValueError("a base on a figure that is no percentage")
    if figure.date_role == "during" and figure.date_start is None:
        raise ValueError("during without date_start")
    if figure.date_role in ("during", "deadline") and figure.date_end is None:
        raise ValueError(f"{figure.date_role} without date_end")
    if figure.value_max is not None and figure.value_max < figure.value:
        raise ValueError("value_max below value")


class Deadline(Record):
    """One date by which the article says something is to be done. `date` is the last day of the expression."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str
    date: date
    precision: Precision
    responsible: str | None = None
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    evidence: dict[str, Evidence] = Field(default_factory=dict)


class Refusal(Record):
    """A number that was seen and is not a figure, with the reason: `date`, `identifier`, `age`, `ordinal`, `duration`, …"""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str
    reason: str
    rule: str


class Extraction(Record):
    """Everything read from one article, in order of `start`."""

    article_id: str
    lang: Language
    figures: tuple[Figure, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    def as_output(self) -> dict[str, Any]:
        """The JSON object that `tinso extract` prints: figures and deadlines, no refusals."""
        return self.model_dump(mode="json", exclude={"refusals"})


Severity = Literal["error", "warning"]


class Issue(Record):
    """Something that went wrong, or was refused, with the place: file, record (line or id), field, and a sentence."""

    severity: Severity = "error"
    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    source: str
    record: str | None = None
    field: str | None = None
    message: str
