"""Who is at the other end: one-time tokens, sessions behind a cookie, and a brake on guessing passwords.

A token of the printed address is good once, and is exchanged for a session. Of tokens and sessions only hashes are held; the
sessions lie in a private file as well, so that a server that was killed finds its reviewers logged in when it is back.
What a request must carry is checked by `security`, passwords by `accounts`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from pipeline.audit.accounts import Accounts, Role, read_private, write_private
from pipeline.errors import AccountError
from schemas.records import Record
from schemas.review import Moment, Name

LIFE = timedelta(hours=16)
"""Of a session: a long working day."""
FREE_GUESSES = 5
"""Wrong passwords for a name before each further one has to wait."""
LONGEST_WAIT = 300.0
"""Seconds at most between two of them."""
MOST_NAMES = 10_000


class Session(Record):
    """Somebody who is logged in. `key` is the hash of the cookie's value, `csrf` what every unsafe request must repeat."""

    key: str
    reviewer: Name
    role: Role
    csrf: str
    by_account: bool
    """False for whoever came by the printed address, without accounts."""
    expires_at: Moment

    @property
    def is_lead(self) -> bool:
        """Whether they may settle disputes and draw samples."""
        return self.role == "lead"


class _File(Record):
    version: int = 1
    sessions: tuple[Session, ...] = ()


def sessions_path(db: Path) -> Path:
    """Where the sessions of a store lie: `tinso.audit-sessions.json` for `tinso.duckdb`."""
    return db.with_name((db.stem if db.suffix == ".duckdb" else db.name) + ".audit-sessions.json")


def _now() -> datetime:
    return datetime.now(UTC)


class Sessions:
    """Tokens and sessions of one server. `accounts` is asked at each look-up: somebody disabled is out at once."""

    def __init__(
        self, accounts: Accounts, path: Path | None = None, now: Callable[[], datetime] = _now
    ) -> None:
        self._accounts = accounts
        self._path = path
        self._now = now
        self._lock = threading.Lock()
        self._tokens: dict[str, tuple[str, Role]] = {}
        self._sessions: dict[str, Session] = {}
        if path is not None and (held := read_private(path)) is not None:
            try:
                self._sessions = {each.key: each for each in _File.model_validate(held).sessions}
            except ValidationError:
                self._sessions = {}  # of another version: everybody logs in anew

    def issue_token(self, reviewer: str, role: Role) -> str:
        """A token that lets whoever shows it first in as that reviewer."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens[_hash(token)] = (reviewer, role)
        return token

    def redeem(self, token: str) -> tuple[str, Session] | None:
        """The cookie's value and the session for a token; None where it was used already or never was one."""
        with self._lock:
            known = self._tokens.pop(_hash(token), None)
        return None if known is None else self.open(*known, by_account=False)

    def open(self, reviewer: str, role: Role, *, by_account: bool) -> tuple[str, Session]:
        """A new session; returns the value of its cookie, which is held nowhere."""
        value = secrets.token_urlsafe(32)
        session = Session(
            key=_hash(value),
            reviewer=reviewer,
            role=role,
            csrf=secrets.token_urlsafe(32),
            by_account=by_account,
            expires_at=self._now() + LIFE,
        )
        with self._lock:
            self._sessions[session.key] = session
            self._save()
        return value, session

    def find(self, value: str | None) -> Session | None:
        """The session of a cookie's value; None where it has ended, or its account was disabled or has another role."""
        if not value:
            return None
        key = _hash(value)
        session = self._sessions.get(key)
        if session is None:
            return None
        if session.expires_at <= self._now():
            self.close(value)
            return None
        if session.by_account:
            account = self._accounts.find(session.reviewer)
            if account is None or account.role != session.role:
                self.close(value)
                return None
        elif self._accounts.any_active:  # accounts were made since: the printed address is no way in any more
            self.close(value)
            return None
        return session

    def close(self, value: str) -> None:
        """Log out."""
        with self._lock:
            if self._sessions.pop(_hash(value), None) is not None:
                self._save()

    def _save(self) -> None:
        now = self._now()
        self._sessions = {key: each for key, each in self._sessions.items() if each.expires_at > now}
        if self._path is None:
            return
        try:
            write_private(self._path, _File(sessions=tuple(self._sessions.values())).model_dump_json() + "\n")
        except OSError as fault:
            raise AccountError(f"{self._path}: {fault.strerror or fault}") from fault


class Brake:
    """Slows down guessing: after some wrong passwords for a name each further try has to wait, twice as long each time.

    By name and not by address, which behind a proxy is the same for all. A wait never locks anybody out for longer than
    `LONGEST_WAIT`.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: dict[str, tuple[int, float]] = {}

    def seconds_to_wait(self, name: str) -> float:
        """How long until a password for this name is looked at again; 0 where it may be now."""
        with self._lock:
            count, last = self._wrong.get(name, (0, 0.0))
            if count < FREE_GUESSES:
                return 0.0
            wait = min(LONGEST_WAIT, 2.0 ** min(count - FREE_GUESSES, 30))
            return max(0.0, last + wait - self._clock())

    def note_wrong(self, name: str) -> None:
        """A wrong password was given for the name."""
        with self._lock:
            count, _ = self._wrong.pop(name, (0, 0.0))
            self._wrong[name] = (count + 1, self._clock())
            while len(self._wrong) > MOST_NAMES:
                del self._wrong[next(iter(self._wrong))]

    def note_right(self, name: str) -> None:
        """The right one was."""
        with self._lock:
            self._wrong.pop(name, None)


def is_same(given: str | None, held: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return given is not None and hmac.compare_digest(given.encode("utf-8", "replace"), held.encode())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
