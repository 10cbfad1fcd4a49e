"""What the audit page finds in a snapshot: queues and their reasons, figures with their texts, states beside them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from pipeline.errors import QueryTooSlowError, StoreMissingError
from pipeline.store import AuditReader, Filters, Rows, Standing, WhyListed
from pipeline.store.audit_tables import has_audit_tables, make_audit_tables

if TYPE_CHECKING:
    from conftest import Told

ORIGIN = "https://baovinhlong.com.vn/a-b-c-1/"
COVERAGE: dict[str, Any] = {"value": 95, "province": "Vĩnh Long", "confidence": 0.9}


@contextmanager
def opened(told: Told) -> Iterator[AuditReader]:
    """The page's view of what was told, by way of tables that a snapshot holds."""
    if told.waiting:
        told.store()
    with duckdb.connect(str(told.path)) as connection:
        make_audit_tables(connection)
    reader = AuditReader(told.path)
    try:
        yield reader
    finally:
        reader.close()


def reasons(reader: AuditReader, queue: str) -> dict[str, list[str]]:
    """Codes of the reasons of a queue by the quote of the figure, in the order of the queue."""
    page = reader.page(Rows(queue), Filters(), Standing())
    told = reader.reasons_of_all([number for _, number in page])
    return {
        row.figure.quote: [why.code for why in told[row.number] if why.queue == queue]
        for row in reader.listed(page)
    }


