"""Reference data: the indicators and the provinces, read from the TOML files beside this module.

A misspelt or missing key fails with the file's name and the key. Other spellings of a province's
name belong to the lexicon of each language, not here.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError, field_validator

from schemas.codes import COUNT_UNITS, KINDS
from schemas.records import Record

HERE = Path(__file__).parent
MERGER_DAY = date(2025, 7, 1)
"""The day on which 63 provinces became 34 (Resolution 202/2025/QH15, from 1 July 2025 in operation)."""


class DataFileError(ValueError):
    """A data file of the project is wrong; the message names the file and the key."""


Model = TypeVar("Model", bound=BaseModel)


def read_data_file(path: Path, model: type[Model], **known: Any) -> Model:
    """Read a TOML file into a model, beside fields that are `known` otherwise, such as one told by the file's name.

    Raises `DataFileError` naming the file and every wrong key.
    """
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DataFileError(f"{path.name} in {path.parent.name}/: {fault}") from fault
    try:
        return model.model_validate({**raw, **known})
    except ValidationError as fault:
        raise wrong_keys(path, fault) from fault


def wrong_keys(path: Path, fault: ValidationError) -> DataFileError:
    """The error that names a data file and every wrong key in it."""
    places = "; ".join(
        f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}" for error in fault.errors()
    )
    return DataFileError(f"{path.name} in {path.parent.name}/: {places}")


class Indicator(Record):
    """One measure of the contract: what it means, in which units it comes, stock or flow, what is plausible.

    `words_govern` are the kinds, and for counts the units, of the figures that its words in the lexicons tell of.
    `low` and `high` bound plausible percentages; a value outside lowers confidence, it is never dropped.
    """

    title: str
    definition: str
    kinds: tuple[Literal["percentage", "count", "money", "measure"], ...]
    nature: Literal["stock", "flow", "rate", "rule"]
    words_govern: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @field_validator("words_govern")
    @classmethod
    def _known_figures(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for name in given:
            if name not in (*KINDS, *COUNT_UNITS):
                raise ValueError(f"{name!r} is neither a kind of figure nor a unit of counting")
        return given


class IndicatorFile(Record):
    schemes: dict[str, str]
    measures: dict[str, Indicator]


class OldUnit(Record):
    """A province or centrally run city as it was before 1 July 2025."""

    name: str
    ascii: str
    code: str
    iso: str


class Province(Record):
    """One of the 34 provinces and centrally run cities since 1 July 2025, with its predecessors.

    `valid_from` is set where the unit was newly formed by merger: the old name has another extent before that day.
    """

    name: str
    ascii: str
    code: str
    type: Literal["municipality", "province"]
    merged: bool
    code_meaning_changed: bool
    valid_from: date | None = None
    type_valid_from: date | None = None
    old_units: tuple[OldUnit, ...] = Field(min_length=1)


class ProvinceFile(Record):
    provinces: tuple[Province, ...]


@cache
def indicators() -> IndicatorFile:
    """The schemes and measures, read once."""
    return read_data_file(HERE / "indicators.toml", IndicatorFile)


@cache
def provinces() -> tuple[Province, ...]:
    """The 34 provinces, read once, in the order of their codes."""
    return read_data_file(HERE / "provinces.toml", ProvinceFile).provinces


@cache
def latin_province_names() -> dict[str, str]:
    """Every name in Latin letters, with and without marks, to the canonical one; of today's provinces and the old ones."""
    names: dict[str, str] = {}
    for province in provinces():
        old = ((unit.name, unit.ascii) for unit in province.old_units)
        for name, plain in ((province.name, province.ascii), *old):
            names.setdefault(name, name)
            names.setdefault(plain, name)
    return names


@cache
def province_names() -> frozenset[str]:
    """Every canonical Vietnamese name, of today's provinces and of those before 1 July 2025."""
    return frozenset(name for p in provinces() for name in (p.name, *(old.name for old in p.old_units)))
