"""The numbers for Prometheus can be read by its parser, and the file is never half written."""

from __future__ import annotations

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from pipeline.errors import NoticeError
from pipeline.nightly.ledger import NightIssue
from pipeline.nightly.metrics import write_metrics
from tests.pipeline.nightly.nights import make_night


def read_numbers(path: Path) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(path.read_text("utf-8"))
        for sample in family.samples
    }


def test_the_numbers_of_a_night_stand_in_the_file(tmp_path: Path) -> None:
    night = make_night(0, {"lo": 10, "th": 20}, refused=2, status=40, waiting=7)
    night.issues.append(NightIssue("error", "few_articles", None, "paper", "lo", "few"))
    path = tmp_path / "collector" / "tinso.prom"
    write_metrics(night, path, 1_000_000.0, 5_000_000)
    numbers = read_numbers(path)
    assert numbers["tinso_night_status",] == 40
    assert numbers["tinso_articles_fetched", "th", "paper"] == 20
    assert numbers["tinso_pages_refused", "lo", "paper"] == 2
    assert numbers["tinso_articles_waiting", "paper"] == 7
    assert numbers["tinso_alarms", "few_articles"] == 1
    assert numbers["tinso_alarms", "no_articles"] == 0
    assert numbers["tinso_stage_seconds", "fetch"] == 60
    assert numbers["tinso_snapshot_timestamp_seconds",] == 1_000_000
    assert numbers["tinso_disk_free_bytes",] == 5_000_000
    assert [each.name for each in path.parent.iterdir()] == ["tinso.prom"]


def test_a_name_that_is_hostile_cannot_break_the_file(tmp_path: Path) -> None:
    source = 'a"} 1\ntinso_night_status 99\n# {'
    write_metrics(make_night(0, {"lo": 1}, source=source), tmp_path / "t.prom")
    numbers = read_numbers(tmp_path / "t.prom")
    assert numbers["tinso_night_status",] == 0
    assert numbers["tinso_articles_fetched", "lo", source] == 1


def test_a_file_that_cannot_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "t.prom"
    write_metrics(make_night(0, {"lo": 1}), path)
    before = path.read_bytes()
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    with pytest.raises(NoticeError, match="the numbers cannot be written"):
        write_metrics(make_night(1, {"lo": 2}), blocked / "t.prom")
    assert path.read_bytes() == before
