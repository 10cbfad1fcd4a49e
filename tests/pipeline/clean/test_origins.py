"""The source line in every form in which it is printed, and whose province it tells."""

from __future__ import annotations

import pytest

from pipeline.clean import clean_page

ORIGIN = "https://baodaklak.vn/xa-hoi/202510/dua-chinh-sach-a1.html"
BODY = "".join(
    f"<p>Paragraphe numéro {number} : la commune compte {number} cents habitants assurés, selon le bureau.</p>"
    for number in range(1, 6)
)
WORDS = ("Source", "Sumber", "ที่มา", "ທີ່ມາ", "Kilde", "Nguồn")
FORMS = {
    "address as text": "<p>{word}: {origin}</p>",
    "blank before the colon": "<p>{word} : {origin}</p>",
    "no-break space before the colon": "<p>{word}\u00a0: {origin}</p>",
    "address as link": '<p>{word}: <a href="{origin}">{origin}</a></p>',
    "address in the link alone": '<p>{word}: <a href="{origin}">Báo Đắk Lắk</a></p>',
    "word in bold": '<p><strong>{word}:</strong> <a href="{origin}">Báo</a></p>',
    "word is the link": '<p><a href="{origin}">{word}:</a></p>',
    "on the next line": "<p>{word}:<br>{origin}</p>",
    "in the next element": "<p>{word}:</p><p>{origin}</p>",
    "link in the next element": '<p><b>{word}:</b></p><p><a href="{origin}">Báo</a></p>',
    "tracking and fragment": "<p>{word}: {origin}?utm_source=x&amp;utm_medium=y#comments</p>",
    "without https": "<p>{word}: baodaklak.vn/xa-hoi/202510/dua-chinh-sach-a1.html</p>",
    "other host name": "<p>{word}: https://www.baodaklak.vn/xa-hoi/202510/dua-chinh-sach-a1.html</p>",
    "in brackets": '<p><em>({word}: <a href="{origin}">Báo</a>)</em></p>',
}


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("form", FORMS)
def test_the_origin_is_read_and_the_line_leaves_the_text(form: str, word: str) -> None:
    line = FORMS[form].format(word=word, origin=ORIGIN)
    page = clean_page(f"<article><h1>Titre</h1>{BODY}{line}</article>")
    assert page.origin_url == ORIGIN
    assert page.province == "Đắk Lắk"
    assert word not in page.text
    assert "baodaklak" not in page.text
    assert page.text.endswith("selon le bureau.")


def test_a_front_page_tells_the_province_and_joins_nothing() -> None:
    page = clean_page(f"<article><h1>Titre</h1>{BODY}<p>Source : https://baodaklak.vn/</p></article>")
    assert page.origin_url is None
    assert page.province == "Đắk Lắk"


def test_the_article_is_preferred_to_the_front_page_beside_it() -> None:
    line = f'<p>Source : <a href="https://baodaklak.vn">Báo</a> <a href="{ORIGIN}">article</a></p>'
    assert clean_page(f"<article><h1>Titre</h1>{BODY}{line}</article>").origin_url == ORIGIN


def test_a_paper_of_no_known_province_tells_none() -> None:
    line = "<p>Source : https://example.org/a/b</p>"
    page = clean_page(f"<article><h1>Titre</h1>{BODY}{line}</article>")
    assert (page.origin_url, page.province) == ("https://example.org/a/b", None)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Source : Assurance sociale de la province</p>",
        '<p>Source : <a href="/fr/autre-page-du-site">ce site</a></p>',
        "<p>Source : mailto:desk@example.org</p>",
        "<p>Source : http://[broken</p>",
        "<p>Les sources de revenu : https://example.org/a/b</p>",
    ],
)
def test_what_is_no_source_line_gives_no_origin(line: str) -> None:
    page = clean_page(f"<article><h1>Titre</h1>{BODY}{line}</article>", "https://www.vietnam.vn/fr/a-b-c")
    assert page.origin_url is None


def test_a_word_alone_before_a_paragraph_of_text_takes_nothing_from_it() -> None:
    page = clean_page(f"<article><h1>Titre</h1>{BODY}<p>Source :</p><p>Le bureau le confirme.</p></article>")
    assert page.origin_url is None
    assert page.text.endswith("Le bureau le confirme.")


def test_the_last_source_line_counts() -> None:
    first = "<p>Source : https://example.org/quoted/report</p>"
    page = clean_page(f"<article><h1>Titre</h1>{first}{BODY}<p>Source : {ORIGIN}</p></article>")
    assert page.origin_url == ORIGIN


def test_a_source_line_above_the_text_takes_none_of_it() -> None:
    lines = "<br>".join(
        f"Ligne {number} : la commune compte {number} cents habitants assurés." for number in range(9)
    )
    page = clean_page(f"<td><font>Titre</font><br><font>Source: {ORIGIN}</font><br><br>{lines}</td>")
    assert page.origin_url == ORIGIN
    assert all(f"Ligne {number}" in page.text for number in range(9))


def test_what_stands_behind_the_source_line_of_an_unknown_page_is_no_text() -> None:
    line = f"<p>Source : {ORIGIN}</p><p>Rédaction : 14, rue des Flamboyants. Permanence : 1900 0000.</p>"
    assert clean_page(f"<div><h1>Titre</h1>{BODY}{line}</div>").text.endswith("selon le bureau.")
