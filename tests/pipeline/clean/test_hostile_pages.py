"""Pages that want time, memory or a crash are read or refused; what a terminal would obey never reaches a title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean_page
from pipeline.clean.workers import Bounds, PagePool, Quarantined
from pipeline.errors import RejectedError

BODY = "".join(
    f"<p>Paragraphe numéro {number} : la commune compte {number} cents habitants assurés, selon le bureau.</p>"
    for number in range(1, 6)
)
LAST = "selon le bureau."
NAMES = "Photo\u00a0:\u00a0" * 3000


def wrap(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article><h1>Titre</h1>{body}</article></body></html>"


def test_a_page_of_thirty_megabytes_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(RejectedError) as refused:
        clean_page(wrap(BODY + "<p>x</p>" * 4_000_000))
    assert refused.value.code == "too_large"


@pytest.mark.parametrize("span", ["9000000000000000", "-1", "1e9", "٣", "", "999"])
def test_a_table_with_an_impossible_span_is_read(span: str) -> None:
    table = f"<table><tr><td colspan='{span}'>Commune</td><td rowspan='{span}'>95 %</td></tr></table>"
    assert "| Commune | 95 % |" in clean_page(wrap(BODY + table + BODY)).text


@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td", "ul><li", "sup", "blockquote"])
def test_a_page_nested_two_hundred_levels_deep_is_read(tag: str) -> None:
    names = [name.strip("<>") for name in tag.split(">")]
    opened = "".join(f"<{name.strip('<')}>" for name in names)
    closed = "".join(f"</{name.strip('<')}>" for name in reversed(names))
    levels = 200 // len(names)
    page = clean_page(wrap(BODY + opened * levels + "Au fond." + closed * levels))
    assert LAST in page.text


def test_a_page_nested_deeper_than_can_be_read_is_refused() -> None:
    with pytest.raises(RejectedError) as refused:
        clean_page("<div>" * 300 + BODY + "</div>" * 300)
    assert refused.value.code == "too_deep"


@pytest.mark.parametrize(
    "line",
    [
        "a" * 300_000 + ".jp",
        "http://" * 60_000 + ".jpg",
        ".jpg" * 80_000,
        "![" * 100_000 + "](",
        "Source" + "\u00a0" * 200_000 + "x",
        "Source: " + "baodaklak." * 40_000,
        "Photo" + "\u00a0" * 200_000 + "x.jpg",
        NAMES + "x.jpg",
        "(" * 200_000 + ".jpg",
        "Lire aussi" + " :" * 100_000,
        "31/" * 100_000,
        "IMG_" * 60_000,
        "95\u00a0%\u00a0" * 50_000,
    ],
    ids=range(13),
)
def test_lines_made_for_endless_matching_are_read(line: str) -> None:
    # An expression of squared time would need hours for these.
    page = clean_page(
        wrap(
            f"{BODY}<p>{line}</p><figure><figcaption>{line}</figcaption></figure>{BODY}",
            f"<title>{line}</title>",
        )
    )
    assert page.text.endswith(LAST)


@pytest.mark.parametrize(
    "block",
    [
        '{"datePublished": "2025-10-31", "headline": "</script><script>alert(1)</script>"}',
        '{"datePublished": "2025-10-31"',
        "[" * 100_000,
        '{"publisher": {"name": ["a"]}}',
        '{"publisher": "Báo"}',
        '[{"publisher": null}, 12, "x"]',
        '{"datePublished": 20251031}',
        '{"datePublished": "\ud800"}',
        '{"a": "tab\there", "datePublished": "2025-10-31"}',
    ],
)
def test_broken_linked_data_breaks_nothing(block: str) -> None:
    page = clean_page(wrap(BODY, f"<script type='application/ld+json'>{block}</script>"))
    assert page.text.endswith(LAST)
    assert "alert" not in page.text


def test_unwritable_characters_leave_the_page() -> None:
    page = clean_page(wrap(BODY + "<p>A\0B\ud800C&#0;D&#xD800;E</p>"))
    page.text.encode("utf-8")
    assert "\0" not in page.text
    assert "ABC" in page.text


def test_marks_of_direction_and_invisible_characters_stay_as_served() -> None:
    line = "Le taux \u200f95\u200e %, 16\u202f700 \u00adet 1\u200b000 😀 personnes en tout."
    assert line in clean_page(wrap(BODY + f"<p>{line}</p>" + BODY)).text


def test_controls_leave_the_title_and_separators_make_no_line() -> None:
    page = clean_page(
        f"<h1>Ti\u001b]0;x\u0007tre\u009b2J \u202e95</h1>{BODY}<p>un\u2028deux\u0085trois\u001cquatre</p>"
    )
    assert page.title == "Ti]0;xtre2J \u202e95"
    assert "un deux trois quatre" in page.text
    assert len(page.text.splitlines()) == len(page.text.split("\n"))


def test_pages_beyond_the_bounds_are_set_aside_in_their_own_process() -> None:
    deep = "<p>" + "<b><i>" * 100 + "x"
    heavy = wrap("<p>" + "<a href='/1'>lien</a> " * 15_000 + "</p>" + "<p>texte</p>" * 15_000)
    pages = [("good", (wrap(BODY),)), ("heavy", (heavy * 2,)), ("deep", (deep,)), ("after", (wrap(BODY),))]
    with PagePool(clean_page, Bounds(2, 4, 400), preload=("trafilatura",)) as pool:
        results = dict(pool.read_pages(pages))
    assert results["good"] == results["after"] == clean_page(wrap(BODY))
    assert isinstance(results["heavy"], RejectedError | Quarantined)


MARKUP = [
    "<p>", "</p>", "<td>", "<table>", "<tr>", "<ul><li>", "<a href='http://[x'>", "<a href='/a'>", "</a>", "<h1>", "<h3>Lire aussi</h3>",
    "Source :", "https://baodaklak.vn/a", "IMG_1.jpg", "<figcaption>", "Comment (0)", "<div class='share'>", "<div class='article-content'>",
    "</div>", "<time datetime='2025-99-99'>", "<sup>1</sup>", "\x1b[2J", "\0", "\ud800", "&#0;", "<script type='application/ld+json'>", "95 %", "é",
    "<br>", "<!--", "]]>", "'", "<link rel='canonical' href='https://www.vietnam.vn/fr/a-b-c'>", "Facebook", "<p class='article-source'>",
]  # fmt: skip


@given(st.lists(st.sampled_from(MARKUP), max_size=60))
def test_any_heap_of_tags_and_words_is_read_or_refused(pieces: list[str]) -> None:
    try:
        page = clean_page("".join(pieces), "https://www.vietnam.vn/fr/a-b-c")
    except RejectedError:
        return
    assert page.text.strip()
    assert "\r" not in page.text
    page.text.encode()


@pytest.mark.parametrize("control", ["\x1b[2J", "\x0b", "&#27;", "&#x1B;", "\ufffe"])
def test_a_control_character_behind_a_list_of_related_articles_stops_nothing(control: str) -> None:
    body = "<p>La province compte 95 % d'habitants assurés, selon le bureau de la santé.</p>" * 3
    page = clean_page(
        f"<html><body><h1>Titre de la page</h1>{body}<h3>Lire aussi</h3>{control}</body></html>"
    )
    assert "95 %" in page.text
    assert control not in page.text
