"""Pages to text: what stays, what goes, what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sample import SAMPLE_DIR
from pipeline.clean import clean_page, read_date
from pipeline.errors import RejectedError

PARAGRAPHS = "".join(
    f"<p>Paragraphe numéro {number} : la commune compte {number} cents habitants assurés, selon le bureau.</p>"
    for number in range(1, 6)
)


def wrap(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><nav>Menu 12 %</nav><article>{body}</article></body></html>"


def test_a_footnote_mark_does_not_melt_into_its_number() -> None:
    text = clean_page(wrap(f"<h1>Titre</h1>{PARAGRAPHS}<p>Le taux est de 95 %<sup>1</sup> en tout.</p>")).text
    assert "95 %¹ en tout" in text
    assert "95 %1" not in text


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("10<sup>6</sup> dongs", "10⁶ dongs"),
        ("40 m<sup>2</sup> par foyer", "40 m² par foyer"),
        ("le CO<sub>2</sub> émis", "le CO₂ émis"),
        ("le 1<sup>er</sup> juillet", "le 1er juillet"),
        ("2<sup><a href='#n'>12</a></sup> cas", "2¹² cas"),
        ("3<sup>[4]</sup> cas", "3[4] cas"),
    ],
)
def test_raised_and_lowered_digits_stay_apart_from_numbers(markup: str, wanted: str) -> None:
    assert wanted in clean_page(wrap(f"<h1>Titre</h1>{PARAGRAPHS}<p>On compte {markup} ici.</p>")).text


def test_title_lead_and_body_stand_one_paragraph_a_line() -> None:
    page = clean_page((SAMPLE_DIR / "fr" / "fr-vinh-long.html").read_text("utf-8"))
    lines = page.text.split("\n")
    assert lines[0] == page.title
    assert lines[0].startswith("Vinh Long : 45 jours")
    assert lines[1].startswith("Le 17 novembre")
    assert len(lines) == 9
    assert "Photo : Journaliste" in page.text
    assert "\r" not in page.text


@pytest.mark.parametrize("lang", ["lo", "ms", "th", "nb", "fr"])
def test_a_translation_page_gives_its_date_link_and_language_and_no_furniture(lang: str) -> None:
    page = clean_page((SAMPLE_DIR / lang / f"{lang}-vinh-long.html").read_text("utf-8"))
    assert page.published == date(2025, 11, 18)
    assert page.origin_url is not None
    assert page.origin_url.startswith("https://baovinhlong.com.vn/")
    assert page.url is not None
    assert page.url.startswith("https://www.vietnam.vn/")
    assert page.lang in {lang, "no"}
    for furniture in (
        "(0)",
        "https://",
        "Facebook",
        "1900 0000",
        "18/11/2025",
        "Báo Vĩnh Long",
        "30,000",
        "30 000",
    ):
        assert furniture not in page.text, furniture


@pytest.mark.parametrize(
    ("word", "link"),
    [
        ("Source :", '<a href="https://baocantho.com.vn/x-a1.html">ici</a>'),
        ("Sumber:", "https://baocantho.com.vn/x-a1.html"),
        ("ที่มา:", '<a href="https://baocantho.com.vn/x-a1.html">https://baocantho.com.vn/x-a1.html</a>'),
        ("ທີ່ມາ:", '<a href="https://baocantho.com.vn/x-a1.html#c">Báo</a>'),
        ("Kilde:", '<em><a href="https://baocantho.com.vn/x-a1.html?utm_source=x">avis</a></em>'),
    ],
)
def test_the_source_link_is_read_in_every_language_and_leaves_the_text(word: str, link: str) -> None:
    page = clean_page(wrap(f"<h1>Titre</h1>{PARAGRAPHS}<p>{word} {link}</p>"))
    assert page.origin_url == "https://baocantho.com.vn/x-a1.html"
    assert word not in page.text


def test_a_source_that_is_a_body_stays_in_the_text() -> None:
    page = clean_page(wrap(f"<h1>Titre</h1>{PARAGRAPHS}<p>Source : Assurance sociale de la province</p>"))
    assert page.origin_url is None
    assert "Source : Assurance sociale" in page.text


def test_a_short_article_keeps_its_paragraphs_apart() -> None:
    page = clean_page("<html><body><h1>Bref</h1><p>95 % assurés.</p><p>But : 97 %.</p></body></html>")
    assert page.text == "Bref\n95 % assurés.\nBut : 97 %."


def test_a_data_table_is_one_line_a_row() -> None:
    table = "<table><tr><th>Commune</th><th>Taux</th></tr><tr><td>An Phu</td><td>95 %</td></tr></table>"
    text = clean_page(wrap(f"<h1>Titre</h1>{PARAGRAPHS}{table}")).text
    assert "| Commune | Taux |\n| An Phu | 95 % |" in text


def test_a_page_that_is_wrapped_in_a_form_is_read() -> None:
    assert "numéro 5" in clean_page(f"<form id='aspnet'><h1>Titre</h1>{PARAGRAPHS}</form>").text


def test_numbers_keep_their_no_break_spaces_on_ruled_pages() -> None:
    page = clean_page(
        "<h1>Titre</h1><div class='article-content'><p>16\u202f700 et 95\u00a0%.</p><p>Fin.</p></div>",
        "https://www.vietnam.vn/fr/x",
    )
    assert "16\u202f700 et 95\u00a0%." in page.text


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("", "empty_page"),
        ("  \n ", "empty_page"),
        ("<!-- nothing -->", "empty_page"),
        ("<html><head><title>Titre seul</title></head><body></body></html>", "no_article"),
        ("<div>" * 3000 + "x" + "</div>" * 3000, "too_deep"),
        ("<p>x</p>" * 60_000, "too_large"),
        ("<p " + " ".join(f"a{number}=1" for number in range(5000)) + ">x</p>", "too_large"),
        ("<p>" + "a" * 11_000_000 + "</p>", "too_deep"),
    ],
)
def test_pages_that_cannot_be_articles_are_refused_with_a_reason(page: str, code: str) -> None:
    with pytest.raises(RejectedError) as refused:
        clean_page(page)
    assert refused.value.code == code


def test_a_giant_colspan_is_harmless() -> None:
    table = '<table><tr><td colspan="9000000000000000">a</td><td rowspan="-1">b</td></tr></table>'
    assert "numéro 5" in clean_page(wrap(f"<h1>Titre</h1>{PARAGRAPHS}{table}")).text


def test_nested_layout_tables_do_not_multiply_work() -> None:
    assert clean_page("<table><tr><td>" * 80 + "<p>Un.</p><p>Deux.</p>").text == "Un.\nDeux."


def test_truncated_html_gives_what_is_there() -> None:
    assert clean_page(f"<html><body><article><h1>Titre</h1>{PARAGRAPHS}<p>Et la fin man").text.endswith("man")


def test_a_date_that_does_not_exist_is_noted_and_not_taken() -> None:
    page = clean_page(wrap(f"<h1>T</h1><time datetime='2025-02-31'>x</time>{PARAGRAPHS}"))
    assert page.published is None
    assert page.notes == (("published", "the date '2025-02-31' does not exist"),)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025-10-31T06:30:00+07:00", date(2025, 10, 31)),
        ("Thứ sáu, 31/10/2025 | 08:30", date(2025, 10, 31)),
        ("31-10-2568", date(2025, 10, 31)),
        ("no date", None),
    ],
)
def test_printed_dates_are_read_day_first_and_buddhist_years_converted(
    text: str, wanted: date | None
) -> None:
    assert read_date(text) == wanted


def test_cleaning_twice_gives_the_same() -> None:
    source = (SAMPLE_DIR / "th" / "th-vinh-long.html").read_text("utf-8")
    assert len({clean_page(source) for _ in range(5)}) == 1


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<td>",
                "<table>",
                "<sup>1</sup>",
                "<a href='http://[x'>",
                "95 %",
                "<br>",
                "\0",
                "<!--",
                "]]>",
                "&#0;",
                "&#xD800;",
                "<time datetime='2025-99-99'>",
                "é",
                "<h1>",
                "'",
            ]
        )
    )
)
def test_any_heap_of_tags_is_read_or_refused(pieces: list[str]) -> None:
    try:
        page = clean_page("".join(pieces))
    except RejectedError:
        return
    assert page.text.strip()
    page.text.encode()
