"""Pages in worker processes, each with a bound on time and memory: one that breaks it is set aside, the rest goes on.

pebble starts, times, ends and replaces the processes. What is ours: the bound on memory, that a worker never outlives its
parent, that nothing which cannot be sent breaks the pool, and that only a few pages are under way at a time. The function
that is run is the caller's; a page's fault comes back as data and raises nothing here.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, NamedTuple, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pipeline.errors import RejectedError, WorkerError

Key = TypeVar("Key")
Value = TypeVar("Value")

PAGES_A_WORKER = 500
"""Pages after which a worker is replaced, so that what libraries hold on to does not add up."""
UNDER_WAY = 4
"""Pages for each worker that are handed out and not yet taken back: all that is held of them."""
ATTEMPTS = 2
"""How often a page is tried when the pool broke while it was under way: another page may have been to blame."""
KILL_SECONDS = 10.0
"""What ending a worker may take beyond the bound."""
ALARM_SECONDS = 3.0
"""How long after the bound the system ends a worker that nobody else has ended."""
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


class _Task(NamedTuple, Generic[Key]):
    key: Key
    packed: bytes | None
    attempts: int
    future: ProcessFuture[bytes] | None


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
        self._context = multiprocessing.get_context("forkserver" if forks else "spawn")
        if forks:
            self._context.set_forkserver_preload([__name__, function.__module__, *preload])
        self._pool: ProcessPool | None = None
        self._has_worked = False
        self._breaks = 0

    def __enter__(self) -> PagePool[Value]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, whatever they are at, and wait until they are gone."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble's are typed in part
            self._pool.join()
            self._pool = None

    def read_pages(
        self, pages: Iterable[tuple[Key, tuple[Any, ...]]]
    ) -> Iterator[tuple[Key, Value | RejectedError | Quarantined]]:
        """For each page, a key and the function's arguments, the key and what came of it, in the order of the pages.

        That is what the function returns, the `RejectedError` that it raises, or why the page was set aside. Pages are
        taken as results are asked for. Raises `WorkerError` where no worker can be started.
        """
        waiting = iter(pages)
        under_way: deque[_Task[Key]] = deque()
        while True:
            while (
                len(under_way) < UNDER_WAY * self._bounds.workers
                and (page := next(waiting, None)) is not None
            ):
                under_way.append(self._send(_Task(page[0], _packed(page[1]), 0, None)))
            if not under_way:
                return
            task = under_way.popleft()
            outcome = self._take(task)
            if outcome is None:  # the pool broke: a new one, and everything under way once more
                self.close()
                self._breaks += 1
                if not self._has_worked and self._breaks >= ATTEMPTS:
                    raise WorkerError("no process can be started to read pages in")
                under_way = deque(self._send(other) for other in (task, *under_way))
                continue
            yield task.key, outcome

    def _send(self, task: _Task[Key]) -> _Task[Key]:
        """Hand a page to the pool, unless it cannot be sent, has had its attempts or is done."""
        if task.packed is None or task.attempts >= ATTEMPTS:
            return task._replace(future=None)
        if task.future is not None and task.future.done() and task.future.exception() is None:
            return task
        if self._pool is None:
            self._pool = ProcessPool(
                self._bounds.workers,
                max_tasks=PAGES_A_WORKER,
                initializer=_prepare_worker,
                initargs=(self._bounds.megabytes,),
                context=self._context,
            )
        future = self._pool.schedule(
            _read_packed,
            args=(self._function, task.packed, self._bounds.seconds),
            timeout=self._bounds.seconds,
        )
        return task._replace(attempts=task.attempts + 1, future=future)

    def _take(self, task: _Task[Key]) -> Value | RejectedError | Quarantined | None:
        """What came of a page; None where the pool broke, which tells nothing of the page."""
        if task.packed is None:
            return Quarantined("page_unsendable", "the page cannot be handed to another process")
        if task.future is None:
            return Quarantined(
                "page_crash", "the worker processes ended while the page was being read, twice"
            )
        # By then every page before it has had its time: what is not there now never comes.
        patience = (UNDER_WAY + 1) * (self._bounds.seconds + KILL_SECONDS) + 60
        try:
            packed = task.future.result(timeout=patience)
            self._has_worked = True
            outcome: Value | RejectedError | Quarantined = _unpacked(packed)
            return outcome
        except ProcessExpired as ended:
            return Quarantined("page_crash", f"the worker process ended: {_exit_told(ended.exitcode)}")
        except TimeoutError:
            if not task.future.done():
                return None
            return Quarantined("page_timeout", f"the page took longer than {self._bounds.seconds:g} seconds")
        except MemoryError:
            return self._too_much_memory()
        except (CancelledError, RuntimeError, OSError):
            return None

    def _too_much_memory(self) -> Quarantined:
        return Quarantined("page_memory", f"the page took more than {self._bounds.megabytes} MB of memory")


def _packed(arguments: tuple[Any, ...]) -> bytes | None:
    """Arguments as bytes; None where they cannot be. pebble gets bytes alone, so that nothing it sends can fail."""
    try:
        return pickle.dumps(arguments, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError, ValueError):
        return None


def _unpacked(packed: bytes) -> Any:
    """What a worker sent: a value, or a fault as a `RejectedError` or `Quarantined`."""
    kind, content = pickle.loads(packed)
    if kind == "rejected":
        code, message, field = content
        return RejectedError(code, message, field)
    if kind == "memory":
        raise MemoryError
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


def _prepare_worker(megabytes: int) -> None:
    """In the worker, before its first page: bound its memory, and tie its life to the parent's."""
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
