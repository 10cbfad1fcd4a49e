"""What the ledger says of the last night, for `tinso doctor`: when it ended, how, and what is to be done."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from pipeline.nightly.ledger import (
    CONTINUED_WITHIN,
    Night,
    ledger_folder,
    night_numbers,
    night_path,
    read_last_night,
)
from pipeline.nightly.locking import LOCK_FILE, read_holder
from pipeline.nightly.summary import show_span
from pipeline.nightly.verdicts import BROKEN_OFF, STOPPED, UNPUBLISHED, word_of
from pipeline.operation.diagnosis import Finding
from pipeline.settings import Settings

OLD = timedelta(hours=26)
"""A day, and what nights differ in their length."""
NAME = "night"
START = "`systemctl list-timers 'tinso-*'` or the cron line say why none began since; by hand: tinso nightly"
DAMAGED = "look at the disk (`dmesg`); what is stored is not touched by it, and the next night begins anew"


def look_at_nights(settings: Settings, now: datetime) -> Iterator[Finding]:
    """One finding about the last night that can be read, one more where it is old, or a later file is damaged.

    Raises `NightLedgerError`.
    """
    folder = ledger_folder(settings.store.db)
    numbers = night_numbers(folder)
    if not numbers:
        yield Finding("ok", NAME, "none yet; `tinso nightly` makes the first")
        return
    night = read_last_night(folder)
    if night is None or night.number != numbers[-1]:
        told = f"{night_path(folder, numbers[-1])} cannot be read: how night {numbers[-1]} went is not known"
        yield Finding("warn", NAME, told, DAMAGED)
    if night is None:
        return
    assert night.last_line_at is not None  # it has a first line
    age = max(now - night.last_line_at, timedelta(0))
    # Not for ever: whom the lock names may be on another machine, or another process may have the number now.
    if night.status is None and age <= OLD and _is_at_work(settings):
        yield Finding("ok", NAME, f"{night.number} is at work, since {night.started:%Y-%m-%d %H:%M} UTC")
        return
    yield _finding(night, age)
    if age > OLD:
        yield Finding("warn", NAME, f"no night for {show_span(age)}", START)


def _finding(night: Night, age: timedelta) -> Finding:
    at, look = f"{night.last_line_at:%Y-%m-%d %H:%M} UTC", f"tinso runs show {night.number}"
    if night.status is None or night.status == BROKEN_OFF:
        told = f"{night.number} was killed, or lost its power, after {at}, during {night.last_stage or 'its start'}"
        goes_on = age <= CONTINUED_WITHIN and night.status is None
        mend = "tinso nightly goes on with it" if goes_on else "the next night takes up what it left"
        return Finding("warn", NAME, told, f"{mend}; {look}")
    told = f"{night.number} ended {at}: {word_of(night)}"
    if night.status == 0:
        return Finding("ok", NAME, told)
    if night.status == STOPPED:
        return Finding("warn", NAME, told, "tinso nightly takes up what it left")
    return Finding("bad" if night.status == UNPUBLISHED else "warn", NAME, told, f"{look} says what to do")


def _is_at_work(settings: Settings) -> bool:
    """Whether the process that the lock names is there. The lock itself is not tried: that could turn a night away."""
    holder = None
    with suppress(OSError), open(ledger_folder(settings.store.db) / LOCK_FILE, "rb") as file:
        holder = read_holder(file)
    if holder is None or holder.host != platform.node() or os.name != "posix":
        return holder is not None
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True
