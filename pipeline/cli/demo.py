"""`tinso demo`: the main job on the embedded sample, and what it found."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.cli.ingest import (
    DEFAULT_DB,
    DbOption,
    publish_stored,
    report_issues,
    show_progress,
    tell_if_stopped,
)
from pipeline.cli.terminal import make_console, make_table, print_aligned, show_decimal
from schemas.languages import language_heads, usual_languages

if TYPE_CHECKING:
    from rich.table import Table

    from pipeline.ingest import Summary
    from pipeline.store import Published, Reader

SHOWN_INDICATORS = 14
WIDTH = 100
"""Columns that the report keeps to where there is no terminal to ask."""

COUNTS = """
    SELECT lang, count(*), sum(figures), sum(targets), sum(deadlines)
    FROM (
        SELECT a.lang,
            (SELECT count(*) FROM figures AS f WHERE f.extraction_id = a.extraction_id) AS figures,
            (SELECT count(*) FROM deadlines AS d WHERE d.extraction_id = a.extraction_id) AS deadlines,
            (SELECT count(*) FROM figures AS t WHERE t.extraction_id = a.extraction_id AND t.scenario = 'target') AS targets
        FROM current_articles AS a
    )
    GROUP BY lang
"""
INDICATORS = """
    SELECT f.indicator, a.lang, count(*)
    FROM current_figures AS f JOIN current_articles AS a USING (extraction_id)
    GROUP BY ALL
"""
TARGETS = """
    SELECT a.lang, coalesce(f.province, ''), f.indicator, f.comparator, f.value, f.unit, f.date_end AS deadline
    FROM current_figures AS f JOIN current_articles AS a USING (extraction_id)
    WHERE f.scenario = 'target' AND f.date_role = 'deadline' AND f.date_end IS NOT NULL AND f.indicator <> 'other'
    QUALIFY row_number() OVER (
        PARTITION BY a.lang
        ORDER BY f.scope <> 'whole', f.province IS NULL, f.date_end DESC, f.confidence DESC, f.figure_id
    ) = 1
    ORDER BY a.lang
"""
TARGET_FIGURES = "current_figures WHERE scenario = 'target'"
"""The figures of every edition, as the counts by language have them; view targets has each target once."""
DEADLINES = """
    SELECT a.lang, d.date, d.quote, coalesce(d.responsible, '')
    FROM current_deadlines AS d JOIN current_articles AS a USING (extraction_id)
    QUALIFY row_number() OVER (
        PARTITION BY a.lang ORDER BY d.responsible IS NULL, length(d.responsible), d.date, d.deadline_id) = 1
    ORDER BY a.lang
