"""Floors: the lowest scores, and the smallest corpus, that the tests accept for each language.

`floors.toml` holds them. They rise with the scores (`raise_floors`) and fall only when someone says
so (`lower_floors`, behind an explicit flag of the command line). The tests call `check_floors`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field

from corpus.scoring import Scores
from schemas.codes import Language
from schemas.records import Record
from schemas.reference import read_data_file

FLOORS_FILE = Path(__file__).parent / "floors.toml"
HEAD = """\
# The lowest corpus and the lowest scores that the tests accept, by language: counts of articles, figures
# and deadlines; F1 of value, reading, record, deadline; accuracy of the other fields. Written by
# `tinso eval --raise-floors`; a floor falls only by `tinso eval --lower-floors`.
"""

Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class LanguageFloors(Record):
    """The floors of one language."""

    articles: Count
    figures: Count
    deadlines: Count
    value: Share
    reading: Share
    record: Share
    deadline: Share
    base: Share
    scope: Share
    per: Share
    province: Share
    province_other: Share
    span: Share
    precision: Share
    responsible: Share


COUNTS = ("articles", "figures", "deadlines")
SHARES = tuple(name for name in LanguageFloors.model_fields if name not in COUNTS)


class FloorFile(Record):
    """The contents of `floors.toml`: one table a language."""

    languages: dict[Language, LanguageFloors]


class BelowFloor(NamedTuple):
    """One score or count that fell below its floor; None where nothing was left to score."""

    lang: str
    name: str
    floor: float
    got: float | None

    def __str__(self) -> str:
        return (
            f"{self.lang} {self.name}: {'nothing to score' if self.got is None else self.got} < {self.floor}"
        )


class FloorChange(NamedTuple):
    """One floor that was moved."""

    lang: str
    name: str
    before: float
    after: float

    def __str__(self) -> str:
        return f"{self.lang} {self.name}: {self.before} -> {self.after}"


def read_floors(path: Path = FLOORS_FILE) -> FloorFile:
    """The floors. Raises `DataFileError` naming file and key."""
    return read_data_file(path, FloorFile)


def _reached(scores: Scores, name: str) -> float | None:
    return getattr(scores, name) if name in COUNTS else scores.main_number(name)


def check_floors(scores: Mapping[str, Scores], floors: FloorFile) -> list[BelowFloor]:
    """Every score and count below its floor.

    `scores` by language. A language that has floors and is not among them falls below all of them.
    """
    below = []
    for lang, held in floors.languages.items():
        row = scores.get(lang)
        for name, floor in held:
            got = _reached(row, name) if row else None
            if (got or 0) < floor:
                below.append(BelowFloor(lang, name, floor, got))
    return below


def _moved(
    floors: FloorFile, scores: Mapping[str, Scores], *, down: bool
) -> tuple[FloorFile, list[FloorChange]]:
    """Floors set to what was reached where that is higher (or, with `down`, lower); languages not scored stay.

    A language without floors gets them when floors are raised.
    """
    changes: list[FloorChange] = []
    tables: dict[Language, LanguageFloors] = {}
    known = dict(floors.languages)
    for lang in () if down else sorted(set(scores) - set(known) - {"all"}):
        known[lang] = LanguageFloors.model_validate(dict.fromkeys(LanguageFloors.model_fields, 0))
    for lang, held in known.items():
        after: dict[str, float] = dict(held)
        row = scores.get(lang)
        for name, floor in held:
            got = (_reached(row, name) or 0) if row else floor
            if got < floor if down else got > floor:
                after[name] = got
                changes.append(FloorChange(lang, name, floor, got))
        tables[lang] = LanguageFloors.model_validate(after)
    return FloorFile(languages=tables), changes


def render_floors(floors: FloorFile) -> str:
    """The contents of `floors.toml`."""
    lines = [HEAD]
    for lang, held in floors.languages.items():
        lines.append(f"[languages.{lang}]")
        lines += [f"{name} = {value if name in COUNTS else format(value, '.4f')}" for name, value in held]
        lines.append("")
    return "\n".join(lines)


def raise_floors(scores: Mapping[str, Scores], path: Path = FLOORS_FILE) -> list[FloorChange]:
    """Raise every floor to what was reached and write the file; what changed. No floor falls."""
    return _write(path, *_moved(read_floors(path), scores, down=False))


def lower_floors(scores: Mapping[str, Scores], path: Path = FLOORS_FILE) -> list[FloorChange]:
    """Lower every floor that is not reached to what was, and write the file; what changed. No floor rises."""
    return _write(path, *_moved(read_floors(path), scores, down=True))


def _write(path: Path, floors: FloorFile, changes: list[FloorChange]) -> list[FloorChange]:
    if changes:
        path.write_text(render_floors(floors), "utf-8", newline="\n")
    return changes
