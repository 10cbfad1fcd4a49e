"""What holds for any text in every language: spans are exact, nothing raises, work grows with length and no faster."""

import itertools
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import (
    explain_text,
    extract_figures,
    extractor_version,
    language_codes,
    recognise_language,
)
from extractors.lexicon import lexicon_of
from schemas import Article

PUBLISHED = date(2025, 10, 31)


def pieces(lang):
    """Texts made of the language's own forms, numbers and marks: far likelier to meet a rule than random letters."""
    forms = sorted({form.strip("*^") for form in lexicon_of(lang).forms})
    return st.lists(
        st.one_of(
            st.sampled_from(forms),
            st.sampled_from(
                ["95 %", "1.000", "33,750/43,320", "2568", "2025", "31", "12/2025", "30/9/2025", "-", "–", ",", ";", ".",
                 "\n", "(", ")", ":", "1–1,5", "🙂", "\u200b", "\u0ecd", "0", "9" * 60, "52-CT/TW", "![](", "\ud800"]
            ),
            st.text(max_size=6),
        ),
        max_size=40,
    ).flatmap(lambda parts: st.sampled_from(["", " "]).map(lambda glue: glue.join(parts)))  # fmt: skip


def check(text, lang, published):
    article = Article(article_id="a", lang=lang, text=text, published=published)
    read = extract_figures(article)
    for record in (*read.figures, *read.deadlines, *read.refusals):
        assert text[record.start : record.end] == record.quote
        for evidence in getattr(record, "evidence", {}).values():
            assert text[evidence.start : evidence.end] == evidence.quote
            assert evidence.rule
    spans = [(f.start, f.end) for f in read.figures]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("lang", language_codes())
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_quote_is_its_span_and_nothing_raises(lang, data):
    check(data.draw(pieces(lang)), lang, data.draw(st.sampled_from([None, PUBLISHED])))


@pytest.mark.soak
@pytest.mark.parametrize("lang", language_codes())
@settings(max_examples=5_000, deadline=None)
@given(data=st.data())
def test_every_quote_is_its_span_and_nothing_raises_at_length(lang, data):
    check(data.draw(pieces(lang)), lang, data.draw(st.sampled_from([None, PUBLISHED])))


@pytest.mark.parametrize("lang", language_codes())
@settings(max_examples=30, deadline=None)
@given(text=st.text())
def test_any_unicode_text_is_read(lang, text):
    check(text, lang, None)


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_language_recognition_takes_any_text(text):
    found = recognise_language(text)
    assert found.lang is None or found.lang in language_codes()


HOSTILE = {
    "digits": "1",
    "grouped digits": "1,111.",
    "spaced digits": "111 111 ",
    "percentages": "95 % ",
    "nested brackets": "(",
    "brackets around numbers": "(1)",
    "one letter": "a",
    "image marks": "![",
    "dashes between numbers": "1-",
    "slashes": "1/2/",
    "years": "2025 ",
    "lines": "1.\n",
    "commas": "5,5, ",
    "marks": "~><",
    "zero width": "\u200b",
    "at signs": "a@",
    "tone marks": "\u0ec8",
}


