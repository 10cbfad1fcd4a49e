"""The model of a language's `lexicon.toml`: every word the extractors know in that language, by what it tells.

How a form is written, in every list of forms:

- letters are matched without regard to case, Thai and Lao spellings as `extractors.normalise` unites them;
- `word*` also matches where letters follow (`forsikr*` in *forsikringen*), `*word` where letters precede;
- `^Word` matches only where the first letter is a capital in the text (an agency's name against the scheme).

A form may stand in several sections; where it does, it tells all of these at once.
Within one section a form has one value, unless the section's `ambiguous` list names it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from schemas.codes import MEASURE_CUES, Base, Comparator, Per, Scenario, Scope
from schemas.records import Record

Forms = tuple[str, ...]

Scheme = Literal[
    "health_insurance",
    "social_insurance",
    "voluntary_social_insurance",
    "unemployment_insurance",
    "insurance",
]


def known_measure(name: str) -> str:
    """The name itself. Raises `ValueError` where `indicators.toml` has no measure of that name that words can tell."""
    if name not in MEASURE_CUES:
        raise ValueError(f"{name!r} is not one of {', '.join(MEASURE_CUES)}")
    return name


MeasureCue = Annotated[str, AfterValidator(known_measure)]
CountUnit = Literal["person", "household", "organization", "locality", "event", "document", "case", "item"]
DateClass = Literal[
    "glue",  # words that may stand inside a date and mean nothing by themselves: of, the, in the year
    "day_word",
    "week_word",
    "month_word",
    "quarter_word",
    "half_word",
    "year_word",
    "school_year",
    "period_word",
    "end",
    "start",
    "middle",
    "first",
    "last",  # the closing part of a longer time: the last quarter, the last six months of the year
    "past",  # just gone by: last year, the past 11 months
    "this",
    "next",
    "now",  # until now, so far, at present
    "yesterday",
    "tomorrow",
    "era_buddhist",
    "era_common",
    "this_year",
    "next_year",
    "past_year",
    "this_month",
    "next_month",
    "past_month",
    "month_end",  # "the end of the month" in one word or phrase
    "year_end",  # "the end of the year" in one word or phrase
    "half_end",  # "the end of the first half of the year" in one word
    "lunar_new_year",  # Tết: a date only where something is to be done by it
    "same_period",  # "the same period of last year": a comparison, dates nothing
]
DatePreposition = Literal[
    "by", "before", "until", "as_of", "in", "since", "compared",
    "vision",  # "by 2030, with a vision to 2045": the latter is no figure's date and no deadline
]  # fmt: skip
BreakRank = Literal["strong", "contrast", "clause", "conjunction", "continuation", "respectively"]
Refused = Literal[
    "identifier", "ordinal", "age", "duration", "clock", "telephone", "address", "name", "idiom"
]


class LanguageSpec(Record):
    """Which language it is and how others name it; what kind of writing it is: whether spaces part words, and the like."""

    code: str = Field(pattern="^[a-z]{2,3}$", description="The name of its folder.")
    name: str
    detected_as: str | None = Field(
        default=None, description="What Compact Language Detector 2 calls it, where that is not the code."
    )
    aliases: Forms = Field(
        default=(), description="Other codes that pages and files give it, in small letters."
    )
    on_request: bool = Field(
        default=False,
        description="Texts found to be in it are refused unless it was asked for; its scores stand beside the totals.",
    )
    articles: Forms = Field(
        default=(), description="Articles that may lead a body's name and are no part of it: le, den."
    )
    spaces: bool
    head: Literal["before", "after"] = Field(
        description="Where the counted noun and its scheme usually stand: before the number or after it."
    )
    abbreviations: Forms = ()
    sentence_openers: Forms = ()
    state: tuple[str, ...] = Field(
        default=(), description="Words for the state as the one who pays: its share is no province's own."
    )
    without: tuple[str, ...] = Field(
        default=(),
        description="Words for who has no card: what he would have paid is no matter of insurance.",
    )
    not_yet: tuple[str, ...] = Field(
        default=(),
        description="Words that tell what was not reached so far: a fact, behind a goal told before.",
    )
    rate_again: tuple[str, ...] = Field(
        default=(), description="Words that point back to the rate told before: the rate was, this rate."
    )
    as_follows: Forms = Field(
        default=(), description="Words with which a line ends that opens a list, as a colon does: as follows."
    )


class NumberSpec(Record):
    """Number words, scales and the words of percentages, ranges, fractions and totals."""

    grouping: Literal[",", "."] | None = Field(
        default=None,
        description="The sign that groups thousands, where pages hardly ever print the other one so.",
    )
    words: dict[str, Decimal] = {}
    scales: dict[str, Decimal] = {}
    glue: Forms = ()
    half_after: Forms = ()
    decimal_point: Forms = ()
    fractions: dict[str, Decimal] = Field(default={}, description="Phrase to percent: three quarters = 75.")
    percent_after: Forms = ()
    percent_before: Forms = ()
    point_after: Forms = ()
    permille_after: Forms = ()
    range_between: Forms = Field(default=(), description="Words between the ends of a range: to.")
    range_open: Forms = Field(
        default=(), description="Words before a range whose ends are joined by `range_and`."
    )
    range_and: Forms = ()
    range_pair: Forms = Field(
        default=(), description="Those of `range_open` that open nothing but a range: between 90 % and 95 %."
    )
    out_of: Forms = Field(default=(), description="Words between a part and its total: 45 of 96.")
    approximate: dict[str, Decimal] = Field(
        default={}, description="Collective numbers that mean about: a dozen, une centaine."
    )


class DateSpec(Record):
    """Months, ordinal words for quarters and halves, the words of relative dates, and the prepositions of dates."""

    months: dict[Literal["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"], Forms]
    ordinals: dict[str, int] = {}
    weekdays: dict[Literal["1", "2", "3", "4", "5", "6", "7"], Forms] = Field(
        default={}, description="Monday is 1. One dates only with next, this or last, or as what is due."
    )
    words: dict[DateClass, Forms] = {}
    prepositions: dict[DatePreposition, Forms] = {}
    buddhist_years: bool = Field(default=False, description="Years 2400 to 2699 are Buddhist Era.")
    month_first: bool = Field(
        default=False, description="A day may stand behind its month: October 31, 2025."
    )


class ComparatorSpec(Record):
    """Comparator phrases by their place: before the numeral, after it (or its unit), between numeral and scale."""

    before: dict[Comparator, Forms] = {}
    after: dict[Comparator, Forms] = {}
    inside: dict[Comparator, Forms] = {}


class RefusalSpec(Record):
    """Words that make a number next to them no figure: `before` the number (article 5) or `after` it (41 years)."""

    before: dict[Refused, Forms] = {}
    after: dict[Refused, Forms] = {}
    anywhere: Forms = Field(
        default=(), description="Whole phrases with numbers in them that are names or idioms."
    )


class DeadlineSpec(Record):
    """Labels of task lists, and the words of duty that bind a body to a date in running text."""

    responsible_labels: Forms = ()
    deadline_labels: Forms = ()
    duty: Forms = Field(default=(), description="must, is asked to, shall: binds the body before it.")
    request: Forms = Field(
        default=(), description="asks, demands, directs: the body after it is responsible."
    )
    bodies: Forms = Field(
        default=(), description="Nouns with which the name of a body begins: department, committee."
    )
    body_ends: Forms = Field(default=(), description="Words at which a body's name is over: to, must, shall.")
    agents: Forms = Field(
        default=(), description="Words before the one who does what is told passively: drawn up by."
    )
    partners: Forms = Field(
        default=(), description="Words between who is responsible and whom it works with: together with."
    )
    that: tuple[str, ...] = Field(
        default=(),
        description="Behind which, without a mark, what was decided is told; writing without spaces only.",
    )
    saying: tuple[str, ...] = Field(
        default=(),
        description="Behind which somebody tells what is to be, so that it is not the teller's task: that.",
    )
    will: tuple[str, ...] = Field(
        default=(),
        description="With which a duty begins that is of who says so, right behind one of `saying`: will.",
    )
    unsaid: tuple[str, ...] = Field(
        default=(), description="Words that hold one of `saying` and are another: more than, to hire."
    )
    pronouns: tuple[str, ...] = Field(
        default=(), description="With which a sentence tells another task of the body before: it must also."
    )
    relative: tuple[str, ...] = Field(
        default=(), description="Pronouns with which a clause tells of a body which one it is: who, which."
    )
    passive: tuple[str, ...] = Field(
        default=(),
        description="Verbs behind a duty whose subject only undergoes what is told: be built; `*` stands for letters.",
    )
    deponent: tuple[str, ...] = Field(
        default=(), description="Verbs that look like those of `passive`, but whose subject acts."
    )
    described: tuple[str, ...] = Field(
        default=(),
        description="As `relative`, but what they tell does not say which body it is; writing without spaces only.",
    )
    conditions: tuple[str, ...] = Field(
        default=(),
        description="With which a sentence opens on what happens unless: if; nobody's task is due there.",
    )
    definite: tuple[str, ...] = Field(
        default=(),
        description="Endings of nouns behind which no further small word belongs to a body's name: the department-en.",
    )
    unnamed: tuple[str, ...] = Field(
        default=(), description="Nouns that alone, without a name, tell of no body in particular: the sector."
    )
    each: tuple[str, ...] = Field(
        default=(),
        description="Words written on to a body's noun before it, and of its name: every, all the.",
    )
    whole: tuple[str, ...] = Field(
        default=(),
        description="Nouns that name a body in full, so that a verb may be written on to them; writing without spaces only.",
    )
    closing: tuple[str, ...] = Field(
        default=(),
        description="Nouns of places that end a body's name, but for a province's own; writing without spaces only.",
    )
    told: tuple[str, ...] = Field(
        default=(),
        description="Words behind a body's name with which is told what somebody wants it to do: to.",
    )
    infinitives: tuple[str, ...] = Field(
        default=(),
        description="Endings of verbs that stand behind a body's name and a preposition: to check.",
    )
    goes_on: tuple[str, ...] = Field(
        default=(),
        description="Words with which the name of a body in `whole` goes on nevertheless: that, of, at.",
    )


class TableSpec(Record):
    """Words that tell something only as the head of a table's column or row; plain words, no marks of `forms`."""

    numbers: tuple[str, ...] = Field(default=(), description="Heads of the column that numbers the rows.")
    units: tuple[str, ...] = Field(default=(), description="Heads of the column with each row's unit.")
    totals: tuple[str, ...] = Field(default=(), description="Heads of the row that sums up the others.")
    new: tuple[str, ...] = Field(default=(), description="In the head: its people are those who are new.")
    planned: tuple[str, ...] = Field(default=(), description="In the head: plan, assigned.")
    done: tuple[str, ...] = Field(default=(), description="In the head: result, done.")


