"""What reviewers decided reaches every view that counts, beside what the machine read, and nothing of it is applied unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from pipeline.errors import SnapshotUnsoundError
from pipeline.store import current_snapshot, figure_id, open_reader, publish_store
from schemas.review import READING_FIELDS, Reading, Review

if TYPE_CHECKING:
    from conftest import Told

ORIGIN = "https://baovinhlong.com.vn/a-b-c-1/"
TARGET: dict[str, Any] = {
    "value": 95,
    "scenario": "target",
    "date_end": "2030-12-31",
    "province": "Vĩnh Long",
}
STATES = "SELECT value::INT, review_state FROM {} ORDER BY ALL"


def publish(told: Told, *reviews: Review) -> Path:
    if told.waiting:
        told.store()
    return publish_store(told.path, reviews=lambda _: reviews).snapshot


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_reader(path) as reader:
        return list(reader.ask(sql).rows)


def judge(told: Told, article: str, state: str, value: int | None = None, **more: Any) -> Review:
    """A verdict on the figure of an article that has this value, or on the first; what `more` names is corrected to that."""
    if told.waiting:
        told.store()
    names = ("figure_id", "text_hash", "start", "end", "quote", *READING_FIELDS)
    columns = ", ".join(f'f."{name}"' if name != "text_hash" else "a.text_hash" for name in names)
    (row,) = rows(
        told.path,
        f"""SELECT {columns} FROM current_figures AS f JOIN current_articles AS a USING (extraction_id)
        WHERE f.article_id = '{article}' AND {f"f.value = {value}" if value else "true"} ORDER BY f.start LIMIT 1""",
    )
    found = dict(zip(names, row, strict=True))
    machine = Reading(**{name: found[name] for name in READING_FIELDS})
    reviewed = machine.model_copy(update=more) if state in ("accepted", "corrected") else None
    return Review(
        figure_id=found["figure_id"],
        origin_figure_id=found["figure_id"],
        article_id=article,
        text_hash=found["text_hash"],
        state=state,
        attached="nothing" if state == "stale" else "same",
        why="reading" if state == "stale" else None,
        fields=tuple(more),
        machine=machine,
        reviewed=reviewed,
        start=found["start"],
        end=found["end"],
        quote=found["quote"],
        reason="not_a_figure" if state == "rejected" else None,
        reviewers=("dao",),
        at=datetime(2026, 11, 22, 12, tzinfo=UTC),
        event_id="0190c6f0-0000-7000-8000-000000000001",
        seq=1,
        events=1,
    )


def missed(told: Told, article: str, text: str, quote: str, **fields: Any) -> Review:
    """A verdict that adds a figure at a quote of an article's text."""
    (text_hash,) = rows(told.path, f"SELECT text_hash FROM current_articles WHERE article_id = '{article}'")[
        0
    ]
    start = text.index(quote)
    place = start, start + len(quote)
    reading = {
        "kind": "percentage",
        "unit": "percent",
        "indicator": "health_insurance.coverage_rate",
        **fields,
    }
    return judge(told, article, "skipped").model_copy(
        update={
            "figure_id": figure_id(article, text_hash, *place),
            "origin_figure_id": figure_id(article, text_hash, *place),
            "state": "added", "machine": None, "reviewed": Reading.model_validate(reading),
            "start": place[0], "end": place[1], "quote": quote,
        }
    )  # fmt: skip


def test_without_verdicts_every_figure_is_unreviewed_and_as_the_machine_read_it(told: Told) -> None:
    told.tell("a", TARGET)
    snapshot = publish(told)
    assert rows(snapshot, STATES.format("current_figures")) == [(95, "unreviewed")]
    assert rows(
        snapshot, "SELECT value = machine_value, reviewed_value, corrected_fields FROM figures_reviewed"
    ) == [(True, None, [])]


