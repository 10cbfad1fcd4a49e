"""What is peculiar to Lao: names in transliteration, "twenty" that is also "people of", words within syllables."""

from __future__ import annotations

import pytest

from extractors.atoms import scan_atoms
from extractors.lexicon import lexicon_of
from extractors.lo.rules import extra_forms
from extractors.normalise import fold_text
from extractors.reading import extract_figures
from schemas import Article
from schemas.reference import province_names


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

    assert set(_NAMES) == set(province_names())


_SPELLINGS: dict[str, list[str]] = {}
for _form, _tag, _name in extra_forms():
    if _tag == "province":
        _SPELLINGS.setdefault(_name, []).append(_form)


def provinces_of(text: str) -> list[tuple[str, str]]:
    """The names of provinces in a text as they are printed, with what they mean."""
    folded = fold_text(text)
    atoms, _ = scan_atoms(folded, lexicon_of("lo"))
    named = [atom for atom in atoms if "province" in atom.tags]
    spans = [(*folded.original(atom.start, atom.end), atom.tags["province"]) for atom in named]
    return [(text[start:end], name) for start, end, name in spans]


@pytest.mark.parametrize("name", sorted(province_names()))
def test_every_spelling_of_a_province_is_read_behind_the_word_for_it(name: str) -> None:
    for form in _SPELLINGS[name]:
        assert provinces_of(f"ທົ່ວແຂວງ{form} ມີຜູ້ເຂົ້າຮ່ວມ 1.200 ຄົນ") == [(form, name)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ມະຫາວິທະຍາໄລ ມີ 3 ແຫ່ງ", []),
        ("ແຂວງຍາໄລ ມີ 3 ແຫ່ງ, ປີກ່ອນ ຍາໄລ ມີ 2 ແຫ່ງ", ["Gia Lai", "Gia Lai"]),
        ("ແຂວງ ຢາ-ລາຍ ມີ 3 ແຫ່ງ", ["Gia Lai"]),
    ],
)
def test_a_spelling_that_words_may_hold_is_a_name_where_the_text_tells_so(
    text: str, found: list[str]
) -> None:
    assert [name for _, name in provinces_of(text)] == found


def test_people_of_a_place_are_not_twenty() -> None:
    assert figures_of("ຊາວນາ, ຊາວໜຸ່ມ ແລະ ຊາວຫວຽດນາມ ມາຮ່ວມ.") == []
    assert figures_of("ມີຄູ ຊາວຫ້າ ຄົນ.") == [("ຊາວຫ້າ", "25")]


def test_budget_holds_no_about() -> None:
    article = Article(article_id="lo", lang="lo", text="ງົບປະມານ 20 ຕື້ດົ່ງ.")
    assert [figure.comparator for figure in extract_figures(article).figures] == ["="]