class LexiconSpec(Record):
    """One language's lexicon; see the module for how forms are written."""

    language: LanguageSpec
    number: NumberSpec
    date: DateSpec
    comparator: ComparatorSpec
    scheme: dict[Scheme, Forms]
    scheme_hint: dict[Scheme, Forms] = Field(
        default={},
        description="Short words that name a scheme only in articles about insurance: volunteers, the compulsory branch.",
    )
    topic: Forms = Field(
        default=(),
        description="Words that name no scheme, but several of which show an article to be about insurance: contributions.",
    )
    agency: Forms = Field(
        default=(), description="Names of the insurance agency that contain a scheme's name."
    )
    measure: dict[MeasureCue, Forms]
    unit: dict[CountUnit, Forms]
    unit_generic: Forms = Field(
        default=(), description="Classifiers that leave the noun to tell what is counted."
    )
    classifier: dict[str, tuple[CountUnit, ...]] = Field(
        default={},
        description="Classifiers of several kinds of nouns: the noun before the number tells which, else the first.",
    )
    currency: dict[str, Forms]
    physical: dict[str, Forms]
    base: dict[Base, Forms]
    scenario: dict[Scenario, Forms]
    scope: dict[Scope, Forms] = {}
    per: dict[Per, Forms] = {}
    change: dict[Literal["up", "down", "level"], Forms] = {}
    breaks: dict[BreakRank, Forms] = {}
    deadline: DeadlineSpec = DeadlineSpec()
    refusal: RefusalSpec = RefusalSpec()
    nationwide: Forms = ()
    place_word: Forms = Field(default=(), description="Words beside a province's name: province, city.")
    place_part: Forms = Field(
        default=(), description="Words that begin the name of a smaller place: ward, commune."
    )
    province: dict[str, Forms] = {}
    shield: Forms = Field(default=(), description="Longer words that only look as if they held a cue.")
    table: TableSpec = TableSpec()
    ambiguous: Forms = ()
