"""What reading asks of a parse: where clauses part, which clause a word is in, what a numeral counts. No parser here."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import extract_figures
from extractors.normalise import fold_text
from extractors.syntax import Syntax, Word, make_syntax
from schemas import Article, Extraction, Figure


def parse(*words: str) -> tuple[str, Syntax]:
    """A text and its syntax from words written as form/category/head/relation, heads counted from 1; 0 is the root."""
    text, found = "", []
    for word in words:
        form, category, head, relation = word.rsplit("/", 3)
        if text and form not in (",", "."):
            text += " "
        found.append(Word(len(text), len(text) + len(form), int(head) - 1, relation, category))
        text += form
    return text, make_syntax([found], parsed=True)


CONTRAST = parse(
    "Hue/PROPN/2/nsubj", "nådde/VERB/0/root", "95/NUM/4/nummod", "prosent/NOUN/2/obj", ",/PUNCT/8/punct",
    "mens/SCONJ/8/mark", "byen/NOUN/8/nsubj", "fikk/VERB/2/advcl", "82/NUM/10/nummod", "prosent/NOUN/8/obj",
)  # fmt: skip
RELATIVE = parse(
    "350/NUM/2/nummod", "arbeidere/NOUN/9/nsubj", ",/PUNCT/5/punct", "som/PRON/5/nsubj",
    "utgjør/VERB/2/acl:relcl", "91/NUM/7/nummod", "prosent/NOUN/5/obj", ",/PUNCT/5/punct", "har/VERB/0/root",
    "4/NUM/11/nummod", "kort/NOUN/9/obj",
)  # fmt: skip
LIST = parse(
    "Byen/NOUN/2/nsubj", "har/VERB/0/root", "350/NUM/4/nummod", "medlemmer/NOUN/2/obj", "og/CCONJ/7/cc",
    "12/NUM/7/nummod", "skoler/NOUN/4/conj",
)  # fmt: skip


def break_in(example: tuple[str, Syntax], left: str, right: str) -> tuple[str, str] | None:
    text, syntax = example
    found = syntax.break_between(text.index(left), text.index(right))
    return (text[found[0] :].split()[0], found[1]) if found else None


def test_a_clause_with_its_own_subject_is_another_statement() -> None:
    assert break_in(CONTRAST, "95", "82") == (",", "clause")


def test_a_relative_clause_says_more_of_the_same() -> None:
    assert break_in(RELATIVE, "350", "91") == (",", "continuation")


def test_behind_an_embedded_clause_the_outer_one_goes_on() -> None:
    assert break_in(RELATIVE, "91", "4 kort") == ("har", "clause")


def test_nouns_in_a_row_are_one_clause() -> None:
    assert break_in(LIST, "350", "12") is None


def test_sentences_that_the_parser_held_apart_are_not_judged() -> None:
    both = make_syntax([[Word(0, 1, -1, "root", "VERB")], [Word(2, 3, -1, "root", "VERB")]], parsed=True)
    assert both.break_between(0, 2) is None


def test_the_counted_noun_is_the_numerals_head() -> None:
    text, syntax = LIST
    assert [text[a:b] for a, b in syntax.counted_nouns(text.index("12"), text.index("12") + 2)] == ["skoler"]


def test_the_noun_that_hangs_on_a_magnitude_is_counted() -> None:
    text, syntax = parse("1,2/NUM/2/nummod", "million/NOUN/0/root", "de/ADP/4/case", "personnes/NOUN/2/nmod")
    assert [text[a:b] for a, b in syntax.counted_nouns(0, len("1,2 million"))] == ["personnes"]


def test_without_a_parse_nothing_is_told() -> None:
    syntax = make_syntax([[Word(0, 3, -1, "", ""), Word(4, 7, -1, "", "")]], parsed=False)
    assert syntax.sentences == ((0, 7),)
    assert syntax.clause_at(5) == -1
    assert syntax.break_between(0, 5) is None
    assert list(syntax.counted_nouns(0, 3)) == []


def test_places_are_carried_over_to_the_folded_text() -> None:
    text = "\u200bde\u0301 12"
    words = [Word(1, 4, -1, "root", "VERB"), Word(5, 7, 0, "obj", "NUM")]
    folded = fold_text(text)
    moved = make_syntax([words], parsed=True).on(folded)
    assert [folded.text[word.start : word.end] for word in moved.words] == ["dé", "12"]
    assert moved.sentences == ((0, 5),)


@given(
    st.lists(
        st.tuples(
            st.integers(-3, 12), st.sampled_from(["root", "conj", "advcl", "acl:relcl", "nummod", "nmod"])
        ),
        min_size=1,
        max_size=10,
    )
)
def test_no_tree_raises_however_wrong(heads: list[tuple[int, str]]) -> None:
    words = [Word(2 * n, 2 * n + 1, head, relation, "VERB") for n, (head, relation) in enumerate(heads)]
    syntax = make_syntax([words], parsed=True)
    assert len(syntax.owners) == len(words)
    assert all(clause.parent < number for number, clause in enumerate(syntax.clauses))
    for left in range(0, 2 * len(words), 2):
        for right in range(left, 2 * len(words), 2):
            found = syntax.break_between(left, right)
            assert found is None or left < found[0] <= right
        list(syntax.counted_nouns(left, left + 1))


class Fixed:
    """An analyzer that knows one text."""

    identity = "fixed"

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax

    def analyze_text(self, text: str) -> Syntax:
        return self.syntax


def read(text: str, lang: str, syntax: Syntax | None = None) -> Extraction:
    article = Article.model_validate(
        {"article_id": "a", "lang": lang, "text": text, "published": "2025-10-31"}
    )
    return extract_figures(article, Fixed(syntax) if syntax else None)


def figure(text: str, lang: str, syntax: Syntax | None = None) -> Figure:
    (only,) = read(text, lang, syntax).figures
    return only


def test_a_parse_finds_the_counted_noun_behind_words_that_are_no_cues() -> None:
    text, syntax = parse(
        "480/NUM/9/nummod", "svært/ADV/3/advmod", "unge/ADJ/9/amod", "og/CCONJ/8/cc", "stort/ADV/8/advmod",
        "sett/ADV/5/fixed", "nokså/ADV/8/advmod", "fattige/ADJ/3/conj", "arbeidere/NOUN/10/nsubj",
        "deltar/VERB/0/root", "./PUNCT/10/punct",
    )  # fmt: skip
    assert figure(text, "nb").unit == "item"
    read_with = figure(text, "nb", syntax)
    assert (read_with.unit, read_with.evidence["unit"].rule) == ("person", "counted noun by the parse")
    assert read_with.evidence["unit"].quote == "arbeidere"


THAI = "ในปี 2568 อำเภอมีสมาชิก 1,250 คน อัตราครอบคลุมถึงร้อยละ 95 ภายในวันที่ 31 ธันวาคม 2569"


def thai_bounds(*places: str) -> Syntax:
    cuts = [0, *(THAI.index(place) for place in places), len(THAI)]
    return Syntax(tuple(pairwise(cuts)))


def test_thai_sentences_of_an_analyzer_replace_our_own() -> None:
    from extractors.lexicon import lexicon_of
    from extractors.reading import read_text

    reading = read_text(THAI, lexicon_of("th"), syntax=thai_bounds("อัตรา"))
    assert [THAI[s.start : s.end].split()[0] for s in reading.sentences] == ["ในปี", "อัตราครอบคลุมถึงร้อยละ"]


@pytest.mark.parametrize("inside", ["250 คน", "คน อัตรา", "ธันวาคม 2569", "2569", "95 ภายใน", "2568"])
def test_no_bound_splits_a_number_a_date_or_what_is_counted(inside: str) -> None:
    without = read(THAI, "th", thai_bounds())
    assert [f.quote for f in without.figures] == ["1,250", "ร้อยละ 95"]
    assert read(THAI, "th", thai_bounds(inside)) == without


@pytest.mark.parametrize("clock", ["7 โมงเช้า", "เวลา 7"])
def test_no_bound_parts_a_number_from_the_word_that_makes_it_no_figure(clock: str) -> None:
    text = f"ชาวบ้านมารอตั้งแต่ {clock} วันนี้ มีผู้เข้าร่วม 450 คน"
    second = text.index(clock.split()[1])
    split = Syntax(((0, second), (second, len(text))))
    assert [f.quote for f in read(text, "th", split).figures] == ["450"]


def test_an_analyzer_that_tells_nothing_changes_nothing() -> None:
    text = "Provinsen har 350 medlemmer, og 95 prosent har kort innen 2030."
    assert read(text, "nb", Syntax(())) == read(text, "nb")
