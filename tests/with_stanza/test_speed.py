"""What an analyzer costs: characters a second of processor time, against our rules alone, on the same text. Printed only."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors import extract_figures
from extractors.stanza_models import load_analyzer
from schemas import Article


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.benchmark
def test_extraction_with_an_analyzer_against_rules_alone(models: Path, root: Path) -> None:
    print("\nlang    chars   rules chars/s  with stanza chars/s  times slower  loading s")
    for lang in ("nb", "th"):
        texts = [
            path.read_text("utf-8")
            for path in sorted((root / "corpus" / "development" / lang).glob("*.txt"))[:6]
        ]
        articles = [
            Article.model_validate({"article_id": str(n), "lang": lang, "text": text})
            for n, text in enumerate(texts)
        ]
        characters = sum(map(len, texts))
        start = time.perf_counter()
        analyzer = load_analyzer(lang, models)
        loading = time.perf_counter() - start
        plain = min(seconds(lambda: [extract_figures(a) for a in articles]) for _ in range(3))  # noqa: B023
        with_it = min(seconds(lambda: [extract_figures(a, analyzer) for a in articles]) for _ in range(2))  # noqa: B023
        print(
            f"{lang:5}{characters:9,}{characters / plain:16,.0f}{characters / with_it:21,.0f}"
            f"{with_it / plain:14.1f}{loading:11.1f}"
        )
        assert characters
