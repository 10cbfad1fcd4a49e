"""`tinso archive`: what was fetched is listed, shown safely, and checked with a status."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.archive import open_archive
from schemas.fetches import Failure, Response

ROOT = Path(__file__).resolve().parents[3]
START = datetime(2026, 1, 14, 19, tzinfo=UTC)
BODY = "<p>ຂ່າວ \x1b[31m97,5 %</p>".encode()
URL = "https://www.example.org/lo/a"


@pytest.fixture
def archive(tmp_path):
    """Two fetches of an article, an error page, a sitemap and a failure, in the default place."""
    folder = tmp_path / "archive"
    common = {"source": "example", "kind": "article", "language": "lo"}
    with open_archive(folder, sync=False) as written:
        for number, more in enumerate(
            (
                {
                    "url": URL,
                    "body": gzip.compress(BODY),
                    "headers": (("Content-Encoding", "gzip"),),
                    "status": 200,
                },
                {"url": URL, "body": b"newer", "headers": (("X", "\x1b]0;evil\x07"),), "status": 200},
                {"url": "https://www.example.org/th/b", "body": b"no", "status": 403, "language": "th"},
                {
                    "url": "https://www.example.org/sitemap.xml",
                    "body": b"<urlset/>",
                    "status": 200,
                    "kind": "sitemap",
                },
            )
        ):
            written.write(Response(**(common | {"fetched_at": START + timedelta(days=number)} | more)))
        written.write(
            Failure(url="https://down.example.org/", fetched_at=START + timedelta(days=9), error="dns",
                    message="no \x1b[0m host", kind="article", source="other")
        )  # fmt: skip
    return folder


def listed(run_tinso, *options):
    outcome = run_tinso("archive", "ls", "--json", *options)
    assert outcome.status == 0
    return [
        (row["url"].rpartition("/")[2], row["status"]) for row in map(json.loads, outcome.out.splitlines())
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], [("", None), ("sitemap.xml", 200), ("b", 403), ("a", 200), ("a", 200)]),
        (["--limit", "2"], [("", None), ("sitemap.xml", 200)]),
        (["--source", "other"], [("", None)]),
        (["--kind", "sitemap"], [("sitemap.xml", 200)]),
        (["--lang", "th"], [("b", 403)]),
        (["--status", "403"], [("b", 403)]),
        (["--status", "0", "--status", "403"], [("", None), ("b", 403)]),
        (["--url", "https://www.example.org/lo"], [("a", 200), ("a", 200)]),
        (["--since", "2026-01-17"], [("", None), ("sitemap.xml", 200)]),
        (["--since", "2026-01-23T19:00:01"], []),
    ],
)
def test_exchanges_are_listed_newest_first_as_asked(archive, run_tinso, options, expected):
    assert listed(run_tinso, *options) == expected


def test_the_table_names_answers_and_failures(archive, run_tinso):
    out = run_tinso("archive", "ls").out
    assert [line.split()[2] for line in out.splitlines()[2:]] == ["dns", "200", "403", "200", "200"]


def test_the_newest_body_is_shown_and_an_older_one_on_request(archive, run_tinso):
    assert run_tinso("archive", "show", URL).out == "newer"
    shown = run_tinso("archive", "show", URL, "--at", "2026-01-15")
    assert shown.out.encode() == BODY
    assert run_tinso("archive", "show", URL, "--at", "2026-01-14").status == 3


def test_raw_is_the_bytes_as_they_were_served(archive, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", "archive", "show", URL, "--at", "2026-01-15",
         "--raw"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True,
    )  # fmt: skip
    assert gzip.decompress(done.stdout) == BODY


def test_nothing_that_steers_a_terminal_reaches_one(archive, run_tinso, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for arguments in ((URL, "--at", "2026-01-15"), (URL, "--headers"), ("https://down.example.org/",)):
        outcome = run_tinso("archive", "show", *arguments)
        assert "\x1b" not in outcome.out
        assert "\x07" not in outcome.out
    assert "97,5 %" in run_tinso("archive", "show", URL, "--at", "2026-01-15").out


def test_headers_are_shown_before_the_body(archive, run_tinso):
    assert run_tinso("archive", "show", URL, "--at", "2026-01-15", "--headers").out.startswith(
        "HTTP/1.1 200\nContent-Encoding: gzip\n\n<p>"
    )


def test_an_exchange_is_shown_by_the_id_that_the_list_gives(archive, run_tinso):
    row = json.loads(run_tinso("archive", "ls", "--json", "--kind", "sitemap").out)
    assert run_tinso("archive", "show", row["record_id"]).out == "<urlset/>"


def test_a_failure_is_told_with_status_one(archive, run_tinso):
    outcome = run_tinso("archive", "show", "https://down.example.org/")
    assert (outcome.status, outcome.out) == (1, "2026-01-23 19:00:00 UTC: dns: no \ufffd[0m host\n")


def test_a_whole_archive_is_verified_with_status_nought(archive, run_tinso):
    outcome = run_tinso("archive", "verify")
    assert (outcome.status, outcome.out, outcome.err) == (0, "5 exchanges, no faults\n", "")


def test_a_damaged_archive_is_verified_with_status_one_naming_the_place(archive, run_tinso):
    row = json.loads(run_tinso("archive", "ls", "--json", "--kind", "sitemap").out)
    path = archive / row["file"]
    data = bytearray(path.read_bytes())
    data[row["offset"] + 40] ^= 0xFF
    path.write_bytes(data)
    outcome = run_tinso("archive", "verify")
    assert outcome.status == 1
    assert f"{row['file']} at {row['offset']}: " in outcome.err


def test_a_lost_index_is_made_anew_on_request(archive, run_tinso):
    before = run_tinso("archive", "ls", "--json").out
    (archive / "index.sqlite").unlink()
    refused = run_tinso("archive", "ls")
    assert (refused.status, refused.err.count("\n")) == (3, 1)
    assert run_tinso("archive", "verify", "--rebuild-index").status == 0
    assert run_tinso("archive", "ls", "--json").out == before


def test_the_folder_is_told_by_option_or_environment(archive, run_tinso, tmp_path, monkeypatch):
    archive.rename(tmp_path / "elsewhere")
    assert run_tinso("archive", "ls").status == 3
    assert len(listed(run_tinso, "--archive", str(tmp_path / "elsewhere"))) == 5
    monkeypatch.setenv("TINSO_ARCHIVE", str(tmp_path / "elsewhere"))
    assert len(listed(run_tinso)) == 5


def test_what_is_no_time_is_refused_in_one_line(archive, run_tinso):
    outcome = run_tinso("archive", "ls", "--since", "yesterday")
    assert (outcome.status, outcome.err.count("\n")) == (1, 1)
