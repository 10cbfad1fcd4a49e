"""The archived page of an article: shown as it was fetched, without anything in it that acts."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pipeline.archive import Entry, open_archive, open_reader
from pipeline.audit.archived import LARGEST, ArchivedPages, disarm_page
from pipeline.publication import publish_reviewed
from pipeline.store import Batch, RunCounts, StoredArticle, StoredFetch, open_store
from schemas.fetches import Response

from .asking import Asker
from .reviewing import ORIGIN, Page, Reviewer, address, read_texts

URL = "https://example.org/fr/a"
HOSTILE = """<!DOCTYPE html><html manifest="/m"><head><title>T</title><base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/refresh">
<link rel="dns-prefetch" href="https://evil.example"><link rel="stylesheet" href="https://evil.example/s.css">
<style>p { color: green; background: url(https://evil.example/css.png) }</style>
<script>document.title = "run"; fetch("/decide")</script></head>
<body onload="document.title = 'run'"><p onclick="alert(1)">La province vise 95 % à l'été.</p>
<a href="javascript:document.title='run'" ping="/undo" target="_top" id="away">away</a>
<a href="/queue/all" id="ours">ours</a>
<form action="/decide" method="post"><button id="send" formaction="/undo">send</button></form>
<iframe src="/queue/all" srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe><img src="/healthz" onerror="alert(1)">
<svg><a xlink:href="https://evil.example/svg"><script>alert(2)</script></a></svg>
<noscript><p title="</noscript><meta http-equiv=refresh content=0;url=/x>">kept words</p></noscript>
<xmp><p title="</xmp><meta http-equiv=refresh content=0;url=/y>"></xmp><unknown-tag>more words</unknown-tag>
</body></html>"""


def response(body: bytes, **changes: Any) -> Response:
    fields: dict[str, Any] = {
        "url": URL,
        "fetched_at": datetime(2026, 11, 22, 1, 5, tzinfo=UTC),
        "kind": "article",
        "source": "loopback",
        "language": "fr",
        "status": 200,
        "headers": (("Content-Type", "text/html"), ("Set-Cookie", "evil=1"), ("Refresh", "0;url=/x")),
        "body": body,
    }
    return Response.model_validate(fields | changes)


def archive_pages(folder: Path, *bodies: bytes, **changes: Any) -> list[Entry]:
    """Write pages of the one address as fetching does."""
    with open_archive(folder) as archive:
        for body in bodies:
            archive.write(response(body, **changes))
    with open_reader(folder) as reader:
        return reader.of_url(URL)


def store_article(db: Path, entries: list[Entry], read_from: int = -1) -> None:
    """Store the articles, that of `URL` as read from one of several fetches of it."""
    stored = []
    for each in read_texts():
        if each.article.article_id == URL:
            entry = entries[read_from]
            each = StoredArticle(
                each.article,
                1,
                True,
                each.extraction,
                "1",
                "l",
                f"warc:{entry.file}",
                f"offset {entry.offset}",
            )
        stored.append(each)
    fetches = [
        StoredFetch(
            entry.seq, entry.url, "loopback", "fr", entry.fetched_at, entry.digest, entry.file, "1", "article",
            None, URL,
        )
        for entry in entries
    ]  # fmt: skip
    with open_store(db) as store:
        run = store.begin_run("ingest", "0", "1", {})
        store.write_batch(run, Batch(articles=stored, fetches=fetches), RunCounts())
        store.finish_run(run, RunCounts())
    publish_reviewed(db)


class Desk:
    """An archive, the store that was read from it, and the page of both."""

    def __init__(self, folder: Path, *bodies: bytes, read_from: int = -1, **changes: Any) -> None:
        self.archive = folder / "archive"
        store_article(folder / "t.duckdb", archive_pages(self.archive, *bodies, **changes), read_from)
        self.page = Page(folder / "t.duckdb")
        self.page.site.archive = ArchivedPages(self.archive)
        self.ann = self.page.enter("ann")

    def close(self) -> None:
        self.page.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk(tmp_path_factory.mktemp("desk"), HOSTILE.encode())
    yield opened
    opened.close()


@pytest.fixture
def ann(desk: Desk) -> Reviewer:
    return desk.ann


ARCHIVED = address(URL).replace("/article/", "/archived/")


def test_the_page_that_the_article_was_read_from_is_linked_and_shown(ann: Reviewer) -> None:
    row = ann.rows("all?lang=fr")[0]
    for path in (address(URL), f"/figure/{row['figure_id']}"):
        assert f'href="{ARCHIVED}"' in ann.get(path).text
    assert ann.screen(row["figure_id"])["figure"]["article"]["archived_href"] == ARCHIVED
    shown = ann.get(ARCHIVED)
    assert shown.status_code == 200
    assert "La province vise 95 % à l'été." in shown.text
    assert "as fetched 2026-11-22 01:05 UTC from https://example.org/fr/a" in shown.text


def test_its_policy_allows_no_script_no_form_and_no_part_in_our_origin(ann: Reviewer) -> None:
    answer = ann.get(ARCHIVED)
    policy = [part.strip() for part in answer.headers["content-security-policy"].split(";")]
    assert policy[:3] == ["sandbox", "default-src 'none'", "style-src 'unsafe-inline'"]
    assert not any("allow-" in part or part.startswith("script-src") for part in policy)
    assert len(answer.headers.get_list("content-security-policy")) == 1
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert "refresh" not in answer.headers


def test_no_other_answer_takes_the_policy_of_archived_pages(ann: Reviewer) -> None:
    for path in (address(URL), "/archived/none", "/queue/all"):
        assert "sandbox" not in ann.get(path).headers["content-security-policy"]


def test_nothing_in_it_leads_anywhere_or_acts() -> None:
    text = disarm_page(HOSTILE, "then", URL).decode()
    tree = html.document_fromstring(text)
    left = {name for element in tree.iter() for name in element.attrib}
    assert left <= {"id", "style", "title"}
    assert not tree.xpath(
        "//script | //meta | //link | //base | //iframe | //form | //svg | //xmp | //noscript"
    )
    assert "<meta" not in text
    assert "href" not in text
    assert "kept words" in text
    assert "more words" in text
    assert "color: green" in text


@pytest.mark.parametrize(
    ("body", "changes"),
    [
        ("ปัจจุบัน ปีนี้ 91 % ของประชากรทั้งหมด".encode("cp874"), {}),
        (
            gzip.compress("ปัจจุบัน ปีนี้ 91 % ของประชากรทั้งหมด".encode(), mtime=0),
            {"headers": (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))},
        ),
    ],
    ids=["in cp874", "packed"],
)
def test_it_is_decoded_as_cleaning_decodes_it(tmp_path: Path, body: bytes, changes: dict[str, Any]) -> None:
    opened = Desk(tmp_path, body, **changes)
    assert "ปัจจุบัน ปีนี้ 91 % ของประชากรทั้งหมด" in opened.ann.get(ARCHIVED).content.decode("utf-8")
    opened.close()


@pytest.mark.parametrize(("read_from", "words"), [(0, "first words"), (1, "second words")])
def test_of_several_fetches_the_one_of_the_revision_is_shown(
    tmp_path: Path, read_from: int, words: str
) -> None:
    opened = Desk(tmp_path, b"<p>first words", b"<p>second words", read_from=read_from)
    assert words in opened.ann.get(ARCHIVED).text
    opened.close()


def test_what_the_archive_does_not_have_is_not_linked_and_said(tmp_path: Path) -> None:
    opened = Desk(tmp_path, b"<p>words")

    def refused(why: str, path: str = ARCHIVED) -> None:
        answer = opened.ann.get(path)
        assert answer.status_code == 404
        assert why in answer.text.lower()
        assert "/archived/" not in opened.ann.get(path.replace("/archived/", "/article/")).text

    refused("from a file", "/archived/lo-a")
    [file] = opened.archive.rglob("*.warc.gz")
    file.rename(tmp_path / "away")
    assert opened.ann.get(ARCHIVED).status_code == 404
    assert "the file is missing" in opened.ann.get(ARCHIVED).text
    for folder, why in ((None, "no archive was named"), (tmp_path / "none", "there is no archive")):
        opened.page.site.archive = ArchivedPages(folder)
        refused(why)
    # Another archive, which has something else under the same number.
    archive_pages(tmp_path / "other", b"<p>other words")
    opened.page.site.archive = ArchivedPages(tmp_path / "other")
    refused("not in the archive")
    opened.close()


@pytest.mark.parametrize(
    "wanted",
    [
        "../../archive/index.sqlite",
        "..%2f..%2fetc%2fpasswd",
        "%2fetc%2fpasswd",
        "warc:x",
        "https%3A%2F%2Fexample.org%2Ffr%2Fa%2F..%2F..",
        "%00",
        "1",
    ],
)
def test_ids_are_looked_up_and_never_paths(ann: Reviewer, wanted: str) -> None:
    answer = ann.get("/archived/" + wanted)
    assert answer.status_code == 404
    assert "sandbox" not in answer.headers["content-security-policy"]


def test_pages_beyond_the_bound_are_refused_also_when_they_are_packed(tmp_path: Path) -> None:
    packed = gzip.compress(b"<p>" + b"x " * (LARGEST // 2))
    assert len(packed) < LARGEST // 100
    opened = Desk(tmp_path, packed, headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")))
    answer = opened.ann.get(ARCHIVED)
    assert answer.status_code == 404
    assert "longer than" in answer.text
    opened.close()


def test_strangers_are_sent_to_the_login(desk: Desk) -> None:
    answer = Asker(desk.page.app, ORIGIN).get(ARCHIVED)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=")
