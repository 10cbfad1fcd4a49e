"""An archive of a few files, as nights of fetching leave it: articles, repeats, a revision, refusals, failures, damage."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.archive import open_archive
from pipeline.archive import open_reader as open_archive_reader
from pipeline.settings import CleanSettings
from pipeline.shards import Campaign, make_shards
from pipeline.shards.campaign import Ended
from pipeline.shards.making import Order
from pipeline.shards.pool import make_told
from schemas.fetches import Failure, Response

from ..fetch.site import CODES, NewsSite

START = datetime(2026, 11, 20, 1, tzinfo=UTC)
BOUNDS = CleanSettings(workers=1)
VIETNAMESE = "<html><body><article><h1>Bảo hiểm</h1>" + "<p>Toàn tỉnh có 95 % người dân tham gia.</p>" * 9


class Shelf:
    """An archive that is filled a file at a time."""

    def __init__(self, folder: Path, site: NewsSite) -> None:
        self.folder = folder
        self.site = site
        self.clock = START

    def page(self, code: str, slug: str, html: str | None = None, **changes: Any) -> Response:
        """A page of the site as it was served."""
        self.clock += timedelta(seconds=2)
        raw = (self.site.page(code, slug) if html is None else html).encode()
        fields: dict[str, Any] = {
            "url": f"{self.site.base}/{code}/{slug}",
            "fetched_at": self.clock,
            "kind": "article",
            "source": "loopback",
            "language": CODES[code],
            "status": 200,
            "headers": (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")),
            "body": gzip.compress(raw, mtime=0),
        }
        return Response.model_validate(fields | changes)

    def keep(self, *exchanges: Response | Failure) -> None:
        """Keep exchanges as one file."""
        with open_archive(self.folder, sync=False) as archive:
            for exchange in exchanges:
                archive.write(exchange)

    def fill(self) -> None:
        """Three files with everything that becomes of pages."""
        self.keep(
            *(self.page(code, f"tin-so-{slug}") for code in CODES for slug in "ab"),
            self.page("lo", "tin-so-viet", VIETNAMESE),
            self.page("fr", "tin-so-nul", status=404),
            Failure(
                url=f"{self.site.base}/fr/x-y",
                fetched_at=self.clock,
                kind="article",
                error="dns",
                message="x",
            ),
        )
        self.site.edits["tin-so-a"] = "ແຂວງ ມີ 95,5% ໃນປີ 2026."
        self.keep(
            self.page("lo", "tin-so-a"),
            self.page("fr", "tin-so-b"),
            self.page("ms", "tin-so-c"),
            self.page("th", "tin-so-d", headers=(("Content-Encoding", "gzip"),), body=b"\x1f\x8bbroken"),
            self.page("th", "tin-so-e"),
            self.page("no", "tin-so-f", kind="listing"),
        )
        self.damage(f"{self.site.base}/th/tin-so-e")
        self.site.edits["tin-so-a"] = "ແຂວງ ມີ 96,5% ໃນປີ 2026."
        self.keep(self.page("lo", "tin-so-a"), self.page("no", "tin-so-c"))

    def damage(self, url: str) -> None:
        """Turn a bit within the record of an address."""
        with open_archive_reader(self.folder) as archive:
            entry = archive.of_url(url)[0]
        path = self.folder / entry.file
        raw = bytearray(path.read_bytes())
        raw[entry.offset + entry.length // 2] ^= 0xFF
        path.write_bytes(raw)


def here(orders: Sequence[Order]) -> Iterator[Ended]:
    """An engine without any processes but those of the pages."""
    for order in orders:
        yield Ended(order, *make_told(_make, order))


def _make(order: Order) -> object:
    from pipeline.shards.making import make_shard

    return make_shard(order)


def make(archive: Path, folder: Path, engine: Any = here, **more: Any) -> Campaign:
    """Make the shards of an archive."""
    return make_shards(archive, folder, engine, bounds=BOUNDS, **more)


def contents(folder: Path) -> dict[str, bytes]:
    """Shards and markers by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".parquet", ".json")
    }
