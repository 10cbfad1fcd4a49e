"""The stages from files to answers: read, clean, extract, store, and the commands over them.

Stages (`readers`, `clean`, `store`, `analyzers`) do not import one another; they meet in `ingest` and in the
commands. Only `store` imports duckdb. What a user meets as a fault is one of this small tree, each
with a message of one clear line:

    pipeline.errors.TinsoError (ValueError)
    ├── InputError                 what was given cannot be taken at all: paths, a text, a name
    ├── SettingsError              the settings cannot be read, or say what is not known
    ├── AnalyzerError              the syntax backend or a model of it is missing
    ├── RejectedError              one file or record cannot be taken: becomes an issue row
    ├── ArchiveError               the WARC files of what was fetched
    │   ├── ArchiveMissingError    there is none at that path, or not what was asked for
    │   ├── ArchiveLockedError     another process is writing to it
    │   ├── ArchiveDamagedError    a record or the index cannot be read
    │   └── ArchiveUnwritableError the disk is full, or the folder is read-only
    ├── LedgerError                what reviewers decided, the file beside the store
    │   ├── LedgerMissingError     there is none at that path
    │   └── LedgerRefusedError     an event that does not fit: nothing of its batch is saved
    ├── AccountError               an account or a session of the audit page
    ├── WorkerError                no process can be started to read pages in
    ├── FrontierError              the memory of fetching between runs
    ├── NightLedgerError           the ledger of nights cannot be read or written
    │   └── NightUnderWayError     another process is at a night already
    ├── NoticeError                the summary of a night could not be sent
    └── StoreError                 the DuckDB file
        ├── StoreMissingError      there is none at that path
        ├── StoreLockedError       another program has it open
        ├── StoreTooNewError       it was written by a newer version
        ├── NotAStoreError         the file is something else
        │   └── StoreDamagedError  the file, or its log, is not as it was written
        ├── StoreUnwritableError   the disk is full, or the folder is read-only
        ├── SnapshotUnsoundError   what was to be published breaks the store's rules
        ├── QueryRefusedError      the SQL is wrong or not allowed
        └── QueryTooSlowError      a question of the audit page took too long

Faults of single articles stop nothing: they end as `schemas.Issue` rows.
"""

from importlib import metadata


def tinso_version() -> str:
    """The version of the installed distribution; of a checkout that is not installed, `0+checkout`."""
    try:
        return metadata.version("tinso")
    except metadata.PackageNotFoundError:
        return "0+checkout"
