"""Gold articles as checked models: `NAME.json` and `NAME.txt` read together, a misspelt key failing by name.

The form is that of `docs/record.md`. A field whose reading is honestly open holds several acceptable
values; every such field is a tuple here, of one member where the file holds a plain value. Reading
and placing stand here; writing the JSON from the notation is `corpus.notation`, looking for faults
that a single key does not show is `corpus.validation`, counting is `corpus.scoring`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from schemas import Article, DataFileError
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
)
from schemas.records import Record
from schemas.reference import province_names

GOLD_FOLDER = Path(__file__).parent / "gold"
"""The packaged gold: a folder for each language."""
DEVELOPMENT_FOLDER = Path(__file__).parent / "development"
"""Articles annotated in the same way that may all be read while rules are written; they measure nothing."""
CLOSED_FOLDER = Path(__file__).parent / "closed"
"""Articles annotated in the same way that nobody who writes rules opens; they measure beside the unread half."""

T = TypeVar("T")


class Span(NamedTuple):
    """Code point offsets into an article's text: first character, and one past the last."""

    start: int
    end: int


def _as_tuple(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else (value,)


def _written_as_text(value: Any) -> Any:
    if not isinstance(value, (str, Decimal)):
        raise ValueError("a decimal is written as a string")
    return value


def _iso_day(value: str) -> str:
    if date.fromisoformat(value).isoformat() != value:
        raise ValueError("a day is written YYYY-MM-DD")
    return value


def _known_indicator(value: str) -> str:
    if value not in INDICATOR_CODES:
        raise ValueError(f"indicator {value!r} is not a code")
    return value


def _known_province(value: str) -> str:
    if value not in province_names():
        raise ValueError(f"{value!r} is not the canonical name of a province")
    return value


Readings = Annotated[tuple[T, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
"""The acceptable values of a field: a list in the file, or one plain value."""
DecimalString = Annotated[Decimal, BeforeValidator(_written_as_text)]
IsoDay = Annotated[str, AfterValidator(_iso_day)]
IndicatorCode = Annotated[str, AfterValidator(_known_indicator)]
ProvinceName = Annotated[str, AfterValidator(_known_province)]


class GoldRecord(Record):
    """What gold figures and gold deadlines share: the place, and whether the record is scored at all."""

    quote: str = Field(min_length=1)
    occurrence: int = Field(default=1, ge=1)
    optional: bool = False
    note: str | None = None

    def span_in(self, text: str) -> Span | None:
        """The span of the `occurrence`-th quote in `text`, or None where the text has fewer of them."""
        at = -1
        for _ in range(self.occurrence):
            at = text.find(self.quote, at + 1)
            if at < 0:
                return None
        return Span(at, at + len(self.quote))

    def states(self, name: str) -> bool:
        """Whether the file names this field, be it as null: a field left out is not asked for."""
        return name in self.model_fields_set

    def options(self, name: str) -> tuple[Any, ...]:
        """The acceptable values of a field, one or more."""
        value = getattr(self, name)
        return value if isinstance(value, tuple) else (value,)


class GoldFigure(GoldRecord):
    """A figure as two careful readers would accept it: every field a tuple of acceptable values."""

    kind: Readings[Kind]
    value: Readings[DecimalString]
    value_max: Readings[DecimalString | None] = (None,)
    out_of: Readings[DecimalString | None] = (None,)
    unit: Readings[str]
    comparator: Readings[Comparator]
    scenario: Readings[Scenario]
    indicator: Readings[IndicatorCode]
    base: Readings[Base | None] = (None,)
    date_role: Readings[DateRole | None] = (None,)
    date_start: Readings[IsoDay | None] = (None,)
    date_end: Readings[IsoDay | None] = (None,)
    scope: Readings[Scope]
    per: Readings[Per | None] = (None,)
    province: Readings[ProvinceName | None] = (None,)


class GoldDeadline(GoldRecord):
    """A deadline; `responsible` is the body as written in the text."""

    date: Readings[IsoDay]
    precision: Precision
    responsible: str | None = None


class GoldFile(Record):
    """The contents of one `NAME.json`."""

    article_id: str = Field(min_length=1)
    lang: Language
    url: str | None = None
    origin_url: str | None = None
    published: IsoDay | None
    story: str | None = None
    figures: tuple[GoldFigure, ...]
    deadlines: tuple[GoldDeadline, ...]


class GoldArticle(NamedTuple):
    """One gold article: the file's contents, the text beside it, and where each record stands in the text."""

    gold: GoldFile
    text: str
    figure_spans: tuple[Span, ...]
    deadline_spans: tuple[Span, ...]

    @property
    def article_id(self) -> str:
        return self.gold.article_id

    @property
    def lang(self) -> Language:
        return self.gold.lang

    @property
    def figures(self) -> tuple[GoldFigure, ...]:
        return self.gold.figures

    @property
    def deadlines(self) -> tuple[GoldDeadline, ...]:
        return self.gold.deadlines

    def as_input(self) -> dict[str, Any]:
        """The article as extraction input: what a reader gets who does not know the gold."""
        gold = self.gold
        return {
            "article_id": gold.article_id,
            "lang": gold.lang,
            "url": gold.url,
            "origin_url": gold.origin_url,
            "published": gold.published,
            "text": self.text,
        }

    def as_article(self) -> Article:
        """The same as the object that the extractors take."""
        return Article.model_validate(self.as_input())


def name_of(path: Path) -> str:
    """A gold file's name as messages show it: its folder and its name, no path of a machine."""
    return f"{path.parent.name}/{path.name}"


def _quote_at(raw: Any, place: tuple[int | str, ...]) -> str:
    """The quote of the record that an error stands in, for the message; empty where there is none."""
    try:
        return f" ({raw[place[0]][place[1]]['quote']!r})"
    except (KeyError, IndexError, TypeError):
        return ""


def read_json_object(path: Path) -> dict[str, Any]:
    """The JSON object in a file. Raises `DataFileError` where it is no JSON, no UTF-8 or no object."""
    try:
        raw = json.loads(path.read_text("utf-8"))
    except ValueError as fault:
        raise DataFileError(f"{name_of(path)}: {fault}") from fault
    if not isinstance(raw, dict):
        raise DataFileError(f"{name_of(path)}: a gold file is one JSON object")
    return raw


def key_faults(raw: dict[str, Any], fault: ValidationError) -> Iterator[str]:
    """One line for each wrong key of a gold file: `figures.3.valeu ('95 %'): Extra inputs are not permitted`."""
    for error in fault.errors():
        place = error["loc"]
        yield f"{'.'.join(str(part) for part in place)}{_quote_at(raw, place)}: {error['msg']}"


def read_gold_text(path: Path) -> str:
    """The text beside a gold JSON file. Raises `DataFileError` where it is missing or no UTF-8."""
    text_path = path.with_suffix(".txt")
    try:
        return text_path.read_text("utf-8")
    except FileNotFoundError as fault:
        raise DataFileError(f"{name_of(path)}: no text file beside it") from fault
    except UnicodeDecodeError as fault:
        raise DataFileError(f"{name_of(text_path)}: {fault}") from fault


def read_gold_article(path: Path) -> GoldArticle:
    """Read `NAME.json` with the `NAME.txt` beside it. Raises `DataFileError` naming file and key."""
    raw = read_json_object(path)
    try:
        gold = GoldFile.model_validate(raw)
    except ValidationError as fault:
        raise DataFileError(f"{name_of(path)}: {'; '.join(key_faults(raw, fault))}") from fault
    text = read_gold_text(path)

    def placed(record: GoldRecord) -> Span:
        span = record.span_in(text)
        if span is None:
            raise DataFileError(
                f"{name_of(path)}: quote {record.quote!r} not found at occurrence {record.occurrence}"
            )
        return span

    return GoldArticle(
        gold, text, tuple(placed(f) for f in gold.figures), tuple(placed(d) for d in gold.deadlines)
    )


def load_gold(folder: Path = GOLD_FOLDER, languages: tuple[str, ...] = ()) -> list[GoldArticle]:
    """Every gold article below a folder, in order of path; with `languages`, those only.

    Raises `DataFileError` where the folder holds none, an article stands twice, or a file is wrong.
    """
    articles: dict[str, GoldArticle] = {}
    for path in sorted(folder.rglob("*.json")):
        article = read_gold_article(path)
        if article.article_id in articles:
            raise DataFileError(f"{name_of(path)}: article_id {article.article_id!r} stands twice")
        articles[article.article_id] = article
    if not articles:
        raise DataFileError(f"{folder}: no gold articles there")
    return [a for a in articles.values() if not languages or a.lang in languages]
