"""How much of the text of the golden pages is kept, and how much of their furniture removed: ours, and bare trafilatura.

    python tests/pipeline/clean/measuring.py                  # prints the table of docs/cleaning.md
    python tests/pipeline/clean/measuring.py --raise-floors   # raises floors.toml, and writes the table into the docs
    python tests/pipeline/clean/measuring.py --lower-floors   # the only way in which a floor falls

Both are counted in characters without blanks and invisible ones, since trafilatura changes those. A character of a line is
kept where it stands in a run of twelve that the result has too; a line that is shorter must be there as a line.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import trafilatura

from pipeline.clean import clean_page
from pipeline.clean.lines import text_key
from pipeline.encodings import decode_bytes
from pipeline.errors import RejectedError

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from golden import UNSEEN  # noqa: E402 - the module beside this one, also where this one is run as a script

PAGES = HERE / "pages"
FLOORS = HERE / "floors.toml"
DOCS = HERE.parents[2] / "docs" / "cleaning.md"
BEGIN, END = "<!-- golden pages: begin -->\n", "<!-- golden pages: end -->\n"
TOLD = ("title", "published", "origin_url", "publisher", "province", "lang", "layout")
RUN = 12
HEAD = """\
# The least share of text kept and of furniture removed on the golden pages, by kind of page and language. Written by
# `python tests/pipeline/clean/measuring.py --raise-floors`; a floor falls only by `--lower-floors`.
"""


class Golden(NamedTuple):
    """A page, and what it says."""

    kind: str
    lang: str
    number: int
    html: str
    says: dict[str, Any]


class Shares(NamedTuple):
    """Shares from 0 to 1."""

    kept: float
    removed: float


def load_pages() -> list[Golden]:
    found = []
    for path in sorted(PAGES.rglob("*.html")):
        lang, _, number = path.stem.rpartition("-")
        told = json.loads(path.with_suffix(".json").read_text("utf-8"))
        html = decode_bytes(path.read_bytes()).text
        found.append(Golden(path.parent.name, lang, int(number), html, told))
    return found


def key_of(line: str) -> str:
    return text_key(line).replace("|", "").casefold()


def covered(lines: Iterable[str], result: str) -> tuple[int, int]:
    """Of the characters of some lines, how many the result has, and how many there are."""
    rows = [key_of(line) for line in result.split("\n")]
    whole = "".join(rows)
    runs = {whole[at : at + RUN] for at in range(len(whole) - RUN + 1)}
    found = total = 0
    for line in map(key_of, lines):
        total += len(line)
        if len(line) < RUN:
            found += len(line) if line in rows else 0
            continue
        marks = bytearray(len(line))
        for at in range(len(line) - RUN + 1):
            if line[at : at + RUN] in runs:
                marks[at : at + RUN] = b"\1" * RUN
        found += sum(marks)
    return found, total


def share_page(page: Golden, result: str) -> Shares:
    kept, text = covered(page.says["text"], result)
    left, furniture = covered(page.says["furniture"], result)
    return Shares(kept / text, 1 - left / furniture)


def read_ours(page: Golden) -> str:
    try:
        return clean_page(page.html).text
    except RejectedError:
        return ""


def read_bare(page: Golden) -> str:
    return trafilatura.extract(page.html, include_comments=False) or ""


def measure_pages(pages: Iterable[Golden]) -> dict[tuple[str, str], tuple[Shares, Shares]]:
    """By kind and language, means over the pages: ours, and those of bare trafilatura."""
    rows: dict[tuple[str, str], list[tuple[Shares, Shares]]] = {}
    for page in pages:
        both = share_page(page, read_ours(page)), share_page(page, read_bare(page))
        rows.setdefault((page.kind, page.lang), []).append(both)
    return {place: (_mean(a for a, _ in row), _mean(b for _, b in row)) for place, row in rows.items()}


def _mean(shares: Iterable[Shares]) -> Shares:
    every = list(shares)
    return Shares(sum(s.kept for s in every) / len(every), sum(s.removed for s in every) / len(every))


def render_table(measured: Mapping[tuple[str, str], tuple[Shares, Shares]]) -> str:
    kinds = sorted({kind for kind, _ in measured})
    langs = sorted({lang for _, lang in measured})
    lines = [
        "| page | | " + " | ".join(langs) + " | all |",
        "|---|---|" + "---:|" * (len(langs) + 1),
    ]
    for kind in kinds:
        for at, who in enumerate(("Tinso", "trafilatura")):
            row = [measured[kind, lang][at] for lang in langs]
            cells = [*row, _mean(row)]
            shown = " | ".join(f"{_percent(s.kept)} / {_percent(s.removed)}" for s in cells)
            named = f"{kind}{'*' if kind in UNSEEN else ''}" if at == 0 else ""
            lines.append(f"| {named} | {who} | {shown} |")
    for at, who in enumerate(("Tinso", "trafilatura")):
        columns = [_mean(measured[kind, lang][at] for kind in kinds) for lang in langs]
        shown = " | ".join(f"{_percent(s.kept)} / {_percent(s.removed)}" for s in (*columns, _mean(columns)))
        lines.append(f"| {'**all**' if at == 0 else ''} | {who} | {shown} |")
    return "\n".join(lines) + "\n"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def told_of(page: Golden) -> dict[str, Any]:
    """What cleaning tells of a page, in the form in which the page says it."""
    try:
        clean = clean_page(page.html)
    except RejectedError:
        return dict.fromkeys(TOLD)
    told = {name: getattr(clean, name) for name in TOLD}
    told["published"] = clean.published.isoformat() if clean.published else None
    told["layout"] = clean.layout.name if clean.layout else None
    return told


def render_told(pages: Iterable[Golden]) -> str:
    """How often each thing that a page says of itself is told right, by kind."""
    right: dict[str, list[bool]] = {}
    names = ("title", "published", "origin_url", "publisher")
    kinds = []
    for page in pages:
        told = told_of(page)
        kinds.append(page.kind)
        for name in names:
            right.setdefault(f"{page.kind} {name}", []).append(told[name] == page.says[name])
    lines = ["| page | title | date | origin | publisher |", "|---|---:|---:|---:|---:|"]
    for kind in sorted(set(kinds)):
        row = [right[f"{kind} {name}"] for name in names]
        lines.append(f"| {kind} | " + " | ".join(f"{sum(cell)} of {len(cell)}" for cell in row) + " |")
    return "\n".join(lines) + "\n"


def render_all(pages: list[Golden], measured: Mapping[tuple[str, str], tuple[Shares, Shares]]) -> str:
    """Both tables, as they stand in the docs."""
    return f"{render_table(measured)}\n{render_told(pages)}"


def read_floors() -> dict[str, dict[str, dict[str, float]]]:
    return tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}


def below_floors(measured: Mapping[tuple[str, str], tuple[Shares, Shares]]) -> list[str]:
    """Every share below its floor, every floor of nothing measured, every measure without a floor."""
    floors = {(k, lang): row for k, langs in read_floors().items() for lang, row in langs.items()}
    found = [f"{place}: only in one of floors and pages" for place in sorted(set(floors) ^ set(measured))]
    for place in sorted(set(floors) & set(measured)):
        for name, got in measured[place][0]._asdict().items():
            if round(got, 4) < floors[place][name]:
                found.append(f"{place} {name}: {got:.4f} < {floors[place][name]}")
    return found


def write_floors(measured: Mapping[tuple[str, str], tuple[Shares, Shares]], *, lower: bool) -> None:
    old = read_floors()
    lines = [HEAD]
    for (kind, lang), (ours, _) in sorted(measured.items()):
        lines.append(f"[{kind}.{lang}]")
        for name, got in ours._asdict().items():
            held = old.get(kind, {}).get(lang, {}).get(name)
            reached = int(got * 10_000) / 10_000
            kept = reached if held is None else min(held, reached) if lower else max(held, reached)
            lines.append(f"{name} = {kept:.4f}")
        lines.append("")
    FLOORS.write_text("\n".join(lines), "utf-8", newline="\n")


def write_docs(table: str) -> None:
    text = DOCS.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCS.write_text(before + BEGIN + table + END + after, "utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--raise-floors", action="store_true")
    how.add_argument("--lower-floors", action="store_true")
    asked = parser.parse_args()
    golden = load_pages()
    reached = measure_pages(golden)
    if asked.raise_floors or asked.lower_floors:
        write_floors(reached, lower=asked.lower_floors)
        write_docs(render_all(golden, reached))
    sys.stdout.write(render_all(golden, reached))
    sys.stdout.writelines(f"{fault}\n" for fault in below_floors(reached))
