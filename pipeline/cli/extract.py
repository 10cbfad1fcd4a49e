"""`tinso extract` and `tinso explain`: the extractors without a store."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

import typer

from pipeline.cli.ingest import AskedOption, asked_languages
from pipeline.cli.models import ConfigOption
from pipeline.cli.terminal import complain, json_line, printable
from pipeline.errors import InputError
from schemas.codes import LANGUAGES

STDIN = "standard input"
LONGEST_NAME = 1000
"""A longer argument is text, and no name of a file."""


def extract_lines(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE.jsonl", help="JSONL file; standard input if none or '-'.", show_default=False
        ),
    ] = None,
    lang: AskedOption = None,
    config: ConfigOption = None,
) -> None:
    """Read articles as JSON lines, print figures and deadlines as JSON lines. Needs no store.

    In: article_id, text or html, and if known lang, url, origin_url, published, province, title.
    Out: article_id, lang, figures, deadlines, with spans, confidence and evidence.
    A line that cannot be taken is told on standard error, and the exit status is 1 at the end.
    """
    if file is not None and str(file) != "-":
        try:
            lines = file.open("rb")
        except OSError as fault:
            raise InputError(f"{file}: {fault.strerror or fault}") from fault
        with lines:
            all_taken = _extract_stream(lines, str(file), asked_languages(lang), config)
    elif sys.stdin.isatty():
        raise typer.BadParameter("give a JSONL file, or pipe JSON lines in")
    else:
        all_taken = _extract_stream(sys.stdin.buffer, STDIN, asked_languages(lang), config)
    raise typer.Exit(0 if all_taken else 1)


def _extract_stream(lines: BinaryIO, source: str, asked: tuple[str, ...], config: Path | None) -> bool:
    """Extract from every line in turn; whether all were taken."""
    from pipeline.analyzers import load_analyzers
    from pipeline.articles import isolate_faults, make_article, read_article
    from pipeline.readers import Handed, read_lines
    from pipeline.settings import read_settings
    from schemas import Extraction, Issue

    analyzers = load_analyzers(read_settings(config))
    all_taken = True

    def read_handed(handed: Handed) -> Extraction:
        article, notes = make_article(handed, asked)
        for note in notes:
            complain(f"{source} {handed.record}: {note.message} [{note.code}]")
        return read_article(article, analyzers)

    for item in read_lines(lines, source):
        if isinstance(item, Issue):
            result: Extraction | Issue = item
        else:
            handed = item
            result = isolate_faults(source, handed.record, lambda handed=handed: read_handed(handed))  # type: ignore[misc]
        if isinstance(result, Issue):
            all_taken = all_taken and result.severity == "warning"
            complain(f"{source} {result.record}: {result.message} [{result.code}]")
        else:
            sys.stdout.write(json_line(result.as_output()) + "\n")
            sys.stdout.flush()
    return all_taken


def explain_figures(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT", help="The text, the name of a file of text, or '-' for standard input."
        ),
    ],
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="CODE", help=f"{', '.join(LANGUAGES)}; recognised if not given."),
    ] = None,
    published: Annotated[
        datetime | None,
        typer.Option(
            "--published",
            metavar="YYYY-MM-DD",
            formats=["%Y-%m-%d"],
            help="Publication date, for relative dates.",
        ),
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", metavar="NAME", help="Province that the paper belongs to.")
    ] = None,
    colour: Annotated[
        Literal["auto", "always", "never"],
        typer.Option("--colour", help="Colours; 'auto' is on a terminal, unless NO_COLOR is set."),
    ] = "auto",
    config: ConfigOption = None,
) -> None:
    """Print how each figure was read: which rule read which span into which field; what was refused and why."""
    from extractors import explain_text, extract_figures
    from pipeline.analyzers import load_analyzers
    from pipeline.articles import choose_language
    from pipeline.encodings import decode_bytes
    from pipeline.readers import read_language, read_province
    from pipeline.settings import read_settings
    from schemas import Article

    if text == "-":
        text = sys.stdin.read()
    elif len(text) < LONGEST_NAME and "\n" not in text and Path(text).is_file():
        text = decode_bytes(Path(text).read_bytes()).text
    if not text.strip():
        raise InputError("the text is empty")
    code = read_language(lang) or choose_language(text)
    place, note = read_province(province) if province else (None, None)
    if note:
        complain(note.message)
    analyzer = load_analyzers(read_settings(config), {code}).get(code)
    coloured = colour == "always" or (
        colour == "auto" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    )
    if coloured:
        from pipeline.cli.coloured import print_in_colours

        article = Article(
            article_id="text",
            lang=code,
            text=text,
            published=published.date() if published else None,
            province=place,
        )
        print_in_colours(text, extract_figures(article, analyzer), always=colour == "always")
        return
    tree = explain_text(text, code, published.date() if published else None, place, analyzer)
    sys.stdout.write(printable(tree.rstrip("\n"), keep="\n") + "\n")
