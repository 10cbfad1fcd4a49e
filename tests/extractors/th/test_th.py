"""Claims about Thai: words inside longer words are not read, years of two eras meet, chains of clauses part."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from extractors import extract_figures
from extractors.atoms import scan_atoms
from extractors.lexicon import lexicon_of
from extractors.normalise import fold_text
from extractors.th.rules import extra_forms, inside_word
from schemas import Article, Extraction
from schemas.reference import province_names


def read(text: str, published: date | None = date(2025, 11, 5)) -> Extraction:
    return extract_figures(Article(article_id="t", lang="th", text=text, published=published))


@pytest.mark.parametrize(
    "text",
    [
        "งบประมาณท้องถิ่นสามารถสนับสนุนอุตสาหกรรมและสหกรณ์ได้อย่างเรียบร้อย",
        "สร้อยและพลอยถูกร้อยเรียง",
        "ประชาชนหลายพันคนและสถานประกอบการนับร้อยแห่ง",
    ],
)
def test_number_words_inside_other_words_are_no_figures(text: str) -> None:
    assert read(text).figures == ()


def test_a_number_word_crossed_by_a_dictionary_word_is_inside_it() -> None:
    text = "กลุ่มร้อยกรอง"
    start = text.index("ร้อย")
    assert inside_word(text, start, start + len("ร้อย"))


def test_a_number_word_beside_a_name_spelt_by_ear_stands_for_itself() -> None:
    text = "ตำบลเติ๋นเดี่ยนสิบสองแห่ง"
    start = text.index("สิบสอง")
    assert not inside_word(text, start, start + len("สิบสอง"))


def test_cutting_looks_at_a_bounded_stretch_of_an_endless_line() -> None:
    text = "ก" * 100_000 + "สิบสอง" + "ก" * 100_000
    assert not inside_word(text, 100_000, 100_006)


@pytest.mark.parametrize("year", ["2568", "2025", "๒๕๖๘", "พ.ศ. 2568", "ค.ศ. 2025"])
def test_years_of_both_eras_are_one_year(year: str) -> None:
    (deadline,) = read(f"ภายในวันที่ 31 ธันวาคม {year} ต้องออกบัตรประกันสุขภาพให้ครบ 12,000 ใบ").deadlines
    assert deadline.date == date(2025, 12, 31)


def test_about_is_not_read_out_of_the_word_for_budget() -> None:
    (figure,) = read("งบประมาณ 300 ล้านดอง").figures
    assert figure.comparator == "="


def test_said_that_is_not_read_as_more_than() -> None:
    (figure,) = read("สหกรณ์ประหยัดไฟได้ 4,200 kWh ประธานบอกว่าดีใจ").figures
    assert figure.comparator == "="


def test_every_spelling_of_a_province_leads_to_a_known_name() -> None:
    names = {value for _, tag, value in extra_forms() if tag == "province"}
    assert names <= set(province_names())
    assert len(names) >= 63


_SPELLINGS: dict[str, list[str]] = {}
for _form, _tag, _name in extra_forms():
    if _tag == "province":
        _SPELLINGS.setdefault(_name, []).append(_form)


def provinces_of(text: str) -> list[tuple[str, str]]:
    """The names of provinces in a text as they are printed, with what they mean."""
    atoms, _ = scan_atoms(fold_text(text), lexicon_of("th"))
    return [(text[a.start : a.end], a.tags["province"]) for a in atoms if "province" in a.tags]


@pytest.mark.parametrize("name", sorted(province_names()))
def test_every_spelling_of_a_province_is_read_behind_the_word_for_it(name: str) -> None:
    for form in _SPELLINGS[name]:
        assert provinces_of(f"ทั้งจังหวัด{form}มีผู้เข้าร่วม 1,200 คน") == [(form, name)]


def test_no_spelling_means_two_provinces() -> None:
    forms = [form for some in _SPELLINGS.values() for form in set(some)]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("อย่าลำบากกันเลย ทุกคนหายางมาขาย ของกล่าวกายมี 3 ชิ้น", []),
        ("ยาลายมีผู้เข้าร่วม 1,200 คน", []),
        ("จังหวัดยาลายมีผู้เข้าร่วม 1,200 คน ปีก่อนยาลายมี 900 คน", ["Gia Lai", "Gia Lai"]),
        ("ยาลาย: มีผู้เข้าร่วม 1,200 คน", ["Gia Lai"]),
        ("ตำบลเกิ่นลอง (ยาลาย) มีผู้เข้าร่วม 1,200 คน", ["Gia Lai"]),
        ("จ.ดงไนจัดเวที 3 แห่ง ยกเว้นบ้านหลังเดียว", ["Đồng Nai"]),
    ],
)
def test_a_spelling_that_words_may_hold_is_a_name_where_the_text_tells_so(
    text: str, found: list[str]
) -> None:
    assert [name for _, name in provinces_of(text)] == found


@pytest.mark.parametrize("printed", ["บ่าเสียะ-หวุงเต่า", "บ่าเสียะ - หวุงเต่า", "บาเรีย วุงเตา", "บ่าเสียะหวุงเต่า"])
def test_a_double_name_stands_with_a_hyphen_a_space_or_neither(printed: str) -> None:
    assert provinces_of(f"{printed}มีผู้เข้าร่วม 1,200 คน") == [(printed, "Bà Rịa - Vũng Tàu")]


def test_a_named_commune_is_a_part_and_the_province_after_it_the_whole() -> None:
    text = "ตำบลเตินลองมีครัวเรือน 1,204 ครัวเรือน ส่วนทั้งจังหวัดมีครัวเรือน 85,000 ครัวเรือน"
    assert [figure.scope for figure in read(text).figures] == ["part", "whole"]


def test_communes_in_general_are_no_part() -> None:
    (figure,) = read("คณะกรรมการประชาชนตำบลและแขวงได้มอบบัตร 350 ใบ").figures
    assert figure.scope == "whole"


def test_the_cutter_of_words_leaves_the_home_folder_alone(tmp_path: Path) -> None:
    program = "from extractors.th.rules import inside_word; inside_word('ประชาชนสองพันคน', 8, 10)"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHAINLP")}
    subprocess.run([sys.executable, "-c", program], env={**kept, "HOME": str(tmp_path)}, check=True)
    assert not list(tmp_path.iterdir())


def test_a_scale_or_half_alone_behind_a_comparator_is_a_number() -> None:
    found = read("มีผู้ประกันตนเกินแสนคน และเกือบครึ่งของแรงงานอยู่ในระบบ ใช้เวลาเกือบครึ่งปี").figures
    assert [(f.value, f.unit, f.comparator) for f in found] == [
        (100_000, "person", ">"),
        (50, "percent", "~"),
    ]
