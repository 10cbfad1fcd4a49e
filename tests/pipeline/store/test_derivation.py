"""What a snapshot has as tables is what the store has as views, made at once, in parts, or taken over from the night before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from pipeline.store import derivation, open_reader, open_store, publish_store, snapshots
from pipeline.store.database import VIEWS
from pipeline.store.derivation import Derived, Forward

from ...growing import STORIES_OF_A_NIGHT, grow_store, make_seed

if TYPE_CHECKING:
    from conftest import Told

SISTERS = (
    "facts",
    "editions",
    "figures_reviewed",
    "targets",
    "target_progress",
    "conflicts",
    "coverage_by_province",
)


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_seed(tmp_path_factory.mktemp("seed") / "seed.duckdb")


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_reader(path) as reader:
        return list(reader.ask(sql).rows)


def differences(db: Path, snapshot: Path, name: str) -> int:
    """Rows that one has and the other has not."""
    with duckdb.connect() as connection:
        connection.execute(
            f"ATTACH '{db}' AS store (READ_ONLY); ATTACH '{snapshot}' AS published (READ_ONLY)"
        )
        sides = f"FROM store.{name}", f"FROM published.{name}"
        both = [f"({one} EXCEPT ALL {other})" for one, other in (sides, sides[::-1])]
        (number,) = connection.execute(f"SELECT count(*) FROM ({' UNION ALL '.join(both)})").fetchall()[0]
        return int(number)


@pytest.mark.parametrize(
    ("may_take", "takes"), [("3GiB", "1.5 GiB"), ("900MiB", "450.0 MiB"), ("64GiB", "5.5 GiB")]
)
def test_what_is_derived_takes_half_of_the_memory_that_there_is_and_never_more_than_six_gigabytes(
    may_take: str, takes: str
) -> None:
    with duckdb.connect(config={"memory_limit": may_take}) as connection:
        derivation.bound_memory(connection)
        assert connection.execute("SELECT current_setting('memory_limit')").fetchall() == [(takes,)]


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> list[Derived]:
    """What each publishing of the test derives, in their order."""
    made: list[Derived] = []
    derive = derivation.derive_tables

    def noted(path: Path, forward: Forward | None) -> Derived:
        made.append(derive(path, forward))
        return made[-1]

    monkeypatch.setattr(snapshots, "derive_tables", noted)
    return made


def test_made_in_parts_and_taken_over_they_are_the_rows_of_the_views(
    tmp_path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch, derived: list[Derived]
) -> None:
    monkeypatch.setattr(derivation, "FIGURES_AT_ONCE", 700)
    db = tmp_path / "grown.duckdb"
    for number, first in enumerate((0, STORIES_OF_A_NIGHT, 2 * STORIES_OF_A_NIGHT)):
        assert grow_store(db, seed, first, first + (2 if number else 60)) > 3000
        published = publish_store(db)
        assert published.is_full == (number == 0)
        for name in SISTERS:
            assert differences(db, published.snapshot, name) == 0, name
    first, second, third = derived
    assert first.stories >= 60
    assert 2 <= second.stories <= 10
    assert 0 < second.unordered < third.unordered < third.rows["facts"] / derivation.UNORDERED_SHARE


def test_the_order_is_made_again_when_a_fifth_stands_behind_it(
    tmp_path: Path, seed: Path, derived: list[Derived]
) -> None:
    db = tmp_path / "grown.duckdb"
    for night in range(3):
        grow_store(db, seed, night * STORIES_OF_A_NIGHT, night * STORIES_OF_A_NIGHT + 10)
        snapshot = publish_store(db).snapshot
        assert differences(db, snapshot, "facts") == 0
    assert [each.unordered > 0 for each in derived] == [False, True, False]
    place = "coalesce(province, chr(65535)), indicator, obs_date, fact_id"
    stored = rows(snapshot, f"SELECT {place} FROM facts")
    assert [row[0] for row in stored] == sorted(row[0] for row in stored)


@pytest.mark.parametrize("what", ["revision", "story", "gone"])
def test_a_story_whose_articles_change_is_made_again(
    told: Told, monkeypatch: pytest.MonkeyPatch, derived: list[Derived], what: str
) -> None:
    monkeypatch.setattr(
        derivation, "UNORDERED_SHARE", 0
    )  # however little is taken over, the order is not made again
    slug = "https://www.vietnam.vn/{}/xa-so-ba"
    told.tell("a", {"value": 80}, {"value": 81}, url=slug.format("fr"))
    told.tell("b", {"value": 80}, lang="th", url=slug.format("th"))
    told.tell("c", {"value": 82})
    told.store()
    publish_store(told.path)
    if what == "revision":
        told.tell("a", {"value": 83}, url=slug.format("fr"))
    elif what == "story":
        told.tell("d", {"value": 80}, lang="ms", url=slug.format("ms"), origin_url="https://bao.vn/a-b-c-1")
    else:
        told.tell("a", url=slug.format("fr"))
    told.store()
    snapshot = publish_store(told.path).snapshot
    assert derived[1].stories < rows(snapshot, "SELECT count(DISTINCT story_id) FROM editions")[0][0] + 2
    for name in SISTERS:
        assert differences(told.path, snapshot, name) == 0, name


def test_a_snapshot_of_other_definitions_is_not_brought_forward(
    told: Told, monkeypatch: pytest.MonkeyPatch, derived: list[Derived]
) -> None:
    told.tell("a", {"value": 80})
    told.store()
    publish_store(told.path)
    told.tell("b", {"value": 81})
    told.store()
    monkeypatch.setattr(snapshots, "definition_of", lambda _: "another")
    publish_store(told.path)
    assert [each.months for each in derived] == [None, None]
    assert derived[1].stories == 2


def test_rows_that_may_change_are_brought_forward_as_they_are(told: Told, derived: list[Derived]) -> None:
    told.tell("a", {"value": 80})
    told.store()
    publish_store(told.path)
    with duckdb.connect(str(told.path)) as connection:
        connection.execute("UPDATE runs SET status = 'abandoned'")
    told.tell("b", {"value": 81})
    told.store()
    snapshot = publish_store(told.path).snapshot
    assert derived[1].months == {"2025-11"}
    names = rows(
        told.path, "SELECT table_name FROM duckdb_tables() WHERE table_name <> 'schema_views' ORDER BY ALL"
    )
    for (name,) in names:
        assert differences(told.path, snapshot, name) == 0, name


def test_a_snapshot_that_is_open_in_this_process_is_no_hindrance(told: Told) -> None:
    told.tell("a", {"value": 80})
    told.store()
    with open_reader(publish_store(told.path).snapshot):
        told.tell("b", {"value": 81})
        told.store()
        snapshot = publish_store(told.path).snapshot
    assert differences(told.path, snapshot, "facts") == 0


def test_tables_of_a_snapshot_have_the_comments_of_the_views(told: Told) -> None:
    told.tell("a", {"value": 80})
    told.store()
    snapshot = publish_store(told.path).snapshot
    said = (
        "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'facts' ORDER BY column_index"
    )
    assert rows(snapshot, said) == rows(told.path, said)
    kinds = "SELECT table_name, table_type FROM information_schema.tables WHERE table_name IN ('facts', 'targets') ORDER BY 1"
    assert rows(snapshot, kinds) == [("facts", "BASE TABLE"), ("targets", "VIEW")]
    assert rows(
        snapshot, "SELECT comment LIKE 'One row for what is%' FROM duckdb_tables() WHERE table_name = 'facts'"
    ) == [(True,)]


def test_a_snapshot_put_in_the_place_of_the_store_is_a_store_again(
    told: Told, write_copy: Callable[[Path], Path]
) -> None:
    told.tell("a", {"value": 80})
    told.store()
    store = write_copy(publish_store(told.path).snapshot)
    open_store(store).close()
    views = rows(store, "SELECT view_name FROM duckdb_views() WHERE NOT internal")
    assert {name for (name,) in views} == set(VIEWS)
    assert differences(told.path, publish_store(store).snapshot, "facts") == 0


@pytest.fixture
def write_copy(tmp_path: Path) -> Callable[[Path], Path]:
    """A function that copies a file to a place where it can be written."""

    def copy(path: Path) -> Path:
        (tmp_path / "again.duckdb").write_bytes(path.read_bytes())
        return tmp_path / "again.duckdb"

    return copy
