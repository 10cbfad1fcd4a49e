"""Golden pages: where a layout exists the text is right line by line, elsewhere what is kept and removed is measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.articles import make_article_from_response
from pipeline.clean import check_edition, clean_page
from schemas.fetches import Response

from . import golden, measuring
from .measuring import Golden, below_floors, load_pages, measure_pages, render_all, told_of

PAGES = load_pages()
NAMES = [f"{page.kind} {page.lang} {page.number}" for page in PAGES]
SEEN = [page for page in PAGES if page.kind not in (*golden.UNSEEN, "gazette")]
"""What the others tell is counted in docs/cleaning.md."""
LAID_OUT = [page for page in PAGES if page.says["layout"]]


def test_the_pages_are_what_the_script_makes() -> None:
    made = golden.make_pages()
    held = {
        path.relative_to(golden.PAGES).as_posix(): path.read_bytes() for path in golden.PAGES.rglob("*.*")
    }
    assert set(held) == set(made)
    assert [name for name in made if made[name] != held[name]] == []


def test_every_kind_of_page_is_there_in_every_language() -> None:
    assert {(page.kind, page.lang) for page in PAGES} == {
        (kind, lang) for kind in golden.KINDS for lang in golden.LANGUAGES
    }


@pytest.mark.parametrize("page", LAID_OUT, ids=lambda page: f"{page.kind} {page.lang} {page.number}")
def test_a_page_with_a_layout_is_right_line_by_line(page: Golden) -> None:
    clean = clean_page(page.html)
    assert clean.text.split("\n") == page.says["text"]
    assert clean.layout is not None
    assert clean.layout.missed == ()


@pytest.mark.parametrize("page", SEEN, ids=lambda page: f"{page.kind} {page.lang} {page.number}")
def test_what_a_page_tells_of_itself_is_told(page: Golden) -> None:
    assert told_of(page) == {name: page.says[name] for name in measuring.TOLD}


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_page_is_in_the_language_of_its_edition(page: Golden) -> None:
    assert check_edition(page.lang, clean_page(page.html).text).same


def test_what_is_kept_and_removed_is_not_below_its_floor() -> None:
    assert below_floors(measure_pages(PAGES)) == []


def test_the_docs_show_what_is_measured() -> None:
    text = measuring.DOCS.read_text("utf-8")
    _, _, rest = text.partition(measuring.BEGIN)
    table, _, _ = rest.partition(measuring.END)
    assert table == render_all(PAGES, measure_pages(PAGES))


def test_floors_rise_by_themselves_and_fall_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "FLOORS", tmp_path / "floors.toml")

    def floor_after(kept: float, *, lower: bool) -> Any:
        shares = measuring.Shares(kept, 0.5)
        measuring.write_floors({("bare", "lo"): (shares, shares)}, lower=lower)
        return measuring.read_floors()["bare"]["lo"]["kept"]

    assert floor_after(0.8, lower=False) == 0.8
    assert floor_after(0.7, lower=False) == 0.8
    assert floor_after(0.9, lower=False) == 0.9
    assert floor_after(0.95, lower=True) == 0.9
    assert floor_after(0.6, lower=True) == 0.6
    worse = measuring.Shares(0.5, 0.5)
    assert below_floors({("bare", "lo"): (worse, worse)}) == ["('bare', 'lo') kept: 0.5000 < 0.6"]
    assert below_floors({}) == ["('bare', 'lo'): only in one of floors and pages"]


def test_the_measure_counts_characters_of_lines_that_are_there() -> None:
    result = "Le taux est de 95\u00a0% dans la commune.\nDel"
    assert measuring.covered(["Le taux est de 95 % dans la commune."], result) == (28, 28)
    assert measuring.covered(["Del"], result) == (3, 3)
    assert measuring.covered(["Le"], result) == (0, 2)
    found, total = measuring.covered(["Le taux est de 95 % dans tout le district."], result)
    assert 0 < found < total


def test_a_page_served_in_the_wrong_encoding_keeps_its_text() -> None:
    raw = (golden.PAGES / "layout-table" / "th-1.html").read_bytes()
    says = json.loads((golden.PAGES / "layout-table" / "th-1.json").read_text("utf-8"))
    response = Response.model_validate(
        {
            "url": "https://example.org/th/a",
            "fetched_at": "2025-11-19T00:00:00Z",
            "kind": "article",
            "language": "th",
            "status": 200,
            "headers": (("Content-Type", "text/html; charset=UTF-8"),),
        }
    )
    article = make_article_from_response(response, raw).article
    assert set(says["text"]) <= set(article.text.split("\n"))
