"""Shards made in processes of this machine, as many at once as asked for.

Each process has a pipe of its own and one shard at a time. One that dies takes nothing with it but its shard, which another
makes again after those that still wait; a shard whose process dies each time is set aside.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

from pipeline.errors import ShardError
from pipeline.shards.campaign import KILLED, Ended, Engine
from pipeline.shards.making import Order, make_shard

ATTEMPTS = 3
"""How often a shard is tried whose process died."""
FAULT = "fault"
"""The reason where a shard failed for a fault of ours."""


class _Task(NamedTuple):
    order: Order
    attempt: int


@dataclass
class _Worker:
    """A process, the pipe to it, and what it is at."""

    process: BaseProcess
    pipe: Connection
    task: _Task | None = None


def in_pool(workers: int, make: Callable[[Order], object] = make_shard) -> Engine:
    """An engine of so many processes. `make` is what they do with each order; it must be picklable."""

    def run(orders: Sequence[Order]) -> Iterator[Ended]:
        return _run_orders(orders, workers, make)

    return run


def _run_orders(orders: Sequence[Order], most: int, make: Callable[[Order], object]) -> Iterator[Ended]:
    context = _context(make)
    waiting = deque(_Task(order, 1) for order in orders)
    workers: list[_Worker] = []
    try:
        while waiting or any(worker.task for worker in workers):
            busy_now = sum(worker.task is not None for worker in workers)
            while len(workers) < min(most, busy_now + len(waiting)):
                workers.append(_start(context, make))
            _hand_out(workers, waiting)
            busy = {worker.pipe: worker for worker in workers if worker.task}
            for pipe in wait(list(busy)):
                worker = busy[pipe]  # type: ignore[index]  # what was waited for are the pipes
                task, worker.task = worker.task, None
                assert task is not None
                try:
                    reason, message = worker.pipe.recv()
                except (EOFError, OSError):
                    workers.remove(worker)
                    how = _end(worker)
                    if task.attempt < ATTEMPTS:
                        waiting.append(_Task(task.order, task.attempt + 1))
                    else:
                        told = f"{task.attempt} processes died over it, the last with {how}"
                        yield Ended(task.order, KILLED, told)
                else:
                    yield Ended(task.order, reason, message)
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            _end(worker)


def _hand_out(workers: list[_Worker], waiting: deque[_Task]) -> None:
    """Give orders to the processes that have none."""
    for worker in workers:
        if waiting and worker.task is None:
            worker.task = waiting.popleft()
            with suppress(OSError):  # where it has ended, its pipe tells so when it is read
                worker.pipe.send(worker.task.order)


def _context(make: Callable[[Order], object]) -> Any:
    forks = "forkserver" in multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if forks else "spawn")
    if forks:
        context.set_forkserver_preload([__name__, make.__module__])
    return context


def _start(context: Any, make: Callable[[Order], object]) -> _Worker:
    here, there = context.Pipe()
    # Not a daemon: it has a process of its own for pages.
    process = context.Process(target=_work, args=(there, make), daemon=False)
    process.start()
    there.close()
    return _Worker(process, here)


def _end(worker: _Worker) -> str:
    """How a process ended, once it is gone."""
    worker.pipe.close()
    worker.process.join()
    code = worker.process.exitcode
    worker.process.close()
    return f"signal {-code}" if code is not None and code < 0 else f"status {code}"


def _work(pipe: Connection, make: Callable[[Order], object]) -> None:
    """In the process: shards as they come, until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_end_with_parent, name="ends with its parent", daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(make_told(make, pipe.recv()))


def make_told(make: Callable[[Order], object], order: Order) -> tuple[str | None, str]:
    """Carry out an order: nothing and an empty text, or the reason and the sentence why it failed."""
    try:
        make(order)
    except ShardError as fault:
        return fault.reason, str(fault)
    except Exception as fault:  # noqa: BLE001 - around one source of pages: it is set aside, the others go on
        return FAULT, f"{type(fault).__name__}: {' '.join(str(fault).split())[:300]}"
    return None, ""


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
