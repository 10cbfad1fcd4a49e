"""What processes do with orders in the tests: in a module of its own, which they can import by its name."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

from pipeline.shards.making import Order, make_shard

MIDDLE = 0.05


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


def fail(order: Order) -> object:
    """Fail over the second file."""
    if order.file.serial == 2:
        raise ZeroDivisionError("a fault of ours")
    return make_shard(order)


def lose_page_process(order: Order) -> object:
    """Make the shard while the process that reads its pages is killed in the middle."""
    threading.Thread(target=_kill_page_process, daemon=True).start()
    return make_shard(order)


def _kill_page_process() -> None:
    import multiprocessing

    while not (children := multiprocessing.active_children()):
        time.sleep(0.001)
    time.sleep(MIDDLE)
    for child in children:
        child.kill()


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
