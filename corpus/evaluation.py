"""What `tinso eval` does: score the extractors, or anyone's predictions, on gold, and tell faults.

Faults are told of the read half only; `reveal` moves an article there and records it. The command
line of the project calls these functions; `python -m corpus.evaluation` is the same for someone at
work on rules. Tables as text stand in `corpus.report`, floors in `corpus.floors`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from corpus.errors import CorpusError
from corpus.faults import Fault, filter_faults, find_faults
from corpus.floors import check_floors, lower_floors, raise_floors, read_floors
from corpus.gold import GOLD_FOLDER, GoldArticle, load_gold
from corpus.halves import HALVES, Half, read_articles, reveal_article
from corpus.intervals import RESAMPLES, SEED, Interval, bootstrap_intervals
from corpus.predictions import Extractor, articles_as_input, extract_articles, read_predictions
from corpus.reliability import Reliability, find_certainties, measure_reliability
from corpus.report import render_evaluation, render_faults
from corpus.scoring import (
    Prediction,
    Scores,
    Tally,
    add_tallies,
    articles_of_total,
    score_by_language,
    score_tally,
    tally_article,
)
from schemas.codes import LANGUAGES


@dataclass(frozen=True)
class HalfScores:
    """What one half of a language's articles scored, with 95 % bootstrap intervals by level and field."""

    scores: Scores
    intervals: Mapping[str, Interval | None]

    def as_json(self) -> dict[str, Any]:
        """The scores, and under `intervals` a pair `[low, high]` or null for each F1 and accuracy."""
        intervals = {name: list(ends) if ends else None for name, ends in self.intervals.items()}
        return {**self.scores.as_json(), "intervals": intervals}


@dataclass(frozen=True)
class Evaluation:
    """Scores by language and `all`; the halves of each; the faults that were asked for; whether confidence can be relied on."""

    scores: Mapping[str, Scores]
    halves: Mapping[str, Mapping[Half, HalfScores]]
    faults: tuple[Fault, ...] = ()
    reliability: Mapping[Half, Reliability] = field(default_factory=dict)
    """By half; a half none of whose figures has a confidence is left out."""

    def as_json(self) -> dict[str, Any]:
        """`{"scores": {lang: …}, "halves": {lang: {half: …}}, "faults": […]}`; `scores` in four digits."""
        return {
            "scores": {lang: scores.as_json() for lang, scores in self.scores.items()},
            "halves": {
                lang: {half: scores.as_json() for half, scores in halves.items()}
                for lang, halves in self.halves.items()
            },
            "faults": [fault.as_json() for fault in self.faults],
            "reliability": {half: table.as_json() for half, table in self.reliability.items()},
        }


def _score_halves(
    articles: Sequence[GoldArticle],
    tallies: Mapping[str, Tally],
    read: frozenset[str],
    resamples: int,
    seed: int,
) -> dict[Half, HalfScores]:
    """Both halves of these articles; a half without articles is left out."""
    scored: dict[Half, HalfScores] = {}
    for half in HALVES:
        members = [tallies[a.article_id] for a in articles if (a.article_id in read) == (half == "read")]
        if members:
            intervals = bootstrap_intervals(members, resamples, seed)
            scored[half] = HalfScores(score_tally(add_tallies(members)), intervals)
    return scored