@pytest.mark.parametrize(
    ("figure", "code"),
    [
        ({"value": 104}, "coverage_above_100"),
        ({"value": 12, "out_of": 10, "kind": "count", "unit": "person"}, "share_above_total"),
        ({"value": 9, "kind": "money", "unit": "VND"}, "unit_against_indicator"),
        ({"value": 70, "indicator": "insurance.arrears_rate"}, "implausible_value"),
        ({"value": 7, "kind": "money", "unit": "THB", "indicator": "insurance.arrears"}, "foreign_currency"),
        (
            {"value": 94, "scenario": "target", "date_role": "deadline", "date_end": "2024-12-31"},
            "deadline_passed",
        ),
        ({"value": 93, "date_role": "as_of", "date_end": "2026-03-01"}, "reached_in_future"),
        ({"value": 92, "province": "Hà Giang"}, "name_of_other_vintage"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_broken_rule_is_listed_with_its_reason(told: Told, figure: dict[str, Any], code: str) -> None:
    told.tell("a", {**COVERAGE, **figure}, COVERAGE)
    with opened(told) as reader:
        assert code in reasons(reader, "violations")[str(figure["value"])]
        assert "95" not in reasons(reader, "violations")


def test_a_sound_figure_stands_in_no_queue_but_by_confidence(told: Told) -> None:
    told.tell("a", COVERAGE)
    with opened(told) as reader:
        assert reader._ask("SELECT DISTINCT queue FROM audit.queue", []) == [("confidence",)]


def test_a_value_far_from_its_own_history_is_an_outlier_and_a_near_one_is_not(told: Told) -> None:
    for number, value in enumerate((90, 91, 92, 93, 94, 95, 60)):
        told.tell(f"a{number}", {**COVERAGE, "value": value}, published=f"2025-1{number % 3}-0{number + 1}")
    told.tell("other province", {**COVERAGE, "value": 61, "province": "Cà Mau"})
    with opened(told) as reader:
        assert reasons(reader, "outliers") == {"60": ["far_from_history"]}


def test_editions_that_read_otherwise_stand_in_a_queue_with_what_they_read(told: Told) -> None:
    for lang in ("fr", "lo", "ms"):
        told.tell(lang, COVERAGE, lang=lang, origin_url=ORIGIN)
    told.tell("th", {**COVERAGE, "scenario": "target"}, lang="th", origin_url=ORIGIN)
    with opened(told) as reader:
        page = reader.page(Rows("disagreement"), Filters(), Standing())
        rows = reader.listed(page)
        assert [row.figure.scenario for row in rows] == ["target", "actual"]  # the outvoted one first
        assert reader.reasons_of(rows[0].number)[0].code == "outvoted"
        assert reader.reasons_of(rows[1].number) == [
            WhyListed(
                "disagreement",
                "reads_otherwise",
                "th: health_insurance.coverage_rate, target, whole, Vĩnh Long",
            )
        ]


def test_the_least_sure_come_first_and_pages_follow_without_gap_or_repeat(told: Told) -> None:
    for number in range(30):
        told.tell(f"a{number}", {**COVERAGE, "value": number, "confidence": (number * 7 % 30) / 30})
    with opened(told) as reader:
        whole = reader.page(Rows("confidence"), Filters(), Standing(), limit=100)
        shown = [row.figure.confidence for row in reader.listed(whole)]
        assert shown == sorted(shown)
        after, pieces = 0, []
        while page := reader.page(Rows("confidence"), Filters(), Standing(), after=after, limit=7):
            pieces += page
            after = page[-1][0]
        assert pieces == whole
        assert (
            reader.page(Rows("confidence"), Filters(), Standing(), before=whole[9][0], limit=4) == whole[5:9]
        )


def test_filters_narrow_a_queue_down(told: Told) -> None:
    told.tell("a", COVERAGE, {**COVERAGE, "value": 80, "scenario": "target"}, published="2025-01-05")
    told.tell("b", {**COVERAGE, "value": 70, "province": "Cà Mau"}, lang="th", published="2025-03-05")
    with opened(told) as reader:

        def found(filters: Filters) -> set[str]:
            page = reader.page(Rows("all"), filters, Standing())
            assert reader.count(Rows("all"), filters) == (len(page), len(page))
            return {row.figure.quote for row in reader.listed(page)}

        assert found(Filters()) == {"95", "80", "70"}
        assert found(Filters(lang="th")) == {"70"}
        assert found(Filters(scenario="target")) == {"80"}
        assert found(Filters(province="Vĩnh Long", scenario="actual")) == {"95"}
        assert found(Filters(first=reader.article("b").published)) == {"70"}  # type: ignore[union-attr]
        assert found(Filters(version="2")) == set()
        facets = reader.facets(Rows("all"))
        assert facets["lang"] == [("fr", 2), ("th", 1)]
        assert facets["province"] == [("Vĩnh Long", 2), ("Cà Mau", 1)]


def test_what_was_decided_leaves_the_open_ones_and_comes_back_when_undone(told: Told) -> None:
    told.tell("a", *({**COVERAGE, "value": value} for value in range(5)))
    with opened(told) as reader:
        ids = [row.figure_id for row in reader.listed(reader.page(Rows("all"), Filters(), Standing()))]

        def waiting(reviewer: str) -> list[str]:
            page = reader.page(Rows("all"), Filters(), Standing("open", reviewer))
            assert reader.count(Rows("all"), Filters(), reviewer)[1] == len(page)
            assert sum(each[1] for each in reader.open_by_language(reviewer)["all"].values()) == len(page)
            return [row.figure_id for row in reader.listed(page)]

        assert waiting("ann") == ids
        reader.put_states(
            {ids[0]: ("accepted", ["ann"]), ids[1]: ("skipped", ["ann"]), ids[2]: ("stale", ["bo"])}
        )
        assert waiting("ann") == ids[2:]
        assert waiting("bo") == ids[1:]  # what one skips is left to the others
        accepted = reader.page(Rows("all"), Filters(), Standing("accepted"))
        assert [row.figure_id for row in reader.listed(accepted)] == [ids[0]]
        reader.put_states({ids[0]: ("unreviewed", []), ids[1]: ("rejected", ["ann"])})
        assert waiting("ann") == [ids[0], *ids[2:]]


def test_a_listed_queue_keeps_the_order_that_it_is_given(told: Told) -> None:
    told.tell("a", *({**COVERAGE, "value": value} for value in range(5)))
    with opened(told) as reader:
        numbers = [number for _, number in reader.page(Rows("all"), Filters(), Standing())]
        mine = [numbers[place] for place in (3, 1, 4)]
        rows = Rows("mine", tuple(mine))
        page = reader.page(rows, Filters(), Standing())
        assert [number for _, number in page] == mine
        assert reader.rank_of(rows, mine[1]) == 2
        assert reader.page(rows, Filters(), Standing(), after=1, limit=1) == [(2, mine[1])]


def test_a_figure_comes_with_its_text_and_its_story(told: Told) -> None:
    told.tell("a", COVERAGE, {**COVERAGE, "value": 80}, origin_url=ORIGIN)
    told.tell("b", COVERAGE, lang="th", origin_url=ORIGIN)
    with opened(told) as reader:
        row = reader.listed(reader.page(Rows("all"), Filters(lang="th"), Standing()))[0]
        figure = reader.figure(row.figure_id)
        assert figure is not None
        article = reader.article_numbered(figure.article)
        assert article.text[figure.figure.start : figure.figure.end] == figure.figure.quote == "95"
        assert row.before + row.figure.quote + row.after == article.text
        assert figure.figure.value == Decimal(95)
        assert [(each.lang, len(figures)) for each, figures in reader.story(figure.story)] == [
            ("fr", 2),
            ("th", 1),
        ]
        assert {each.fact_id for each in reader.figures_of(article.number)} == {figure.fact_id}
        assert reader.figure("0" * 32) is None
        assert reader.article("none") is None


def test_only_the_latest_revision_and_reading_count(told: Told) -> None:
    told.tell("a", COVERAGE)
    told.store()
    told.tell("a", {**COVERAGE, "value": 96})
    with opened(told) as reader:
        page = reader.page(Rows("all"), Filters(), Standing())
        assert [row.figure.quote for row in reader.listed(page)] == ["96"]
        assert reader.page(Rows("new"), Filters(), Standing()) == page


def test_search_finds_inside_words_without_spaces_newest_first(told: Told) -> None:
    told.tell("old", COVERAGE, lang="lo", published="2025-01-01", text="ແຂວງ{}ປະກັນສຸຂະພາບ")
    told.tell("new", COVERAGE, lang="lo", published="2025-02-01", text="ຊາວປະກັນສຸຂະພາບ{}")
    told.tell("not", COVERAGE, lang="lo", text="ອື່ນ {}")
    with opened(told) as reader:
        assert [each.article_id for each in reader.search_articles(["ກັນສຸຂະ"], Filters())] == ["new", "old"]
        first = reader.search_articles(["ກັນສຸຂະ"], Filters(), limit=1)
        rest = reader.search_articles(["ກັນສຸຂະ"], Filters(), after=first[0].number)
        assert [each.article_id for each in rest] == ["old"]


def test_figures_are_found_by_value_province_and_indicator(told: Told) -> None:
    told.tell("a", COVERAGE, {**COVERAGE, "value": 80, "province": "Cà Mau"})
    with opened(told) as reader:

        def found(**given: Any) -> list[str]:
            wanted = {"values": [], "provinces": [], "indicators": [], "filters": Filters(), **given}
            return [row.figure.quote for row in reader.listed(reader.search_figures(**wanted))]

        assert found(values=[Decimal("80.0")]) == ["80"]
        assert found(provinces=["Vĩnh Long"]) == ["95"]
        assert found(indicators=["health_insurance.coverage_rate"]) == ["95", "80"]
        assert found(values=[Decimal(80)], provinces=["Vĩnh Long"]) == []


def test_the_last_night_is_the_run_that_brought_articles(told: Told) -> None:
    told.tell("a", COVERAGE)
    told.store()
    told.tell("b", COVERAGE, COVERAGE, lang="th")
    with opened(told) as reader:
        night = reader.last_night()
        assert night is not None
        assert (night.run_id, night.languages) == (2, (("th", 1, 2),))


def test_a_snapshot_without_the_tables_is_served_all_the_same_and_not_written_to(told: Told) -> None:
    told.tell("a", COVERAGE, {**COVERAGE, "value": 104})
    told.store()
    before = told.path.read_bytes()
    reader = AuditReader(told.path)
    try:
        assert reasons(reader, "violations") == {"104": ["coverage_above_100"]}
        row = reader.listed(reader.page(Rows("all"), Filters(), Standing()))[0]
        assert reader.figure(row.figure_id) is not None
        assert len(reader.story(reader.figure(row.figure_id).story)) == 1  # type: ignore[union-attr]
    finally:
        reader.close()
    assert told.path.read_bytes() == before


def test_tables_of_another_script_are_made_anew(told: Told) -> None:
    told.tell("a", COVERAGE)
    told.store()
    with duckdb.connect(str(told.path)) as connection:
        make_audit_tables(connection)
        name = connection.execute("SELECT current_database()").fetchall()[0][0]
        assert has_audit_tables(connection, name)
        connection.execute("COMMENT ON TABLE audit.totals IS 'Script of long ago.'")
        assert not has_audit_tables(connection, name)
        make_audit_tables(connection)
        assert has_audit_tables(connection, name)


def test_nothing_leads_out_of_the_snapshot(told: Told, tmp_path: Path) -> None:
    told.tell("a", COVERAGE)
    secret = tmp_path / "secret.csv"
    secret.write_text("x\n1\n")
    with opened(told) as reader:
        for sql in (
            f"SELECT * FROM read_csv('{secret}')",
            f"ATTACH '{tmp_path / 'new.duckdb'}'",
            f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
            "SET enable_external_access = true",
            "DELETE FROM snap.articles",
        ):
            with pytest.raises(ValueError, match=r"."):
                reader.ask(sql)
    assert not (tmp_path / "out.csv").exists()


def test_a_question_that_takes_too_long_is_broken_off_and_the_cursor_lives_on(told: Told) -> None:
    told.tell("a", COVERAGE)
    told.store()
    reader = AuditReader(told.path, seconds=0.2)
    try:
        for _ in range(8):  # more often than there are cursors
            with pytest.raises(QueryTooSlowError, match="took more than"):
                reader.ask(
                    "SELECT count(*) FROM range(100000000000) AS a (i), range(1000) AS b (j) WHERE hash(i, j) = 1"
                )
        assert reader.count(Rows("all"), Filters()) == (1, 1)
    finally:
        reader.close()


def test_slow_questions_leave_cursors_to_the_quick_ones(told: Told) -> None:
    told.tell("a", COVERAGE)
    told.store()
    reader = AuditReader(told.path, seconds=3)
    endless = "SELECT count(*) FROM range(100000000000) AS a (i), range(1000) AS b (j) WHERE hash(i, j) = 1"

    def ask() -> None:
        with pytest.raises(QueryTooSlowError):
            reader.ask(endless)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    try:
        for thread in threads:
            thread.start()
        assert reader.count(Rows("all"), Filters()) == (1, 1)
        assert all(thread.is_alive() for thread in threads)
    finally:
        for thread in threads:
            thread.join()
        reader.close()


def test_a_missing_snapshot_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="tinso publish"):
        AuditReader(tmp_path / "none.duckdb")
