"""The log: JSON a line, no secret, nothing that acts on a terminal."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import NightLedgerError
from pipeline.nightly.logs import UNSAFE, Cleaner, NightLog, safe_text

HOSTILE = "\x1b]0;owned\x07\x1b[2J\u202egnp.exe\u2028\x85\u200f\x00 ข่าว"


def read_log(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def test_a_line_is_json_with_the_night_the_run_the_source_and_the_article(tmp_path: Path) -> None:
    log = NightLog(tmp_path / "logs" / "n.jsonl")
    log.bind(night=12)
    log.write("page", run=3, source="vietnam-vn", article_id="https://a.vn/x", outcome="article", layout=None)
    log.close()
    (line,) = read_log(tmp_path / "logs" / "n.jsonl")
    assert line.pop("at").endswith("Z")
    assert line == {
        "night": 12, "run": 3, "source": "vietnam-vn", "article_id": "https://a.vn/x", "outcome": "article",
        "event": "page", "level": "info",
    }  # fmt: skip


def test_what_acts_on_a_terminal_is_replaced_also_where_a_reader_decodes_the_json(tmp_path: Path) -> None:
    log = NightLog(tmp_path / "n.jsonl")
    log.write("issue", level="error", message=HOSTILE, more={HOSTILE: [HOSTILE]})
    log.close()
    raw = (tmp_path / "n.jsonl").read_text("utf-8")
    (line,) = read_log(tmp_path / "n.jsonl")
    for text in (raw.rstrip("\n"), line["message"], *line["more"], *next(iter(line["more"].values()))):
        assert not {character for character in text if unicodedata.category(character) in UNSAFE}
    assert line["message"].endswith("ข่าว")


def test_secrets_are_struck_out_by_key_and_by_value(tmp_path: Path) -> None:
    log = NightLog(tmp_path / "n.jsonl", ["https://hooks.example/T0/hunter2", "s3cret"])
    log.write(
        "fault",
        level="error",
        password="x1",
        message="post to https://hooks.example/T0/hunter2 failed",
        headers={"Authorization": "Bearer x2", "Set-Cookie": "x3"},
        address="https://me:x4@a.vn/b",
        several=["s3cret!"],
    )
    log.close()
    raw = (tmp_path / "n.jsonl").read_text("utf-8")
    for secret in ("hunter2", "s3cret", "x1", "x2", "x3", "x4"):
        assert secret not in raw
    assert "a.vn/b" in raw


def test_a_short_secret_does_not_strike_out_the_log() -> None:
    assert Cleaner(["a"]).strike_out("banana") == "banana"


@given(st.text())
def test_no_text_keeps_a_character_that_acts(text: str) -> None:
    assert not {each for each in safe_text(text) if unicodedata.category(each) in UNSAFE}


def test_a_long_value_is_cut() -> None:
    assert len(safe_text("x" * 100_000)) < 2100


def test_a_log_that_cannot_be_opened_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(NightLedgerError, match="the log cannot be written"):
        NightLog(tmp_path / "file" / "n.jsonl")


def test_two_openings_write_one_behind_the_other(tmp_path: Path) -> None:
    for number in (1, 2):
        log = NightLog(tmp_path / "n.jsonl")
        log.write("night_begins", night=number)
        log.close()
    assert [line["night"] for line in read_log(tmp_path / "n.jsonl")] == [1, 2]
