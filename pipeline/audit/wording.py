"""How codes, numbers and times are written on the page: one place, so that lists, screens and menus say the same.

Nothing here decides anything; what the codes mean is told in `schemas`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from schemas.languages import language_heads
from schemas.records import Figure
from schemas.reference import indicators
from schemas.review import REASONS, plain_decimal

AMOUNT = re.compile(r"-?\d+(\.\d+)?( to -?\d+(\.\d+)?)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NARROW = "\N{NARROW NO-BREAK SPACE}"
NOTHING = "–"
FIELD_LABELS = {
    "kind": "Kind",
    "value": "Value",
    "value_max": "Upper end",
    "out_of": "Out of",
    "unit": "Unit",
    "comparator": "Comparator",
    "scenario": "Scenario",
    "indicator": "Indicator",
    "base": "Base",
    "scope": "Scope",
    "per": "Per",
    "date_role": "Role of the date",
    "date_start": "First day",
    "date_end": "Last day",
    "province": "Province",
    "span": "Place in the text",
}
UNITS = {
    "percent": "%",
    "percentage_point": "points",
    "person": "people",
    "household": "households",
    "organization": "organizations",
    "locality": "localities",
    "event": "events",
    "document": "documents",
    "case": "cases",
    "item": "items",
}
SIGNS = {"=": "", ">": ">", ">=": "≥", "<": "<", "<=": "≤", "~": "≈"}
COMPARATORS = {
    "=": "exactly",
    ">": "more than",
    ">=": "at least",
    "<": "less than",
    "<=": "at most",
    "~": "about",
}
CODES = {
    "target": "Target",
    "actual": "Actual",
    "rule": "Rule",
    "population": "Population",
    "working_age": "People of working age",
    "workforce": "Workforce",
    "students": "Students",
    "households": "Households",
    "plan": "Plan",
    "amount_due": "Amount due",
    "group": "Another group",
    "whole": "The whole",
    "part": "A part",
    "each": "Each",
    "threshold": "A threshold",
    "day": "Day",
    "month": "Month",
    "quarter": "Quarter",
    "year": "Year",
    "deadline": "By",
    "as_of": "As of",
    "during": "During",
    "other": "Other",
    "percentage": "Percentage",
    "count": "Count",
    "money": "Money",
    "measure": "Measure",
    "unreviewed": "Not reviewed",
    "open": "Open",
    "accepted": "Accepted",
    "corrected": "Corrected",
    "rejected": "Rejected",
    "added": "Added",
    "skipped": "Skipped",
    "disputed": "Disputed",
    "stale": "Stale",
}
HINTS = {
    "target": "a goal, plan or assignment, what is to be reached",
    "actual": "reported as reached, counted or done",
    "rule": "set by law or policy: a rate, price, entitlement or threshold",
    "population": "of all inhabitants",
    "working_age": "of people of working age",
    "workforce": "of the labour force or of employees",
    "students": "of pupils and students",
    "households": "of households",
    "plan": "of an assigned plan or target",
    "amount_due": "of what is due",
    "group": "of another named group",
    "whole": "the province or country as a whole",
    "part": "one ward, district, firm, school or a named group of places",
    "each": "per commune, household or person",
    "threshold": "a limit that sorts: communes below 80 %",
    "deadline": "a target's due date",
    "as_of": "the state on a date",
    "during": "within a period",
}
REASON_WORDS = {reason.code: reason.title for reason in REASONS}
ACTIONS = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "add": "added",
    "skip": "skipped",
    "undo": "took back",
    "retire": "set aside",
    "article_done": "read the article whole",
}
REFUSALS = {
    "date": "a date",
    "identifier": "an identifier",
    "age": "an age",
    "ordinal": "an ordinal",
    "duration": "a duration",
}
LISTED = {
    "coverage_above_100": "Coverage above 100 %",
    "share_above_total": "More than the total of {0}",
    "unit_against_indicator": "This indicator comes as {0}",
    "implausible_value": "Outside the plausible {0} %",
    "negative_value": "Negative, but no change",
    "deadline_passed": "Due before the article appeared on {0}",
    "reached_in_future": "Reported as reached after the article appeared on {0}",
    "name_of_other_vintage": "The province had another name on {0}",
    "foreign_currency": "In {0}: translations write their own currency for dong",
    "outvoted": "Most editions read it otherwise",
    "reads_otherwise": "Editions read it otherwise",
    "not_read": "Not read in every edition",
}


def show_number(value: Decimal | int | float | str | None) -> str:
    """A number with groups of three: 27,000.5."""
    if value is None:
        return NOTHING
    if isinstance(value, float):
        value = Decimal(str(value))
    return f"{plain_decimal(Decimal(value)):,f}"


def show_count(number: int, noun: str) -> str:
    """A number of things: 1 source, 1,250 sources."""
    return f"{show_number(number)} {noun}{'' if number == 1 else 's'}"


def show_percent(share: float | None) -> str:
    """A share as a percentage: 0.953 is 95.3 %."""
    if share is None:
        return NOTHING
    return f"{100 * share:.1f}".removesuffix(".0") + f"{NARROW}%"


def show_day(day: date | str | None) -> str:
    """A day: 18 Nov 2025."""
    if day is None:
        return NOTHING
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return f"{day.day} {day:%b %Y}"


def show_moment(moment: datetime | None) -> str:
    """A moment in UTC: 18 Nov 2025 14:03 UTC."""
    if moment is None:
        return NOTHING
    at = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return f"{show_day(at.date())} {at:%H:%M} UTC"


def show_ago(moment: datetime | None, now: datetime | None = None) -> str:
    """How long ago a moment was, in words; the day of what is longer ago than a week."""
    if moment is None:
        return NOTHING
    at = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    past = (now or datetime.now(UTC)) - at
    if past < timedelta(minutes=1):
        return "just now"
    for unit, length, most in (("min", 60, 60), ("h", 3600, 24), ("days", 86_400, 7)):
        number = int(past.total_seconds() // length)
        if number < most:
            return f"{number} {'day' if unit == 'days' and number == 1 else unit} ago"
    return show_day(at.date())


def show_language(code: str) -> str:
    """The English name of a language."""
    head = language_heads().get(code)
    return head.name if head else code


def show_words(code: str | None) -> str:
    """A code in words: an indicator by scheme and measure, everything else by its own table, else as it is."""
    if code is None:
        return NOTHING
    if code in CODES:
        return CODES[code]
    scheme, _, measure = code.partition(".")
    if measure:
        known = indicators().measures.get(measure)
        return f"{_plain(scheme)} · {known.title if known else _plain(measure)}"
    if code in UNITS:
        return UNITS[code]
    return code.replace("_", " ")


def show_unit(unit: str) -> str:
    """A unit as it stands behind a number."""
    return UNITS.get(unit, unit)


def show_field(field: str, text: str | None) -> str:
    """A field's text, as it stands in the ledger, in words."""
    if text is None:
        return NOTHING
    if field in ("value", "value_max", "out_of"):
        return show_number(text)
    if field in ("date_start", "date_end"):
        return show_day(text)
    if field == "comparator":
        return f"{SIGNS.get(text) or '='} {COMPARATORS.get(text, text)}"
    if field == "unit":
        return "percent" if text == "percent" else text.replace("_", " ")
    if field == "province":
        return text
    return show_words(text)


