"""Claims about floors, and the floors themselves: the extractors on the whole gold."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from corpus.evaluation import evaluate
from corpus.floors import (
    COUNTS,
    FLOORS_FILE,
    SHARES,
    check_floors,
    lower_floors,
    raise_floors,
    read_floors,
    render_floors,
)
from corpus.scoring import ACCURACIES, LEVELS, Scores, score_tally
from schemas import DataFileError
from schemas.codes import LANGUAGES


def scores(value: int = 8, articles: int = 12) -> dict[str, Scores]:
    """Scores of one language: `value` of ten figures right, half of the scopes, no deadline anywhere."""
    tally = Counter(articles=articles, gold=10, predicted=10, value=value, scope=1, scope_asked=2)
    return {"fr": score_tally(tally), "all": score_tally(tally)}


@pytest.fixture
def floors_file(tmp_path: Path) -> Path:
    """Floors of one language: everything 0 but the value level."""
    path = tmp_path / "floors.toml"
    lines = ["[languages.fr]", "articles = 12", "figures = 10", "deadlines = 0"]
    lines += [f"{name} = {0.8 if name == 'value' else 0.0}" for name in SHARES]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.mark.floors
def test_no_language_falls_below_its_floors() -> None:
    assert check_floors(evaluate(resamples=0).scores, read_floors()) == []


def test_every_language_has_a_floor_for_every_level_and_field() -> None:
    assert set(read_floors().languages) == set(LANGUAGES)
    assert set(SHARES) == {*LEVELS, *ACCURACIES}


def test_the_committed_floors_are_written_as_the_command_writes_them() -> None:
    assert FLOORS_FILE.read_text("utf-8") == render_floors(read_floors())


def test_what_reaches_its_floors_passes(floors_file: Path) -> None:
    assert check_floors(scores(), read_floors(floors_file)) == []


def test_a_score_below_its_floor_is_named(floors_file: Path) -> None:
    (below,) = check_floors(scores(value=7), read_floors(floors_file))
    assert str(below) == "fr value: 0.7 < 0.8"


def test_a_shrinking_corpus_is_named(floors_file: Path) -> None:
    (below,) = check_floors(scores(articles=11), read_floors(floors_file))
    assert str(below) == "fr articles: 11 < 12"


def test_a_language_that_is_gone_falls_below_its_floors(floors_file: Path) -> None:
    below = check_floors({}, read_floors(floors_file))
    assert {fall.name for fall in below} == {"articles", "figures", "value"}
    assert "nothing to score" in str(below[0])


def test_floors_rise_to_what_is_reached_and_never_fall(floors_file: Path) -> None:
    changes = raise_floors(scores(value=7), floors_file)
    assert [str(change) for change in changes] == ["fr scope: 0.0 -> 0.5"]
    french = read_floors(floors_file).languages["fr"]
    assert (french.value, french.scope) == (0.8, 0.5)
    assert raise_floors(scores(value=7), floors_file) == []


def test_a_language_without_floors_gets_them_by_raising_only(floors_file: Path) -> None:
    reached = {"nb": scores()["fr"]}
    assert lower_floors(reached, floors_file) == []
    raise_floors(reached, floors_file)
    norwegian = read_floors(floors_file).languages["nb"]
    assert (norwegian.articles, norwegian.value, norwegian.scope) == (12, 0.8, 0.5)


def test_floors_fall_only_by_lowering_and_then_do_not_rise(floors_file: Path) -> None:
    changes = lower_floors(scores(value=7, articles=11), floors_file)
    assert {change.name for change in changes} == {"articles", "value"}
    french = read_floors(floors_file).languages["fr"]
    assert (french.articles, french.value, french.scope) == (11, 0.7, 0.0)


def test_a_language_that_was_not_scored_keeps_its_floors(floors_file: Path) -> None:
    before = floors_file.read_text("utf-8")
    assert raise_floors({}, floors_file) == lower_floors({}, floors_file) == []
    assert floors_file.read_text("utf-8") == before


def test_counts_are_whole_numbers_in_the_file(floors_file: Path) -> None:
    raise_floors(scores(value=9, articles=13), floors_file)
    lines = floors_file.read_text("utf-8").splitlines()
    assert "articles = 13" in lines
    assert "value = 0.9000" in lines
    assert len(COUNTS) + len(SHARES) == sum(" = " in line for line in lines)


def test_a_misspelt_floor_fails_naming_file_and_key(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    shutil.copy(FLOORS_FILE, path)
    path.write_text(path.read_text("utf-8").replace("reading =", "readign =", 1), "utf-8")
    with pytest.raises(DataFileError, match=r"floors\.toml.*readign"):
        read_floors(path)
