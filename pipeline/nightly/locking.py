"""One night at a time: a lock file that names its holder, and a note of every start that it turned away.

The lock itself is the operating system's, which lets go when the process ends, however it ends: so a file that is there
but not locked is stale, also after a restart of the machine and where another process has the number now. What stands in
the file is for people.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pipeline.errors import NightLedgerError, NightUnderWayError

LOCK_FILE = "lock"
REFUSED_FILE = "refused.jsonl"

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> None:
        file.seek(2**20)  # beyond what others are to read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class Holder(NamedTuple):
    """Who holds the lock, or held it when it ended."""

    pid: int
    host: str
    user: str
    started: datetime

    def __str__(self) -> str:
        """For a message."""
        return f"process {self.pid} of {self.user} on {self.host}, since {self.started:%Y-%m-%d %H:%M} UTC"


class NightLock:
    """The lock of the nights of one store, held until `release`."""

    def __init__(self, folder: Path, now: datetime) -> None:
        """Take it. Raises `NightUnderWayError` naming its holder, after noting the start, and `NightLedgerError`."""
        path = folder / LOCK_FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = open(path, "a+b", buffering=0)  # noqa: SIM115 - held beyond this call
        except OSError as fault:
            raise NightLedgerError(f"{path}: {fault.strerror or fault}") from fault
        try:
            _try_lock(file)
        except OSError as fault:
            holder = read_holder(file)
            file.close()
            _note_refusal(folder, now)
            told = str(holder) if holder else "another process"
            raise NightUnderWayError(
                f"a night is under way ({told}): only one can be; nothing was done"
            ) from fault
        self.stale = read_holder(file)
        """Who held it before and did not let go: that process was killed. None where the last one ended in order."""
        me = Holder(os.getpid(), platform.node(), _user(), now)
        file.truncate(0)
        with suppress(OSError):  # on a full disk the name is missing, and the lock holds all the same
            file.write(
                json.dumps({**me._asdict(), "started": now.astimezone(UTC).isoformat()}).encode() + b"\n"
            )
        self._file = file

    def release(self) -> None:
        """Let the next night in."""
        if not self._file.closed:
            self._file.truncate(0)
            self._file.close()


def read_holder(file: BinaryIO) -> Holder | None:
    """Who is named in an open lock file; None where nobody is, or it cannot be read."""
    file.seek(0)
    try:
        told = json.loads(file.read(4096))
        return Holder(int(told["pid"]), told["host"], told["user"], datetime.fromisoformat(told["started"]))
    except (ValueError, KeyError, TypeError, OSError):
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a number that has no name, as in a container
        return str(os.getuid()) if hasattr(os, "getuid") else "unknown"


def _note_refusal(folder: Path, now: datetime) -> None:
    """Leave a line for the report of the night that is under way."""
    line = json.dumps({"at": now.astimezone(UTC).isoformat(), "pid": os.getpid()}) + "\n"
    with suppress(OSError), open(folder / REFUSED_FILE, "a", encoding="ascii") as file:
        file.write(line)


def take_refusals(folder: Path) -> list[dict[str, Any]]:
    """The starts that were turned away since the last call: `at` in ISO form and `pid`. The lines are removed."""
    path = folder / REFUSED_FILE
    found = []
    with suppress(OSError):
        for line in path.read_text("ascii", errors="replace").splitlines():
            with suppress(ValueError):
                told = json.loads(line)
                if isinstance(told, dict) and {"at", "pid"} <= told.keys():
                    found.append(told)
        path.unlink()
    return found
