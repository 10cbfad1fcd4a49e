"""What comes from the web cannot steer the terminal of whoever reads a message, a table or a line of JSON."""

from __future__ import annotations

import json
import unicodedata

import pytest

from pipeline.cli.fetch import issue_line as fetch_line
from pipeline.cli.fetch import print_steps, print_summary
from pipeline.cli.ingest import issue_line as ingest_line
from pipeline.cli.terminal import complain, json_line, make_table, print_aligned, print_records
from pipeline.collection import FetchSummary, Step
from pipeline.fetch import Counts, SourceResult
from schemas import Issue

HOSTILE = (
    "\x1b[31mred\x1b]0;title\x07\x1b]8;;https://evil.example\x1b\\ \x9b2J \x90q \r\nFAKE LINE\b\b "
    "\u202eesrever \u2066isolate \u2028line \u200ejoined \ud800 \ufeff"
)
ACTS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def unsafe(text: str) -> set[str]:
    return {
        character
        for character in text
        if unicodedata.category(character) in ACTS and character not in "\n\u200b\u200c\u200d\u00ad"
    }


def test_messages_are_one_harmless_line(capsys: pytest.CaptureFixture[str]) -> None:
    issue = Issue.model_construct(
        severity="error", code="x", source=f"source:{HOSTILE}", record=HOSTILE, field=None, message=HOSTILE
    )
    complain(HOSTILE)
    printed = capsys.readouterr().err
    for line in (printed.rstrip("\n"), fetch_line(issue), ingest_line(issue)):
        assert unsafe(line) == set()
        assert "\n" not in line


def test_tables_and_records_are_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    print_aligned(make_table([HOSTILE, "b"], [[HOSTILE, 1]], fold=True))
    print_records([HOSTILE], [[HOSTILE]])
    print_steps([Step(HOSTILE, False, HOSTILE)])
    printed = capsys.readouterr().out
    assert unsafe(printed) == set()
    assert not any(line.startswith("FAKE LINE") for line in printed.splitlines())


def test_the_summary_of_a_fetch_is_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    counts = Counts()
    counts.errors[HOSTILE] = 1
    counts.languages[HOSTILE] = 2
    summary = FetchSummary(HOSTILE, None, waiting=[HOSTILE])
    summary.results = [SourceResult(HOSTILE, counts, [], None, None)]  # type: ignore[arg-type]  # not printed
    print_summary(summary, dry_run=True)
    assert unsafe(capsys.readouterr().out) == set()


def test_json_is_one_line_that_a_terminal_may_show_and_a_program_reads_unchanged() -> None:
    text = HOSTILE.replace("\ud800", "")
    line = json_line({"title": text})
    assert unsafe(line) == set()
    assert json.loads(line) == {"title": text}
