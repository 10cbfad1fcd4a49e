"""When a host may be asked again: spacing, Crawl-delay, Retry-After, rest after trouble, a budget a night.

Nothing here talks to anybody: answers and failures are told to a `Pacer`, which says how long to wait before the
next request, or that the host is left alone until the next night. Time is given by a `Clock`, so that a night can
be tried in a moment.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

FIRST_REST = 60.0
LONGEST_REST = 3600.0
SLOWEST_SPACING = 60.0
DOWN_AFTER, DOWN_REST = 8, 600.0
"""Failures in a row from which a host is taken to be down, and how long it is left alone then: longer each time."""
BLOCKED_AFTER = 3
"""Refusals (403) in a row from which the host itself is taken to refuse us, and not three single pages."""
BELIEVED = 3
"""How many times in a row a short Retry-After is believed."""
ASKS_FOR_REST = frozenset({429, 503})
REFUSES = frozenset({401, 403})


class Clock(Protocol):
    """Time as a crawl sees it."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let that time pass."""
        ...


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Let that time pass."""
        await asyncio.sleep(seconds)


class HostAtRestError(Exception):
    """The host is left alone for the rest of the night. `reason` is a stable short name, `message` says why."""

    def __init__(self, reason: str, message: str) -> None:
        """Reasons are `budget_spent` and `host_resting`."""
        super().__init__(message)
        self.reason = reason


@dataclass
class HostState:
    """What is known of a host; kept between runs, so that a restart does not forget that it was asked to rest.

    `slowness` multiplies the spacing: it doubles with each failure and halves with each success.
    """

    host: str
    slowness: float = 1.0
    failures: int = 0
    refusals: int = 0
    rest_until: datetime | None = None
    night: str = ""
    requests: int = 0
    last_start: datetime | None = None
    """When the last request was sent: a restart keeps the distance, too."""


class Pacer:
    """Spaces the requests to one host. One request at a time is asked for by whoever uses it."""

    def __init__(
        self, state: HostState, clock: Clock, *, spacing: float, budget: int, patience: float, night: str
    ) -> None:
        """`spacing` in seconds between the starts of requests, `patience` the longest wait for a host at rest."""
        if state.night != night:
            state.night, state.requests = night, 0
        self.state = state
        self._clock = clock
        self._spacing = spacing
        self._budget = budget
        self._patience = patience

    @property
    def spacing(self) -> float:
        """Seconds between the starts of two requests as things stand."""
        if not self._spacing:
            return 0.0 if self.state.slowness <= 1 else min(self.state.slowness, SLOWEST_SPACING)
        return max(self._spacing, min(self._spacing * self.state.slowness, SLOWEST_SPACING))

    def apply_crawl_delay(self, seconds: float) -> None:
        """Keep the distance that robots.txt asks for, where it is longer than ours."""
        self._spacing = max(self._spacing, seconds)

    async def take_turn(self, last_start: datetime | None = None) -> None:
        """Wait until the host may be asked, and count the request. Raises `HostAtRestError`.

        `last_start` is when a host of the same people was asked last, to keep the distance from.
        """
        state = self.state
        if state.requests >= self._budget:
            raise HostAtRestError(
                "budget_spent", f"{state.host} was asked {state.requests} times tonight, its budget"
            )
        now = self._clock.now()
        wait = 0.0
        if state.rest_until is not None:
            wait = (state.rest_until - now).total_seconds()
            if wait > self._patience:
                raise HostAtRestError(
                    "host_resting", f"{state.host} asked for rest until {state.rest_until:%H:%M} UTC"
                )
        last = max((start for start in (state.last_start, last_start) if start), default=None)
        if last is not None:
            # A clock that was set back must not make one wait for more than the spacing.
            passed = max((now - last).total_seconds(), 0.0)
            if self.spacing - passed > LONGEST_REST:
                raise HostAtRestError(
                    "host_resting", f"{state.host} asks for {self.spacing:.0f} seconds between requests"
                )
            wait = max(wait, self.spacing - passed)
        if wait > 0:
            await self._clock.sleep(wait)
        state.rest_until = None
        state.requests += 1
        state.last_start = self._clock.now()

    def note_answer(self, status: int, retry_after: str | None = None) -> bool:
        """Learn from an answer; whether the host is at rest now, so that the same page may be asked for later."""
        state = self.state
        if status in REFUSES:
            state.refusals += 1
            if state.refusals < BLOCKED_AFTER:
                return False
            self._rest(None)
            return True
        state.refusals = 0
        if status in ASKS_FOR_REST:
            self._rest(read_retry_after(retry_after, self._clock.now()))
            return True
        if status >= 500:
            self.note_failure()
            return False
        state.failures = 0
        state.slowness = max(1.0, state.slowness / 2)
        return False

    def note_failure(self) -> None:
        """Learn from a request without an answer, or from an error of the server: go slower."""
        self.state.failures += 1
        self.state.slowness = min(self.state.slowness * 2, 64.0)
        if self.state.failures % DOWN_AFTER == 0:
            self._leave_alone(min(DOWN_REST * (self.state.failures // DOWN_AFTER), LONGEST_REST))

    def _rest(self, asked: float | None) -> None:
        """Leave the host alone for as long as it asked, else for a minute, two, four, … up to an hour.

        One that asks for less again and again, and answers nothing in between, is left alone as if it had not asked.
        """
        self.note_failure()
        failures = self.state.failures
        own = min(FIRST_REST * 2 ** min(failures - 1, 10), LONGEST_REST)
        seconds = own if asked is None else max(asked, self._spacing, own if failures > BELIEVED else 0.0)
        self._leave_alone(seconds)

    def _leave_alone(self, seconds: float) -> None:
        self.state.rest_until = datetime.fromtimestamp(self._clock.now().timestamp() + seconds, UTC)


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a `Retry-After` header asks for, as a number or a date (RFC 9110, 10.2.3); None if unreadable.

    What asks for more than a day is taken as a day.
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        seconds = float(text[:9])
    else:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    return min(max(seconds, 0.0), 86_400.0)
