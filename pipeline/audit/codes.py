"""The codes of every field as lists to choose from, with words to find them by: what type-ahead shows.

The codes are those of `schemas`; words come from `wording`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from pipeline.audit.pages import EDITORS, KEYS, REJECT_REASONS, SHOWN, FieldView
from pipeline.audit.wording import CODES, COMPARATORS, FIELD_LABELS, HINTS, SIGNS, show_field, show_words
from schemas.codes import (
    BASES,
    COUNT_UNITS,
    CURRENCIES,
    DATE_ROLES,
    INDICATOR_CODES,
    MEASURES,
    OUTREACH,
    PERCENTAGE_UNITS,
    PERS,
    SCENARIOS,
    SCHEMES,
    SCOPES,
)
from schemas.codes import (
    COMPARATORS as COMPARATOR_CODES,
)
from schemas.reference import indicators, provinces
from schemas.review import NEVER_NULL

MEASURE_UNITS = ("ha", "km", "m", "m2", "m3", "kg", "t", "l", "kWh", "MW")
"""Physical units that such news prints; others may be typed."""
ACTION_KEYS = {
    "accept": "a",
    "reject": "r",
    "correct": "e",
    "missed": "m",
    "skip": "s",
    "undo": "u",
    "next": "j",
    "previous": "k",
    "search": "/",
    "refused": "x",
    "help": "?",
}


@cache
def all_codes() -> dict[str, Any]:
    """Fields with their editors and keys, the codes of each, reasons to reject, and keys as they are by default."""
    return {
        "fields": [
            {
                "name": name,
                "label": FIELD_LABELS[name],
                "editor": EDITORS.get(name, "code"),
                "key": KEYS[name],
                "options_from": None if name in EDITORS else name,
                "may_be_empty": name not in NEVER_NULL,
            }
            for name in SHOWN
        ],
        "codes": {
            "indicator": [_indicator(code) for code in _ordered_indicators()],
            "unit": _units(),
            "comparator": [
                {
                    "code": code,
                    "label": f"{SIGNS[code] or '='} {COMPARATORS[code]}",
                    "hint": None,
                    "search": f"{code} {SIGNS[code]} {COMPARATORS[code]}",
                }
                for code in COMPARATOR_CODES
            ],
            "scenario": [_plain(code) for code in SCENARIOS],
            "base": [_plain(code) for code in BASES],
            "scope": [_plain(code) for code in SCOPES],
            "per": [_plain(code) for code in PERS],
            "date_role": [_plain(code) for code in DATE_ROLES],
            "province": _provinces(),
        },
        "reasons": [{"digit": each.digit, "code": each.code, "text": each.text} for each in REJECT_REASONS],
        "keys": ACTION_KEYS,
    }


class FormField(NamedTuple):
    """A field as a form without scripts has it: a list to choose from, or a line to type into."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...] | None
    """Code and words of each choice; None where it is typed."""
    hint: str | None


def form_fields(fields: Sequence[FieldView], typed: Mapping[str, str]) -> tuple[FormField, ...]:
    """All fields of a figure as they stand, or as they were typed where that could not be saved."""
    told = all_codes()["codes"]
    rows = []
    for each in fields:
        value = typed.get(each.name, each.value or "")
        options: tuple[tuple[str, str], ...] | None = None
        if each.editor == "code":
            options = tuple((one["code"], one["label"]) for one in told[each.name])
            if each.name not in NEVER_NULL:
                options = (("", "None"), *options)
            if value not in dict(options):
                options = (*options, (value, value))
        hint = {"number": "as printed, or plainly: 9600000", "date": "as printed, or as 2026-12-31"}.get(
            each.editor
        )
        rows.append(FormField(each.name, each.label, value, options, hint))
    return tuple(rows)


def _plain(code: str) -> dict[str, Any]:
    hint = HINTS.get(code)
    return {
        "code": code,
        "label": CODES[code],
        "hint": hint,
        "search": f"{code} {CODES[code]} {hint or ''}".lower(),
    }


def _ordered_indicators() -> list[str]:
    """By scheme and measure, as the contract lists them."""
    known = [f"{scheme}.{measure}" for scheme in SCHEMES for measure in MEASURES]
    known += [f"outreach.{what}" for what in OUTREACH]
    return [code for code in (*known, "other") if code in INDICATOR_CODES]


def _indicator(code: str) -> dict[str, Any]:
    measure = indicators().measures.get(code.partition(".")[2])
    label = show_words(code)
    return {
        "code": code,
        "label": label,
        "hint": measure.definition if measure else None,
        "search": f"{label} {code.replace('_', ' ').replace('.', ' ')}".lower(),
    }


def _units() -> list[dict[str, Any]]:
    kinds = (
        ("percentage", sorted(PERCENTAGE_UNITS)),
        ("count", sorted(COUNT_UNITS)),
        ("money", sorted(CURRENCIES, key=lambda code: (code not in ("VND", "USD"), code))),
        ("measure", MEASURE_UNITS),
    )
    return [
        {
            "code": unit,
            "label": show_field("unit", unit),
            "hint": CODES[kind].lower(),
            "search": f"{unit} {unit.replace('_', ' ')} {kind}".lower(),
            "kind": kind,
        }
        for kind, units in kinds
        for unit in units
    ]


def _provinces() -> list[dict[str, Any]]:
    """Today's provinces first, then the names that went into them."""
    rows: dict[str, dict[str, Any]] = {}
    for province in provinces():
        rows[province.name] = {
            "code": province.name,
            "label": province.name,
            "hint": "since 2025-07-01 with a new extent" if province.merged else None,
            "search": f"{province.name} {province.ascii}".lower(),
        }
    for province in provinces():
        for old in province.old_units:
            rows.setdefault(
                old.name,
                {
                    "code": old.name,
                    "label": old.name,
                    "hint": f"until 2025-06-30, now {province.name}",
                    "search": f"{old.name} {old.ascii}".lower(),
                },
            )
    return list(rows.values())
