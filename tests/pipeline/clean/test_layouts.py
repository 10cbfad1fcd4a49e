"""The layout of the day on which a page was fetched reads it, and what it does not find is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.sample import SAMPLE_DIR
from pipeline.clean import clean_page, cleaner_version

SOURCE = """
title = "A paper of the tests"
hosts = ["news.example.org"]
canonical_host = "news.example.org"
province = "Cà Mau"

[[layouts]]
valid_until = 2025-06-30
title = ["//h1[@class='old']"]
body = ["//div[@id='old-body']"]
published = ["//span[@class='old-date']"]
verified = true

[[layouts]]
valid_from = 2025-07-01
title = ["//h1[@class='new']"]
lead = ["//p[@class='sapo']"]
body = ["//div[@id='none']", "//div[@id='new-body']"]
published = ["//span[@class='new-date']"]
publisher = ["//span[@class='paper']"]
origin = ["//p[@class='from']"]
leave_out = [".//div[@class='box']"]
"""
ADDRESS = "https://news.example.org/fr/une-page"
OLD = "<h1 class='old'>Titre</h1><div id='old-body'><p>Un.</p><p>Deux.</p></div><span class='old-date'>31/10/2024</span>"
NEW = (
    "<h1 class='new'>Titre</h1><h1>Menu</h1><span class='paper'>Báo\u001b[2J Cà\u0085 Mau</span>"
    "<span class='new-date'>31/10/2568</span><p class='sapo'>Le chapeau.</p>"
    "<div id='new-body'><p>Un\u202f000.</p><div class='box'>Boîte</div><p>Deux.</p>"
    "<p class='from'>Par <a href='https://baodaklak.vn/a/b.html'>le journal</a></p></div>"
)


@pytest.fixture(autouse=True)
def _sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "paper.toml").write_text(SOURCE, "utf-8")
    monkeypatch.setenv("TINSO_SOURCES", str(tmp_path))


@pytest.mark.parametrize(
    ("page", "day", "number"),
    [
        (OLD, date(2025, 6, 30), 1),
        (NEW, date(2025, 7, 1), 2),
        (NEW, None, 2),
    ],
)
def test_the_layout_of_the_day_reads_the_page(page: str, day: date | None, number: int) -> None:
    clean = clean_page(page, ADDRESS, day)
    assert clean.layout is not None
    assert (clean.layout.source, clean.layout.number) == ("paper", number)
    assert clean.layout.name == f"paper {number}"
    assert clean.layout.fits
    assert clean.layout.missed == ()
    assert clean.layout.verified == (number == 1)


def test_all_parts_are_taken_by_their_selectors() -> None:
    clean = clean_page(NEW, ADDRESS)
    assert clean.title == "Titre"
    assert clean.published == date(2025, 10, 31)
    assert clean.origin_url == "https://baodaklak.vn/a/b.html"
    assert clean.province == "Đắk Lắk"
    assert clean.text == "Titre\nLe chapeau.\nUn\u202f000.\nDeux.\nPar le journal"


def test_control_characters_leave_title_and_publisher() -> None:
    clean = clean_page(NEW.replace(">Titre<", ">Ti\u001b[31mtre\u0007<"), ADDRESS)
    assert clean.publisher == "Báo[2J Cà Mau"
    assert clean.title == "Ti[31mtre"


def test_selectors_that_find_nothing_are_named_and_the_page_is_read_all_the_same() -> None:
    clean = clean_page(OLD, ADDRESS, date(2025, 7, 2))
    assert clean.layout is not None
    assert clean.layout.missed == ("title", "body", "published", "origin", "publisher", "lead")
    assert not clean.layout.fits
    assert clean.title == "Titre"
    assert "Un.\nDeux." in clean.text


def test_selectors_that_find_an_empty_element_have_found_nothing() -> None:
    clean = clean_page(NEW.replace("Titre", " ").replace("31/10/2568", "hier"), ADDRESS)
    assert clean.layout is not None
    assert set(clean.layout.missed) == {"title", "published"}


def test_a_page_of_no_source_has_no_layout() -> None:
    assert clean_page(NEW, "https://elsewhere.example.org/a").layout is None
    assert clean_page(NEW).layout is None


def test_where_a_page_came_from_decides_and_not_what_it_names() -> None:
    named = f"<link rel='canonical' href='https://www.vietnam.vn/fr/a-b-c'>{NEW}"
    clean = clean_page(named, ADDRESS)
    assert clean.layout is not None
    assert clean.layout.source == "paper"


def test_the_hash_of_a_page_is_that_of_its_article() -> None:
    from pipeline.articles import make_article
    from pipeline.readers import Handed
    from schemas import ArticleInput

    page = (SAMPLE_DIR / "lo" / "lo-vinh-long.html").read_text("utf-8")
    article, _ = make_article(Handed(ArticleInput(article_id="a", html=page), "a.html"))
    assert clean_page(page).text_hash == article.text_hash


def test_the_version_changes_with_a_layout_and_not_with_a_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(change: Callable[[str], str]) -> str:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        (folder / "paper.toml").write_text(change(SOURCE), "utf-8")
        monkeypatch.setenv("TINSO_SOURCES", str(folder))
        return cleaner_version()

    first = version(lambda text: text)
    assert first == version(lambda text: f"{text}\n[politeness]\nbudget = 5\n")
    assert first != version(lambda text: text.replace("old-body", "older-body"))
    assert first != version(lambda text: text.replace("Cà Mau", "Cần Thơ"))
