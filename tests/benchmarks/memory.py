"""Memory of one process that reads very many articles: `.venv/bin/python tests/benchmarks/memory.py`.

The articles are the gold's texts in turn, each time with other numbers, so that nothing can be remembered from an
earlier one. The process's resident memory is printed at marks on the way; where it grows with the number of
articles, something is kept that should not be. `test_memory.py` holds a short run to that. Scores are no subject
here, and speed only in passing.
"""

from __future__ import annotations

import argparse
import os
import re
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from corpus.gold import load_gold
from extractors import extract_figures
from schemas import Article

NUMBER = re.compile(r"\d+")
MARKS = (1_000, 10_000, 50_000, 100_000)
STATUS = Path("/proc/self/statm")
MEGABYTE = 2**20


class Mark(NamedTuple):
    """Where a run stood after so many articles: resident memory in MB, processor seconds, characters, figures."""

    articles: int
    resident: float
    seconds: float
    characters: int
    figures: int


def other_number(digits: str, chance: Random) -> str:
    """Another number of as many digits. Years stay near, and what may be a day stays one: dates remain dates."""
    if len(digits) == 4 and digits[:2] in {"20", "25"}:
        return f"{digits[:2]}{(int(digits[2:]) + chance.randrange(-3, 4)) % 100:02}"
    if len(digits) <= 2:
        return f"{chance.randint(1, 28):0{len(digits)}}" if int(digits) <= 31 else str(chance.randint(32, 99))
    return f"{chance.randint(10 ** (len(digits) - 1), 10 ** len(digits) - 1)}"


def endless_articles(seed: int = 1) -> Iterator[Article]:
    """The gold's articles over and over, each under an id of its own and with other numbers in its text."""
    chance = Random(seed)
    for number, gold in enumerate(cycle([article.as_article() for article in load_gold()])):
        text = NUMBER.sub(lambda found: other_number(found[0], chance), gold.text)
        yield Article(
            article_id=f"{gold.article_id}-{number}", lang=gold.lang, text=text, published=gold.published
        )


def resident_megabytes() -> float:
    """What this process holds in memory now. Linux only: raises `FileNotFoundError` elsewhere."""
    return int(STATUS.read_text("ascii").split()[1]) * os.sysconf("SC_PAGESIZE") / MEGABYTE


def read_articles(marks: tuple[int, ...]) -> Iterator[Mark]:
    """Extract as many articles as the last mark says, telling at each mark where the run stands."""
    characters = figures = 0
    start = time.process_time()
    for count, article in enumerate(islice(endless_articles(), max(marks)), 1):
        characters += len(article.text)
        figures += len(extract_figures(article).figures)
        if count in marks:
            yield Mark(count, resident_megabytes(), time.process_time() - start, characters, figures)


def main() -> None:
    """Print a line a mark."""
    parser = argparse.ArgumentParser(description="Resident memory over very many generated articles.")
    parser.add_argument(
        "--marks", type=int, nargs="+", default=list(MARKS), help="article counts to print at"
    )
    print(f"before the first: {resident_megabytes():.0f} MB")
    print("articles  resident MB  chars/s (all languages)    figures")
    for mark in read_articles(tuple(parser.parse_args().marks)):
        speed = mark.characters / mark.seconds
        print(f"{mark.articles:8,}{mark.resident:13.1f}{speed:25,.0f}{mark.figures:11,}", flush=True)


if __name__ == "__main__":
    main()
