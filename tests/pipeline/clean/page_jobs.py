"""What worker processes are given to do in the tests: in a module of its own, which they can import by its name."""

from __future__ import annotations

import ctypes
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.clean.workers import Bounds, PagePool
from pipeline.errors import RejectedError


class Unreadable:
    """Can be sent and not be read again."""

    def __reduce__(self) -> tuple[object, ...]:
        return (_refuse_to_be, ())


def _refuse_to_be() -> None:
    raise AttributeError("not here")


def _call_itself() -> None:
    _call_itself()


def read(kind: str, content: object = None) -> object:
    """Do what `kind` names."""
    match kind:
        case "echo":
            return content
        case "variable":
            return os.environ.get(str(content))
        case "slow":
            time.sleep(0.3)
            return content
        case "pid":
            return os.getpid()
        case "rejected":
            raise RejectedError("no_article", "the page holds no article text", "text")
        case "raises":
            raise ValueError("two\nlines")
        case "local exception":
            raise type("LocalError", (Exception,), {})("of a class that cannot be sent")
        case "leaves":
            sys.exit(2)
        case "loops":
            while True:
                pass
        case "expression":
            return re.match(r"(a+)+$", "a" * 60 + "b")
        case "memory":
            return [bytearray(2**24) for _ in range(1000)]
        case "segfault":
            return ctypes.string_at(0)
        case "exits":
            os._exit(3)
        case "recursion":
            return _call_itself()
        case "unsendable":
            return lambda: 0
        case "unreadable":
            return Unreadable()
    raise AssertionError(kind)


def note_pid_and_stay(folder: str, kind: str) -> None:
    """Leave a file named by the process, then do not return: asleep, or holding the interpreter."""
    Path(folder, f"{kind}-{os.getpid()}").touch()
    if kind == "asleep":
        time.sleep(600)
    re.match(r"(a+)+$", "a" * 60 + "b")


def staying_pages(folder: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Pages that are not read in any time."""
    yield 0, (folder, "asleep")
    yield 1, (folder, "holding")


if __name__ == "__main__":
    with PagePool(note_pid_and_stay, Bounds(3, 2, 500)) as pool:
        list(pool.read_pages(staying_pages(sys.argv[1])))
