"""`tinso audit` as a process of its own on loopback, which tests may kill and start again."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.audit.ledger import Ledger, ledger_path
from pipeline.store import open_reader
from schemas.review import ReviewEvent

ADDRESS = re.compile(r"http://[\w.:\[\]]+/\S*")
COMMAND = "from pipeline.cli import main; main()"


def free_port() -> int:
    """A port of loopback that nobody listens on at this moment."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
    return port


class AuditServer:
    """The audit page of one store. `entry` is the address with its token, good for one browser."""

    def __init__(self, db: Path, arguments: Sequence[str] = ()) -> None:
        self.db = db
        self.arguments = arguments
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.entry = ""
        self.cookies: list[Any] = []
        self.start()

    @property
    def root(self) -> str:
        split = urlsplit(self.entry)
        return f"{split.scheme}://{split.netloc}"

    def start(self) -> None:
        """Start it, and wait until it has said where it is."""
        command = [sys.executable, "-c", COMMAND, "audit", "--db", str(self.db), "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, *self.arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.db.parent,
        )
        assert self.process.stdout is not None
        told = []
        for line in self.process.stdout:
            told.append(line)
            if found := ADDRESS.search(line):
                self.entry = found[0]
                return
        raise AssertionError("the server ended before it said where it is:\n" + "".join(told))

    def kill(self) -> None:
        """End it as a crash would: no chance to put anything in order."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None

    def stop(self) -> None:
        """End it, if it runs."""
        if self.process is not None:
            self.kill()

    def events(self) -> list[ReviewEvent]:
        """All events of the ledger, in its order."""
        if not ledger_path(self.db).exists():
            return []
        with Ledger(ledger_path(self.db)) as ledger:
            return [logged.event for logged in ledger.all_events()]

    def decisions(self) -> list[tuple[str, str | None]]:
        """Action and figure of every event."""
        return [(event.action, event.figure_id) for event in self.events()]

    def figure(self, article_id: str, quote: str) -> str:
        """The id of a figure by its article and its quote."""
        with open_reader(self.db) as store:
            found = store.ask(
                "SELECT figure_id FROM current_figures WHERE article_id = ? AND quote = ? ORDER BY start",
                [article_id, quote],
            )
            rows = list(found.rows)
        return str(rows[0][0])
