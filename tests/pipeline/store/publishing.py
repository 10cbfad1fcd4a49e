"""Publishes a store and is killed at a chosen place: `python publishing.py STORE [LINE]`.

LINE counts the lines of the store's own modules that run while publishing; at it the process kills itself with
SIGKILL. Without it the number of lines is printed.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pipeline.store.database
import pipeline.store.snapshots

HERE = str(Path(pipeline.store.snapshots.__file__).parent)


def main(db: Path, last: int | None) -> None:
    ran = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal ran
        if not frame.f_code.co_filename.startswith(HERE):
            return None
        if event == "line":
            ran += 1
            if ran == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    pipeline.store.snapshots.publish_store(db, keep=2)
    sys.settrace(None)
    print(ran)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
