"""What stands beside a shard: the marker that says it is whole and by what it was made, or why it was set aside.

A marker holds no time and no machine, so the same work leaves the same one anywhere. It is moved into place after the shard
is on the disk: where there is a marker, there is a whole shard.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from extractors import extractor_version, language_codes, lexicon_hash
from pipeline import tinso_version
from pipeline.archive import hash_file
from pipeline.clean import cleaner_version
from pipeline.store.shards import shard_format

DONE, FAILED, PART = ".done.json", ".failed.json", ".part"
SHARD = ".parquet"
PACKAGE = Path(__file__).parent.parent
DECIDING = ("articles.py", "ingest.py", "shards/making.py", "store/shards.py")
"""Modules beside the cleaner and the extractors that decide what a shard holds, relative to the package."""


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Input(_Told):
    """The WARC file: its name in the archive."""

    file: str
    serial: int
    bytes: int
    sha256: str


class Output(_Told):
    """The Parquet file, and what is in it."""

    bytes: int
    sha256: str
    pages: int
    articles: int
    figures: int
    deadlines: int
    rejects: int


class Marker(_Told):
    """A shard that is whole."""

    input: Input
    versions: dict[str, str]
    output: Output


class SetAside(_Told):
    """A WARC file that gave no shard: `reason` is a short stable name, `message` a sentence."""

    file: str
    reason: str
    message: str


class Places(NamedTuple):
    """The files of one shard."""

    shard: Path
    done: Path
    failed: Path


def places_of(folder: Path, name: str) -> Places:
    """Where the shard of a WARC file lies: under the file's own name in the archive, `.warc.gz` taken off.

    Only that: `x.warc` may lie beside `x.warc.gz`.
    """
    name = name.removesuffix(".warc.gz")
    return Places(*(folder / f"{name}{ending}" for ending in (SHARD, DONE, FAILED)))


def versions_here(seconds: float, megabytes: int) -> dict[str, str]:
    """Everything that a shard depends on beside its input: code, language data, libraries, bounds of a page."""
    lexicons = " ".join(f"{lang}={lexicon_hash(lang)}" for lang in language_codes())
    return {
        "bounds": f"{seconds:g} s, {megabytes} MB",
        "cleaner": cleaner_version(),
        "extractor": extractor_version(),
        "format": shard_format(),
        "lexicons": hashlib.sha256(lexicons.encode()).hexdigest()[:12],
        "pyarrow": metadata.version("pyarrow"),
        "python": ".".join(platform.python_version_tuple()[:2]),
        "shards": _code(),
        "tinso": tinso_version(),
    }


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for name in DECIDING:
        digest.update(name.encode() + b"\0" + (PACKAGE / name).read_bytes())
    return digest.hexdigest()[:12]


def read_marker(path: Path) -> Marker | None:
    """A marker; None where there is none, or one that was altered."""
    try:
        return Marker.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def read_set_aside(path: Path) -> SetAside | None:
    """Why a file was set aside; None where it was not, or where that cannot be read."""
    try:
        return SetAside.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def why_undone(
    places: Places, warc: Path, versions: Mapping[str, str], *, verify: bool = False
) -> str | None:
    """Why a shard is to be made, or made again: `missing`, `stale`, `changed`, `damaged`; None where it is done.

    Files are known by their sizes, and with `verify` by their hashes. Raises `OSError` where the WARC file is gone.
    """
    marker = read_marker(places.done)
    if marker is None:
        return "missing"
    if marker.versions != versions:
        return "stale"
    if warc.stat().st_size != marker.input.bytes or (verify and hash_file(warc) != marker.input.sha256):
        return "changed"
    return None if is_whole(places.shard, marker, verify=verify) else "damaged"


def is_whole(shard: Path, marker: Marker, *, verify: bool) -> bool:
    """Whether a shard is the one that its marker tells of."""
    try:
        if shard.stat().st_size != marker.output.bytes:
            return False
        return not verify or hash_file(shard) == marker.output.sha256
    except OSError:
        return False


def write_told(path: Path, told: Marker | SetAside) -> None:
    """Write a marker or a reason, moved into place when it is on the disk. Raises `OSError`."""
    part = part_of(path)
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump(told.model_dump(mode="json"), file, indent=1, sort_keys=True, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def part_of(path: Path) -> Path:
    """Where a file is written before it is moved to its place: no other worker's, on no other machine."""
    return path.with_name(f"{path.name}.{platform.node()}-{os.getpid()}{PART}")
