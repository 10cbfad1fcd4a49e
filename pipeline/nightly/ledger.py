"""The ledger of nights: what each stage did of each source, written as it happens, so that a kill anywhere leaves it readable.

A night is one file of JSON lines in the folder `tinso.nights` beside the store, each line forced to disk before the next
step begins; a `Night` is what its lines tell, read in their order. So the ledger needs no store to exist, and what a kill
leaves is a night without its last line. The store has a copy for SQL (`pipeline.store.nights`), which is made from these
files. What is done in a night is left to `night`, what it means to `alarms` and `verdicts`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import InputError, NightLedgerError

STAGES = ("fetch", "archive", "clean", "extract", "store", "publish", "report")
"""In the order in which they come; clean, extract and store go hand in hand, a batch at a time."""
CONTINUED_WITHIN = timedelta(hours=12)
"""A night that was killed is continued by a start within this time of its last line; a later one begins its own night."""
FILE_NAME = re.compile(r"(\d{6,})\.jsonl")


class Attempt(NamedTuple):
    """A process that was at work on the night."""

    started: datetime
    pid: int
    host: str


@dataclass
class Line:
    """A stage of a night, or with `source` and `language` a part of it.

    `state` is running, done, failed or skipped. What comes in and goes out of each stage is told in docs/nightly.md.
    """

    stage: str
    source: str | None = None
    language: str | None = None
    state: str = "running"
    started: datetime | None = None
    seconds: float | None = None
    came_in: int | None = None
    went_out: int | None = None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str | None, str | None]:
        """What tells it from the other lines of its night."""
        return self.stage, self.source, self.language


class NightIssue(NamedTuple):
    """Something that whoever reads about the night should see."""

    severity: str
    code: str
    stage: str | None
    source: str | None
    language: str | None
    message: str

    @property
    def sentence(self) -> str:
        """The message with the place that it is about."""
        place = " ".join(part for part in (self.source, self.language) if part)
        return f"{place}: {self.message}" if place else self.message


@dataclass
class Night:
    """What the ledger tells of a night. Times are in UTC."""

    number: int
    started: datetime
    command: str = "nightly"
    versions: dict[str, str] = field(default_factory=dict)
    settings_hash: str = ""
    sources: tuple[str, ...] = ()
    deadline: datetime | None = None
    """When fetching is to stop."""
    is_partial: bool = False
    """Cut short on purpose, so that no other night is held against it."""
    attempts: list[Attempt] = field(default_factory=list)
    last_line_at: datetime | None = None
    finished: datetime | None = None
    killed_at: datetime | None = None
    """The last sign of life of a night that was killed and given its end by a later start."""
    status: int | None = None
    """The exit status; None while the night is under way, or where it was killed and nobody has come by since."""
    lines: dict[tuple[str, str | None, str | None], Line] = field(default_factory=dict)
    issues: list[NightIssue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What is worth a line and nobody's fault, such as a source that is too new to be judged."""
    marks: dict[str, Any] = field(default_factory=dict)
    """Where things stood when a stage began, for a start that continues it."""
    damaged_lines: int = 0
    """Lines of the file that could not be read; the last one of a killed night may be torn, and does not count."""

    @property
    def day(self) -> str:
        """The day in UTC on which it began: runs of one day are one night in the eyes of the alarms."""
        return f"{self.started:%Y-%m-%d}"

    @property
    def took(self) -> timedelta | None:
        """From its first start to its end."""
        return self.finished - self.started if self.finished else None

    def stage(self, name: str) -> Line | None:
        """The line of a whole stage; None where it was not come to."""
        return self.lines.get((name, None, None))

    def parts(self, name: str) -> list[Line]:
        """The lines of a stage by source and language, in order."""
        found = [line for line in self.lines.values() if line.stage == name and line.source is not None]
        return sorted(found, key=lambda line: (line.source or "", line.language or ""))

    def total(self, name: str, count: str) -> int:
        """A count, summed over the parts of a stage that are of one language."""
        return sum(line.counts.get(count, 0) for line in self.parts(name) if line.language is not None)

    @property
    def last_stage(self) -> str | None:
        """The stage that was begun last."""
        begun = [name for name in STAGES if (line := self.stage(name)) and line.state != "skipped"]
        return begun[-1] if begun else None

    def has(self, code: str) -> bool:
        """Whether there is an issue of this code."""
        return any(issue.code == code for issue in self.issues)


