"""Shards made on a cluster by Ray Data: one task a shard, on whatever node has a processor free. Imports Ray; nobody else does.

The nodes see the archive and the folder of shards under the same paths (a shared file system), and have the same Tinso: one
that differs refuses the work. Ray runs a task again, on another node where there is one, when its worker or node died; an
order whose workers died each time is set aside. Who starts and guards the cluster is not decided here.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import ray
from ray.data import DataContext, TaskPoolStrategy

from pipeline.errors import WorkerError
from pipeline.shards.campaign import KILLED, Ended, Engine
from pipeline.shards.making import Order, make_shard
from pipeline.shards.pool import ATTEMPTS, make_told

LOCAL = "local"
"""The address that starts a Ray of one node on this machine, and ends it with the run."""


def on_cluster(
    address: str, workers: int | None = None, make: Callable[[Order], object] = make_shard
) -> Engine:
    """An engine of a cluster: its address (`host:port`, `ray://…`, `auto`, or `local`), and how many shards at once.

    `workers` None: as many as the cluster has processors. `make` is what each task does.
    """

    def run(orders: Sequence[Order]) -> Iterator[Ended]:
        with _connected(address, workers):
            yield from _run_orders(orders, workers, make)

    return run


@contextmanager
def _connected(address: str, workers: int | None) -> Iterator[None]:
    """A connection to a cluster. Raises `WorkerError` where there is none, or where it does not let us in."""
    own: dict[str, Any] = {"num_cpus": workers, "include_dashboard": False} if address == LOCAL else {}
    try:
        ray.init(address, logging_level=logging.WARNING, log_to_driver=False, **own)
    except (ConnectionError, ValueError, RuntimeError, TimeoutError, ray.exceptions.RayError) as fault:
        told = " ".join(str(fault).split())[:300]
        raise WorkerError(f"the Ray cluster at {address!r} cannot be reached: {told}") from fault
    try:
        yield
    finally:
        ray.shutdown()


def _run_orders(
    orders: Sequence[Order], workers: int | None, make: Callable[[Order], object]
) -> Iterator[Ended]:
    context = DataContext.get_current()
    context.max_errored_blocks = (
        -1
    )  # a shard whose worker dies each time is set aside, not the others with it
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(
        logging.CRITICAL
    )  # each such death, with its traceback; we tell it
    # A block a shard, and so a task a shard.
    waiting = ray.data.from_items(
        [{"number": number} for number in range(len(orders))], override_num_blocks=len(orders)
    )
    ended = waiting.map(
        partial(_make_one, orders=list(orders), make=make),
        compute=TaskPoolStrategy(size=workers),
        num_cpus=1,
        max_retries=ATTEMPTS - 1,
    )
    told = set()
    for row in ended.iter_rows():
        told.add(row["number"])
        yield Ended(orders[row["number"]], row["reason"] or None, row["message"])
    for number, order in enumerate(orders):
        if number not in told:
            yield Ended(order, KILLED, f"{ATTEMPTS} workers died over it")


def _make_one(
    row: dict[str, Any], orders: Sequence[Order], make: Callable[[Order], object]
) -> dict[str, Any]:
    """In a task: one shard, and what became of it."""
    # Each page process would run the script that Ray starts its workers by, before its first page.
    vars(sys.modules["__main__"]).pop("__file__", None)
    reason, message = make_told(make, orders[row["number"]])
    return {"number": row["number"], "reason": reason or "", "message": message}
