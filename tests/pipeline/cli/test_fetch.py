"""The commands of a night as their user types them, against a site on loopback: what they print, and their status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.pipeline.fetch.site import NewsSite, Reply, serve, source_file

ROOT = Path(__file__).resolve().parents[3]


class Desk:
    """A folder with settings and a source, and the command run in it."""

    def __init__(self, folder: Path, site: NewsSite) -> None:
        self.folder = folder
        self.site = site

    def tinso(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TINSO_")}
        return subprocess.run(
            [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments],
            cwd=self.folder,
            env=environment | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    today = datetime.now(UTC).date()
    days = {str(today): ["tin-so-mot"], str(today - timedelta(days=1)): ["tin-so-hai"]}
    with serve(NewsSite(days=days)) as site:
        source_file(site, tmp_path / "sources", politeness="[politeness]\nspacing = 0.0")
        settings = '[fetch]\ncontact = "mailto:desk@example.org"\nsources = "sources"\nprivate_networks = ["127.0.0.0/8"]\n'
        (tmp_path / "tinso.toml").write_text(settings, "utf-8")
        yield Desk(tmp_path, site)


def test_a_night_from_the_lists_to_the_targets(desk: Desk) -> None:
    fetched = desk.tinso("fetch", "--source", "loopback")
    assert fetched.returncode == 0, fetched.stderr
    assert "fr 2 lo 2 ms 2 nb 2 th 2" in fetched.stdout
    ingested = desk.tinso("ingest")
    assert ingested.returncode == 0, ingested.stderr
    assert "10 new" in ingested.stdout
    asked = desk.tinso(
        "sql",
        "SELECT lang, count(*) FROM current_figures JOIN current_articles USING (article_id) GROUP BY 1 ORDER BY 1",
    )
    assert [line.split()[0] for line in asked.stdout.splitlines()[2:] if line] == [
        "fr",
        "lo",
        "ms",
        "nb",
        "th",
    ]
    verified = desk.tinso("archive", "verify")
    assert (verified.returncode, verified.stdout) == (0, "14 exchanges, no faults\n")
    listed = desk.tinso("archive", "ls", "--kind", "article", "--lang", "lo", "--json")
    assert {json.loads(line)["url"].rpartition("/")[2] for line in listed.stdout.splitlines()} == {
        "tin-so-mot",
        "tin-so-hai",
    }
    shown = desk.tinso("archive", "show", f"{desk.site.base}/lo/tin-so-mot")
    assert shown.stdout.rstrip() == desk.site.page("lo", "tin-so-mot").rstrip()


def test_a_trial_of_a_source_that_works_stores_nothing(desk: Desk) -> None:
    done = desk.tinso("sources", "check", "loopback")
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["works"] * 7
    assert sorted(path.name for path in desk.folder.iterdir()) == ["sources", "tinso.toml"]


@pytest.mark.parametrize(
    ("path", "reply", "told"),
    [
        ("/robots.txt", Reply(503), "robots.txt"),
        ("/sitemap.xml", Reply(200, b"<html>403</html>"), "lists"),
        ("/lo/tin-so-mot", Reply(200, b"<html><body><p>Xin loi</p></body></html>"), "page in lo"),
    ],
)
def test_a_trial_says_what_does_not_work(desk: Desk, path: str, reply: Reply, told: str) -> None:
    desk.site.plan[path] = [reply]
    done = desk.tinso("sources", "check", "loopback")
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("FAILS") and told in line]


def test_a_night_that_brought_too_little_says_so_and_fails(desk: Desk) -> None:
    desk.site.plan["/sitemap.xml"] = [Reply(200, b"<html>Forbidden</html>")]
    done = desk.tinso("fetch", "--source", "loopback", "--json")
    assert done.returncode == 1
    codes = {issue["code"] for issue in json.loads(done.stdout)["issues"]}
    assert {"not_a_sitemap", "too_few_articles"} <= codes
    assert desk.tinso("ingest", "--quiet").returncode == 0
    stored = desk.tinso("sql", "SELECT code FROM issues ORDER BY 1")
    assert "too_few_articles" in stored.stdout


def test_nothing_is_fetched_under_no_name(desk: Desk) -> None:
    (desk.folder / "tinso.toml").write_text(
        '[fetch]\nsources = "sources"\nprivate_networks = ["127.0.0.0/8"]\n', "utf-8"
    )
    done = desk.tinso("fetch", "--source", "loopback")
    assert done.returncode == 1
    assert "fetch.contact" in done.stderr
    assert desk.site.log == []


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("fetch", "--source", "lopback"), 1, "did you mean 'loopback'"),
        (("fetch", "--source", "baodaklak"), 1, "origin of articles only"),
        (("fetch", "--since", "yesterday"), 1, "no day such as"),
        (("fetch", "--since", "2999-01-01"), 1, "still to come"),
        (("archive", "ls"), 3, "there is no archive"),
        (("archive", "show", "https://a.vn/x"), 3, "there is no archive"),
        (("ingest",), 3, "there is no archive"),
        (("ingest", "tinso.toml", "--reclean"), 1, "go without files"),
    ],
)
def test_wrong_usage_is_one_clear_line(
    desk: Desk, arguments: tuple[str, ...], status: int, told: str
) -> None:
    done = desk.tinso(*arguments)
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