def apply(night: Night, event: Mapping[str, Any]) -> None:
    """Let a line of the file take effect. Raises `KeyError`, `TypeError` or `ValueError` where it is no such line."""
    at = datetime.fromisoformat(event["at"])
    match event["event"]:
        case "begin":
            deadline = event.get("deadline")
            night.started, night.command = at, str(event["command"])
            night.versions, night.settings_hash = dict(event["versions"]), str(event["settings"])
            night.sources = tuple(event["sources"])
            night.deadline = datetime.fromisoformat(deadline) if deadline else None
            night.is_partial = bool(event.get("partial"))
            night.attempts = [Attempt(at, int(event["pid"]), str(event["host"]))]
        case "continue":
            deadline = event.get("deadline")
            night.deadline = datetime.fromisoformat(deadline) if deadline else night.deadline
            night.attempts.append(Attempt(at, int(event["pid"]), str(event["host"])))
        case "line":
            started = event.get("started")
            line = Line(
                event["stage"],
                event.get("source"),
                event.get("language"),
                str(event["state"]),
                datetime.fromisoformat(started) if started else None,
                event.get("seconds"),
                event.get("in"),
                event.get("out"),
                {str(name): int(number) for name, number in event.get("counts", {}).items()},
            )
            night.lines[line.place] = line
        case "issue":
            night.issues.append(NightIssue(*(event.get(name) for name in NightIssue._fields)))  # type: ignore[arg-type]  # as written below
        case "note":
            night.notes.append(str(event["message"]))
        case "mark":
            night.marks[str(event["name"])] = event["value"]
        case "end":
            night.finished, night.status = at, int(event["status"])
            night.killed_at = datetime.fromisoformat(event["killed"]) if event.get("killed") else None
        case other:
            raise ValueError(f"no such event {other!r}")
    night.last_line_at = at


class Journal:
    """The file of a night that is under way. A line that cannot be written stops nothing: it stands in `fault`."""

    def __init__(self, path: Path, night: Night) -> None:
        """Open or create the file; a torn last line, which a kill leaves, is cut off first. Raises `NightLedgerError`."""
        self.path = path
        self.night = night
        self.fault: str | None = None
        self._before = b""
        try:
            self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
            content = path.read_bytes()
            if (whole := content.rfind(b"\n") + 1) < len(content):
                # Its step was never called done, so nothing is lost; ended, it would be told as damage for ever.
                os.ftruncate(self._file, whole)
                os.fsync(self._file)
            _force_folder_to_disk(path.parent)
        except OSError as fault:
            raise NightLedgerError(
                f"{path}: the ledger cannot be written: {fault.strerror or fault}"
            ) from fault

    def note(self, event: str, at: datetime, **facts: Any) -> None:
        """Write a line, force it to disk, and let it take effect on the night."""
        told = {"event": event, "at": at.astimezone(UTC).isoformat(), **facts}
        apply(self.night, told)
        # A line that was cut off is ended first: nothing is to be lost with it.
        line = self._before + json.dumps(told, ensure_ascii=True).encode("ascii") + b"\n"
        try:
            written = os.write(self._file, line)
            self._before = b"" if written == len(line) else b"\n"
            if written < len(line):
                raise OSError("no room left on the disk")
            os.fsync(self._file)
        except OSError as fault:
            self.fault = self.fault or f"{self.path}: {fault.strerror or fault}"

    def note_line(self, line: Line, at: datetime) -> None:
        """Write where a stage, or a part of it, stands."""
        facts: dict[str, Any] = {"stage": line.stage, "state": line.state}
        optional = {
            "source": line.source,
            "language": line.language,
            "started": line.started.astimezone(UTC).isoformat() if line.started else None,
            "seconds": round(line.seconds, 3) if line.seconds is not None else None,
            "in": line.came_in,
            "out": line.went_out,
            "counts": line.counts or None,
        }
        self.note(
            "line", at, **facts, **{name: value for name, value in optional.items() if value is not None}
        )

    def note_issue(self, issue: NightIssue, at: datetime) -> None:
        """Write an issue, once."""
        if issue not in self.night.issues:
            self.note("issue", at, **issue._asdict())

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def discard(self) -> None:
        """Close the file and remove it: of a night that could not begin."""
        self.close()
        with suppress(OSError):
            self.path.unlink()


