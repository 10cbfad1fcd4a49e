"""A process that reads many articles needs no more memory than one that reads few."""

from __future__ import annotations

import importlib.util
import sys
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def memory() -> ModuleType:
    """The benchmark beside this module."""
    path = Path(__file__).with_name("memory.py")
    spec = importlib.util.spec_from_file_location("memory_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_no_two_generated_articles_are_the_same(memory: ModuleType) -> None:
    articles = list(islice(memory.endless_articles(), 180))
    assert len({article.article_id for article in articles}) == 180
    assert len({article.text for article in articles}) == 180


def test_another_number_keeps_its_digits_and_years_stay_years(memory: ModuleType) -> None:
    chance = memory.Random(7)
    for digits, lengths in {"5": {1, 2}, "31": {2}, "77": {2}, "431": {3}, "217500": {6}}.items():
        others = {memory.other_number(digits, chance) for _ in range(60)}
        assert len(others) > 1
        assert {len(other) for other in others} <= lengths
    assert {memory.other_number("2030", chance)[:2] for _ in range(30)} == {"20"}


@pytest.mark.soak
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="resident memory is read from Linux's /proc")
def test_memory_does_not_grow_with_the_number_of_articles(memory: ModuleType) -> None:
    early, late = memory.read_articles((1_000, 4_000))
    assert late.figures > early.figures
    # Three thousand articles more: 10 MB would be three kilobytes kept of each.
    assert late.resident - early.resident < 10
