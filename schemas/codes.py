"""The closed vocabularies of the record contract: every code that a field of a figure or a deadline may hold.

The contract is `docs/record.md`. Codes that are long lists with metadata of their own (indicators,
provinces) are reference data: `indicators.toml` and `provinces.toml`, read by `schemas.reference`.
"""

from __future__ import annotations

from typing import Literal, get_args

Language = Literal["lo", "ms", "th", "nb", "fr"]
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

SCHEMES = (
    "health_insurance",
    "social_insurance",
    "voluntary_social_insurance",
    "unemployment_insurance",
    "insurance",
)
MEASURES = (
    "coverage_rate",
    "participants",
    "new_participants",
    "plan_completion",
    "growth",
    "collection",
    "arrears",
    "arrears_rate",
    "benefits",
    "beneficiaries",
    "claims",
    "contribution",
    "contribution_rate",
    "support",
    "cards",
    "satisfaction_rate",
)
INDICATOR_CODES = frozenset(
    {f"{scheme}.{measure}" for scheme in SCHEMES for measure in MEASURES}
    | {"outreach.events", "outreach.attendees", "other"}
)

LANGUAGES: tuple[str, ...] = get_args(Language)
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
