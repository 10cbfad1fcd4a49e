"""The morning page: what it says, that nothing from outside becomes markup, that it needs nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.errors import NoticeError
from pipeline.nightly.alarms import STATUSES
from pipeline.nightly.ledger import Line, Night, NightIssue
from pipeline.nightly.morning import ADVICE, make_page, write_page
from tests.pipeline.nightly.nights import make_night

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{ 7*7 }}\x1b[2J\u202e"


class Reader(HTMLParser):
    """The elements and texts of a page; whether each that is opened is closed."""

    VOID = frozenset({"meta", "br", "rect", "link", "input"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += f" {data}"

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


def page_of(night: Night, before: tuple[Night, ...] = (), snapshot_hours: float | None = 0.0) -> Reader:
    now = night.started + timedelta(hours=2)
    at = None if snapshot_hours is None else now.timestamp() - snapshot_hours * 3600
    return Reader(make_page(night, list(before), now, at))


def test_a_good_night_says_so_and_shows_its_numbers() -> None:
    night = make_night(14, {"lo": 10, "th": 20})
    night.lines["store", None, None].counts = {"new": 28, "revised": 2}
    page = page_of(night, tuple(make_night(day, {"lo": 11, "th": 19}) for day in range(14)))
    assert "Nothing to look at" in page.words
    assert "All went well: 28 new articles" in page.words
    assert "28 2 revised" in page.words
    assert "lo 10 11" in page.words
    assert "10 of 10" in page.words


def test_what_is_wrong_stands_first_with_what_to_do() -> None:
    night = make_night(1, {"lo": 0}, status=40)
    night.issues += [
        NightIssue("warning", "host_resting", "fetch", "paper", None, "paper asked for rest"),
        NightIssue("error", "no_articles", None, "paper", "lo", "no article"),
    ]
    words = page_of(night).words
    assert (
        words.index("To look at") < words.index("paper lo no article") < words.index("paper asked for rest")
    )
    assert words.index("paper lo") < words.index("Sources")
    assert "tinso sources check" in words
    assert "Exit status 40" in words


def test_nothing_from_outside_becomes_markup_or_acts_on_a_reader() -> None:
    night = make_night(1, {"lo": 3}, source=HOSTILE, refused=1)
    night.issues.append(NightIssue("error", "nothing_fetched", "fetch", HOSTILE, HOSTILE, HOSTILE))
    night.notes.append(HOSTILE)
    night.versions = {HOSTILE: HOSTILE}
    night.lines["clean", HOSTILE, "lo"].counts[HOSTILE] = 2
    page = page_of(night)
    assert not {"script", "img", "iframe", "a"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert "49" not in page.words
    assert "<script>alert(1)</script>" in page.words


def test_the_page_needs_no_script_and_no_network() -> None:
    page = page_of(make_night(1, {"lo": 3}))
    assert "script" not in page.tags
    assert not [value for name, value in page.attributes if name in ("src", "href")]
    policies = [value for name, value in page.attributes if value and "default-src" in value]
    assert [policy.startswith("default-src 'none'") for policy in policies] == [True]


@pytest.mark.parametrize("stage", ["fetch", "clean", "store", "publish"])
def test_a_night_that_lacks_a_stage_has_a_page_too(stage: str) -> None:
    night = make_night(1, {"lo": 3}, status=31)
    for place in [place for place in night.lines if place[0] == stage]:
        del night.lines[place]
    assert page_of(night, snapshot_hours=None).words
    night.lines[stage, None, None] = Line(stage, state="failed")
    assert "failed" in page_of(night, snapshot_hours=50).words


def test_a_night_of_which_nothing_is_known_has_a_page() -> None:
    assert "No source was asked" in page_of(Night(1, make_night(0, {}).started), snapshot_hours=None).words


def test_readers_with_an_old_snapshot_are_told_how_old() -> None:
    night = make_night(1, {"lo": 3}, status=30)
    night.lines["publish", None, None] = Line("publish", state="failed")
    assert "50 h 00 min old" in page_of(night, snapshot_hours=50).words


def test_every_alarm_has_a_sentence_of_advice() -> None:
    assert STATUSES.keys() <= ADVICE.keys()


def test_commands_of_the_advice_exist() -> None:
    from pipeline.cli import app

    groups = {
        group.name or (group.typer_instance and group.typer_instance.info.name)
        for group in app.registered_groups
    }
    known = {command.name for command in app.registered_commands} | groups
    for sentence in ADVICE.values():
        for command in re.findall(r"`tinso ([a-z]+)", sentence):
            assert command in known, sentence


def test_the_page_is_put_in_its_place_in_one_step_also_as_the_latest(tmp_path: Path) -> None:
    night = make_night(1, {"lo": 3})
    write_page(night, [], tmp_path / "reports" / "night-000002.html", night.started, None)
    names = sorted(path.name for path in (tmp_path / "reports").iterdir())
    assert names == ["latest.html", "night-000002.html"]
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(NoticeError, match="the morning report cannot be written"):
        write_page(night, [], tmp_path / "file" / "n.html", night.started, None)
