"""The clock of a night: it does not jump when somebody sets that of the machine, and knows by how much they differ."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

from pipeline.fetch import Clock


class NightClock(Clock, Protocol):
    """A clock that does not jump, and knows by how much that of the machine did."""

    def drift(self) -> float:
        """Seconds by which the machine's clock went ahead of this one since the start; negative where it fell behind."""
        ...


class SteadyClock:
    """The time of the machine at its making, and from then on whatever has passed: setting the clock does not move it."""

    def __init__(self) -> None:
        """Starts now."""
        self._wall, self._steady = datetime.now(UTC), time.monotonic()

    def now(self) -> datetime:
        """The time in UTC."""
        return self._wall + timedelta(seconds=time.monotonic() - self._steady)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    def drift(self) -> float:
        """See `NightClock`."""
        return (datetime.now(UTC) - self.now()).total_seconds()
