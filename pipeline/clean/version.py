"""What cleaning was done by, so that a store knows which pages to clean again from the archive."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import metadata
from pathlib import Path

from pipeline.sources import load_sources

HERE = Path(__file__).parent
BESIDE = ("addresses.py", "encodings.py")
"""Modules outside of this package that decide what a page gives."""
READERS = ("lxml", "trafilatura")


def cleaner_version() -> str:
    """A short hash of the modules, the words, the layouts and provinces of all sources, and the libraries' versions."""
    digest = hashlib.sha256(_code().encode())
    for slug, source in load_sources().items():
        told = source.model_dump(
            mode="json", include={"hosts", "canonical_host", "scheme", "province", "layouts"}
        )
        digest.update(f"{slug} {json.dumps(told, sort_keys=True)}".encode())
    return digest.hexdigest()[:12]


@cache
def _code() -> str:
    digest = hashlib.sha256()
    own = sorted((*HERE.glob("*.py"), *HERE.glob("*.toml")))
    for path in (*own, *(HERE.parent / name for name in BESIDE)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for name in READERS:
        digest.update(f"{name} {metadata.version(name)}".encode())
    return digest.hexdigest()