def test_a_corrected_figure_counts_as_corrected_and_the_machines_value_stands_beside_it(told: Told) -> None:
    told.tell("a", TARGET)
    snapshot = publish(told, judge(told, "a", "corrected", scenario="actual", province="Cà Mau"))
    assert rows(snapshot, "SELECT scenario, machine_scenario, reviewed_scenario FROM figures_reviewed") == [
        ("actual", "target", "actual")
    ]
    assert rows(snapshot, "SELECT scenario, review_state FROM current_figures") == [("target", "corrected")]
    assert rows(snapshot, "FROM targets") == []
    for view in ("actuals", "coverage_by_province", "provincial_facts"):
        found = rows(snapshot, f"SELECT province, value::INT, review_state FROM {view}")
        assert found == [("Cà Mau", 95, "corrected")], view


def test_a_field_corrected_to_nothing_is_nothing(told: Told) -> None:
    told.tell("a", TARGET)
    snapshot = publish(told, judge(told, "a", "corrected", province=None))
    assert rows(snapshot, "SELECT province, machine_province FROM figures_reviewed") == [(None, "Vĩnh Long")]
    assert rows(snapshot, "SELECT province FROM facts") == [(None,)]


def test_a_rejected_figure_leaves_the_facts_and_stays_to_be_seen(told: Told) -> None:
    told.tell("a", TARGET, {"value": 80})
    snapshot = publish(told, judge(told, "a", "rejected", 95))
    assert rows(snapshot, STATES.format("facts")) == [(80, "unreviewed")]
    assert rows(snapshot, STATES.format("figures_reviewed")) == [(80, "unreviewed"), (95, "rejected")]
    assert rows(snapshot, "SELECT reason FROM figures_reviewed WHERE reason IS NOT NULL") == [
        ("not_a_figure",)
    ]


@pytest.mark.parametrize("state", ["skipped", "disputed", "stale"])
def test_what_is_undecided_is_marked_and_nothing_of_it_is_applied(told: Told, state: str) -> None:
    told.tell("a", TARGET)
    review = judge(told, "a", state)
    if state == "stale":
        review = review.model_copy(update={"reviewed": review.machine})
    snapshot = publish(told, review)
    assert rows(snapshot, STATES.format("facts")) == [(95, state)]
    assert rows(snapshot, "SELECT is_stale, reviewed_value FROM reviews") == [(state == "stale", None)]


def test_an_added_figure_joins_the_facts_as_long_as_its_text_is_current(told: Told) -> None:
    text = "Un texte : {}. À ce jour, 84,5 % des habitants."
    told.tell("a", TARGET, text=text)
    told.store()
    added = missed(told, "a", text.format("95"), "84,5 %", value="84.5", province="Vĩnh Long")
    snapshot = publish(told, added)
    facts = (
        "SELECT value::DOUBLE, quote, lang, review_state, confidence FROM facts WHERE review_state = 'added'"
    )
    assert rows(snapshot, facts) == [(84.5, "84,5 %", "fr", "added", 1.0)]
    assert rows(snapshot, "SELECT value::DOUBLE, review_state FROM coverage_by_province") == [(84.5, "added")]
    assert rows(snapshot, "SELECT machine_value FROM figures_reviewed WHERE review_state = 'added'") == [
        (None,)
    ]
    told.tell("a", TARGET, text="Un autre texte : {}.")
    told.store()
    assert rows(publish_store(told.path).snapshot, facts) == []


def test_an_added_figure_that_the_machine_reads_by_now_is_there_once(told: Told) -> None:
    text = "Un texte : {}."
    told.tell("a", {**TARGET, "value": 95}, {**TARGET, "value": 96}, text=text)
    told.store()
    review = missed(told, "a", text.format("95 ; 96"), "96", value="97")
    assert rows(publish(told, review), STATES.format("figures_reviewed")) == [
        (95, "unreviewed"),
        (97, "added"),
    ]