def show_value(figure: Figure) -> str:
    """Value, range or share, with its unit: 95.5 %; 1 to 1.5 %; 45 of 96 localities."""
    text = show_number(figure.value)
    if figure.value_max is not None:
        text += f" to {show_number(figure.value_max)}"
    if figure.out_of is not None:
        text += f" of {show_number(figure.out_of)}"
    return f"{text}{NARROW if figure.unit == 'percent' else ' '}{show_unit(figure.unit)}"


def show_line(figure: Figure) -> str:
    """The value with its comparator: ≥ 95.5 %."""
    sign = SIGNS[figure.comparator]
    return f"{sign} {show_value(figure)}" if sign else show_value(figure)


def show_reason(code: str, detail: str | None, figure: Figure | None = None) -> str:
    """Why a queue has a figure, as a sentence without its stop; of editions that differ, only what differs."""
    if code == "far_from_history":
        middle, _, facts = (detail or "").partition(" ")
        return f"Far from {show_number(middle)}, the middle of {facts} facts of this province"
    said = LISTED.get(code, code.replace("_", " ")).format(detail or "")
    if code in ("outvoted", "reads_otherwise", "not_read") and detail:
        said += ": " + "; ".join(_show_readings(detail, figure))
    return said


def _show_readings(detail: str, figure: Figure | None) -> list[str]:
    """`th: other, actual; lo: not read` in words: languages that read the same together, and how they differ from here."""
    languages: dict[str, list[str]] = {}
    for each in detail.split("; "):
        lang, _, reading = each.partition(": ")
        languages.setdefault(reading, []).append(show_language(lang))
    return [f"{', '.join(names)} {_show_difference(reading, figure)}" for reading, names in languages.items()]


def _show_difference(reading: str, figure: Figure | None) -> str:
    """How what another edition reads differs from a figure."""
    if reading == "not read":
        return "without it"
    if found := AMOUNT.fullmatch(reading):
        return " to ".join(show_number(each) for each in found[0].split(" to "))
    if reading.startswith("comparator "):
        return show_field("comparator", reading.removeprefix("comparator "))
    theirs = reading.split(", ")
    if figure is None:
        return ", ".join(map(_show_part, theirs))
    # In the order in which the view `facts` tells a reading.
    fields = (
        figure.indicator, figure.scenario, figure.scope, figure.base, figure.province, figure.per,
        figure.date_start, figure.date_end,
    )  # fmt: skip
    mine = [str(each) for each in fields if each is not None]
    more = [_show_part(each) for each in theirs if each not in mine]
    less = [_show_part(each) for each in mine if each not in theirs]
    if more and less:
        return f"{', '.join(more)} instead of {', '.join(less)}"
    return f"with {', '.join(more)}" if more else f"without {', '.join(less)}"


def _show_part(part: str) -> str:
    if DAY.fullmatch(part):
        return show_day(part)
    return show_words(part) if "." in part or part in CODES else part


def confidence_word(confidence: float) -> str:
    """How sure a reading is, in a word."""
    return "sure" if confidence >= 0.8 else "fair" if confidence >= 0.5 else "low"


def _plain(code: str) -> str:
    return code.replace("_", " ").capitalize()
