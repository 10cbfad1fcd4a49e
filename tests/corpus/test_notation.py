"""Claims about the annotation notation and the JSON written from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.gold import DEVELOPMENT_FOLDER, GOLD_FOLDER
from corpus.notation import (
    main,
    read_amount,
    read_choice,
    read_date,
    read_notation,
    read_quote,
    render_gold_json,
    write_gold_json,
)
from schemas import DataFileError

META = "M lang=fr ; published=2025-10-31 ; province=An Giang ; url=- ; origin_url=- ; story=-\n"
FIGURE = "F 95 % ; percentage 95 percent ; = ; target ; other ; - ; -"


@pytest.mark.parametrize(
    "folder",
    [GOLD_FOLDER, DEVELOPMENT_FOLDER, Path(__file__).parent / "data" / "gold"],
    ids=["packaged", "development", "tests"],
)
def test_every_gold_json_is_what_its_notation_gives(folder: Path) -> None:
    notations = sorted(folder.rglob("*.ann"))
    assert {path.with_suffix(".json") for path in notations} == set(folder.rglob("*.json"))
    assert {path.with_suffix(".txt") for path in notations} == set(folder.rglob("*.txt"))
    stale = [p.name for p in notations if p.with_suffix(".json").read_text("utf-8") != render_gold_json(p)]
    assert stale == []


def test_readings_are_parted_by_bars_and_a_dash_is_null() -> None:
    assert read_choice("-") is None
    assert read_choice("=") == "="
    assert read_choice("-|population") == [None, "population"]


def test_an_occurrence_follows_the_quote() -> None:
    assert read_quote("95 % @2") == {"quote": "95 %", "occurrence": 2}
    assert read_quote("95 %") == {"quote": "95 %", "occurrence": 1}


def test_an_amount_is_a_value_a_range_or_a_share_of_a_total() -> None:
    assert read_amount("count 9/10 household") == {
        "kind": "count", "value": "9", "value_max": None, "out_of": "10", "unit": "household",
    }  # fmt: skip
    assert read_amount("percentage 1..1.5 percent")["value_max"] == "1.5"
    assert read_amount("measure 7.12 t/ha")["unit"] == "t/ha"


def test_a_date_has_a_role_and_one_or_two_ends() -> None:
    assert read_date("-") == {"date_role": None, "date_start": None, "date_end": None}
    assert read_date("as_of -") == {"date_role": "as_of", "date_start": None, "date_end": None}
    assert read_date("during 2025-01-01..2025-09-30")["date_start"] == "2025-01-01"
    assert read_date("deadline 2025-12-31")["date_end"] == "2025-12-31"


def test_fields_read_together_differ_only_where_the_readings_do() -> None:
    line = "F 95 % ; percentage 95 percent|count 95 item ; = ; target ; other ; - ; as_of -|- ; note=why ; optional"
    (figure,) = read_notation(META + line, "a", "a.ann")["figures"]
    assert figure["kind"] == ["percentage", "count"]
    assert figure["value"] == "95"
    assert (figure["date_role"], figure["date_end"]) == (["as_of", None], None)
    assert (figure["optional"], figure["note"]) == (True, "why")


def test_the_meta_lines_province_holds_where_a_figure_names_none() -> None:
    gold = read_notation(f"{META}# a comment\n\n{FIGURE}\n{FIGURE} ; province=- ; scope=part\n", "a", "a.ann")
    assert [figure["province"] for figure in gold["figures"]] == ["An Giang", None]
    assert [figure["scope"] for figure in gold["figures"]] == ["whole", "part"]


@pytest.mark.parametrize(
    "line",
    [
        "X 95 %",
        "F 95 % ; percentage 95 percent ; =",
        "F 95 % ; percentage ; = ; target ; other ; - ; -",
        f"{FIGURE} ; scoop=part",
        "D fin 2025 ; 2025-12-31 ; -",
        "D fin 2025 ; 2025-12-31 year ; - ; optionel",
        "M lang",
    ],
)
def test_a_line_that_cannot_be_read_fails_naming_file_and_line(line: str) -> None:
    with pytest.raises(DataFileError, match=r"fr/a\.ann:2: "):
        read_notation(META + line, "a", "fr/a.ann")


def test_a_misspelt_meta_key_fails_by_name() -> None:
    with pytest.raises(DataFileError, match="publised"):
        read_notation("M lang=fr ; publised=2025-10-31", "a", "fr/a.ann")


def test_a_notation_without_language_fails() -> None:
    with pytest.raises(DataFileError, match="no lang"):
        read_notation(FIGURE, "a", "fr/a.ann")


def test_the_command_writes_what_changed_and_nothing_the_second_time(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "gold"
    shutil.copytree(data / "gold", folder)
    stale = folder / "nb" / "nb-essai-innkreving.json"
    stale.write_text("{}", "utf-8")
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out == "nb/nb-essai-innkreving.json written\n1 changed\n"
    assert write_gold_json(folder) == []


def test_the_command_says_which_line_is_wrong_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.ann").write_text(META, "utf-8")
    (tmp_path / "b.ann").write_text(META + "X", "utf-8")
    assert main([str(tmp_path)]) == 1
    assert "b.ann:2: " in capsys.readouterr().err
    assert not list(tmp_path.glob("*.json"))
