"""The notation in which people annotate gold, and the JSON that is written from it: NAME.ann -> NAME.json.

A meta line, then a line per record; ` ; ` parts fields, `|` parts acceptable readings of one field,
`-` is null, a line that begins with `#` is a comment:

    M lang=th ; published=2025-10-31 ; province=Đắk Lắk ; url=https://… ; origin_url=https://… ; story=dak-lak-2025
    F 95% ; percentage 95 percent ; >= ; target ; health_insurance.coverage_rate ; population ; deadline 2025-12-31
    F 33,750/43,320 @1 ; count 33750/43320 person ; = ; actual ; other ; - ; during 2025-01-01..2025-09-30
    F 1–1,5 % ; percentage 1..1.5 percent ; = ; target ; other ; - ; - ; scope=part ; province=- ; optional
    D ภายในสิ้นปี 2568 @1 ; 2025-12-31 year ; สำนักงานประกันสังคมจังหวัด

A figure: quote [@occurrence] ; kind value[..max][/out_of] unit ; comparator ; scenario ; indicator ; base ;
role [start..]end [; scope=…] [; per=…] [; province=…] [; note=…] [; optional].
A deadline: quote [@occurrence] ; date precision ; responsible or - [; optional].
The province of the meta line holds for every figure that names none; scope is `whole` and per null
where the line is silent. Codes and places are not checked here: the loader (`corpus.gold`) and
`corpus.validation` do that. `python -m corpus.notation [FOLDER]` writes the JSON of every article.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus.gold import GOLD_FOLDER, name_of
from schemas import DataFileError

FIGURE_PARTS = 7
DEADLINE_PARTS = 3
EXTRA_FIELDS = ("scope", "per", "province")

Row = dict[str, Any]


def read_choice(text: str) -> str | list[str | None] | None:
    """One field: `-` is null, and several readings parted by `|` are a list."""
    values = [None if part.strip() == "-" else part.strip() for part in text.split("|")]
    return values[0] if len(values) == 1 else values


def read_quote(text: str) -> Row:
    """`95% @2` is the second `95%` of the text; without `@` it is the first."""
    found = re.fullmatch(r"(.*?)(?:\s@(\d+))?", text.strip(), re.DOTALL)
    assert found is not None  # the expression matches any text
    return {"quote": found[1], "occurrence": int(found[2] or 1)}


def read_amount(text: str) -> Row:
    """`count 9/10 household`, `percentage 1..1.5 percent`: kind, value, upper end, total, unit."""
    kind, amount, *unit = text.split()
    value, _, out_of = amount.partition("/")
    low, _, high = value.partition("..")
    return {
        "kind": kind,
        "value": low,
        "value_max": high or None,
        "out_of": out_of or None,
        "unit": " ".join(unit),
    }


def read_date(text: str) -> Row:
    """`during 2025-01-01..2025-09-30`, `as_of -`, or `-`: the role and the days it runs from and to."""
    if text == "-":
        return {"date_role": None, "date_start": None, "date_end": None}
    role, _, days = text.partition(" ")
    start, dots, end = days.strip().partition("..")
    if not dots:
        start, end = "", start

    def day(written: str) -> str | None:
        return None if written.strip() in ("", "-") else written.strip()

    return {"date_role": role, "date_start": day(start), "date_end": day(end)}


def merge_readings(text: str, read: Callable[[str], Row]) -> Row:
    """Fields read together: a plain value where all readings agree, else the list of distinct values."""
    rows = [read(part.strip()) for part in text.split("|")]
    merged: Row = {}
    for key in rows[0]:
        distinct: list[Any] = []
        for row in rows:
            if row[key] not in distinct:
                distinct.append(row[key])
        merged[key] = distinct[0] if len(distinct) == 1 else distinct
    return merged


def _require(parts: Sequence[str], count: int) -> None:
    if len(parts) < count:
        raise ValueError(f"{len(parts)} fields where {count} are needed")


def read_meta(parts: Sequence[str]) -> dict[str, str | None]:
    """The meta line: `key=value` each, `-` is null."""
    meta: dict[str, str | None] = {}
    for part in parts:
        key, sign, value = part.partition("=")
        if not sign:
            raise ValueError(f"{part!r} is not key=value")
        meta[key] = None if value == "-" else value
    return meta


def read_figure(parts: Sequence[str], province: str | None) -> Row:
    """A figure's line; `province` is the one that holds where the line names none."""
    _require(parts, FIGURE_PARTS)
    row = {
        **read_quote(parts[0]),
        **merge_readings(parts[1], read_amount),
        "comparator": read_choice(parts[2]),
        "scenario": read_choice(parts[3]),
        "indicator": read_choice(parts[4]),
        "base": read_choice(parts[5]),
        **merge_readings(parts[6], read_date),
        "scope": "whole",
        "per": None,
        "province": province,
    }
    for extra in parts[FIGURE_PARTS:]:
        key, _, value = extra.partition("=")
        if extra == "optional":
            row["optional"] = True
        elif key in EXTRA_FIELDS:
            row[key] = read_choice(value)
        elif key == "note":
            row[key] = value
        else:
            raise ValueError(f"unknown field {extra!r}")
    return row


