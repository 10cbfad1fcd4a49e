"""What was fetched, of our own making, and ways to look at an archive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive import Archive, Entry, open_archive, open_reader
from schemas.fetches import Failure, Response

START = datetime(2026, 1, 14, 19, 0, 0, 123456, tzinfo=UTC)


def page(number: int = 0, **more: Any) -> Response:
    """A response of our own; `number` makes its address and its body."""
    fields: dict[str, Any] = {
        "url": f"https://www.example.org/lo/page-{number}",
        "fetched_at": START + timedelta(seconds=number),
        "kind": "article",
        "source": "example",
        "language": "lo",
        "status": 200,
        "reason": "OK",
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("Server", "loopback")),
        "body": f"<html><p>ຂ່າວ {number}: 97,5 %</p>{'x' * 300}</html>".encode(),
    }
    return Response(**(fields | more))


def failure(number: int = 0, **more: Any) -> Failure:
    """A request that brought nothing."""
    fields: dict[str, Any] = {
        "url": f"https://down.example.org/{number}",
        "fetched_at": START + timedelta(seconds=number),
        "kind": "article",
        "source": "example",
        "error": "dns",
        "message": "no such host",
    }
    return Failure(**(fields | more))


@pytest.fixture
def make_page() -> Callable[..., Response]:
    """`page`."""
    return page


@pytest.fixture
def make_failure() -> Callable[..., Failure]:
    """`failure`."""
    return failure


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the archive of a test lies."""
    return tmp_path / "archive"


@pytest.fixture
def fill(folder: Path) -> Callable[..., list[int]]:
    """A function that writes exchanges in one run and returns their keys."""

    def write(*exchanges: Response | Failure, **how: Any) -> list[int]:
        with open_archive(folder, sync=False, **how) as archive:
            return [archive.write(exchange).seq for exchange in exchanges]

    return write


@pytest.fixture
def entries(folder: Path) -> Callable[[], list[Entry]]:
    """A function that returns all rows of the index, in order."""

    def read() -> list[Entry]:
        with open_reader(folder) as reader:
            return list(reader.find(newest_first=False))

    return read


@pytest.fixture
def contents(folder: Path) -> Callable[[], list[Response | Failure]]:
    """A function that reads all exchanges, in order."""

    def read() -> list[Response | Failure]:
        with open_reader(folder) as reader:
            return [reader.read(entry) for entry in list(reader.find(newest_first=False))]

    return read


@pytest.fixture
def abandon(folder: Path) -> Callable[..., Path]:
    """A function that writes exchanges and leaves everything as a kill would; the path of the file under way."""

    def write(*exchanges: Response | Failure) -> Path:
        archive: Archive = open_archive(folder, sync=False)
        for exchange in exchanges:
            archive.write(exchange)
        (path,) = folder.rglob("*.open")
        assert archive._file is not None
        archive._file.close()
        archive._file = None  # so that closing does not finish the file
        archive.close()
        return path

    return write
