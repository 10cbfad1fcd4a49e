"""What is peculiar to Lao: names in transliteration, "twenty" that is also "people of", words within syllables."""

from __future__ import annotations

import pytest

from extractors.lexicon import lexicon_of
from extractors.reading import extract_figures
from schemas import Article


def figures_of(text: str, **known: object) -> list[tuple[str, str]]:
    article = Article.model_validate({"article_id": "lo", "lang": "lo", "text": text, **known})
    return [(figure.quote, str(figure.value)) for figure in extract_figures(article).figures]


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("ຮ່າໂນ້ຍ", "Hà Nội"),
        ("ລາວກາຍ", "Lào Cai"),
        ("ດົ່ງ ນາຍ", "Đồng Nai"),
        ("ໂຮ່ຈີມິນ", "Hồ Chí Minh"),
        ("ແທງຮວາ", "Thanh Hóa"),
    ],
)
def test_provinces_are_known_in_lao_letters(spelling: str, name: str) -> None:
    assert lexicon_of("lo").forms[spelling]["province"] == name


def test_every_province_old_and_new_has_a_lao_name() -> None:
    from extractors.lo.rules import _NAMES
    from schemas.reference import province_names

    assert set(_NAMES) == set(province_names())


def test_people_of_a_place_are_not_twenty() -> None:
    assert figures_of("ຊາວນາ, ຊາວໜຸ່ມ ແລະ ຊາວຫວຽດນາມ ມາຮ່ວມ.") == []
    assert figures_of("ມີຄູ ຊາວຫ້າ ຄົນ.") == [("ຊາວຫ້າ", "25")]


def test_budget_holds_no_about() -> None:
    article = Article(article_id="lo", lang="lo", text="ງົບປະມານ 20 ຕື້ດົ່ງ.")
    assert [figure.comparator for figure in extract_figures(article).figures] == ["="]