def evaluate_predictions(
    articles: Sequence[GoldArticle],
    predictions: Mapping[str, Prediction],
    read: frozenset[str],
    *,
    faults: bool = False,
    fields: Collection[str] = (),
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Evaluation:
    """Score predictions (by article id; one that is missing found nothing) on gold articles.

    `read` are the ids of the articles that may be read; with `faults` theirs are told, and no others,
    filtered by `fields` (see `filter_faults`).
    """
    tallies = {a.article_id: tally_article(a, predictions.get(a.article_id, {})) for a in articles}
    scores = score_by_language(articles, tallies)
    counted = articles_of_total(articles)
    halves = {
        lang: _score_halves(
            counted if lang == "all" else [a for a in articles if a.lang == lang],
            tallies,
            read,
            resamples,
            seed,
        )
        for lang in scores
    }
    told: list[Fault] = []
    if faults:
        for article in articles:
            if article.article_id in read:
                told += find_faults(article, predictions.get(article.article_id, {}))
    reliability = {
        half: table for half in HALVES if (table := _reliability(counted, predictions, read, half))
    }
    return Evaluation(scores, halves, tuple(filter_faults(told, fields)), reliability)


def _reliability(
    articles: Sequence[GoldArticle],
    predictions: Mapping[str, Prediction],
    read: frozenset[str],
    half: Half,
) -> Reliability | None:
    """The reliability of one half's figures, None where none of them has a confidence."""
    members = [a for a in articles if (a.article_id in read) == (half == "read")]
    found = [one for a in members for one in find_certainties(a, predictions.get(a.article_id, {}))]
    return measure_reliability(found) if found else None


def evaluate(
    folder: Path = GOLD_FOLDER,
    *,
    languages: tuple[str, ...] = (),
    predictions: Path | None = None,
    faults: bool = False,
    fields: Collection[str] = (),
    extract: Extractor | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Evaluation:
    """Evaluate on the gold below a folder: the extractors, or the predictions in a JSONL file.

    Raises `DataFileError` where the gold is wrong, `CorpusError` where the predictions are or a field is unknown.
    """
    everything = load_gold(folder)
    read = read_articles(everything, folder)
    articles = [a for a in everything if not languages or a.lang in languages]
    if predictions is None:
        predicted = extract_articles(articles, extract)
    else:
        predicted = read_predictions(predictions, (a.article_id for a in everything))
    return evaluate_predictions(
        articles, predicted, read, faults=faults, fields=fields, resamples=resamples, seed=seed
    )


def reveal(
    article_id: str,
    day: date,
    folder: Path = GOLD_FOLDER,
    *,
    predictions: Path | None = None,
    fields: Collection[str] = (),
    extract: Extractor | None = None,
) -> list[Fault]:
    """The faults of one article, which belongs to the read half from now on: recorded before they are told.

    Raises `CorpusError` where the gold has no such article or the record cannot be written.
    """
    gold = load_gold(folder)
    chosen = [a for a in gold if a.article_id == article_id]
    if not chosen:
        raise CorpusError(f"article {article_id!r} is not in the gold")
    if predictions is None:
        predicted = extract_articles(chosen, extract)
    else:
        predicted = read_predictions(predictions, (a.article_id for a in gold))
    filter_faults((), fields)
    reveal_article(article_id, gold, day, folder)
    return filter_faults(find_faults(chosen[0], predicted.get(article_id, {})), fields)


def _parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=command, description="Score the extractors on gold.")
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD_FOLDER, help="gold (default: packaged)")
    parser.add_argument("--lang", action="append", choices=LANGUAGES, default=[], help="this language only")
    parser.add_argument("--half", choices=HALVES, help="print this half only")
    parser.add_argument("--faults", action="store_true", help="tell the faults of the read half")
    parser.add_argument("--field", action="append", default=[], metavar="NAME", help="faults of it only")
    parser.add_argument("--article", action="append", default=[], metavar="ID", help="faults of it only")
    parser.add_argument("--reveal", metavar="ID", help="move an article to the read half; tell its faults")
    parser.add_argument("--predictions", type=Path, metavar="JSONL", help="score these, not the extractors")
    parser.add_argument(
        "--articles", action="store_true", help="print the gold as extraction input; no scores"
    )
    parser.add_argument("--raise-floors", action="store_true", help="raise the floors to what is reached")
    parser.add_argument("--lower-floors", action="store_true", help="let floors fall to what is reached")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _parse(arguments: Sequence[str] | None, command: str) -> argparse.Namespace:
    """A command line; ends in `SystemExit` where an option would tell what `--half` keeps back."""
    parser = _parser(command)
    asked = parser.parse_args(arguments)
    if asked.half:
        beyond = {
            "--json": asked.json,
            "--reveal": asked.reveal,
            "--raise-floors": asked.raise_floors,
            "--lower-floors": asked.lower_floors,
        }
        if asked.half == "unread":
            beyond |= {"--faults": asked.faults, "--field": asked.field, "--article": asked.article}
        for option, given in beyond.items():
            if given:
                parser.error(f"--half {asked.half} keeps the other half back, and {option} tells of it")
    return asked


