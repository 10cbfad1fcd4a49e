"""What samples are said to tell: of articles that were read whole, of which languages, of which extractors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.audit import overviews
from pipeline.audit.ledger import new_event_id
from pipeline.audit.overviews import view_quality, view_start

from .reviewing import TEXTS, Page, make_store


def test_recall_counts_what_the_machine_read_and_waits_until_all_of_it_is_decided(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann = page.enter("ann")
        drawn = ann.submit("/samples", kind="documents", lang="th", margin="0.02").headers["location"]
        sample = drawn.partition("?")[0]
        rows = ann.rows("all?lang=th")
        text_hash, text = rows[0]["text_hash"], TEXTS["th-a"][1]
        missed = {
            "event_id": new_event_id(),
            "article_id": "th-a",
            "action": "add",
            "start": text.index("2573"),
            "end": text.index("2573") + 4,
            "new": {"kind": "count", "value": "2573", "unit": "person"},
        }
        done = {"event_id": new_event_id(), "article_id": "th-a", "action": "article_done"}
        for event in (missed, done):
            told = ann.send("/api/decide", {"text_hash": text_hash, "events": [event]})
            assert told.status_code == 200, told.text

        def recall() -> tuple[int, float | None]:
            (design,) = page.site.samples.all()
            with page.desk.reading() as reader:
                now = page.site.samples.tell(reader, design)
            return now.done, now.record and now.record.estimate

        assert recall() == (0, None)
        assert re.search(r'href="/article/th-a\?', ann.get(sample).text)  # it waits for the rest
        for row in rows:
            ann.decide(row)
        assert recall() == (1, 3 / 4)
        assert not re.search(r'href="/article/th-a\?', ann.get(sample).text)
    finally:
        page.close()


def test_a_sample_of_one_language_is_not_told_of_all_and_names_who_read_its_figures(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann = page.enter("ann")
        ann.submit("/samples", kind="figures", lang="nb", margin="0.1")
        ann.decide(ann.figure("88 %", "nb"))

        def told() -> tuple[object, list[str]]:
            with page.desk.reading() as reader:
                start = view_start(page.desk, reader, page.site.samples, page.site.day, "ann")
                quality = view_quality(page.desk, reader, page.site.samples, "ann")
            return start.overall and start.overall.n, [each.label for each in quality.by_version]

        assert told() == (None, ["1, Norwegian"])
        ann.submit("/samples", kind="acceptance", plan="5/10")
        assert told() == (1, ["1", "1, Norwegian"])
    finally:
        page.close()


def test_a_sample_is_worked_out_again_only_where_something_was_decided_about_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    worked_out: list[str] = []
    work_out = overviews.tell_sample

    def tell(*given: Any) -> object:
        worked_out.append(given[-1].title.partition(",")[2].split(",")[0].strip())
        return work_out(*given)

    monkeypatch.setattr(overviews, "tell_sample", tell)
    try:
        ann = page.enter("ann")
        for lang in ("nb", "fr"):
            ann.submit("/samples", kind="figures", lang=lang, margin="0.1")
        ann.submit("/samples", kind="documents", lang="th", margin="0.1")
        for path in ("/", "/samples", "/quality", "/"):
            assert ann.get(path).status_code == 200
        assert sorted(worked_out) == ["French", "Norwegian", "Thai"]
        worked_out.clear()
        ann.decide(ann.figure("88 %", "nb"))
        assert "<small>1 of 1</small>" in ann.get("/samples").text
        ann.decide(ann.figure("91 %", "th"))  # of an article of the sample of documents
        ann.decide(ann.figure("97,5 %", "lo"))  # of none
        ann.get("/")
        assert worked_out == ["Norwegian", "Thai"]
    finally:
        page.close()
