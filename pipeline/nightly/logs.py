"""The log of a night: one JSON object a line, with night, run, source and article where they are known.

What stands in it comes from the web and from settings: control and direction characters are replaced, so that nothing acts
on the terminal of whoever reads it, and secrets are struck out, by their key and wherever their value turns up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import structlog

from pipeline.errors import NightLedgerError

UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
STRUCK_OUT = "[secret]"
SECRET_KEY = re.compile(r"passw|secret|token|authorization|cookie|webhook|api_?key|credential", re.IGNORECASE)
USER_IN_ADDRESS = re.compile(r"(?<=://)[^/\s@]+@")
LONGEST = 2000
"""Characters of a value; what is longer is cut."""
LEAST_SECRET = 4
"""Characters below which a secret is not sought in other values: it would strike out half of the log."""


def safe_text(text: str) -> str:
    """Text without characters that a terminal or a line reader acts on, and not longer than a line of a log should be."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(
            (" " if each in "\n\r\t\u2028\u2029" else "\ufffd")
            if unicodedata.category(each) in UNSAFE
            else each
            for each in text
        )
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


class Cleaner:
    """A processor of structlog: makes every key and value safe, however deep it lies."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """`secrets` are values that must never be written."""
        known = {each for each in secrets if len(each) >= LEAST_SECRET}
        self._secrets = sorted(known, key=len, reverse=True)

    def __call__(self, _: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """The event, made safe."""
        return {safe_text(str(key)): self._clean(str(key), value) for key, value in event.items()}

    def strike_out(self, text: str) -> str:
        """A text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, STRUCK_OUT)
        return USER_IN_ADDRESS.sub(f"{STRUCK_OUT}@", text)

    def _clean(self, key: str, value: Any) -> Any:
        if value is None or isinstance(value, (bool, int, float)):
            return value
        if SECRET_KEY.search(key):
            return STRUCK_OUT
        if isinstance(value, dict):
            return {safe_text(str(name)): self._clean(str(name), each) for name, each in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [self._clean("", each) for each in value]
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat()
        return safe_text(self.strike_out(str(value)))


class NightLog:
    """The open log. A log that cannot be written stops nothing; the first reason stands in `fault`."""

    def __init__(self, path: Path, secrets: Iterable[str] = ()) -> None:
        """Open it, behind what is there. Raises `NightLedgerError`."""
        self.cleaner = Cleaner(secrets)
        self.fault: str | None = None
        self._path = path
        self._facts: dict[str, Any] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open()
        except OSError as fault:
            raise NightLedgerError(f"{path}: the log cannot be written: {fault.strerror or fault}") from fault

    def _open(self) -> None:
        self._file: TextIO = open(self._path, "a", encoding="utf-8", newline="\n")  # noqa: SIM115 - held beyond this call
        # Not structlog's global configuration: libraries and tests may have their own.
        self._logger = structlog.wrap_logger(
            structlog.WriteLogger(self._file),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
                self.cleaner,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            wrapper_class=structlog.BoundLogger,
            cache_logger_on_first_use=True,
        ).bind(**self._facts)

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Closed for a while, so that the file may be replaced; opened anew afterwards."""
        self.close()
        try:
            yield
        finally:
            try:
                self._open()
            except OSError as fault:
                self.fault = self.fault or f"{self._path}: {fault.strerror or fault}"

    def bind(self, **facts: Any) -> None:
        """Facts that every further line has."""
        self._facts |= facts
        self._logger = self._logger.bind(**facts)

    def write(self, event: str, *, level: str = "info", **facts: Any) -> None:
        """A line. Facts that are None are left out."""
        known = {name: value for name, value in facts.items() if value is not None}
        try:
            getattr(self._logger, level)(event, **known)
        except (OSError, ValueError) as fault:  # the second where it could not be opened anew
            self.fault = self.fault or f"{self._path}: {' '.join(str(fault).split())}"

    def close(self) -> None:
        """Close it."""
        try:
            self._file.close()
        except OSError as fault:
            self.fault = self.fault or f"{self._path}: {fault.strerror or fault}"