"""


def run_demo(db: DbOption = DEFAULT_DB) -> None:
    """Ingest the embedded sample and show what was found. Running it again changes nothing."""
    from corpus.sample import SAMPLE_DIR
    from pipeline.ingest import ingest_paths
    from pipeline.store import open_reader

    with tell_if_stopped(), show_progress(silent=not sys.stderr.isatty()) as on_progress:
        summary = ingest_paths([SAMPLE_DIR], db, root=SAMPLE_DIR, command="demo", on_progress=on_progress)
    report_issues(summary, db)
    published, fault = publish_stored(db)
    with open_reader(db) as store:
        print_report(store, summary, published)
    if fault:
        raise fault
    raise typer.Exit(0 if summary.all_taken else 1)


def print_report(store: Reader, summary: Summary, published: Published | None = None) -> None:
    """Print what the store holds, what the run changed, and what to type next."""
    names = [f"{head.name} ({code})" for code, head in language_heads().items() if not head.on_request]
    say(f"Articles of our own in {', '.join(names[:-1])} and {names[-1]}.")
    print_counts(store)
    print_indicators(store)
    say(f"\nTargets, one of each language ({_count(store, TARGET_FIGURES)} in all)", style="bold")
    targets = [
        (lang, deadline, province, _amount(comparator, value, unit), indicator)
        for lang, province, indicator, comparator, value, unit, deadline in store.ask(TARGETS).rows
    ]
    heads = ("", "due", "province", "value", "indicator")
    print_aligned(make_table(heads, targets, right=(3,), give_way=(2, 4)), WIDTH)
    say(f"\nDeadlines, one of each language ({_count(store, 'current_deadlines')} in all)", style="bold")
    deadlines = list(store.ask(DEADLINES).rows)
    print_aligned(make_table(("", "due", "as written", "responsible"), deadlines, give_way=(2, 3)), WIDTH)
    print_outcome(summary, published)


def print_counts(store: Reader) -> None:
    """Articles, figures, targets and deadlines by language."""
    counts = {row[0]: row[1:] for row in store.ask(COUNTS).rows}
    rows: list[tuple[str, ...]] = []
    for number, word in enumerate(("articles", "figures", "  that are targets", "deadlines")):
        by_language = [int(counts[lang][number]) if lang in counts else 0 for lang in _languages(store)]
        rows.append((word, *map(str, by_language), str(sum(by_language))))
    say("")
    print_aligned(_language_table("In the store", rows, _languages(store)), WIDTH)


def print_indicators(store: Reader) -> None:
    """Figures by indicator and language, the most frequent indicators first, `other` last."""
    table: dict[str, dict[str, int]] = {}
    for indicator, lang, number in store.ask(INDICATORS).rows:
        table.setdefault(indicator, {})[lang] = int(number)
    named = sorted(table.keys() - {"other"}, key=lambda name: (-sum(table[name].values()), name))
    languages = _languages(store)
    rows = [(name, table[name]) for name in named[:SHOWN_INDICATORS]]
    if rest := named[SHOWN_INDICATORS:]:
        merged = {lang: sum(table[name].get(lang, 0) for name in rest) for lang in languages}
        rows.append((f"{len(rest)} more indicators", merged))
    if "other" in table:
        rows.append(("other", table["other"]))
    cells = [
        (name, *(str(row[lang]) if row.get(lang) else "·" for lang in languages), str(sum(row.values())))
        for name, row in rows
    ]
    say("")
    print_aligned(_language_table("Figures by indicator", cells, languages), WIDTH)


def print_outcome(summary: Summary, published: Published | None = None) -> None:
    """What this run did, where the files are, and four commands to go on with."""
    counts = summary.counts
    done = f"{counts.changed} articles stored" if counts.changed else "Nothing changed, all was there already"
    say(f"\n{done}. Rejects: {counts.rejects or 'none'}. Run {summary.run_id}, {counts.seconds_total:.1f} s.")
    say(f"DuckDB file: {summary.db.absolute()}")
    if published:
        say(f"For readers: {published.pointer.absolute()}")
    db = "" if summary.db == DEFAULT_DB else f" --db {shlex.quote(str(summary.db))}"
    tinso = command_as_typed()
    say("\nNext:", style="bold")
    say(f'  {tinso} sql{db} "SELECT province, indicator, value, deadline, quote FROM targets"')
    say(f"  {tinso} explain --lang fr \"La province vise 95 % d'assurance maladie d'ici 2030.\"")
    say(f"  {tinso} audit{db}            # the figures in their texts, in the browser: right or wrong?")
    say(f"  {tinso} ingest{db} FOLDER    # your own .html, .txt and .jsonl")


def command_as_typed() -> str:
    """`tinso` where the shell finds it, else the path of the command beside this Python, as short as it can be written."""
    beside = Path(sys.executable).parent / "tinso"
    if shutil.which("tinso") is not None or not beside.exists():
        return "tinso"
    here = Path.cwd()
    return shlex.quote(str(beside.relative_to(here) if beside.is_relative_to(here) else beside))


def say(line: str, style: str | None = None) -> None:
    """A line on standard output, never broken."""
    make_console(width=WIDTH).print(line, style=style, soft_wrap=True)


def _amount(comparator: str, value: Decimal, unit: str) -> str:
    """A value as a reader expects it: `>= 95.2 %`, `16700 person`."""
    sign = "" if comparator == "=" else f"{comparator} "
    return f"{sign}{show_decimal(value)} {'%' if unit == 'percent' else unit}"


def _language_table(title: str, rows: Iterable[Sequence[str]], languages: Sequence[str]) -> Table:
    return make_table((title, *languages, "all"), rows, right=range(1, len(languages) + 2), give_way=(0,))


def _languages(store: Reader) -> list[str]:
    """The languages of the sample, and whatever others the store holds."""
    return sorted({*usual_languages(), *(row[0] for row in store.ask(COUNTS).rows)})


def _count(store: Reader, table: str) -> int:
    row = next(store.ask(f"SELECT count(*) FROM {table}").rows)
    return int(row[0])
