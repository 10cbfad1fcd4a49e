"""The macros: quotes and their surroundings, provinces since the merger, what was published when, what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Told

A: dict[str, Any] = {"value": 93, "province": "Vĩnh Long"}
B: dict[str, Any] = {"value": 80, "scenario": "target"}


def test_a_quote_is_cut_from_the_stored_text_by_code_points(told: Told) -> None:
    told.tell("a", A, B, deadlines=({"quote": "15/1/2026", "date": "2026-01-15"},))
    assert told.ask("SELECT quote(figure_id), quote FROM current_figures ORDER BY start") == [
        ("93", "93"),
        ("80", "80"),
    ]
    assert told.ask("SELECT quote(deadline_id) FROM current_deadlines") == [("15/1/2026",)]
    assert told.ask("SELECT quote('none')") == [(None,)]


def test_evidence_of_a_figure_is_that_of_its_latest_reading(told: Told) -> None:
    told.tell("a", A, B)
    told.store()
    told.tell("a", A, {**B, "scenario": "actual"})  # the same text, read again
    told.store()
    (figure,) = told.ask("SELECT DISTINCT figure_id FROM figures WHERE value = 93")[0]
    rule = {"field": "value", "quote": "93", "rule": "a number", "is_assumed": False}
    assert told.ask(f"SELECT {', '.join(rule)} FROM evidence_of('{figure}')") == [tuple(rule.values())]
    place = (
        f"SELECT quote = substring(text, start + 1, \"end\" - start) FROM evidence_of('{figure}'), articles"
    )
    assert told.ask(place) == [(True,)]
    assert told.ask("FROM evidence_of('none')") == []


def test_macros_take_the_callers_columns_in_a_where_clause_too(told: Told) -> None:
    told.tell("a", A, B)
    told.tell("b", {"value": 12})
    for source in ("current_figures", "current_figures AS f", "figures AS a", "figures AS p", "figures AS u"):
        right = "quote(figure_id) = quote AND context(figure_id, 0) = quote"
        assert told.ask(f"SELECT count(*) FROM {source} WHERE {right}") == [(3,)]
    for alias in ("a", "d", "f", "p"):
        right = f"quote({alias}.figure_id) = {alias}.quote"
        assert told.ask(f"SELECT count(*) FROM figures AS {alias} WHERE {right}") == [(3,)]
    same = "vintage = 'since' AND as_of_2025_07_01(name) = name AND as_of_2025_07_01(province_id) = name"
    assert told.ask(f"SELECT count(*) FROM provinces WHERE {same}") == [(34,)]
    assert told.ask(f"SELECT count(*) FROM provinces AS u WHERE u.{same.replace('(name)', '(u.name)')}") == [
        (34,)
    ]


@pytest.mark.parametrize(
    ("n", "wanted"), [(0, "93"), (3, " : 93."), (1000, "Un 🙂 texte à nous : 93.")], ids=str
)
def test_context_has_n_code_points_on_either_side_and_ends_with_the_text(
    told: Told, n: int, wanted: str
) -> None:
    told.tell("a", A)
    assert told.ask(f"SELECT context(figure_id, {n}) FROM current_figures") == [(wanted,)]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Hà Giang", "Tuyên Quang"),
        ("Phú Thọ", "Phú Thọ"),
        ("vinh-phuc@before", "Phú Thọ"),
        ("Hà Nội", "Hà Nội"),
        ("Thừa Thiên Huế", "Huế"),
        ("Nowhere", None),
    ],
)
def test_a_province_of_before_belongs_to_one_of_today(told: Told, given: str, wanted: str | None) -> None:
    told.store()
    assert told.ask(f"SELECT as_of_2025_07_01('{given}')") == [(wanted,)]


def test_what_counted_at_the_end_of_a_run_stays_as_it_was(told: Told) -> None:
    told.tell("a", A)
    told.store()
    told.tell("a", {**A, "value": 94})
    told.tell("b", B)
    told.store()
    told.tell("b", {**B, "scenario": "actual"})  # the same text, read again
    told.store()

    def counted(run: int) -> list[tuple[Any, ...]]:
        return told.ask(f"SELECT value::INT, scenario FROM figures_as_of({run}) ORDER BY 1")

    assert counted(0) == []
    assert counted(1) == [(93, "actual")]
    assert counted(2) == [(80, "target"), (94, "actual")]
    assert counted(3) == [(80, "actual"), (94, "actual")]
    assert told.ask("SELECT value::INT, scenario FROM current_figures ORDER BY 1") == counted(3)
    assert (
        told.ask("SELECT * FROM figures_as_of(3) EXCEPT SELECT * EXCLUDE (review_state) FROM current_figures")
        == []
    )


def test_changes_are_added_gone_and_altered_by_field(told: Told) -> None:
    told.tell("a", A, B)
    told.tell("c", A)
    told.store()
    told.tell("a", A, {**B, "scenario": "actual", "province": "Cà Mau"})
    told.tell("b", B)
    told.tell("c", {**A, "value": 94})
    told.store()
    columns = "change, altered_fields, article_id, old_value::INT, new_value::INT"
    # the quote of c stands where it stood, but its text is another, and so are its figures
    assert told.ask(f"SELECT {columns} FROM changes_since(1) ORDER BY article_id, change") == [
        ("altered", ["scenario", "province"], "a", 80, 80),
        ("added", None, "b", None, 80),
        ("added", None, "c", None, 94),
        ("gone", None, "c", 93, None),
    ]
    assert told.ask("FROM changes_since(2)") == []


def test_a_figure_that_only_moved_in_a_new_text_did_not_change(told: Told) -> None:
    told.tell("a", A, A, B)
    told.store()
    told.tell("a", A, A, B, text="Un texte plus long que celui d'avant : {}.")
    told.store()
    assert told.ask("FROM changes_since(1)") == []


def test_a_repeat_that_is_new_is_added_once(told: Told) -> None:
    told.tell("a", A)
    told.store()
    told.tell("a", A, A)
    told.store()
    assert told.ask("SELECT change, quote FROM changes_since(1)") == [("added", "93")]
