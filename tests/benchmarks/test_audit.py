"""What the audit page costs an analyst: from key press to next figure in Chromium, pages and decisions, memory of the server.

Printed, never asserted, but for one thing: that five reviewers at once lose and double no event. The store is grown like
that of `test_store`; TINSO_BENCH_AUDIT_STORE names one that is published already, TINSO_BENCH_STORIES how many stories one
that is grown has (25,500 make 100,000 articles and 1.8 million figures).

A key press counts from the event's own time stamp until the frame with the next figure was drawn.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest

from pipeline.audit.ledger import Ledger, ledger_path, new_event_id
from pipeline.publication import publish_reviewed
from pipeline.store import current_snapshot

from ..growing import grow_store, make_seed
from ..pipeline.audit.browser.serving import AuditServer

STORIES = int(os.environ.get("TINSO_BENCH_STORIES", "25500"))
PRESSES = int(os.environ.get("TINSO_BENCH_PRESSES", "200"))
REVIEWERS, DECISIONS = 5, 60
CHROMIUM = os.environ.get("TINSO_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
WATCH = """() => {
    window.taken = []; let pressed = 0;
    document.addEventListener("keydown", event => { pressed = event.timeStamp; }, true);
    new MutationObserver(() => { const at = pressed; requestAnimationFrame(() => setTimeout(() => {
        if (at) { window.taken.push(performance.now() - at); pressed = 0; } })); })
        .observe(document.querySelector("#main"), { attributes: true, attributeFilter: ["data-figure"] });
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuditServer]:
    folder = tmp_path_factory.mktemp("audit")
    if given := os.environ.get("TINSO_BENCH_AUDIT_STORE"):
        db = Path(given)
    else:
        db = folder / "t.duckdb"
        grow_store(db, make_seed(folder / "seed.duckdb"), 0, STORIES)
        publish_reviewed(db)
    for left in db.parent.glob(f"{db.stem}.audit*"):
        left.unlink()
    snapshot = current_snapshot(db)
    assert snapshot is not None
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        articles, figures = connection.execute(
            "SELECT (SELECT count(*) FROM audit.articles), (SELECT count(*) FROM audit.figures)"
        ).fetchall()[0]
    size = snapshot.stat().st_size
    started_at = time.perf_counter()
    started = AuditServer(db)
    print(
        f"\n{figures:,} figures, {articles:,} articles, snapshot {size / 1e6:,.0f} MB; "
        f"ready {time.perf_counter() - started_at:.1f} s after the command; load {os.getloadavg()[0]:.1f}"
    )
    yield started
    print(memory(started, "at the end"))
    started.stop()


