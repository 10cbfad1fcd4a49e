"""What is the site's leaves the text; what only looks like it stays."""

from __future__ import annotations

import pytest

from pipeline.clean import clean_page
from pipeline.clean.furniture import article_lines, drop_furniture, furniture
from pipeline.clean.lines import inline_text, text_key
from pipeline.clean.trees import parse_page

BODY = "".join(
    f"<p>Paragraphe numéro {number} : la commune compte {number} cents habitants assurés, selon le bureau.</p>"
    for number in range(1, 6)
)
LAST = BODY[-len(BODY) // 5 :]


def text_of(extra: str) -> str:
    return clean_page(f"<article><h1>Titre</h1>{BODY}{extra}{LAST}</article>").text


def caption(line: str) -> list[str]:
    return article_lines([line], captions=frozenset({text_key(line)}))


@pytest.mark.parametrize(
    "line",
    [
        "Comment (0)",
        "Komen (12)",
        "Kommentar (0)",
        "การแสดงความคิดเห็น (0)",
        "ຄຳເຫັນ (3)",
        "(0)",
        "Bình luận",
        "Facebook Zalo",
        "Facebook • Twitter • Copy link",
        "แชร์ Facebook LINE",
        "ແບ່ງປັນ",
        "Del",
        "Photo : h1.jpg",
        "IMG_1234.jpg",
        "IMG_1234",
        "room-21-copy.jpg",
        "https://vphoto.vietnam.vn/thumb/1200x675/IMAGE/2025/10/31/1761897188943_2.jpg",
        "![](https://vphoto.vietnam.vn/a/1761897188943_2.jpg)",
    ],
)
def test_a_line_of_the_sites_is_left_out(line: str) -> None:
    assert article_lines(["Avant.", line, "Après."]) == ["Avant.", "Après."]


@pytest.mark.parametrize(
    "line",
    [
        "La photo de la carte (IMG_2231.JPG) montre 95 % des communes.",
        "Facebook compte 12 000 abonnés.",
        "Del 1 av planen er ferdig.",
        "(12) personnes",
        "Commentaire du directeur : 95 % sont assurés.",
        "12",
        "X = 12",
        "95 %",
    ],
)
def test_a_line_of_the_articles_stays(line: str) -> None:
    assert article_lines([line]) == [line]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Des agents au marché. Photo : IMG_2231.jpg", "Des agents au marché."),
        ("(Bilde 2: Fiskerbåter i havnen. Foto: DSC_0417.jpg)", "Bilde 2: Fiskerbåter i havnen."),
        ("ภาพ: ตลาด IMG_20251118_0631.jpg", "ภาพ: ตลาด"),
        ("Des agents au marché. Photo : Journaliste", "Des agents au marché. Photo : Journaliste"),
        ("DSC_0417.JPG", ""),
    ],
)
def test_a_caption_stays_without_the_name_of_its_file(line: str, wanted: str) -> None:
    assert caption(line) == ([wanted] if wanted else [])


def test_a_picture_that_was_left_as_markup_stays_as_its_caption() -> None:
    line = "![[ພາບ] ນະຄອນດ່າໜັງ: ນໍ້າຄ່ອຍໆຫຼຸດລົງ](https://vphoto.vietnam.vn/thumb/1200x675/1761897188943_2.jpg)"
    assert article_lines([line]) == ["ນະຄອນດ່າໜັງ: ນໍ້າຄ່ອຍໆຫຼຸດລົງ"]


@pytest.mark.parametrize("word", furniture().related)
def test_a_list_of_other_articles_between_paragraphs_is_left_out(word: str) -> None:
    listed = (
        "<ul><li><a href='/1'>Un pont de 1 200 mètres</a></li><li><a href='/2'>30 000 visiteurs</a></li></ul>"
    )
    text = text_of(f"<h3>{word}</h3>{listed}")
    assert "1 200" not in text
    assert word not in text.split("\n")
    assert text.endswith("selon le bureau.")


@pytest.mark.parametrize(
    "word", ["Lire aussi", "Les også", "Baca juga", "อ่านเพิ่มเติม", "ອ່ານເພີ່ມເຕີມ", "Xem thêm"]
)
def test_a_line_that_is_a_link_to_another_article_is_left_out(word: str) -> None:
    assert "1 200" not in text_of(f"<p>{word}: <a href='/1'>Un pont de 1 200 mètres est ouvert</a></p>")
    assert "1 200" not in text_of(
        f"<div><div><b>{word}</b></div><p><a href='/1'>Un pont de 1 200 mètres</a></p></div>"
    )


def test_a_sentence_that_begins_like_a_heading_stays() -> None:
    assert "Voir aussi le taux de 95 %" in text_of("<p>Voir aussi le taux de 95 % de la commune voisine.</p>")
    assert "Les mer om" in text_of("<p>Les mer om planen for 2026 hos kommunen, sier lederen.</p>")


def test_a_paragraph_behind_a_heading_of_no_list_stays() -> None:
    assert "1 200 mètres" in text_of("<h3>Voir aussi</h3><p>Le pont mesure 1 200 mètres, dit le bureau.</p>")


@pytest.mark.parametrize(
    "name",
    [
        "related-posts",
        "share-bar",
        "fb-comments",
        "cookie-consent",
        "tin-lien-quan",
        "socialShare",
        "breadcrumb",
    ],
)
def test_an_element_named_as_furniture_is_left_out(name: str) -> None:
    assert "1 200" not in text_of(
        f"<div class='x {name}'><p>Le pont de 1 200 mètres est ouvert depuis hier.</p></div>"
    )


@pytest.mark.parametrize(
    "name", ["relative", "elementor-widget", "shareholders", "socialist", "commentary", "menus-plaisirs"]
)
def test_a_name_that_only_begins_like_furniture_takes_nothing(name: str) -> None:
    tree = parse_page(f"<h1>Titre</h1>{BODY}<div class='{name}'><p>Le pont de 1 200 mètres.</p></div>")
    drop_furniture(tree)
    assert "1 200" in inline_text(tree)


def test_a_name_on_the_whole_article_takes_nothing() -> None:
    page = f"<div class='social-insurance related'><h1>Titre</h1>{BODY}</div>"
    assert "numéro 5" in clean_page(page).text


def test_date_and_publisher_alone_on_a_line_are_no_text() -> None:
    head = "<meta property='og:site_name' content='Báo Cà Mau'>"
    page = f"<head>{head}</head><body><h1>Titre</h1><p>Báo Cà Mau</p><p>Thứ sáu, 31/10/2025 | 08:30</p>{BODY}</body>"
    clean = clean_page(page)
    assert clean.publisher == "Báo Cà Mau"
    assert clean.text.startswith("Titre\nParagraphe")
