"""The command `tinso audit` as a process: where it listens, how it ends, and that no kill loses what it acknowledged."""

from __future__ import annotations

import random
import re
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from pipeline.audit.ledger import Ledger, ledger_path, new_event_id
from pipeline.errors import InputError

from .browser.serving import AuditServer
from .reviewing import make_store, read_texts


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "t.duckdb"
    make_store(path)
    return path


@pytest.fixture
def server(db: Path) -> Iterator[AuditServer]:
    started = AuditServer(db)
    yield started
    started.stop()


class Client:
    """A reviewer at a server, who sends until it is acknowledged; `http` is the test's to close."""

    def __init__(self, server: AuditServer, http: httpx.Client) -> None:
        self.server = server
        self.http = http
        assert self.http.get(server.entry).status_code == 303
        found = re.search(r'name="csrf" content="([^"]+)"', self.http.get("/help").text)
        assert found
        self.headers = {"origin": server.root, "x-csrf-token": found[1]}

    def decide(self, row: dict[str, str], event_id: str, number: int) -> httpx.Response:
        action = {"action": "accept"} if number % 2 else {"action": "reject", "reason": "duplicate"}
        event = {"event_id": event_id, "figure_id": row["figure_id"], **action}
        body = {"text_hash": row["text_hash"], "events": [event]}
        return self.http.post("/api/decide", json=body, headers=self.headers)

    def rows(self) -> list[dict[str, str]]:
        items: list[dict[str, str]] = self.http.get("/api/queue/all").json()["items"]
        return items


@pytest.fixture
def client(server: AuditServer) -> Iterator[Client]:
    with httpx.Client(base_url=server.root, timeout=30) as http:
        yield Client(server, http)


def review_under_kills(db: Path, kills: int, seed: int) -> None:
    """Decide without a pause while the server is killed at random moments, and started again each time."""
    chance = random.Random(seed)
    server = AuditServer(db)
    with httpx.Client(base_url=server.root, timeout=30) as http:
        acknowledged = decide_under_kills(server, Client(server, http), kills, chance)
    server.stop()
    with Ledger(ledger_path(db)) as ledger:
        stored = [logged.event.event_id for logged in ledger.all_events()]
        assert stored == acknowledged
        assert ledger.find_faults() == []


def decide_under_kills(server: AuditServer, client: Client, kills: int, chance: random.Random) -> list[str]:
    """The ids of the events that were acknowledged, in order."""
    rows = client.rows()
    acknowledged: list[str] = []
    unanswered: list[tuple[dict[str, str], str, int]] = []
    number = 0
    for _ in range(kills):
        killer = threading.Timer(chance.uniform(0.0, 0.4), server.kill)
        killer.start()
        while True:
            row, event_id = rows[number % len(rows)], new_event_id()
            try:
                answer = client.decide(row, event_id, number)
            except httpx.TransportError:
                unanswered.append((row, event_id, number))
                break
            assert answer.status_code == 200, answer.text
            acknowledged += answer.json()["saved"]
            number += 1
        killer.join()
        server.start()  # the session of before is still good
        for row, event_id, at in unanswered:
            assert client.decide(row, event_id, at).status_code == 200
            acknowledged.append(event_id)
            number += 1
        unanswered.clear()
    return acknowledged


def test_every_acknowledged_event_is_there_after_kills_and_none_twice(db: Path) -> None:
    review_under_kills(db, kills=3, seed=7)


@pytest.mark.soak
def test_every_acknowledged_event_is_there_after_many_kills(db: Path) -> None:
    review_under_kills(db, kills=40, seed=8)


def test_it_ends_in_order_and_starts_again_where_it_was(server: AuditServer, client: Client) -> None:
    row = client.rows()[0]
    assert client.decide(row, new_event_id(), 1).status_code == 200
    assert server.process is not None
    server.process.send_signal(signal.SIGINT)
    out, _ = server.process.communicate(timeout=30)
    assert server.process.returncode == 0
    assert "every decision that was acknowledged is in the ledger" in out
    server.process = None
    server.start()
    assert client.http.get("/api/counts").json()["today"] == 1


def test_a_newer_snapshot_is_taken_without_a_pause(client: Client, db: Path) -> None:
    first = client.http.get("/api/counts").json()["snapshot"]
    make_store(db, [replace(each, extractor_version="2", is_new_revision=False) for each in read_texts(0.5)])
    until = time.monotonic() + 60
    while client.http.get("/api/counts").json()["snapshot"] == first:
        assert time.monotonic() < until
        time.sleep(0.2)
    assert client.http.get("/").status_code == 200


def test_a_port_in_use_is_said_in_one_line(server: AuditServer, db: Path) -> None:
    from pipeline.audit.server import Listening, serve_audit

    with pytest.raises(InputError, match="--port 0"):
        serve_audit(db, Listening(port=server.port), "ann", lambda said: None)


def test_it_does_not_listen_to_others_without_accounts(db: Path) -> None:
    from pipeline.audit.server import Listening, serve_audit

    with pytest.raises(InputError, match="no accounts"):
        serve_audit(db, Listening(host="0.0.0.0", port=0), "ann", lambda said: None)
