"""Screens of what reviewers disagree on and of verdicts without a figure: seen, pressed, and without violations."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.audit.ledger import Ledger, ledger_path
from pipeline.store import AuditReader, current_snapshot
from schemas.review import Anchor, Reading, ReviewEvent

from ..events import READING, correct, decide
from .conftest import shown
from .serving import AuditServer
from .test_screens import faults_of, keep_picture, settled

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

EARLIER = "😀 ແຂວງສູ້ຊົນໃຫ້ການປົກຄຸມປະກັນສຸຂະພາບບັນລຸ 94,8% ຂຶ້ນໄປ ພາຍໃນປີ 2026 ແລະ 41 ຄົນ."


def torn(db: Path, article_id: str, quote: str) -> list[ReviewEvent]:
    """Two reviewers' decisions on a figure of the snapshot, which differ."""
    path = current_snapshot(db)
    assert path is not None
    reader = AuditReader(path)
    try:
        article = reader.article(article_id)
        assert article is not None
        read = next(each for each in reader.figures_of(article.number) if each.figure.quote == quote)
        about = {
            "figure_id": read.figure_id,
            "anchor": Anchor.at(article.text, read.figure.start, read.figure.end),
            "reading": Reading.of(read.figure),
        }
    finally:
        reader.close()
    first = correct(
        {"scenario": "actual", "comparator": "~"}, quote=quote, text=article.text, article=article_id
    )
    first = [each.model_copy(update={**about, "reviewer": "dao"}) for each in first]
    second = decide("accept", quote=quote, text=article.text, article=article_id, reviewer="lin")
    return [*first, second.model_copy(update=about)]


@pytest.fixture(scope="module")
def torn_server(
    browser: Any, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AuditServer]:
    """A server whose ledger has a dispute and three verdicts on a text that is no more."""
    folder = tmp_path_factory.mktemp("torn") / "store"
    shutil.copytree(published, folder, symlinks=True)
    db = folder / "tinso.duckdb"
    about = {"text": EARLIER, "article": "lo-vinh-long"}
    with Ledger(ledger_path(db)) as ledger:
        ledger.append(correct({"value": "94.9"}, quote="94,8%", **about))
        ledger.append([decide("reject", quote="41 ຄົນ", reason="not_a_figure", **about)])
        ledger.append([decide("accept", reading=READING, article="gone")])
        ledger.append(torn(db, "th-vinh-long", "95.2%"))
    started = AuditServer(db)
    yield started
    started.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_reviewers_differ_and_where_figures_are_gone(
    torn_server: AuditServer, open_page: Open, scheme: str
) -> None:
    page = settled(open_page(torn_server, "/queue/lost", color_scheme=scheme))
    keep_picture(page, f"lost {scheme}")
    assert faults_of(page) == []
    page.click("text=Look at these")
    settled(page)
    keep_picture(page, f"lost verdict {scheme}")
    assert faults_of(page) == []
    figure = torn_server.figure("th-vinh-long", "95.2%")
    page.goto(f"{torn_server.root}/figure/{figure}?queue=disputes")
    shown(page, figure)
    page.locator(".dispute").scroll_into_view_if_needed()
    keep_picture(page, f"dispute {scheme}", whole=False)
    assert page.locator(".dispute [data-differs]").count() == 2
    assert faults_of(page) == []


def test_twice_the_size_both_fit(torn_server: AuditServer, open_page: Open) -> None:
    page = open_page(torn_server, "/queue/lost", viewport={"width": 720, "height": 450})
    for path in ("/queue/lost", page.get_attribute(".losts a[data-row-link]", "href")):
        page.goto(torn_server.root + str(path))
        keep_picture(page, f"{'lost' if 'queue' in str(path) else 'lost verdict'} at 200 %")
        assert page.evaluate("document.documentElement.scrollWidth") <= 720


def test_a_verdict_is_set_aside_and_brought_back_without_scripts(
    torn_server: AuditServer, open_page: Open
) -> None:
    page = open_page(torn_server, "/queue/lost", java_script_enabled=False)
    assert page.locator(".losts > li").count() == 3
    page.click(".losts > li:nth-child(2) a[data-row-link]")
    page.click("button[value=aside]")
    page.goto(torn_server.root + "/queue/lost?notice=aside&undo=" + torn_server.events()[-1].batch)
    assert page.locator(".losts > li").count() == 2
    page.click(".notice button:has-text('Undo')")
    assert page.locator(".losts > li").count() == 3