def steps(text, lang):
    """How many calls the engine makes for a text: a count of work that no noise of the machine touches."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    article = Article(article_id="a", lang=lang, text=text, published=PUBLISHED)
    warm = Article(article_id="w", lang=lang, text=text[:600], published=PUBLISHED)
    extract_figures(warm)  # what is made once, at the first text that needs it, is no growth
    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        extract_figures(article)
    finally:
        sys.setprofile(before)
    return count


def of_length(part, length):
    return part * (length // len(part))


def cue_with_number(lang, tag):
    spec = lexicon_of(lang).spec
    form = next(
        f.strip("*^") for f, tags in lexicon_of(lang).forms.items() if tag in tags and "province" not in tags
    )
    return (form + " 95 ") if spec.language.spaces else form + "95"


CUES = ["numword", "scale", "scheme", "date", "unit", "month", "measure"]


# Until the bound on a sentence's atoms is reached, twice the text may cost a little more than twice the work;
# work that grew with the square of the length would cost four times as much.
@pytest.mark.parametrize("lang", language_codes())
@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_no_faster_than_hostile_text(lang, part):
    assert steps(of_length(part, 2400), lang) <= 3.2 * steps(of_length(part, 1200), lang) + 2000


@pytest.mark.parametrize("lang", language_codes())
@pytest.mark.parametrize("tag", CUES)
def test_work_grows_no_faster_than_repeated_cues(lang, tag):
    part = cue_with_number(lang, tag)
    assert steps(of_length(part, 2400), lang) <= 3.2 * steps(of_length(part, 1200), lang) + 2000


# Long enough that the bound is reached in both, so that only the growth is compared.
@pytest.mark.soak
@pytest.mark.parametrize("lang", language_codes())
@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_linearly_on_hostile_text(lang, part):
    assert steps(of_length(part, 20_000), lang) <= 4 * steps(of_length(part, 5_000), lang) * 1.25 + 2000


@pytest.mark.soak
@pytest.mark.parametrize("lang", language_codes())
@pytest.mark.parametrize("tag", CUES)
def test_work_grows_linearly_on_repeated_cues(lang, tag):
    part = cue_with_number(lang, tag)
    assert steps(of_length(part, 20_000), lang) <= 4 * steps(of_length(part, 5_000), lang) * 1.25 + 2000


@pytest.mark.parametrize("lang", language_codes())
def test_a_megabyte_of_one_letter_is_read(lang):
    check("a" * 1_000_000, lang, PUBLISHED)


def test_offsets_are_code_points_also_after_an_emoji():
    text = "🙂🙂 Plus de 95 % de la population"
    figure = extract_figures(Article(article_id="a", lang="fr", text=text)).figures[0]
    assert (figure.start, figure.quote) == (11, "95 %")


def test_the_same_text_is_read_the_same_way_twice():
    article = Article(
        article_id="a", lang="fr", text="Au 30 juin 2025, 95 % des élèves.", published=PUBLISHED
    )
    assert extract_figures(article) == extract_figures(article)


def test_an_explanation_names_rule_span_and_refusal():
    tree = explain_text("Selon la directive 52-CT/TW, plus de 95 % de la population.", "fr")
    assert "comparator" in tree
    assert "'plus de'" in tree
    assert "refused: identifier" in tree


def test_an_unknown_language_is_named():
    with pytest.raises(ValueError, match="xx"):
        explain_text("1", "xx")


def test_a_day_that_the_calendar_lacks_is_refused_by_name():
    text = "Avant le 31 février 2026, 95 % des élèves seront assurés."
    read = extract_figures(Article(article_id="a", lang="fr", text=text, published=PUBLISHED))
    assert [r.reason for r in read.refusals if "février" in r.quote] == ["no such day"]
    assert read.deadlines == ()


def test_the_version_names_the_engine_that_made_a_reading():
    number, _, digest = extractor_version().partition("+")
    assert number.count(".") == 2
    assert len(digest) == 8


@pytest.mark.parametrize("lang", language_codes())
def test_a_table_of_bare_numbers_under_any_head_is_read(lang):
    forms = [f.strip("*^") for f, tags in lexicon_of(lang).forms.items() if {"measure", "base"} & tags.keys()]
    for form in forms[:: max(1, len(forms) // 60)]:
        check(f"| {form} | {form} |  |\n| a | 95 % | 5 |\n| b | 12 % | 1.234 |", lang, PUBLISHED)


@pytest.mark.parametrize("published", [date.min, date(1, 12, 31), date.max], ids=str)
@pytest.mark.parametrize("lang", ["lo", "ms", "th", "nb", "fr"])
def test_days_of_publication_at_the_ends_of_the_calendar_raise_nothing(lang: str, published: date) -> None:
    texts = {
        "fr": "Les listes doivent être prêtes avant le 15 janvier. Fin décembre, 3 000 personnes ; en janvier dernier, 12 %.",
        "nb": "Listene skal være klare før 15. januar. I første halvår skal 3 000 nås senest i september. Siste måned: 12 %.",
        "ms": "Senarai mesti siap sebelum 15 Januari; 3,000 orang pada akhir tahun lalu dan 12% bulan lepas.",
        "th": "ต้องส่งรายชื่อก่อนวันที่ 15 มกราคม มี 3,000 คน ณ สิ้นปี 2 เดือนที่ผ่านมา 12%",
        "lo": "ຕ້ອງສົ່ງລາຍຊື່ກ່ອນວັນທີ 15 ມັງກອນ, ມີ 3.000 ຄົນ ທ້າຍປີ, ເດືອນກ່ອນ 12%",
    }
    check(texts[lang], lang, published)
