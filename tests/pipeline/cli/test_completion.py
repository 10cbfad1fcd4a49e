"""What is offered while one types SQL, and when a text is whole."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from pipeline.cli.completion import FUNCTIONS, WORDS, SqlCompleter, is_whole
from pipeline.store import open_reader, open_store


@pytest.fixture(scope="module")
def completer(tmp_path_factory: pytest.TempPathFactory) -> SqlCompleter:
    path = Path(tmp_path_factory.mktemp("store")) / "t.duckdb"
    open_store(path).close()
    with open_reader(path) as store:
        return SqlCompleter(store.catalogue())


def offered(completer: SqlCompleter, text: str, after: str = "", *, asked: bool = False) -> list[str]:
    """What is offered with the cursor behind `text`, as the line then reads."""
    document = Document(text + after, len(text))
    event = CompleteEvent(completion_requested=asked)
    return [
        text[: len(text) + each.start_position] + each.text
        for each in completer.get_completions(document, event)
    ]


def test_views_and_tables_are_offered_where_a_relation_stands(completer: SqlCompleter) -> None:
    assert offered(completer, "FROM targ") == ["FROM target_progress", "FROM targets"]
    assert "SELECT * FROM facts JOIN provinces" in offered(completer, "SELECT * FROM facts JOIN prov")
    assert "FROM changes_since(" in offered(completer, "FROM chang")
    assert "FROM runs, articles" in offered(completer, "FROM runs, artic")
    assert "DESCRIBE coverage_by_province" in offered(completer, "DESCRIBE cover")
    assert "FROM target_progress" in offered(completer, "FROM progress"), "by letters in the middle too"


def test_columns_are_those_of_what_the_query_reads_from_even_when_that_comes_later(
    completer: SqlCompleter,
) -> None:
    assert offered(completer, "SELECT days_l", " FROM deadlines_ahead") == ["SELECT days_left"]
    assert offered(completer, "FROM runs WHERE days_l") == []
    assert offered(completer, "FROM target_progress AS p WHERE p.gap") == []
    assert "FROM target_progress AS p WHERE p.gap" in offered(
        completer, "FROM target_progress AS p WHERE p.g"
    )
    assert offered(completer, "SELECT figures.quo", " FROM figures") == ["SELECT figures.quote"]


def test_a_column_that_is_a_word_of_sql_is_offered_in_quotes(completer: SqlCompleter) -> None:
    assert 'SELECT "end"' in offered(completer, "SELECT en", " FROM figures")


def test_words_of_sql_and_macros_are_offered_elsewhere(completer: SqlCompleter) -> None:
    assert offered(completer, "sel")[0] == "SELECT"
    assert {"FROM facts GROUP BY", "FROM facts GROUP BY ALL"} <= set(offered(completer, "FROM facts gro"))
    assert offered(completer, "SELECT quot", " FROM runs") == ["SELECT quote("]


def test_nothing_is_offered_before_a_letter_is_typed_unless_it_is_asked_for(completer: SqlCompleter) -> None:
    assert offered(completer, "SELECT ") == []
    assert len(offered(completer, "SELECT ", " FROM runs", asked=True)) > 20


@pytest.mark.parametrize("text", ["SELECT 'sel", 'SELECT "sel', "-- sel", "/* sel", "SELECT $$ sel"])
def test_nothing_is_offered_inside_quotes_and_comments(completer: SqlCompleter, text: str) -> None:
    assert offered(completer, text, asked=True) == []


def test_commands_with_a_dot_complete_too(completer: SqlCompleter) -> None:
    assert offered(completer, ".de") == [".describe"]
    assert offered(completer, ".mode j") == [".mode json"]
    assert ".describe arrears" in offered(completer, ".describe arr")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("", True),
        ("FROM runs", False),
        ("FROM runs;", True),
        ("FROM runs; -- all", True),
        ("FROM runs -- all;", False),
        ("SELECT 'a;", False),
        ("SELECT 'it''s;';", True),
        ("SELECT E'it\\';'", False),
        ('SELECT "end;" FROM figures;', True),
        ("SELECT /* ; */ 1", False),
        ("SELECT 1; /* begun", False),
        ("SELECT $x$ ; $$ ; $x$;", True),
        ("SELECT $$ ;", False),
        (".tables", True),
        ("  quit", True),
        ("SELECT 1;\nSELECT 2", False),
    ],
)
def test_a_text_is_whole_at_a_semicolon_of_its_own(text: str, whole: bool) -> None:
    assert is_whole(text) is whole


@given(st.text(alphabet="ab;'\"-/*$\n .eE\\", max_size=20))
def test_any_text_is_judged_and_completed_without_a_fault(completer: SqlCompleter, text: str) -> None:
    is_whole(text)
    for line in offered(completer, text, asked=True):
        assert isinstance(line, str)


def test_every_word_and_function_that_is_offered_is_one_of_duckdbs() -> None:
    with duckdb.connect() as connection:
        words = {
            word for (word,) in connection.execute("SELECT keyword_name FROM duckdb_keywords()").fetchall()
        }
        functions = {
            name for (name,) in connection.execute("SELECT function_name FROM duckdb_functions()").fetchall()
        }
        types = {name for (name,) in connection.execute("SELECT type_name FROM duckdb_types()").fetchall()}
    assert {word.lower() for phrase in WORDS for word in phrase.split()} - words - types == set()
    assert set(FUNCTIONS) - functions <= {"coalesce", "nullif"}, "these two stand in the grammar itself"
