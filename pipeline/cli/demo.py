"""`tinso demo`: the main job on the embedded sample, and what it found."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Any

import typer

from pipeline.cli.ingest import DEFAULT_DB, DbOption, report_issues, show_progress
from pipeline.cli.terminal import make_console, make_table, show_decimal
from schemas.codes import LANGUAGES

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from pipeline.ingest import Summary
    from pipeline.store import Reader

LANGUAGE_NAMES = {"lo": "Lao", "ms": "Malay", "th": "Thai", "nb": "Norw.", "fr": "French"}
SHOWN_INDICATORS = 14
WIDTH = 100
"""Columns that the report keeps to where there is no terminal to ask."""

COUNTS = """
    SELECT lang, count(*), sum(figures), sum(deadlines), sum(targets)
    FROM (
        SELECT a.lang,
            (SELECT count(*) FROM figures AS f WHERE f.extraction_id = a.extraction_id) AS figures,
            (SELECT count(*) FROM deadlines AS d WHERE d.extraction_id = a.extraction_id) AS deadlines,
            (SELECT count(*) FROM figures AS f WHERE f.extraction_id = a.extraction_id AND scenario = 'target')
                AS targets
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
    SELECT lang, coalesce(province, ''), indicator, comparator, value, unit, deadline
    FROM targets
    WHERE deadline IS NOT NULL AND indicator <> 'other'
    QUALIFY row_number() OVER (
        PARTITION BY lang ORDER BY confidence DESC, unit <> 'percent', deadline DESC, figure_id) = 1
    ORDER BY lang
"""
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

    with show_progress(silent=not sys.stderr.isatty()) as on_progress:
        summary = ingest_paths([SAMPLE_DIR], db, root=SAMPLE_DIR, command="demo", on_progress=on_progress)
    report_issues(summary, db)
    with open_reader(db) as store:
        print_report(store, summary)
    raise typer.Exit(0 if summary.all_taken else 1)


def print_report(store: Reader, summary: Summary) -> None:
    """Print what the store holds, what the run changed, and what to type next."""
    console = make_console(width=WIDTH)
    console.print("The sample: articles of our own in Lao, Malay, Thai, Norwegian and French.\n")
    print_counts(console, store, summary)
    print_indicators(console, store)
    targets = list(store.ask(TARGETS).rows)
    console.print(f"\nTargets, one of each language ({_count(store, 'targets')} in all)", style="bold")
    rows = [
        (lang, province, indicator, f"{comparator} {show_decimal(value)}", unit, deadline)
        for lang, province, indicator, comparator, value, unit, deadline in targets
    ]
    console.print(make_table(("", "province", "indicator", "value", "unit", "due"), rows, right=(3,)))
    console.print(
        f"\nDeadlines, one of each language ({_count(store, 'current_deadlines')} in all)", style="bold"
    )
    deadlines = list(store.ask(DEADLINES).rows)
    console.print(make_table(("", "due", "as written", "responsible"), deadlines))
    print_outcome(console, summary)


def print_counts(console: Console, store: Reader, summary: Summary) -> None:
    """Articles, figures, targets and deadlines by language."""
    counts = {row[0]: row[1:] for row in store.ask(COUNTS).rows}
    rows: list[tuple[Any, ...]] = []
    for number, word in enumerate(("articles", "figures", "deadlines", "targets")):
        by_language = [int(counts[lang][number]) if lang in counts else 0 for lang in LANGUAGES]
        rows.append((word, *map(str, by_language), str(sum(by_language))))
    rows[3] = ("figures that are targets", *rows[3][1:])
    rows[1], rows[2], rows[3] = rows[1], rows[3], rows[2]
    console.print(_language_table("In the store", rows))


def print_indicators(console: Console, store: Reader) -> None:
    """Figures by indicator and language, the most frequent indicators first, `other` last."""
    table: dict[str, dict[str, int]] = {}
    for indicator, lang, number in store.ask(INDICATORS).rows:
        table.setdefault(indicator, {})[lang] = int(number)
    ordered = sorted(table, key=lambda name: (name == "other", -sum(table[name].values()), name))
    named = [name for name in ordered if name != "other"]
    shown = named[:SHOWN_INDICATORS]
    rest = named[SHOWN_INDICATORS:]
    rows = [(name, table[name]) for name in shown]
    if rest:
        merged = {lang: sum(table[name].get(lang, 0) for name in rest) for lang in LANGUAGES}
        rows.append((f"{len(rest)} more indicators", merged))
    if "other" in table:
        rows.append(("other", table["other"]))
    cells = [
        (name, *(str(row[lang]) if row.get(lang) else "·" for lang in LANGUAGES), str(sum(row.values())))
        for name, row in rows
    ]
    console.print()
    console.print(_language_table("Figures by indicator", cells))


def print_outcome(console: Console, summary: Summary) -> None:
    """What this run did, where the file is, and three commands to go on with."""
    counts = summary.counts
    console.print()
    if counts.changed:
        done = f"{counts.changed} articles stored"
    else:
        done = "Nothing changed: all of the sample stands in the store already"
    rejects = f"{counts.rejects} rejects" if counts.rejects else "no rejects"
    console.print(f"{done}, {rejects}. Run {summary.run_id}, {counts.seconds_total:.1f} s.")
    console.print(f"DuckDB file: {summary.db.absolute()}", soft_wrap=True)
    db = "" if summary.db == DEFAULT_DB else f" --db {shlex.quote(str(summary.db))}"
    console.print("\nNext:", style="bold")
    for command in (
        f'tinso sql{db} "SELECT province, indicator, value, deadline, quote FROM targets"',
        'tinso explain --lang fr "D\'ici 2030, au moins 95 % de la population aura une assurance maladie."',
        f"tinso ingest{db} FOLDER    # your own .html, .txt and .jsonl",
    ):
        console.print(f"  {command}", soft_wrap=True)


def _language_table(title: str, rows: list[tuple[Any, ...]]) -> Table:
    names = [LANGUAGE_NAMES[lang] for lang in LANGUAGES]
    return make_table((title, *names, "all"), rows, right=range(1, len(names) + 2))


def _count(store: Reader, table: str) -> int:
    row = next(store.ask(f"SELECT count(*) FROM {table}").rows)
    return int(row[0])
