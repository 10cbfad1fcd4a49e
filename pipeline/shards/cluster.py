"""Shards made on a cluster by Ray Data: one task a shard, on whatever node has a processor free. Nobody else imports Ray.

The nodes see the archive and the folder of shards under the same paths (a shared file system), and have the same Tinso: one
that differs refuses the work. Ray runs a task again, on another node where there is one, when its worker or node died, for as
long as it takes; so each task counts in the folder how often its shard was begun, and gives up after the third. Who starts
and guards the cluster is not decided here.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import socket
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, WorkerError
from pipeline.shards.campaign import KILLED, Ended, Engine
from pipeline.shards.making import Order, make_shard
from pipeline.shards.markers import PART, places_of
from pipeline.shards.pool import ATTEMPTS, make_told

LOCAL = "local"
"""The address that starts a Ray of one node on this machine, and ends it with the run."""
ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_USAGE_STATS_ENABLED": "0"}
"""What keeps that one on loopback, as Ray is anyway on those two systems, and from reporting to its makers."""

PATIENCE = {"RAY_gcs_server_port_wait_time_s": "2"}
"""How often Ray tries to reach a cluster, ten seconds each and more. By itself it does so for six minutes and more."""
ANSWERS_WITHIN = 10.0
"""Seconds in which somebody must take a connection at the address, before Ray is asked to try."""


def on_cluster(
    address: str, workers: int | None = None, make: Callable[[Order], object] = make_shard
) -> Engine:
    """An engine of a cluster: its address (`host:port`, `auto` or `local`), and how many shards at once.

    `workers` None: as many as the cluster has processors. `make` is what each task does. Raises `InputError` where Ray is
    not installed.
    """
    if importlib.util.find_spec("ray") is None:
        raise InputError("the engine needs the extra 'ray', here and on every node: pip install 'tinso[ray]'")

    def run(orders: Sequence[Order]) -> Iterator[Ended]:
        with _connected(address, workers):
            yield from _run_orders(orders, workers, make)

    return run


def _check_there(address: str) -> None:
    """Whether anybody listens at `host:port`. Raises `WorkerError` at once, or after `ANSWERS_WITHIN`, where nobody does."""
    host, _, port = address.rpartition(":")
    if not host or "/" in host or not (port.isascii() and port.isdigit()):
        return  # `auto`, or an address of Ray's own kind
    try:
        socket.create_connection((host.strip("[]"), int(port)), ANSWERS_WITHIN).close()
    except (OSError, UnicodeError) as fault:
        reason = f"no answer in {ANSWERS_WITHIN:.0f} s" if isinstance(fault, TimeoutError) else _plain(fault)
        raise WorkerError(
            f"the Ray cluster at {address!r} cannot be reached: {reason}; see whether `ray status` tells of it there, and "
            "whether a firewall lets this machine in"
        ) from fault


def _plain(fault: BaseException) -> str:
    return " ".join(str(getattr(fault, "strerror", None) or fault).split())[:300]


@contextmanager
def _connected(address: str, workers: int | None) -> Iterator[None]:
    """A connection to a cluster. Raises `WorkerError` where there is none, or where it does not let us in."""
    _check_there(address)
    own: dict[str, Any] = {}
    if address == LOCAL:
        own = {"num_cpus": workers, "include_dashboard": False}
    for name, value in (ALONE if address == LOCAL else PATIENCE).items():  # read when Ray is imported
        os.environ.setdefault(name, value)
    import ray

    # Of a cluster of others, Ray's warning is to be heard that anybody may use it.
    level = logging.ERROR if address == LOCAL else logging.WARNING
    try:
        ray.init(address, logging_level=level, log_to_driver=False, **own)
    except (OSError, ValueError, RuntimeError, ray.exceptions.RayError) as fault:
        raise WorkerError(f"the Ray cluster at {address!r} cannot be reached: {_plain(fault)}") from fault
    try:
        yield
    finally:
        ray.shutdown()


def _run_orders(
    orders: Sequence[Order], workers: int | None, make: Callable[[Order], object]
) -> Iterator[Ended]:
    import ray
    from ray.data import DataContext, TaskPoolStrategy

    context = DataContext.get_current()
    context.max_errored_blocks = -1  # one shard is set aside, not the others with it
    context.enable_progress_bars = False
    for name in ("ray.data", "ray.data._internal.execution.streaming_executor"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what failed is told by us, without tracebacks
    # A block a shard, and so a task a shard.
    waiting = ray.data.from_items(
        [{"number": number} for number in range(len(orders))], override_num_blocks=len(orders)
    )
    ended = waiting.map(
        partial(_make_one, orders=list(orders), make=make, run=uuid.uuid4().hex),
        compute=TaskPoolStrategy(size=workers),
        num_cpus=1,
    )
    told = set()
    for row in ended.iter_rows():
        told.add(row["number"])
        yield Ended(orders[row["number"]], row["reason"] or None, row["message"])
    for number, order in enumerate(orders):
        if number not in told:
            yield Ended(order, KILLED, "its task failed, for a reason that Ray's own logs tell")


def _make_one(
    row: dict[str, Any], orders: Sequence[Order], make: Callable[[Order], object], run: str
) -> dict[str, Any]:
    """In a task: one shard, and what became of it."""
    # Each page process would run the script that Ray starts its workers by, before its first page.
    vars(sys.modules["__main__"]).pop("__file__", None)
    order = orders[row["number"]]
    begun = _begun_file(order)
    reason: str | None
    if _count_begun(begun, run) > ATTEMPTS:
        reason, message = KILLED, f"{ATTEMPTS} workers died over it"
    else:
        reason, message = make_told(make, order)
    with suppress(OSError):
        begun.unlink()
    return {"number": row["number"], "reason": reason or "", "message": message}


def _begun_file(order: Order) -> Path:
    shard = places_of(order.folder, order.file.name).shard
    return shard.with_name(f"{shard.name}.begun{PART}")


def _count_begun(path: Path, run: str) -> int:
    """How often the shard was begun in this run, now included; 1 where the folder cannot be written, which is told later."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+", encoding="ascii") as file:
            file.write(f"{run}\n")
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            return file.read().split().count(run)
    except OSError:
        return 1
