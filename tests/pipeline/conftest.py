"""Articles and a runner that the tests of the pipeline share. French, because one language is enough here."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline.store import open_reader
from schemas import Article, Deadline, Evidence, Extraction, Figure

PERCENTAGE = re.compile(r"(\d+(?:,\d+)?)\s%")
YEAR = re.compile(r"20[2-4]\d")


def article_line(number: int, share: int = 90, **more: Any) -> dict[str, Any]:
    """An article of our own as a JSONL object."""
    text = (
        f"Communes de la province, bulletin numéro {number}\n"
        f"D'ici 2030, la province vise {share} % de la population à l'assurance maladie.\n"
        "À ce jour, 84,5 % des habitants participent à l'assurance maladie."
    )
    return {"article_id": f"a{number}", "lang": "fr", "published": "2025-11-18", "text": text, **more}


def read_plainly(article: Article) -> Extraction:
    """A small extractor, so that a test of the store does not hang on the rules of a language."""
    figures = tuple(
        Figure(
            start=match.start(),
            end=match.end(),
            quote=match[0],
            kind="percentage",
            value=Decimal(match[1].replace(",", ".")),
            unit="percent",
            scenario="target" if number == 0 else "actual",
            indicator="health_insurance.coverage_rate",
            date_role="deadline" if number == 0 else None,
            date_end=date(2030, 12, 31) if number == 0 else None,
            evidence={
                "value": Evidence(start=match.start(), end=match.end(), quote=match[0], rule="a number"),
                "unit": Evidence(start=match.end() - 1, end=match.end(), quote="%", rule="a sign"),
            },
        )
        for number, match in enumerate(PERCENTAGE.finditer(article.text))
    )
    deadlines = tuple(
        Deadline(start=m.start(), end=m.end(), quote=m[0], date=date(int(m[0]), 12, 31), precision="year")
        for m in YEAR.finditer(article.text)
    )
    return Extraction(article_id=article.article_id, lang=article.lang, figures=figures, deadlines=deadlines)


@pytest.fixture
def plain_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the pipeline read with `read_plainly`."""
    monkeypatch.setattr("pipeline.articles.extract_figures", read_plainly)


@pytest.fixture
def write_lines(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes objects, or lines as they are, to a JSONL file and returns its path."""

    def write(lines: Iterable[dict[str, Any] | str | bytes], name: str = "articles.jsonl") -> Path:
        path = tmp_path / name
        encoded = [
            json.dumps(line, ensure_ascii=False).encode() if isinstance(line, dict) else line
            for line in lines
        ]
        path.write_bytes(
            b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in encoded)
        )
        return path

    return write


@pytest.fixture
def ask(tmp_path: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    """A function that runs a query on the store `t.duckdb`."""

    def run(sql: str) -> list[tuple[Any, ...]]:
        with open_reader(tmp_path / "t.duckdb") as store:
            return list(store.ask(sql).rows)

    return run


class Outcome(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str


@pytest.fixture
def run_tinso(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Outcome]:
    """A function that runs the command line in `tmp_path` and returns its status and output."""
    from pipeline.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TINSO_DB", raising=False)

    def run(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["tinso", *arguments])
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), captured.out, captured.err)

    return run
