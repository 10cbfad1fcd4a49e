"""Who holds a store that another program wants: what the system tells of a process by its number.

DuckDB names the process that holds the lock, and nothing more. That the lock is held, and by whom, is left to it.
"""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

PROC = Path("/proc")
LONGEST = 80
"""Characters of a command line that are shown."""
SECONDS = 5.0
"""What `ps` may take, where there is no /proc."""
START_TIME = 19
"""Place of the start time among the fields of /proc/PID/stat behind the name, which may hold anything."""


def describe_process(number: int) -> str:
    """A process by its number, command line and start, as far as the system tells them: for one line of a message."""
    command, since = (_ask_proc if (PROC / "self" / "stat").exists() else _ask_ps)(number)
    told = f"process {number}"
    if command:
        told += f" ({_shortened(command)})"
    if since:
        told += f", running since {since:%Y-%m-%d %H:%M:%S} UTC"
    return told


def _ask_proc(number: int) -> tuple[list[str], datetime | None]:
    """The words of the command line, and the start; empty and None where the process is gone or another user's."""
    try:
        raw = (PROC / str(number) / "cmdline").read_bytes()
        stat = (PROC / str(number) / "stat").read_text("utf-8", "replace")
        ticks = int(stat.rpartition(")")[2].split()[START_TIME])
        booted = next(
            int(line.split()[1])
            for line in (PROC / "stat").read_text("ascii").splitlines()
            if "btime" in line
        )
        since = datetime.fromtimestamp(booted + ticks / os.sysconf("SC_CLK_TCK"), UTC)
    except (OSError, ValueError, IndexError, StopIteration):
        return [], None
    return [word for word in raw.decode("utf-8", "replace").split("\0") if word], since


def _ask_ps(number: int) -> tuple[list[str], datetime | None]:
    """The same of `ps`, for systems without /proc."""
    try:
        done = subprocess.run(
            ["ps", "-o", "lstart=,args=", "-p", str(number)],
            capture_output=True, text=True, check=True, timeout=SECONDS, env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
        )  # fmt: skip
        words = done.stdout.split()
        since = datetime.strptime(" ".join(words[:5]), "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except (OSError, ValueError, subprocess.SubprocessError):
        return [], None
    return words[5:], since


def _shortened(words: list[str]) -> str:
    """A command line as its user typed it: without the interpreter and the folders of the program."""
    if len(words) > 1 and os.path.basename(words[0]).startswith("python") and not words[1].startswith("-"):
        words = words[1:]
    line = " ".join([os.path.basename(words[0]), *words[1:]])
    line = "".join(character if character.isprintable() else " " for character in line)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
