"""The sources that Tinso knows, one TOML file each beside this module, and those of a folder of the user's own.

The user's folder is named by the environment variable `TINSO_SOURCES`, which the setting `fetch.sources` sets.
Reading the files is all that is done here. A misspelt key fails naming the file and the key.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from pipeline.errors import InputError
from schemas import DataFileError
from schemas.reference import read_data_file
from schemas.sources import SourceSpec

SHIPPED = Path(__file__).parent
FOLDER_VARIABLE = "TINSO_SOURCES"


def load_sources() -> Mapping[str, SourceSpec]:
    """Sources by slug: those shipped, and those of the user's folder, which win over shipped ones of the same name.

    Raises `InputError` where that folder is not there, `DataFileError` naming the file and key at fault, or the
    two files that claim the same host.
    """
    return _load(os.environ.get(FOLDER_VARIABLE) or None)


def find_source(slug: str) -> SourceSpec:
    """One source by its slug. Raises `InputError` naming the nearest that there is."""
    sources = load_sources()
    if slug in sources:
        return sources[slug]
    near = difflib.get_close_matches(slug, sources, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(sources)}"
    raise InputError(f"there is no source {slug!r}; {hint}")


def canonical_host(host: str) -> tuple[str, str] | None:
    """The scheme and the one host that the pages of a host (with its port, if any) are known under."""
    source = _owners(os.environ.get(FOLDER_VARIABLE) or None).get(host)
    return (source.scheme, source.canonical_host) if source else None


def source_of(address: str | None) -> SourceSpec | None:
    """The source whose host an address names."""
    return (
        _owners(os.environ.get(FOLDER_VARIABLE) or None).get(urlsplit(address).netloc.lower())
        if address
        else None
    )


@cache
def _load(folder: str | None) -> Mapping[str, SourceSpec]:
    files = {path.stem: path for path in SHIPPED.glob("*.toml")}
    if folder is not None:
        own = Path(folder)
        if not own.is_dir():
            raise InputError(f"{folder}: there is no such folder of sources")
        files |= {path.stem: path for path in own.glob("*.toml")}
    return MappingProxyType(
        {slug: read_data_file(path, SourceSpec, slug=slug) for slug, path in sorted(files.items())}
    )


@cache
def _owners(folder: str | None) -> Mapping[str, SourceSpec]:
    """Every host to its source."""
    owners: dict[str, SourceSpec] = {}
    for source in _load(folder).values():
        for host in source.hosts:
            if (other := owners.setdefault(host, source)) is not source:
                raise DataFileError(f"{source.slug}.toml and {other.slug}.toml both claim the host {host}")
    return MappingProxyType(owners)
