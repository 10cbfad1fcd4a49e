"""The closed vocabularies of the record contract: every code that a field of a figure or a deadline may hold.

The contract is `docs/record.md`. Codes that are long lists with metadata of their own (indicators,
provinces) are reference data: `indicators.toml` and `provinces.toml`, read by `schemas.reference`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator

LANGUAGE_FOLDERS = Path(__file__).parents[1] / "extractors"
"""The folder beside this package in which every language has a folder of its own."""
LANGUAGES: tuple[str, ...] = tuple(sorted(p.parent.name for p in LANGUAGE_FOLDERS.glob("*/lexicon.toml")))
"""The languages that can be read, in alphabetical order: those whose folder holds a lexicon. No list names them."""


def known_language(code: str) -> str:
    """The code itself. Raises `ValueError` naming it where no folder of that name holds a lexicon."""
    if code not in LANGUAGES:
        raise ValueError(f"language {code!r} is not one of {', '.join(LANGUAGES)}")
    return code


Language = Annotated[str, AfterValidator(known_language)]
Kind = Literal["percentage", "count", "money", "measure"]
Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
Scenario = Literal["target", "actual", "rule"]
Base = Literal[
    "population", "working_age", "workforce", "students", "households", "plan", "amount_due", "group"
]
DateRole = Literal["deadline", "as_of", "during"]
Scope = Literal["whole", "part", "each", "threshold"]
Per = Literal["day", "month", "quarter", "year"]
Precision = Literal["day", "month", "quarter", "half", "year"]

PERCENTAGE_UNITS = frozenset({"percent", "percentage_point"})
COUNT_UNITS = frozenset(
    {"person", "household", "organization", "locality", "event", "document", "case", "item"}
)
CURRENCIES = frozenset(
    [
        "VND",
        "USD",
        "EUR",
        "CNY",
        "THB",
        "LAK",
        "MYR",
        "JPY",
        "KRW",
        "AUD",
        "SGD",
        "GBP",
        "NOK",
        "CAD",
        "CHF",
        "DKK",
        "HKD",
        "IDR",
        "INR",
        "KHR",
        "MMK",
        "NZD",
        "PHP",
        "RUB",
        "SEK",
        "TWD",
    ]
)
"""ISO 4217 codes of the currencies that such news prints."""

_INDICATORS = tomllib.loads((Path(__file__).parent / "indicators.toml").read_text("utf-8"))
"""As written: checked, with all that it says, by `schemas.reference.indicators`."""
SCHEMES: tuple[str, ...] = tuple(_INDICATORS["schemes"])
MEASURES: tuple[str, ...] = tuple(_INDICATORS["measures"])
OUTREACH = ("events", "attendees")
MEASURE_CUES: tuple[str, ...] = (
    *(name for name, entry in _INDICATORS["measures"].items() if entry.get("words_govern")),
    *OUTREACH,
    "other",
)
"""What the words of a lexicon's `[measure]` can tell."""
INDICATOR_CODES = frozenset(
    {f"{scheme}.{measure}" for scheme in SCHEMES for measure in MEASURES}
    | {f"outreach.{what}" for what in OUTREACH}
    | {"other"}
)

KINDS: tuple[str, ...] = get_args(Kind)
COMPARATORS: tuple[str, ...] = get_args(Comparator)
SCENARIOS: tuple[str, ...] = get_args(Scenario)
BASES: tuple[str, ...] = get_args(Base)
DATE_ROLES: tuple[str, ...] = get_args(DateRole)
SCOPES: tuple[str, ...] = get_args(Scope)
PERS: tuple[str, ...] = get_args(Per)
PRECISIONS: tuple[str, ...] = get_args(Precision)


def unit_fits(kind: str, unit: str) -> bool:
    """Whether a unit may stand with a kind: `percent` with `percentage`, `VND` with `money`, and so on.

    A measure takes any unit that is not a count unit (`ha`, `t/ha`, `kWh`).
    """
    if kind == "percentage":
        return unit in PERCENTAGE_UNITS
    if kind == "count":
        return unit in COUNT_UNITS
    if kind == "money":
        return unit in CURRENCIES
    return bool(unit) and unit not in COUNT_UNITS
