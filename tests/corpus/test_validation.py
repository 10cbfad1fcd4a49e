"""Claims about the validation of gold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.gold import DEVELOPMENT_FOLDER, GOLD_FOLDER
from corpus.validation import main, validate_gold


@pytest.mark.parametrize("folder", [GOLD_FOLDER, DEVELOPMENT_FOLDER], ids=["gold", "development"])
def test_what_is_packaged_has_no_fault(folder: Path) -> None:
    found = validate_gold(folder)
    assert found.faults == ()
    assert found.articles == len(list(folder.rglob("*.json"))) > 0


def test_no_development_article_stands_in_the_gold() -> None:
    gold, development = (
        {path.stem for path in folder.rglob("*.txt")} for folder in (GOLD_FOLDER, DEVELOPMENT_FOLDER)
    )
    assert gold & development == set()


def test_a_sound_article_has_no_fault(write_article) -> None:
    assert validate_gold(write_article().parent) == (1, 1, 1, ())


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"figure": {"quote": "97 %"}}, "'97 %': quote not found at occurrence 1"),
        ({"figure": {"quote": "50 %"}}, "'50 %': the quote stands inside a longer number"),
        ({"figure": {"quote": "195"}}, "'195': the quote stands inside a longer number"),
        ({"figure": {"quote": "95", "occurrence": 2}}, "'95': the quote stands inside a longer number"),
        ({"figure": {"kind": "count", "unit": "person"}}, "'95 %': a base on a figure that is no percentage"),
        ({"figure": {"date_role": "during"}}, "'95 %': during without date_start"),
        ({"figure": {"date_start": "2026-01-01"}}, "'95 %': date_start after date_end"),
        ({"figure": {"value_max": "94"}}, "'95 %': value_max below value"),
        ({"figure": {"unit": "person"}}, "'95 %': unit 'person' does not fit kind 'percentage'"),
        ({"figure": {"date_end": None}}, "'95 %': a dated role without date_end"),
        ({"figure": {"valeu": "1"}}, "figures.0.valeu ('95 %'): Extra inputs are not permitted"),
        ({"deadline": {"quote": "fin 2026"}}, "'fin 2026': quote not found at occurrence 1"),
        ({"deadline": {"responsible": "le comité"}}, "'fin 2025': responsible is not written in the text"),
        ({"head": {"article_id": "fr-deux"}}, "article_id 'fr-deux' is not the file's name"),
    ],
)
def test_each_fault_is_named_with_its_file(write_article, changes: dict[str, Any], fault: str) -> None:
    assert validate_gold(write_article(**changes).parent).faults == (f"fr/fr-un.json: {fault}",)


def test_figures_that_overlap_are_a_fault(write_article) -> None:
    figure = {
        "quote": "95 %", "kind": "percentage", "value": "95", "unit": "percent",
        "comparator": "=", "scenario": "target", "indicator": "other", "scope": "whole",
    }  # fmt: skip
    path = write_article(head={"figures": [figure, {**figure, "quote": "95 % des"}]})
    assert validate_gold(path.parent).faults == ("fr/fr-un.json: '95 % des': overlaps another figure",)


def test_every_fault_is_collected_and_other_files_are_still_counted(write_article) -> None:
    write_article("fr-deux", figure={"value": 3, "scope": "all"})
    found = validate_gold(write_article().parent)
    assert (found.articles, len(found.faults)) == (1, 2)


def test_a_name_that_stands_twice_is_a_fault(write_article) -> None:
    folder = write_article(lang="fr").parent.parent
    write_article(lang="nb")
    assert "fr-un stands twice" in validate_gold(folder).faults


def test_the_command_fails_where_there_is_a_fault(write_article, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_article()
    assert main([str(path.parent)]) == 0
    path.with_suffix(".txt").unlink()
    assert main([str(path.parent)]) == 1
    assert "fr/fr-un.json: no text file beside it" in capsys.readouterr().out
