"""`tinso doctor`: each thing that can be wrong is found, said in one line, with how to mend it; the rest goes on."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.archive import open_archive
from pipeline.audit.ledger import ledger_path
from pipeline.operation.diagnosis import Finding, examine
from pipeline.store import open_store, publish_store, published_folder, room_wanted
from schemas.fetches import Response

from ..conftest import Outcome

Run = Callable[..., Outcome]
SETTINGS = '[fetch]\ncontact = "mailto:desk@example.org"\n'


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith("TINSO_"):
            monkeypatch.delenv(name)
    (tmp_path / "tinso.toml").write_text(SETTINGS, "utf-8")
    for name in ("archive", "reports", "logs"):
        (tmp_path / name).mkdir()
    return tmp_path


def found(desk: Path, name: str, now: datetime | None = None) -> list[Finding]:
    return [finding for finding in examine(desk / "tinso.toml", now=now) if finding.name == name]


def keep_page(desk: Path, moment: datetime) -> None:
    with open_archive(desk / "archive") as archive:
        archive.write(
            Response(url="https://www.vietnam.vn/lo/a", fetched_at=moment, kind="article", status=200)
        )


def test_where_all_is_well_every_line_says_so(run_tinso: Run, desk: Path) -> None:
    keep_page(desk, datetime.now(UTC))
    open_store(desk / "tinso.duckdb").close()
    publish_store(desk / "tinso.duckdb")
    outcome = run_tinso("doctor")
    lines = [line for line in outcome.out.splitlines() if not line.startswith(("ok    ", "WARN  clock"))]
    assert (outcome.status, [line for line in lines if "mend: set it" not in line]) == (0, [])
    names = {line.split()[1] for line in outcome.out.splitlines()}
    assert names >= {
        *("program", "settings", "contact", "folders", "disk", "clock"),
        *("sources", "archive", "store", "snapshot", "models", "fonts"),
    }


def test_a_program_reads_the_same_as_json(run_tinso: Run, desk: Path) -> None:
    (desk / "tinso.toml").write_text("", "utf-8")
    outcome = run_tinso("doctor", "--json")
    findings = json.loads(outcome.out)["findings"]
    assert outcome.status == 1
    (contact,) = (each for each in findings if each["name"] == "contact")
    assert contact["level"] == "bad"
    assert contact["mend"]


def test_settings_that_are_wrong_end_the_look_with_their_fault(desk: Path) -> None:
    (desk / "tinso.toml").write_text("[fecth]\n", "utf-8")
    findings = list(examine(desk / "tinso.toml"))
    assert findings[-1].level == "bad"
    assert "did you mean 'fetch'?" in findings[-1].seen


def test_a_file_with_a_secret_that_anybody_may_read_is_told(desk: Path) -> None:
    path = desk / "tinso.toml"
    path.write_text(SETTINGS + '[nightly]\nwebhook = "https://hooks.example.org/geheim"\n', "utf-8")
    path.chmod(0o644)
    (finding,) = found(desk, "settings")
    assert (finding.level, finding.mend) == ("warn", f"chmod o-r {path}")
    assert "geheim" not in str(list(examine(path)))
    path.chmod(0o640)
    assert found(desk, "settings")[0].level == "ok"


def test_variables_that_are_in_force_are_named_without_their_values(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TINSO_NIGHTLY__EMAIL__PASSWORD", "geheim")
    (finding,) = found(desk, "settings")
    assert finding.seen.endswith("over it TINSO_NIGHTLY__EMAIL__PASSWORD")


def test_folders_that_are_missing_or_open_to_all_are_told(desk: Path) -> None:
    (desk / "reports").rmdir()
    (desk / "archive").chmod(0o777)
    told = {finding.level: finding for finding in found(desk, "folders")}
    both = [finding.seen for finding in found(desk, "folders")]
    assert set(told) == {"warn"}
    assert f"anybody may write to {desk / 'archive'}" in both
    assert f"not there yet: {desk / 'reports'}" in both


def test_a_folder_that_cannot_be_written_is_bad(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        os, "access", lambda path, _: Path(path).name != "archive"
    )  # root may write everywhere
    (finding,) = found(desk, "folders")
    assert (finding.level, finding.seen) == ("bad", f"{desk / 'archive'} cannot be written")


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize(("free", "level"), [(10**8, "bad"), (2 * 10**9, "warn"), (10**12, "ok")])
def test_a_disk_that_fills_up_is_told(
    desk: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, free))
    assert [finding.level for finding in found(desk, "disk")] == [level]


@pytest.mark.parametrize(("more", "level"), [(-1, "bad"), (0, "warn"), (10**12, "ok")])
def test_a_disk_on_which_the_night_would_not_publish_is_bad(
    desk: Path, monkeypatch: pytest.MonkeyPatch, more: int, level: str
) -> None:
    with (desk / "tinso.duckdb").open("wb") as store:
        store.truncate(2 * 10**9)  # sparse: takes no room
    wanted = room_wanted(desk / "tinso.duckdb")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**13, 0, wanted + more))
    assert [finding.level for finding in found(desk, "disk")] == [level]


def test_the_room_that_a_snapshot_takes_is_asked_of_the_disk_of_the_store_alone(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "tinso.toml").write_text(SETTINGS + '[store]\ndb = "other/tinso.duckdb"\n', "utf-8")
    (desk / "other").mkdir()
    with (desk / "other" / "tinso.duckdb").open("wb") as store:
        store.truncate(10**11)
    stat = Path.stat

    def on_another_disk(path: Path, **how: bool) -> os.stat_result:
        told = stat(path, **how)
        return os.stat_result((*told[:2], told.st_dev + 1, *told[3:])) if path.name == "other" else told

    monkeypatch.setattr(Path, "stat", on_another_disk)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, 2 * 10**10))
    assert [(finding.level, finding.seen) for finding in found(desk, "disk")] == [
        ("ok", f"20.0 GB free at {desk / 'archive'}"),
        ("bad", f"20.0 GB free at {desk / 'other'}, 250.0 GB are wanted to publish"),
    ]


def test_a_clock_that_is_behind_is_bad(desk: Path) -> None:
    (finding,) = found(desk, "clock", datetime(1970, 1, 1, tzinfo=UTC))
    assert finding.level == "bad"
    keep_page(desk, datetime.now(UTC) + timedelta(days=3))
    (finding,) = found(desk, "clock")
    assert finding.level == "bad"
    assert "before the last fetch" in finding.seen


def test_a_source_file_that_is_wrong_is_named(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "sources").mkdir()
    (desk / "sources" / "own.toml").write_text("titel = 1\n", "utf-8")
    monkeypatch.setenv("TINSO_SOURCES", str(desk / "sources"))
    (finding,) = found(desk, "sources")
    assert finding.level == "bad"
    assert "own.toml" in finding.seen


def test_an_archive_whose_writer_was_killed_or_whose_index_is_gone_is_told(desk: Path) -> None:
    keep_page(desk, datetime.now(UTC))
    (file,) = (desk / "archive").rglob("*.warc.gz")
    file.rename(f"{file}.open")
    assert found(desk, "archive")[0].level == "warn"
    (desk / "archive" / "index.sqlite").unlink()
    (finding,) = found(desk, "archive")
    assert (finding.level, finding.mend) == ("bad", "tinso archive verify --rebuild-index")


def test_a_store_or_snapshot_that_cannot_be_read_is_bad(desk: Path) -> None:
    open_store(desk / "tinso.duckdb").close()
    assert found(desk, "snapshot")[0].mend == "tinso publish"
    publish_store(desk / "tinso.duckdb")
    snapshot = published_folder(desk / "tinso.duckdb") / "000001" / "tinso.duckdb"
    snapshot.chmod(0o600)
    snapshot.write_bytes(b"no database")
    (desk / "tinso.duckdb").write_bytes(b"nor this")
    assert found(desk, "store")[0].level == "bad"
    assert found(desk, "snapshot")[0].level == "bad"


def test_a_store_that_is_being_written_is_in_order(desk: Path) -> None:
    with open_store(desk / "tinso.duckdb"):
        (finding,) = found(desk, "store")
    assert finding.level == "ok"


def test_an_old_snapshot_is_told(desk: Path) -> None:
    open_store(desk / "tinso.duckdb").close()
    publish_store(desk / "tinso.duckdb")
    (finding,) = found(desk, "snapshot", datetime.now(UTC) + timedelta(days=3))
    assert (finding.level, finding.mend) == ("warn", "see why no night ran: tinso runs")


def test_models_that_are_missing_are_told_with_the_command_that_brings_them(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "tinso.toml").write_text(SETTINGS + '[languages.nb]\nanalyzer = "stanza"\n', "utf-8")
    assert found(desk, "models")[0].level == "bad"
    monkeypatch.setattr("importlib.util.find_spec", lambda _: object())
    assert found(desk, "models")[0].mend == "tinso models download nb"


def test_a_ledger_of_reviews_that_is_damaged_is_bad(desk: Path) -> None:
    ledger_path(desk / "tinso.duckdb").write_bytes(b"no database")
    assert found(desk, "reviews")[0].level == "bad"
