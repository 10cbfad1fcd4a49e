"""A clock for tests."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta


class QuickClock:
    """Time that passes only when somebody sleeps, or is told to."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self.pass_by(seconds)
        await asyncio.sleep(0)

    def pass_by(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
