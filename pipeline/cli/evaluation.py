"""`tinso eval`: the scores of the extractors on gold; what it does stands in `corpus.evaluation`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from pipeline.cli.ingest import DEFAULT_DB, DbOption
from pipeline.cli.terminal import complain
from pipeline.errors import InputError
from schemas.codes import LANGUAGES


def evaluate_extractors(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", help="Folder with gold articles (default: the packaged gold).", show_default=False
        ),
    ] = None,
    lang: Annotated[
        list[str] | None, typer.Option("--lang", metavar="CODE", help="This language only; may be repeated.")
    ] = None,
    faults: Annotated[bool, typer.Option("--faults", help="Tell the faults of the read half.")] = False,
    field: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="NAME", help="Faults of this field or level only; may be repeated."),
    ] = None,
    reveal: Annotated[
        str | None,
        typer.Option("--reveal", metavar="ARTICLE", help="Move an article to the read half for good."),
    ] = None,
    audited: Annotated[
        bool,
        typer.Option("--audited", help="Score on the articles that reviewers read whole, not on DIR."),
    ] = False,
    db: DbOption = DEFAULT_DB,
    predictions: Annotated[
        Path | None, typer.Option("--predictions", metavar="JSONL", help="Score these, not the extractors.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help="Raise the floors to what is reached.")
    ] = False,
    lower_floors: Annotated[
        bool, typer.Option("--lower-floors", help="Let floors fall to what is reached.")
    ] = False,
) -> None:
    """Score the extractors on gold: by language and level, the read and the unread half with intervals.

    On the packaged gold the exit status is 1 where a score lies below its floor.
    """
    from corpus.errors import CorpusError
    from corpus.evaluation import answer
    from schemas import DataFileError

    for name in lang or ():
        if name not in LANGUAGES:
            raise typer.BadParameter(f"{name!r} is not one of {', '.join(LANGUAGES)}", param_hint="--lang")
    if audited and (folder or reveal or raise_floors or lower_floors):
        raise InputError("--audited goes without a folder, --reveal and floors: it scores, and nothing else")
    with TemporaryDirectory(prefix="tinso-audited-") as temporary:
        chosen = _export_audited(db, Path(temporary), lang or ()) if audited else folder
        arguments = [str(chosen)] if chosen else []
        for name in lang or ():
            arguments += ["--lang", name]
        for name in field or ():
            arguments += ["--field", name]
        if reveal:
            arguments += ["--reveal", reveal]
        if predictions:
            arguments += ["--predictions", str(predictions)]
        flags = {
            "--faults": faults,
            "--json": as_json,
            "--raise-floors": raise_floors,
            "--lower-floors": lower_floors,
        }
        arguments += [flag for flag, wanted in flags.items() if wanted]
        try:
            answered = answer(arguments, "tinso eval")
        except (CorpusError, DataFileError) as fault:
            raise InputError(str(fault)) from fault
    sys.stdout.write(f"{answered.text}\n")
    sys.stdout.flush()  # the remarks come after the table also where both go to one file
    for remark in answered.remarks:
        complain(remark)
    raise typer.Exit(answered.status)


def _export_audited(db: Path, folder: Path, languages: Sequence[str]) -> Path:
    """The audited articles of a store as gold, for the time of one scoring. Raises `InputError` where there are none."""
    from pipeline.audit.export import export_gold

    done = export_gold(db, folder, languages=languages)
    for line in done.faults:
        complain(f"left out: {line}")
    if not done.articles:
        raise InputError(
            f"no article of {db} was read whole yet: decide every figure of one on the audit page and mark it as read, "
            f"or score the {done.partial} others with `tinso audit export DIR --partial` and `tinso eval DIR`"
        )
    complain(
        f"scored on {done.articles} audited articles, {done.figures} figures; deadlines are not reviewed"
    )
    return folder
