"""One writer at a time: a file that the writer holds locked, with the number of its process in it.

The system releases the lock when the process ends, however it ends, so none is ever stale. Readers do not ask.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ArchiveLockedError, ArchiveUnwritableError

LOCK_FILE = "writer.lock"

TRIES, PAUSE = 10, 0.05
"""A reader that asks whether there is a writer holds the lock for an instant itself."""

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO, shared: bool) -> None:
        file.seek(1024)  # beyond the number, which others are to read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(file: BinaryIO, shared: bool) -> None:
        fcntl.flock(file.fileno(), (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


_held: set[BinaryIO] = set()


def _forget_in_child() -> None:
    """A forked child closes its copies: the lock would else outlive the writer for as long as a child of it runs."""
    for file in _held:
        file.close()
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_in_child)


class WriterLock:
    """The lock of one archive, held from making it until `release`."""

    def __init__(self, folder: Path) -> None:
        """Raises `ArchiveLockedError` naming the process that holds it, `ArchiveUnwritableError`."""
        path = folder / LOCK_FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = open(path, "a+b", buffering=0)  # noqa: SIM115 - held beyond this call
        except OSError as fault:
            raise ArchiveUnwritableError(f"{path}: {fault.strerror or fault}") from fault
        for attempt in range(TRIES):
            try:
                _try_lock(file, shared=False)
                break
            except OSError as fault:
                if attempt + 1 < TRIES:
                    time.sleep(PAUSE)
                    continue
                file.seek(0)
                holder = file.read(20).decode("ascii", "replace").strip() or "unknown"
                file.close()
                raise ArchiveLockedError(f"{folder}: process {holder} is writing to this archive") from fault
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode("ascii"))
        _held.add(file)
        self._file = file

    def release(self) -> None:
        """Let the next writer in."""
        if self._file in _held:
            _held.discard(self._file)
            self._file.truncate(0)
        self._file.close()


def is_locked(folder: Path) -> bool:
    """Whether a writer is at work now."""
    try:
        with open(folder / LOCK_FILE, "rb", buffering=0) as file:
            _try_lock(file, shared=True)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
