"""What the pages of samples tell of articles that were read whole."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.audit.ledger import new_event_id
from pipeline.audit.overviews import tell_sample

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
                now = tell_sample(page.site.samples, page.ledger, reader, design)
            return now.done, now.record and now.record.estimate

        assert recall() == (0, None)
        assert re.search(r'href="/article/th-a\?', ann.get(sample).text)  # it waits for the rest
        for row in rows:
            ann.decide(row)
        assert recall() == (1, 3 / 4)
        assert not re.search(r'href="/article/th-a\?', ann.get(sample).text)
    finally:
        page.close()
