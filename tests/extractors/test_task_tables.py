"""Tables of tasks: who must do what by when, in every language by its own labels of lists."""

from datetime import date

import pytest

from extractors import extract_figures, language_codes
from extractors.lexicon import lexicon_of
from schemas import Article

CODES = sorted(code for code in language_codes() if lexicon_of(code).spec.deadline.deadline_labels)


def read_rows(lang, *rows):
    """The dates and bodies that a table's rows tell, published in November 2025."""
    article = Article(article_id="tasks", lang=lang, text="\n".join(rows), published=date(2025, 11, 15))
    return [(found.date, found.responsible) for found in extract_figures(article).deadlines]


def heads_of(lang):
    """A label of bodies and one of dates."""
    spec = lexicon_of(lang).spec.deadline
    return spec.responsible_labels[0].rstrip(" :"), spec.deadline_labels[0].rstrip(" :")


@pytest.mark.parametrize("lang", CODES)
def test_a_row_names_its_date_and_who_must_act(lang):
    who, due = heads_of(lang)
    told = read_rows(lang, f"ABC | {who} | {due}", "Xyz | Uvw Rst | 20/12/2025", "Def | Klm | 31/01/2026")
    assert told == [(date(2025, 12, 20), "Uvw Rst"), (date(2026, 1, 31), "Klm")]


@pytest.mark.parametrize("lang", CODES)
def test_the_columns_may_stand_in_any_order_and_bodies_may_be_missing(lang):
    who, due = heads_of(lang)
    assert read_rows(lang, f"{due} | ABC | {who}", "20/12/2025 | Xyz | Klm") == [(date(2025, 12, 20), "Klm")]
    assert read_rows(lang, f"ABC | {due} | Abc", "Xyz | 20/12/2025 | Klm") == [(date(2025, 12, 20), None)]


@pytest.mark.parametrize("lang", CODES)
def test_a_day_gone_by_or_in_another_column_is_due_by_nobody(lang):
    who, due = heads_of(lang)
    assert read_rows(lang, f"ABC | {who} | {due}", "Xyz | Klm | 20/10/2025") == []
    assert read_rows(lang, f"ABC | {who} | {due}", "20/12/2025 | Klm | Xyz") == []
