"""Pages in worker processes, each with a bound on time and memory: one that breaks it is set aside, the rest goes on.

Each worker has a pipe of its own and one page at a time, and the parent waits for all of them in one place without threads
or locks: a process that is killed at any moment can take nothing with it but its page. Only a few pages are under way at a
time. The function that is run is the caller's; a page's fault comes back as data and raises nothing here.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, NamedTuple, TypeVar

from pipeline.errors import RejectedError, WorkerError

Key = TypeVar("Key")
Value = TypeVar("Value")

PAGES_A_WORKER = 500
"""Pages after which a worker is replaced, so that what libraries hold on to does not add up."""
UNDER_WAY = 4
"""Pages for each worker that are handed out and not yet taken back: all that is held of them."""
ATTEMPTS = 2
"""How often a page is handed out when a worker ended in good order before it was read."""
STARTS = 3
"""Workers in a row that may fail to start."""
START_SECONDS = 120.0
KILL_SECONDS = 10.0
"""What a process may take to be gone once its pipe is closed."""
ALARM_SECONDS = 3.0
"""How long after the bound the system ends a worker that nobody else has ended."""
OWN_VARIABLES = "TINSO_"
STATM = Path("/proc/self/statm")


class Quarantined(NamedTuple):
    """A page that could not be read within its bounds. `reason` is the code of its issue.

    `page_timeout`, `page_memory`, `page_recursion`, `page_crash` (the process ended), `page_fault` (an exception),
    `page_unsendable` (the page, or what came of it, cannot be handed between processes).
    """

    reason: str
    message: str


class Bounds(NamedTuple):
    """For each page: seconds of clock time, and megabytes of memory beyond what a worker has before its first page."""

    workers: int = 2
    seconds: float = 30
    megabytes: int = 1500


DEFAULT_BOUNDS = Bounds()
UNSENDABLE = Quarantined("page_unsendable", "the page cannot be handed to another process")


@dataclass
class _Task(Generic[Key, Value]):
    """A page under way. `outcome` is a list of one when it is done."""

    key: Key
    packed: bytes | None
    attempts: int = 0
    outcome: list[Value | RejectedError | Quarantined] = field(default_factory=list)


@dataclass
class _Worker:
    """A process, and the pipe to it. It is ready when it has said so; `task` is what it is at."""

    process: BaseProcess
    pipe: Connection
    deadline: float
    ready: bool = False
    task: _Task[Any, Any] | None = None
    pages: int = 0


class PagePool(Generic[Value]):
    """Worker processes for one function, to be used in a `with`. Results come in the order of the pages.

    `function` and its arguments must be picklable. `preload` are modules that the workers need: they are imported once, in
    the process from which workers are forked, where the system can do that.
    """

    def __init__(
        self,
        function: Callable[..., Value],
        bounds: Bounds = DEFAULT_BOUNDS,
        *,
        preload: tuple[str, ...] = (),
    ) -> None:
        """No process is started before the first page."""
        self._function = function
        self._bounds = bounds
        forks = "forkserver" in multiprocessing.get_all_start_methods()
        # Never a plain fork: this process may have threads, and a lock that one of them holds stays locked in the copy.
        self._context: Any = multiprocessing.get_context("forkserver" if forks else "spawn")
        if forks:
            self._context.set_forkserver_preload([__name__, function.__module__, *preload])
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def __enter__(self) -> PagePool[Value]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, whatever they are at, and wait until they are gone."""
        for worker in list(self._workers):
            self._end(worker)

    def read_pages(
        self, pages: Iterable[tuple[Key, tuple[Any, ...]]]
    ) -> Iterator[tuple[Key, Value | RejectedError | Quarantined]]:
        """For each page, a key and the function's arguments, the key and what came of it, in the order of the pages.

        That is what the function returns, the `RejectedError` that it raises, or why the page was set aside. Pages are
        taken as results are asked for. Raises `WorkerError` where no worker can be started.
        """
        for worker in [worker for worker in self._workers if worker.task]:
            self._end(worker)  # at a page of a reader that went away
        source = iter(pages)
        under_way: deque[_Task[Key, Value]] = deque()
        unsent: deque[_Task[Key, Value]] = deque()
        while True:
            while (
                len(under_way) < UNDER_WAY * self._bounds.workers and (page := next(source, None)) is not None
            ):
                task: _Task[Key, Value] = _Task(page[0], _packed(page[1]))
                under_way.append(task)
                if task.packed is None:
                    task.outcome.append(UNSENDABLE)
                else:
                    unsent.append(task)
            if not under_way:
                return
            if under_way[0].outcome:
                done = under_way.popleft()
                yield done.key, done.outcome[0]
                continue
            self._hand_out(unsent)
            self._take_in(unsent)

    def _hand_out(self, unsent: deque[_Task[Key, Value]]) -> None:
        """Give pages to the workers that are free, and start workers as long as there are fewer than wanted."""
        for worker in list(self._workers):
            if unsent and worker.ready and worker.task is None:
                task = unsent.popleft()
                task.attempts += 1
                worker.task, worker.pages = task, worker.pages + 1
                worker.deadline = time.monotonic() + self._bounds.seconds
                with suppress(OSError):  # where it has ended, its pipe tells so when it is read
                    worker.pipe.send_bytes(task.packed or b"")
        busy = sum(worker.task is not None for worker in self._workers)
        while len(self._workers) < min(self._bounds.workers, busy + len(unsent)):
            self._start()

    def _start(self) -> None:
        here, there = self._context.Pipe()
        process = self._context.Process(
            target=_work,
            args=(there, self._function, self._bounds.seconds, self._bounds.megabytes, _own_variables()),
            daemon=True,
        )
        process.start()
        there.close()
        self._workers.append(_Worker(process, here, time.monotonic() + START_SECONDS))

    def _take_in(self, unsent: deque[_Task[Key, Value]]) -> None:
        """Wait until a worker says something, ends, or has had its time."""
        due = [worker for worker in self._workers if worker.task or not worker.ready]
        left = min((worker.deadline for worker in due), default=0.0) - time.monotonic()
        told = wait([worker.pipe for worker in due], max(0.0, left))
        for worker in due:
            if worker.pipe in told:
                try:
                    self._hear(worker, worker.pipe.recv_bytes())
                except (EOFError, OSError):
                    worker.process.join(KILL_SECONDS)
                    self._lose(worker, unsent)
            elif time.monotonic() >= worker.deadline:
                if worker.task:
                    told_time = f"the page took longer than {self._bounds.seconds:g} seconds"
                    worker.task.outcome.append(Quarantined("page_timeout", told_time))
                    worker.task = None
                    self._end(worker)
                else:
                    self._lose(worker, unsent)

    def _hear(self, worker: _Worker, message: bytes) -> None:
        if worker.task is None:
            worker.ready, self._failed_starts = True, 0
            return
        worker.task.outcome.append(_unpacked(message, self._bounds.megabytes))
        worker.task = None
        if worker.pages >= PAGES_A_WORKER:
            self._end(worker)

    def _lose(self, worker: _Worker, unsent: deque[_Task[Key, Value]]) -> None:
        """A worker has ended by itself, or never began."""
        task, code = worker.task, worker.process.exitcode
        worker.task = None
        self._end(worker)
        if task is None:
            self._failed_starts += 1
            if self._failed_starts > STARTS:
                raise WorkerError("no process can be started to read pages in")
        elif code == 0 and task.attempts < ATTEMPTS:
            unsent.appendleft(task)  # it ended before it saw the page
        else:
            told = "is gone" if code is None else f"ended: {_exit_told(code)}"
            task.outcome.append(Quarantined("page_crash", f"the worker process {told}"))

    def _end(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.process.close()
        worker.pipe.close()


def _work(
    pipe: Connection, function: Callable[..., Any], seconds: float, megabytes: int, variables: dict[str, str]
) -> None:
    """In the worker: pages as they come, until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    _prepare_worker(megabytes, variables)
    with suppress(EOFError, OSError):
        pipe.send_bytes(b"ready")
        while True:
            pipe.send_bytes(_read_packed(function, pipe.recv_bytes(), seconds))


def _packed(arguments: tuple[Any, ...]) -> bytes | None:
    """Arguments as bytes; None where they cannot be."""
    try:
        return pickle.dumps(arguments, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError, ValueError):
        return None


def _unpacked(packed: bytes, megabytes: int) -> Any:
    """What a worker sent: a value, or a fault as a `RejectedError` or `Quarantined`."""
    kind, content = pickle.loads(packed)
    if kind == "rejected":
        code, message, field = content
        return RejectedError(code, message, field)
    if kind == "memory":
        return Quarantined("page_memory", f"the page took more than {megabytes} MB of memory")
    return content


def _read_packed(function: Callable[..., Any], packed: bytes, seconds: float) -> bytes:
    """In the worker: one page. Always returns bytes that the parent can read."""
    _set_alarm(seconds + ALARM_SECONDS)
    try:
        value = function(*pickle.loads(packed))
        sent = pickle.dumps(("value", value), pickle.HIGHEST_PROTOCOL)
        pickle.loads(sent)  # what cannot be read again would break the pool in the parent
        return sent
    except RejectedError as reject:
        return pickle.dumps(("rejected", (reject.code, str(reject), reject.field)))
    except MemoryError:
        return pickle.dumps(("memory", None))
    except RecursionError:
        set_aside = Quarantined("page_recursion", "the page is nested deeper than can be read")
    except (pickle.PicklingError, AttributeError, TypeError) as fault:
        set_aside = Quarantined("page_unsendable", _told(fault))
    except (Exception, SystemExit) as fault:  # noqa: BLE001 - around one page, in a process of its own: it must come back as data
        set_aside = Quarantined("page_fault", _told(fault))
    finally:
        _set_alarm(0)
    return pickle.dumps(("fault", set_aside))


def _set_alarm(seconds: float) -> None:
    """Have the system end this process in so many seconds, whatever it is at; 0 takes that back.

    The parent ends it earlier. Should that be killed, the thread which watches it does, unless the page holds the
    interpreter inside of an endless expression: then this.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _told(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {' '.join(str(fault).split())[:300]}".rstrip(": ")


def _exit_told(code: int) -> str:
    if code < 0:
        with suppress(ValueError):
            return f"signal {signal.Signals(-code).name}"
    return f"status {code}"


def _own_variables() -> dict[str, str]:
    """The variables of the environment that are ours, such as the folder of the user's sources.

    Workers are handed them: the process that they are forked from may be older than a variable.
    """
    return {name: value for name, value in os.environ.items() if name.startswith(OWN_VARIABLES)}


def _prepare_worker(megabytes: int, variables: dict[str, str]) -> None:
    """In the worker, before its first page: bound its memory, and tie its life to the parent's."""
    for name in _own_variables():
        del os.environ[name]
    os.environ.update(variables)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, name="ends with its parent", daemon=True).start()
    try:
        import resource
    except ImportError:  # not on Windows: no bound on memory there, time is bounded all the same
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if STATM.exists():  # elsewhere the memory of a process is not told, and could not be bounded beyond it
        held = int(STATM.read_text("ascii").split()[0]) * resource.getpagesize()
        bound = held + megabytes * 2**20
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