def ledger_folder(db: Path) -> Path:
    """The folder of the ledger of a store: `tinso.nights` for `tinso.duckdb`."""
    return db.with_name((db.stem if db.suffix == ".duckdb" else db.name) + ".nights")


def night_numbers(folder: Path) -> list[int]:
    """The numbers of the nights that have a file, rising. Raises `NightLedgerError`."""
    try:
        names = [entry.name for entry in os.scandir(folder)]
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise NightLedgerError(f"{folder}: the ledger cannot be read: {fault.strerror or fault}") from fault
    return sorted(int(match[1]) for name in names if (match := FILE_NAME.fullmatch(name)))


def night_path(folder: Path, number: int) -> Path:
    """The file of a night."""
    return folder / f"{number:06}.jsonl"


def read_night(folder: Path, number: int) -> Night | None:
    """What a file tells; None where not even its first line is whole. Raises `NightLedgerError`."""
    path = night_path(folder, number)
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError as fault:
        raise NightLedgerError(f"there is no night {number} in {folder}") from fault
    except OSError as fault:
        raise NightLedgerError(f"{path}: the ledger cannot be read: {fault.strerror or fault}") from fault
    night = Night(number, datetime.min.replace(tzinfo=UTC))
    torn = lines.pop()
    for line in lines:
        if line:
            try:
                apply(night, json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError):
                night.damaged_lines += 1
    if torn and not night.attempts:
        return None
    return night if night.attempts else None


def read_nights(folder: Path, last: int | None = None, before: int | None = None) -> list[Night]:
    """The nights of the ledger, the latest last; `last` of them at most, of those below the number `before`."""
    numbers = [number for number in night_numbers(folder) if before is None or number < before]
    chosen = numbers if last is None else numbers[-last:]
    return [night for number in chosen if (night := read_night(folder, number)) is not None]


def read_last_night(folder: Path) -> Night | None:
    """The latest night whose file can be read; None where there is none. Raises `NightLedgerError`."""
    return next(_latest_first(folder, night_numbers(folder)), None)


def find_night(folder: Path, named: str | None) -> Night:
    """The night of a number, the last of a day such as 2026-11-22, or the last of all. Raises `InputError`."""
    numbers = night_numbers(folder)
    if not numbers:
        raise InputError(f"there is no night in {folder}: `tinso nightly` makes the first")
    if named is None or (named.isascii() and named.isdigit()):
        number = numbers[-1] if named is None else int(named)
        night = read_night(folder, number) if number in numbers else None
        if night is None:
            raise InputError(f"there is no night {named or number}: those known are {_spans(numbers)}")
        return night
    for night in _latest_first(folder, numbers):
        if night.day == named:
            return night
    raise InputError(
        f"no night began on {named!r}; give a number ({_spans(numbers)}) or a day such as 2026-11-22"
    )


def _latest_first(folder: Path, numbers: Sequence[int]) -> Iterator[Night]:
    for number in reversed(numbers):
        if (night := read_night(folder, number)) is not None:
            yield night


def _spans(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"


def _force_folder_to_disk(folder: Path) -> None:
    """So that the name of a new file survives a loss of power. Windows has no such thing."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
