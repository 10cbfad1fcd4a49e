"""One archive and its shards, made once: tests that change them take a copy."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pipeline.sources import FOLDER_VARIABLE

from ..fetch.site import NewsSite, source_file
from .shelf import Shelf, make


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the source that the pages belong to."""
    folder = tmp_path_factory.mktemp("sources")
    source_file(NewsSite(port=4711), folder)
    return folder


@pytest.fixture(autouse=True)
def _known_source(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(sources))


@pytest.fixture(scope="session")
def made(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An archive, and the folder of its shards as one process made them."""
    folder = tmp_path_factory.mktemp("made")
    before = os.environ.get(FOLDER_VARIABLE)
    os.environ[FOLDER_VARIABLE] = str(sources)
    try:
        Shelf(folder / "archive", NewsSite(port=4711)).fill()
        campaign = make(folder / "archive", folder / "shards")
    finally:
        if before is None:
            del os.environ[FOLDER_VARIABLE]
        else:
            os.environ[FOLDER_VARIABLE] = before
    assert campaign.made == 3
    return folder / "archive", folder / "shards"


@pytest.fixture
def archive(made: tuple[Path, Path]) -> Path:
    """The archive, to be read."""
    return made[0]


@pytest.fixture
def reference(made: tuple[Path, Path]) -> Path:
    """Its shards, to be read."""
    return made[1]


@pytest.fixture
def copied(made: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """A copy of both, to be changed."""
    for path in made:
        shutil.copytree(path, tmp_path / path.name)
    return tmp_path / made[0].name, tmp_path / made[1].name
