"""Accounts of reviewers: names, roles and Argon2 hashes in a small file of its own, readable by its owner alone.

Not in the ledger, which is copied and shown around. The file is read anew when it changed, so that somebody who is disabled
on the command line is out at once. Accounts are never deleted, because the ledger names them. Without any account the
page serves whoever holds the printed address on this machine, which is no business of this module.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from pydantic import ValidationError

from pipeline.errors import AccountError
from schemas.records import Record
from schemas.review import Moment, Name, told_faults

if sys.platform != "win32":
    import fcntl

Role = Literal["reviewer", "lead"]
ROLES: tuple[Role, ...] = get_args(Role)
SHORTEST = 12
"""Characters of a password; length is what counts, so nothing else is asked of it (NIST SP 800-63B)."""
LONGEST = 256


class Account(Record):
    """One reviewer. `password_hash` is in the PHC format, with its own salt and costs."""

    name: Name
    role: Role
    password_hash: str
    added_at: Moment
    disabled: bool = False


class _File(Record):
    version: Literal[1] = 1
    accounts: tuple[Account, ...] = ()


def accounts_path(db: Path) -> Path:
    """Where the accounts of a store lie: `tinso.audit-accounts.json` for `tinso.duckdb`."""
    return db.with_name((db.stem if db.suffix == ".duckdb" else db.name) + ".audit-accounts.json")


class Accounts:
    """The accounts of one store. Raises `AccountError` where the file cannot be read or written."""

    def __init__(self, path: Path, hasher: PasswordHasher | None = None) -> None:
        self.path = path
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_urlsafe())
        self._checking = threading.Lock()
        self._changing = threading.Lock()
        self._read: tuple[tuple[int, int, int], tuple[Account, ...]] | None = None

    def all(self) -> tuple[Account, ...]:
        """Every account, the disabled ones too, in the order in which they were added."""
        try:
            told = self.path.stat()
        except FileNotFoundError:
            return ()
        except OSError as fault:
            raise AccountError(f"{self.path}: {fault.strerror or fault}") from fault
        mark = (told.st_mtime_ns, told.st_size, told.st_ino)
        if self._read is None or self._read[0] != mark:
            self._read = (mark, self._load())
        return self._read[1]

    def find(self, name: str) -> Account | None:
        """The account of a name that may log in; None where there is none or it is disabled."""
        return next((each for each in self.all() if each.name == name and not each.disabled), None)

    @property
    def any_active(self) -> bool:
        """Whether anybody can log in."""
        return any(not each.disabled for each in self.all())

    def add(self, name: str, role: Role, password: str) -> Account:
        """Add an account, or give one that is there a new role and password and enable it.

        Raises `AccountError` for a password that is too short or too long, or a name that cannot be one.
        """
        if not SHORTEST <= len(password) <= LONGEST:
            raise AccountError(f"a password has {SHORTEST} to {LONGEST} characters")
        try:
            account = Account(
                name=name,
                role=role,
                password_hash=self._hasher.hash(password),
                added_at=datetime.now(UTC).replace(microsecond=0),
            )
        except ValidationError as fault:
            raise AccountError(f"no account {name!r}: {told_faults(fault)}") from fault
        with self._rewriting() as accounts:
            accounts[name] = (
                account.model_copy(update={"added_at": accounts[name].added_at})
                if name in accounts
                else account
            )
        return account

    def disable(self, name: str) -> None:
        """Keep somebody out from now on. Raises `AccountError` where there is no such account."""
        with self._rewriting() as accounts:
            if name not in accounts:
                raise AccountError(f"there is no account {name!r}; `tinso audit user list` shows them")
            accounts[name] = accounts[name].model_copy(update={"disabled": True})

    def check_password(self, name: str, password: str) -> Account | None:
        """The account whose password this is, else None.

        Takes as long for an unknown name as for a wrong password. One check at a time: each takes 64 MiB, which many at once
        must not multiply.
        """
        account = self.find(name)
        held = account.password_hash if account else self._nobody
        with self._checking:
            try:
                self._hasher.verify(held, password[: LONGEST + 1])
            except VerifyMismatchError:
                return None
            except (VerificationError, InvalidHashError) as fault:
                raise AccountError(
                    f"{self.path}: the hash of {name!r} cannot be read: set the password anew"
                ) from fault
        if account is None:
            return None
        if self._hasher.check_needs_rehash(held):
            with self._rewriting() as accounts:
                if accounts.get(name) == account:
                    accounts[name] = account.model_copy(update={"password_hash": self._hasher.hash(password)})
        return account

    def _load(self) -> tuple[Account, ...]:
        try:
            return _File.model_validate_json(self.path.read_bytes()).accounts
        except ValidationError as fault:
            raise AccountError(f"{self.path}: {told_faults(fault)}") from fault
        except OSError as fault:
            raise AccountError(f"{self.path}: {fault.strerror or fault}") from fault

    @contextmanager
    def _rewriting(self) -> Iterator[dict[str, Account]]:
        """The accounts by name, to be changed; written when the block ends, whole or not at all."""
        with self._changing, _folder_lock(self.path.parent):
            accounts = {each.name: each for each in (self._load() if self.path.exists() else ())}
            yield accounts
            text = _File(accounts=tuple(accounts.values())).model_dump_json(indent=1)
            try:
                write_private(self.path, text + "\n")
            except OSError as fault:
                raise AccountError(f"{self.path}: {fault.strerror or fault}") from fault
            self._read = None


@contextmanager
def _folder_lock(folder: Path) -> Iterator[None]:
    """Keep another process from changing accounts at the same time, where the system can (not on Windows)."""
    if sys.platform == "win32":
        yield
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as fault:
        raise AccountError(f"{folder}: {fault.strerror or fault}") from fault
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_private(path: Path, text: str) -> None:
    """Replace a file in one step by one that only its owner may read. Raises `OSError`."""
    descriptor, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)  # mode 0600
    new = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def read_private(path: Path) -> object | None:
    """The JSON of such a file; None where there is none, or it is not JSON."""
    try:
        return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]
    except (OSError, ValueError):
        return None
