"""Exceptions that a user can meet; the tree is drawn in the package's docstring. Messages are one line."""

from __future__ import annotations


class TinsoError(ValueError):
    """Base of the faults that stop a command. `str()` of it is the line that the user reads."""


class InputError(TinsoError):
    """What was given cannot be taken at all: a path that holds nothing to read, an empty text, an unknown name."""


class SettingsError(TinsoError):
    """The settings cannot be read, or say what is not known; the message names file and key."""


class AnalyzerError(TinsoError):
    """The syntax backend or a model of it is not there, cannot be read or cannot be fetched."""


class StoreError(TinsoError):
    """Base of the faults of the DuckDB file."""


class StoreMissingError(StoreError):
    """There is no store at the path."""


class StoreLockedError(StoreError):
    """Another program has the store open, so this one cannot write (or read) it now."""


class StoreTooNewError(StoreError):
    """The store has migrations that this version does not know."""


class NotAStoreError(StoreError):
    """The file is no DuckDB file, not one of ours, or damaged."""


class StoreDamagedError(NotAStoreError):
    """The file is a store of ours with bytes that are not those that were written; the message says what to do."""


class StoreUnwritableError(StoreError):
    """The file or its folder cannot be written: rights, or no room on the disk."""


class SnapshotUnsoundError(StoreError):
    """What was to be published breaks the rules of the store; what readers have is as it was."""


class QueryRefusedError(StoreError):
    """A query that is wrong, or that would do more than read the store."""


class QueryTooSlowError(StoreError):
    """A question of the audit page took longer than it may; the message says what to ask instead."""


class ArchiveError(TinsoError):
    """Base of the faults of the archive of what was fetched."""


class ArchiveMissingError(ArchiveError):
    """There is no archive at the path, or not what was asked for in it."""


class ArchiveLockedError(ArchiveError):
    """Another process is writing to the archive; the message names it."""


class ArchiveDamagedError(ArchiveError):
    """A record or the index cannot be read; the message names the file and the place."""


class ArchiveUnwritableError(ArchiveError):
    """The archive cannot be written: rights, or no room on the disk. What was written before is whole."""


class FrontierError(TinsoError):
    """The memory of fetching between runs cannot be read or written."""


class LedgerError(TinsoError):
    """The ledger of what reviewers decided cannot be read or written; what it acknowledged before is whole."""


class LedgerMissingError(LedgerError):
    """There is no ledger at the path."""


class LedgerRefusedError(LedgerError):
    """An event that the ledger does not take; the message tells the reviewer why. Nothing of its batch was saved."""


class AccountError(TinsoError):
    """An account or a session of the audit page cannot be made, found, read or written."""


class WorkerError(TinsoError):
    """The processes in which pages are read cannot be started."""


class NightLedgerError(TinsoError):
    """The ledger of nights, or their log, cannot be read or written."""


class NightUnderWayError(NightLedgerError):
    """Another process is at a night already; the message names it."""


class NoticeError(TinsoError):
    """The summary of a night could not be sent."""


class ShardError(TinsoError):
    """A shard could not be made. `reason` is a short stable name."""

    def __init__(self, reason: str, message: str) -> None:
        """`reason` is one of `making`'s and of the engines'."""
        super().__init__(message)
        self.reason = reason

    def __reduce__(self) -> tuple[type[ShardError], tuple[str, str]]:
        """It is raised in another process than it is told in."""
        return type(self), (self.reason, str(self))


class RejectedError(TinsoError):
    """One file or record cannot be taken. `code` and `field` become those of its issue row."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        """`code` is a short stable name such as `empty_text`; `message` a sentence without file or line."""
        super().__init__(message)
        self.code = code
        self.field = field
