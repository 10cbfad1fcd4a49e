"""Lists that are each reviewer's own, or in which everything waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from .reviewing import Page, make_store
from .test_desk import revise


def test_all_of_a_second_look_waits_even_while_others_have_it_on_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        monkeypatch.setattr("pipeline.audit.overviews.SECOND_SHARE", 1.0)
        ann, bo = page.enter("ann"), page.enter("bo")
        drawn = ann.submit("/samples", kind="acceptance", plan="5/10", seed="s").headers["location"]
        sample = drawn.split("/")[2].split("?")[0]
        for row in ann.rows(f"sample?sample={sample}"):
            ann.decide(row)
            ann.screen(row["figure_id"], f"?queue=sample&sample={sample}")  # she looks back at it
        rows = bo.rows(f"second?sample={sample}")
        reached = [rows[0]["figure_id"]]
        while following := bo.screen(reached[-1], f"?queue=second&sample={sample}")["next"]:
            reached.append(following[0])
        assert reached == [row["figure_id"] for row in rows]
        shown = bo.get(f"/samples/{sample}").text
        assert f"/figure/{rows[0]['figure_id']}?queue=second&amp;sample={sample}" in shown
        assert (
            f"<b>{len(rows)}</b> open of {len(rows)}, {len(rows)} shown"
            in bo.get(f"/queue/second?sample={sample}").text
        )
    finally:
        page.close()


def test_a_verdict_that_has_no_figure_left_is_told_where_stale_ones_are_listed(tmp_path: Path) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann = page.enter("ann")
        words = "One more verdict has no figure left"
        ann.decide(ann.figure("88 %", "nb"))
        assert words not in ann.get("/queue/stale").text
        revise(db, "nb-a", "Andelen er 71 % av arbeidsstyrken, ikke mer.")
        assert all(words in ann.get(path).text for path in ("/queue/stale", "/"))
    finally:
        page.close()
