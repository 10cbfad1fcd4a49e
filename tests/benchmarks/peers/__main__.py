"""Runs every peer over the gold and writes docs/peers.md: `python3 bootstrap.py peers`.

No score is held to a floor here: what other libraries reach is theirs. `--development` scores the articles that may
be read instead and writes nothing: that is how settings are chosen.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from corpus.gold import DEVELOPMENT_FOLDER, GoldArticle, load_gold
from corpus.halves import read_articles
from corpus.scoring import LevelScore, Prediction
from tests.benchmarks.peers import (
    babel_numbers,
    dateparser_dates,
    pythainlp_words,
    quantulum_quantities,
    recognizers_text,
    stack,
    text2num_words,
    tinso,
)
from tests.benchmarks.peers.limits import limit_rows
from tests.benchmarks.peers.records import Peer
from tests.benchmarks.peers.report import Row, put_into, render_report
from tests.benchmarks.peers.scores import LEVELS, score_peer

PAGE = Path(__file__).resolve().parents[3] / "docs" / "peers.md"
LANGUAGES = ("fr", "lo", "ms", "nb", "th")
MODULES = (
    tinso, stack, quantulum_quantities, recognizers_text, babel_numbers, text2num_words, pythainlp_words,
    dateparser_dates,
)  # fmt: skip
ROUNDS = 3


def read_all(peer: Peer, articles: Sequence[GoldArticle]) -> tuple[dict[str, Prediction], dict[str, float]]:
    """A peer's predictions by article id, and its characters a second by language: the best of some rounds."""
    predictions: dict[str, Prediction] = {}
    speeds: dict[str, float] = {}
    for lang in peer.languages:
        chosen = [(gold.article_id, gold.as_article()) for gold in articles if gold.lang == lang]
        if not chosen:
            continue
        peer.read(chosen[0][1])  # models and dictionaries are loaded outside of the measured time
        seconds = []
        for _ in range(ROUNDS):
            start = time.process_time()
            predictions |= {name: peer.read(article) for name, article in chosen}
            seconds.append(time.process_time() - start)
        speeds[lang] = sum(len(article.text) for _, article in chosen) / min(seconds)
    return predictions, speeds


def score_all(
    peer: Peer, articles: Sequence[GoldArticle], predictions: Mapping[str, Prediction]
) -> dict[str, dict[str, LevelScore | None]]:
    """Scores by level and language, and over all languages where the peer has them all."""
    own = [gold for gold in articles if gold.lang in peer.languages]
    groups = {lang: [gold for gold in own if gold.lang == lang] for lang in peer.languages}
    if set(LANGUAGES) <= set(peer.languages):
        groups["all"] = own
    return {
        level: {name: score_peer(group, predictions, level) for name, group in groups.items()}
        for level in LEVELS
        if level in peer.tells
    }


def measure(peer: Peer, articles: Sequence[GoldArticle], unread: Sequence[GoldArticle]) -> list[Row]:
    """Everything that the tables tell of a peer; of one that was tuned, the unread half by itself as well."""
    predictions, speeds = read_all(peer, articles)
    versions = ", ".join(f"{package} {version(package)}" for package in peer.packages)
    rows = [Row(peer.name, versions, score_all(peer, articles, predictions), speeds)]
    if peer.is_tuned and unread:
        rows.append(Row(f"{peer.name}, unread half", "", score_all(peer, unread, predictions), {}))
    return rows


def main() -> None:
    """Measure, print, and write the page unless told otherwise."""
    parser = argparse.ArgumentParser(
        prog="bootstrap.py peers", description="Tinso beside published libraries."
    )
    parser.add_argument("--development", action="store_true", help="score what may be read; write nothing")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="this module only; write nothing"
    )
    asked = parser.parse_args()
    gold = [a for a in load_gold() if a.lang in LANGUAGES]
    may_be_read = read_articles(gold)
    unread = [] if asked.development else [a for a in gold if a.article_id not in may_be_read]
    if asked.development:
        gold = [a for a in gold if a.article_id in may_be_read] + load_gold(DEVELOPMENT_FOLDER)
    modules = [
        module for module in MODULES if not asked.only or module.__name__.rpartition(".")[2] in asked.only
    ]
    rows = []
    for module in modules:
        rows += measure(module.peer(), gold, unread)
        print(f"{module.__name__.rpartition('.')[2]}: done", flush=True)
    figures = sum(not figure.optional for article in gold for figure in article.figures)
    deadlines = sum(not one.optional for article in gold for one in article.deadlines)
    told = (
        f"{date.today().isoformat()}, Python {platform.python_version()}, `python3 bootstrap.py peers`: "
        f"{len(gold)} articles, {figures} figures, {deadlines} deadlines."
    )
    report = render_report(rows, LANGUAGES, told, [] if asked.only else limit_rows())
    print(report)
    if not (asked.development or asked.only):
        PAGE.write_text(put_into(PAGE.read_text("utf-8"), report), "utf-8")
        print(f"written: docs/{PAGE.name}")


if __name__ == "__main__":
    main()
