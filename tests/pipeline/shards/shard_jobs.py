"""What processes do with orders in the tests: in a module of its own, which they can import by its name."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from pipeline.shards.making import Order, make_shard, read_page
from pipeline.sources import FOLDER_VARIABLE
from schemas import Issue
from schemas.fetches import Response

MIDDLE = 0.05
PATIENCE = 30.0
"""Seconds that others wait for a node to be lost, so that it gets a shard to lose."""


def die_once(order: Order) -> object:
    """Make the shard of the second file; the first process at it is killed while it is being written."""
    mark = order.folder / "died"
    if order.file.serial == 2 and not mark.exists():
        mark.touch()
        threading.Thread(target=_kill_when_begun, args=(order,), daemon=True).start()
    return make_shard(order)


def _kill_when_begun(order: Order) -> None:
    while not list(order.folder.rglob("*00002.parquet.*.part")):
        time.sleep(0.001)
    time.sleep(MIDDLE)
    os.kill(os.getpid(), signal.SIGKILL)


def die_always(order: Order) -> object:
    """Make the shard; any process at the second file is killed."""
    if order.file.serial == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return make_shard(order)


def lose_node_once(order: Order) -> object:
    """Make the shard; the node whose parent of workers is named in the folder is lost while it makes its first one."""
    mark = order.folder / "lose"
    with suppress(FileNotFoundError):
        if int(mark.read_text("ascii")) == os.getppid():
            threading.Thread(target=_lose_node, args=(mark,), daemon=True).start()
        else:
            until = time.monotonic() + PATIENCE
            while mark.exists() and time.monotonic() < until:
                time.sleep(0.05)
    return make_shard(order)


def _lose_node(mark: Path) -> None:
    while not list(mark.parent.rglob(f"*.parquet.*-{os.getpid()}.part")):
        time.sleep(0.001)
    mark.unlink()
    os.kill(os.getppid(), signal.SIGKILL)


def fail(order: Order) -> object:
    """Fail over the second file."""
    if order.file.serial == 2:
        raise ZeroDivisionError("a fault of ours")
    return make_shard(order)


def die_at_a_page_once(response: Response | None) -> object:
    """Read a page; the first process at one in Thai is killed."""
    mark = Path(os.environ[FOLDER_VARIABLE]) / "died"
    if response is not None and response.language == "th" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return read_page(response)


def die_at_a_page(response: Response | None) -> object:
    """Read a page; any process at one in Thai is killed."""
    if response is not None and response.language == "th":
        os.kill(os.getpid(), signal.SIGKILL)
    return read_page(response)


def fail_to_read(response: Response | None) -> object:
    """Make the article of a page, and fail to read it."""
    found = read_page(response)
    if found is None:
        return None
    return found._replace(reading=Issue(code="unexpected_fault", source="", message="a fault of ours"))


if __name__ == "__main__":
    # A campaign on one process that is slow enough to be killed between two shards.
    from pipeline.settings import CleanSettings
    from pipeline.shards import make_shards
    from pipeline.shards.pool import in_pool

    def tell(campaign: object, orders: int) -> None:
        print(campaign.made, flush=True)  # type: ignore[attr-defined]

    make_shards(
        Path(sys.argv[1]), Path(sys.argv[2]), in_pool(1), bounds=CleanSettings(workers=1), on_progress=tell
    )
