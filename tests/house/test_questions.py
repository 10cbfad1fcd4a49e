"""docs/questions.md asks twenty questions, and its answers are those of the sample."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.store import Reader
from pipeline.store.database import MACROS, VIEWS


@pytest.fixture(scope="module")
def refresh() -> ModuleType:
    path = Path(__file__).with_name("refresh_questions.py")
    spec = importlib.util.spec_from_file_location("refresh_questions", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_answers_are_those_of_the_sample(refresh: ModuleType) -> None:
    page = Path(refresh.PAGE).read_text("utf-8")
    assert refresh.answered_page(page) == page, "docs/questions.md is behind; run refresh_questions.py"


def test_there_are_twenty_questions_each_with_its_query(refresh: ModuleType) -> None:
    page = Path(refresh.PAGE).read_text("utf-8")
    assert re.findall(r"^## (\d+)\. .*\?$", page, re.M) == [str(number) for number in range(1, 21)]
    assert len(refresh.questions(page)) == 20


def test_the_questions_show_every_view_for_analysts_at_work(refresh: ModuleType) -> None:
    asked = " ".join(refresh.questions(Path(refresh.PAGE).read_text("utf-8")))
    inner = {"current_articles", "current_deadlines", "province_places", "facts_of_each", "figures_sdmx"}
    inner |= {"figures_reviewed"}  # the sample has no verdicts
    named = {name for name in (*VIEWS, *MACROS) if re.search(rf"\b{name}\b", asked)}
    inner |= {"figures_as_of", "evidence_of"}  # docs/sql.md shows the latter at work
    assert set(VIEWS) | set(MACROS) == named | inner


def test_a_wrong_answer_on_the_page_is_replaced(refresh: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(_store: Reader, sql: str) -> str:
        return f"answer to {sql.strip()}"

    monkeypatch.setattr(refresh, "answer", wrong)
    page = "Text.\n\n```sql\nSELECT 1\n```\n\n```text\nold\n```\n\nMore.\n\n```sql\nSELECT 2\n```\n"
    assert refresh.answered_page(page) == (
        "Text.\n\n```sql\nSELECT 1\n```\n\n```text\nanswer to SELECT 1\n```\n\nMore.\n\n"
        "```sql\nSELECT 2\n```\n\n```text\nanswer to SELECT 2\n```\n"
    )