def test_a_judged_copy_speaks_for_its_fact_before_surer_ones(told: Told) -> None:
    told.tell("fr", {**TARGET, "confidence": 0.3, "comparator": ">="}, origin_url=ORIGIN)
    told.tell("th", {**TARGET, "confidence": 0.9}, lang="th", origin_url=ORIGIN)
    publish(told)
    assert rows(told.path, "SELECT lang, comparator FROM facts") == [("th", "=")]
    snapshot = publish(told, judge(told, "fr", "accepted"))
    assert rows(snapshot, "SELECT lang, comparator, review_state FROM facts") == [("fr", ">=", "accepted")]
    assert rows(snapshot, "SELECT list_transform(copies, lambda c: c.review_state) FROM facts") == [
        (["accepted", "unreviewed"],)
    ]


def test_what_a_reviewer_judged_is_not_outvoted_but_outvotes(told: Told) -> None:
    told.tell("fr", TARGET, origin_url=ORIGIN)
    for lang in ("th", "nb"):
        told.tell(lang, {**TARGET, "scenario": "actual"}, lang=lang, origin_url=ORIGIN)
    votes = "SELECT scenario, outvoted FROM facts ORDER BY scenario"
    assert rows(publish(told), votes) == [("actual", False), ("target", True)]
    assert rows(publish(told, judge(told, "fr", "accepted")), votes) == [("actual", True), ("target", False)]


def test_verdicts_make_a_new_snapshot_and_the_same_ones_none(told: Told) -> None:
    told.tell("a", TARGET, {"value": 80})
    publish(told)
    review = judge(told, "a", "accepted")
    assert publish_store(told.path, reviews=lambda _: [review]).is_new
    assert not publish_store(told.path, reviews=lambda _: [review]).is_new
    assert not publish_store(told.path).is_new, "without a ledger the verdicts stay"
    assert rows(told.path, "SELECT count(*) FROM reviews") == [(1,)]
    withdrawn = publish_store(told.path, reviews=lambda _: [])
    assert withdrawn.is_new
    assert rows(withdrawn.snapshot, "SELECT DISTINCT review_state FROM facts") == [("unreviewed",)]


def test_the_month_of_a_verdict_is_written_anew_and_others_are_kept(told: Told) -> None:
    told.tell("a", TARGET, published="2025-10-01")
    told.tell("b", TARGET)
    publish(told)
    review = judge(told, "a", "rejected")
    done = publish_store(told.path, reviews=lambda _: [review])
    assert (done.files_written, done.files_kept) == (2, 2)
    (file,) = (done.snapshot.parent / "figures" / "month=2025-10").iterdir()
    assert pq.read_table(file, columns=["review_state"]).to_pydict() == {"review_state": ["rejected"]}


def withdraw(fields: dict[str, Any]) -> Callable[[Review], Review]:
    return lambda review: review.model_copy(update=fields)


@pytest.mark.parametrize(
    ("damage", "told_fault"),
    [
        (
            lambda review: [review, withdraw({"origin_figure_id": "b" * 32})(review)],
            "two verdicts are about the figure",
        ),
        (lambda review: [withdraw({"reviewed": None})(review)], "does not have the values"),
        (lambda review: [withdraw({"quote": "96"})(review)], "verdicts whose quote is not the characters"),
    ],
)
def test_verdicts_that_cannot_be_are_not_published(
    told: Told, damage: Callable[[Review], Iterable[Review]], told_fault: str
) -> None:
    told.tell("a", TARGET)
    publish(told)
    before = current_snapshot(told.path)
    review = judge(told, "a", "accepted")
    with pytest.raises(SnapshotUnsoundError, match=told_fault):
        publish_store(told.path, reviews=lambda _: damage(review))
    assert current_snapshot(told.path) == before


def test_what_is_judged_is_read_from_the_store_that_is_published(told: Told) -> None:
    told.tell("a", TARGET)
    told.store()
    seen: list[str] = []

    def reviews(current: Any) -> Iterable[Review]:
        seen.extend(current.articles(["a"]))
        return []

    publish_store(told.path, reviews=reviews)
    assert seen == ["a"]