def _gold_as_input(asked: argparse.Namespace) -> Iterator[str]:
    """The articles of the languages and the half asked for, as extraction input."""
    articles = load_gold(asked.folder, tuple(asked.lang))
    if asked.half:
        read = read_articles(articles, asked.folder)
        articles = [a for a in articles if (a.article_id in read) == (asked.half == "read")]
    return articles_as_input(articles)


class Answer(NamedTuple):
    """What a command line is answered with: a text for standard output, lines for standard error, a status."""

    text: str
    remarks: tuple[str, ...] = ()
    status: int = 0


def _move_floors(asked: argparse.Namespace, scores: Mapping[str, Scores]) -> list[str]:
    """Move floors if asked to; what was moved."""
    lines: list[str] = []
    if asked.raise_floors:
        lines += [f"floor raised: {change}" for change in raise_floors(scores)]
    if asked.lower_floors:
        lines += [f"floor lowered: {change}" for change in lower_floors(scores)]
    return lines


def _broken_floors(asked: argparse.Namespace, scores: Mapping[str, Scores]) -> list[str]:
    """The floors of the languages asked for that are not reached."""
    below = check_floors(scores, read_floors())
    return [f"below its floor: {fall}" for fall in below if not asked.lang or fall.lang in asked.lang]


def _run(asked: argparse.Namespace) -> Answer:
    """What a command line asks for.

    Floors hold for the extractors on the packaged gold, both halves together: they are looked at there only.
    """
    if asked.articles:
        return Answer("\n".join(_gold_as_input(asked)))
    if asked.reveal:
        told = reveal(
            asked.reveal, date.today(), asked.folder, predictions=asked.predictions, fields=asked.field
        )
        if asked.json:
            return Answer(json.dumps({"faults": [fault.as_json() for fault in told]}, ensure_ascii=False))
        return Answer(render_faults(told))
    floors_hold = asked.predictions is None and asked.folder.resolve() == GOLD_FOLDER.resolve()
    if (asked.raise_floors or asked.lower_floors) and not floors_hold:
        raise CorpusError("floors are moved by the extractors on the packaged gold only")
    faults = bool(asked.faults or asked.field or asked.article)
    evaluation = evaluate(
        asked.folder,
        languages=tuple(asked.lang),
        predictions=asked.predictions,
        faults=faults,
        fields=asked.field,
    )
    if asked.article:
        kept = tuple(fault for fault in evaluation.faults if fault.article_id in asked.article)
        evaluation = replace(evaluation, faults=kept)
    moved = _move_floors(asked, evaluation.scores)
    broken = _broken_floors(asked, evaluation.scores) if floors_hold and not asked.half else []
    status = 1 if broken else 0
    if asked.json:
        return Answer(json.dumps(evaluation.as_json(), ensure_ascii=False), (*moved, *broken), status)
    text = render_evaluation(evaluation, asked.half, faults=faults)
    return Answer("\n\n".join([text, "\n".join(moved)]) if moved else text, tuple(broken), status)


def answer(arguments: Sequence[str] | None, command: str) -> Answer:
    """What a command line is answered with; `command` is its name in messages about wrong usage.

    The status is 1 where a floor is broken. Raises `DataFileError` or `CorpusError` where something
    asked for cannot be done.
    """
    return _run(_parse(arguments, command))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; exit status 1 where a floor is broken or something asked for cannot be done."""
    try:
        answered = answer(arguments, "python -m corpus.evaluation")
    except ValueError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.write(f"{answered.text}\n")
    sys.stdout.flush()  # the remarks come after the table also where both go to one file
    sys.stderr.writelines(f"{remark}\n" for remark in answered.remarks)
    return answered.status


if __name__ == "__main__":
    sys.exit(main())
