"""Lists that are each reviewer's own, or in which everything waits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .reviewing import Page, make_store
from .test_desk import add_missed


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


def test_counts_are_of_what_is_listed_also_of_disputes_and_of_figures_that_no_machine_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        monkeypatch.setattr("pipeline.audit.overviews.SECOND_SHARE", 1.0)
        ann, bo = page.enter("ann"), page.enter("bo", "reviewer")
        added = add_missed(ann, "nb-a", "arbeidsstyrken", "3")["figure_id"]
        text_hash = ann.figure("88 %", "nb")["text_hash"]
        bo.decide({"figure_id": added, "text_hash": text_hash}, "reject", reason="not_a_figure")
        for row in (ann.figure("95 %", "fr"), ann.figure("91 %", "th")):
            ann.decide(row)
            bo.decide(row, "reject", reason="duplicate")
        ann.decide(ann.figure("88 %", "nb"), "skip")
        drawn = ann.submit("/samples", kind="acceptance", plan="5/10", seed="s").headers["location"]
        sample = drawn.split("/")[2].split("?")[0]
        ann.decide(ann.figure("104 %", "fr"))
        for who in (ann, bo):
            counts = who.get("/api/counts").json()["queues"]
            for address in ("disputes", "skipped", "stale", "confidence", f"second?sample={sample}"):
                told = who.get(f"/api/queue/{address}").json()
                name = address.partition("?")[0]
                assert len(told["items"]) == told["total" if name != "confidence" else "open"], address
                shown = who.get(f"/queue/{address}").text
                assert f"<b>{told['open']}</b> open of {told['total']}" in shown, address
                if name in counts:
                    assert counts[name] == {"total": told["total"], "open": told["open"]}, address
        disputes = [row["figure_id"] for row in bo.rows("disputes")]
        assert (len(disputes), disputes[-1]) == (3, added)
        assert bo.rows("disputes?lang=nb")[0]["quote"] == "arbeidsstyrken"
        reached = [disputes[0]]
        while following := bo.screen(reached[-1], "?queue=disputes")["next"]:
            if following[0] in reached:
                break
            reached.append(following[0])
        assert reached == disputes
    finally:
        page.close()


def test_a_list_is_paged_through_and_back_by_its_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    try:
        ann = page.enter("ann")
        whole = [row["figure_id"] for row in ann.rows("confidence")]
        monkeypatch.setattr("pipeline.audit.lists.PAGE", 2)
        seen: list[str] = []
        path, pages = "/queue/confidence", 0
        while path:
            shown = ann.get(path)
            assert shown.status_code == 200, shown.text
            seen += re.findall(r'name="figure_id" value="([0-9a-f]{32})"', shown.text)
            following = re.search(r'href="([^"]+)" rel="next"', shown.text)
            path = following[1].replace("&amp;", "&") if following else ""
            pages += 1
        assert (seen, pages) == (whole, 5)
        back = re.search(r'href="([^"]+)" rel="prev"', shown.text)
        assert back
        before = ann.get(back[1].replace("&amp;", "&")).text
        assert re.findall(r'name="figure_id" value="([0-9a-f]{32})"', before) == whole[6:8]
    finally:
        page.close()


def links(shown: str) -> dict[str, str]:
    """The addresses of a page of found ones, by their words."""
    found = re.findall(r'<a[^>]* href="(/search[^"]+)"[^>]*>(?:<svg.*?</svg>)?([^<]+)', shown)
    return {words.strip(): href.replace("&amp;", "&") for href, words in found}


def test_what_a_search_found_is_paged_and_what_it_did_not_reach_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "t.duckdb"
    make_store(db)
    page = Page(db)
    rows = r'data-row-link href="/figure/([0-9a-f]{32})'
    try:
        ann = page.enter("ann")
        every = {row["figure_id"] for row in ann.rows("all")}
        monkeypatch.setattr("pipeline.audit.lists.FOUND_FIGURES", 4)
        monkeypatch.setattr("pipeline.audit.lists.PAGE", 3)
        path, seen = "/search?q=Vinh+Long", []
        while path:
            shown = ann.get(path).text
            seen.append(re.findall(rows, shown))
            path = links(shown).get("More figures", "")
        assert [len(each) for each in seen] == [4, 3, 2]
        assert {each for some in seen for each in some} == every
        assert "From the first" in links(shown)

        monkeypatch.setattr("pipeline.audit.lists.FIRST_TEXTS", 1)
        monkeypatch.setattr("pipeline.audit.lists.SCAN_SECONDS", 0.0)
        path, found, pages = "/search?q=arbeidsstyrken", 0, 0
        while path:
            shown = ann.get(path).text
            found += shown.count("found-articles")
            pages += 1
            following = links(shown).get("Search older texts", "")
            assert ("texts so far" in shown) == bool(following)
            assert ("Nothing found so far." in shown) == (bool(following) and "found-articles" not in shown)
            path = following
        assert (found, pages) == (1, 5)
    finally:
        page.close()