def read_deadline(parts: Sequence[str]) -> Row:
    """A deadline's line."""
    _require(parts, DEADLINE_PARTS)
    day, precision = parts[1].split()
    row = {
        **read_quote(parts[0]),
        "date": read_choice(day),
        "precision": precision,
        "responsible": None if parts[2] == "-" else parts[2],
    }
    for extra in parts[DEADLINE_PARTS:]:
        if extra != "optional":
            raise ValueError(f"unknown field {extra!r}")
        row["optional"] = True
    return row


def read_notation(text: str, article_id: str, source: str) -> Row:
    """The gold JSON object of one annotation. Raises `DataFileError` naming `source` and the line."""
    meta: dict[str, str | None] = {}
    figures: list[Row] = []
    deadlines: list[Row] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        letter, _, rest = line.partition(" ")
        parts = [part.strip() for part in re.split(r"\s;\s", rest)]
        try:
            if letter == "M":
                meta = read_meta(parts)
            elif letter == "F":
                figures.append(read_figure(parts, meta.get("province")))
            elif letter == "D":
                deadlines.append(read_deadline(parts))
            else:
                raise ValueError(f"a line begins with M, F or D, not {letter!r}")
        except ValueError as fault:
            raise DataFileError(f"{source}:{number}: {fault}: {line}") from fault
    if unknown := set(meta) - {"lang", "published", "province", "url", "origin_url", "story"}:
        raise DataFileError(f"{source}: unknown keys {sorted(unknown)} in the meta line")
    if not meta.get("lang"):
        raise DataFileError(f"{source}: no lang in a meta line")
    head = {key: meta.get(key) for key in ("lang", "url", "origin_url", "published", "story")}
    return {"article_id": article_id, **head, "figures": figures, "deadlines": deadlines}


def render_gold_json(path: Path) -> str:
    """What `NAME.json` must hold, read from `NAME.ann`. Raises `DataFileError` naming file and line."""
    gold = read_notation(path.read_text("utf-8"), path.stem, name_of(path))
    return json.dumps(gold, ensure_ascii=False, indent=1) + "\n"


def write_gold_json(folder: Path = GOLD_FOLDER) -> list[Path]:
    """Write the JSON beside every `.ann` below a folder; the paths of those that changed."""
    rendered = {path.with_suffix(".json"): render_gold_json(path) for path in sorted(folder.rglob("*.ann"))}
    changed = []
    for path, text in rendered.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")
            changed.append(path)
    return changed


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the gold JSON of a folder; exit status 1 with a message where a line cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus.notation", description="Write NAME.json from NAME.ann."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD_FOLDER)
    try:
        changed = write_gold_json(parser.parse_args(arguments).folder)
    except (DataFileError, OSError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.write("".join(f"{name_of(path)} written\n" for path in changed) + f"{len(changed)} changed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
