"""A page in another language than its edition is told; what cannot be told is the edition's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sample import SAMPLE_DIR
from pipeline.clean import check_edition, clean_page

VIETNAMESE = (
    "Đến hết tháng 10, toàn tỉnh có hơn một triệu người tham gia bảo hiểm y tế, đạt tỷ lệ bao phủ 93,4 % dân số.\n"
    "Tỉnh phấn đấu đến cuối năm đạt tỷ lệ 95,2 %, trong đó mỗi xã, phường tổ chức ít nhất hai hội nghị truyền thông."
)
ENGLISH = (
    "By the end of October more than one million people of the province had health insurance, a coverage of 93.4 %.\n"
    "The province strives to reach 95.2 % by the end of the year; each commune shall hold at least two conferences."
)
LANGUAGES = ("lo", "ms", "th", "nb", "fr")


def sample(lang: str) -> str:
    return clean_page((SAMPLE_DIR / lang / f"{lang}-vinh-long.html").read_text("utf-8")).text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_article_agrees_with_its_edition_and_with_no_other(lang: str) -> None:
    text = sample(lang)
    assert check_edition(lang, text).same
    for other in set(LANGUAGES) - {lang}:
        assert not check_edition(other, text).same, other


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("text", "found"), [(VIETNAMESE, "vi"), (ENGLISH, "en")])
def test_a_page_that_came_back_untranslated_is_told_by_its_language(lang: str, text: str, found: str) -> None:
    assert check_edition(lang, text) == (False, found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_with_one_untranslated_paragraph_is_the_editions(lang: str) -> None:
    assert check_edition(lang, f"{sample(lang)}\n{VIETNAMESE[:110]}").same


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_of_which_only_the_headline_was_translated_is_not(lang: str) -> None:
    headline = sample(lang).split("\n")[0]
    assert not check_edition(lang, f"{headline}\n{VIETNAMESE}\n{VIETNAMESE}").same


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_few_words_are_not_judged(lang: str) -> None:
    assert check_edition(lang, "95,2 %").same
    assert check_edition(lang, "").same
    assert check_edition(lang, "Vĩnh Long: 95,2 %").same


def test_a_short_text_in_another_script_is_judged() -> None:
    thai = "จังหวัดหวิญล็องเร่งเพิ่มอัตราครอบคลุมประกันสุขภาพให้ถึงเป้าหมายภายในสิ้นปี"
    assert not check_edition("fr", thai).same
    assert not check_edition("lo", thai).same
    assert check_edition("th", thai).same


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    for lang in LANGUAGES:
        check_edition(lang, text)