def memory(server: AuditServer, when: str) -> str:
    """Resident memory of the server, now and at most, in MB."""
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status")
    if not status.exists():
        return f"server memory {when}: not told by this system"
    told = dict(re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB", status.read_text(), re.M))
    return f"server memory {when}: {int(told['VmRSS']) / 1e3:,.0f} MB, at most {int(told['VmHWM']) / 1e3:,.0f} MB"


def show(what: str, taken: list[float]) -> None:
    """Median, 95th of a hundred and greatest, of milliseconds."""
    cuts = statistics.quantiles(taken, n=20, method="inclusive")
    print(
        f"{what:48} {len(taken):5} times, p50 {cuts[9]:7.1f} ms, p95 {cuts[18]:7.1f} ms, max {max(taken):7.1f} ms"
    )


class Client:
    """A reviewer without a browser."""

    def __init__(self, server: AuditServer) -> None:
        self.http = httpx.Client(base_url=server.root, timeout=60)
        assert self.http.get(server.entry).status_code == 303
        found = re.search(r'name="csrf" content="([^"]+)"', self.http.get("/help").text)
        assert found
        self.headers = {"origin": server.root, "x-csrf-token": found[1]}

    def timed(self, path: str) -> tuple[httpx.Response, float]:
        started = time.perf_counter()
        answer = self.http.get(path)
        assert answer.status_code == 200, answer.text
        return answer, (time.perf_counter() - started) * 1000

    def decide(self, figure: dict[str, Any], event_id: str) -> httpx.Response:
        event = {"event_id": event_id, "figure_id": figure["figure_id"], "action": "accept"}
        body = {"text_hash": figure["text_hash"], "queue": "confidence", "events": [event]}
        return self.http.post("/api/decide", json=body, headers=self.headers)


@pytest.mark.benchmark
def test_from_key_press_to_the_next_figure(server: AuditServer) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")  # nothing to time; the benchmarks beside it need none
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(server.entry)
        for what, key, pause in (
            ("key `a` to next figure, three a second", "a", 330),
            ("key `a` to next figure, without a pause", "a", 0),
            ("key `j` to next figure, three a second", "j", 330),
        ):
            page.goto(server.root + "/queue/confidence")
            page.click("a.act.main")
            page.wait_for_selector("#main[data-figure]")
            page.wait_for_timeout(1500)
            page.evaluate(WATCH)
            for number in range(PRESSES):
                page.keyboard.press(key)
                while (
                    page.evaluate("window.taken.length") <= number
                ):  # the page's policy lets no string be evaluated in it
                    page.wait_for_timeout(20)  # asking more often would take what is measured from the page
                page.wait_for_timeout(pause)
            show(what, page.evaluate("window.taken"))
        browser.close()
    print(memory(server, f"after {2 * PRESSES} decisions"))


@pytest.mark.benchmark
def test_pages_and_decisions(server: AuditServer) -> None:
    server.kill()
    server.start()
    client = Client(server)
    for what, path in (
        ("start page", "/"),
        ("list of a queue", "/queue/violations"),
        ("list, narrowed down", "/queue/confidence?lang=lo&scenario=target"),
        ("search by place and indicator", "/search?q=Da Nang arrears"),
        ("search for a word that stands nowhere", "/search?q=zzzzqq"),
        ("search inside Lao words", "/search?q=ສຸຂະພາບ"),
        ("charts", "/quality"),
    ):
        show(what, [client.timed(path)[1] for _ in range(12)])
    ids = [row["figure_id"] for row in client.http.get("/api/queue/disagreement?count=50").json()["items"]]
    screens = [client.timed(f"/api/screen/{each}?queue=disagreement") for each in ids]
    show("screen of a figure, not asked for before", [taken for _, taken in screens])
    decided = []
    for answer, _ in screens:
        started = time.perf_counter()
        assert client.decide(answer.json()["figure"], new_event_id()).status_code == 200
        decided.append((time.perf_counter() - started) * 1000)
    show("decision, until it is on the disk", decided)


@pytest.mark.benchmark
def test_five_reviewers_at_once(server: AuditServer) -> None:
    server.kill()
    server.start()
    client = Client(server)
    acknowledged: list[list[str]] = [[] for _ in range(REVIEWERS)]
    taken: list[float] = []
    before = len(server.events())
    starts = client.http.get("/api/queue/confidence?count=50").json()["items"]

    def review(number: int) -> None:
        figure = starts[number * 10]
        for _ in range(DECISIONS):
            event_id = new_event_id()
            started = time.perf_counter()
            screen = client.http.get(f"/api/screen/{figure['figure_id']}?queue=confidence").json()
            assert client.decide(screen["figure"], event_id).status_code == 200
            taken.append((time.perf_counter() - started) * 1000)
            acknowledged[number].append(event_id)
            figure = {"figure_id": screen["next"][0]}

    started = time.perf_counter()
    threads = [threading.Thread(target=review, args=[number]) for number in range(REVIEWERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    show(f"screen and decision, {REVIEWERS} at once", taken)
    print(f"{len(taken)} decisions in {seconds:.1f} s")
    with Ledger(ledger_path(server.db)) as ledger:
        stored = [logged.event.event_id for logged in ledger.all_events()][before:]
    assert sorted(stored) == sorted(each for own in acknowledged for each in own)
