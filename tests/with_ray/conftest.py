"""Two nodes of Ray on this machine, on loopback and behind a token, and an archive whose shards are known."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline.sources import FOLDER_VARIABLE

from ..pipeline.fetch.site import NewsSite, source_file
from ..pipeline.shards.shelf import Shelf, make

HERE = Path(__file__).parent
LISTENING = "0A"
STORE = 80_000_000
"""Bytes of a node's object store, near the least that Ray takes."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Ray, and says so."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.ray)


@pytest.fixture(scope="session")
def _environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What Ray reads when it is imported: loopback only, a token, a home of its own for it."""
    from pipeline.shards.cluster import ALONE

    folder = tmp_path_factory.mktemp("sources")
    source_file(NewsSite(port=4711), folder)
    own = {
        **ALONE,
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(16),
        "HOME": str(tmp_path_factory.mktemp("home")),
        FOLDER_VARIABLE: str(folder),
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    yield
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture(scope="session")
def made(_environment: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An archive, and the folder of its shards as this process made them."""
    folder = tmp_path_factory.mktemp("made")
    Shelf(folder / "archive", NewsSite(port=4711)).fill()
    assert make(folder / "archive", folder / "shards").made == 3
    return folder / "archive", folder / "shards"


@pytest.fixture(scope="session")
def cluster(_environment: None) -> Iterator[Any]:
    """A head and a second node, a processor each."""
    from ray.cluster_utils import Cluster

    nodes = Cluster(
        initialize_head=True,
        head_node_args={
            "num_cpus": 1,
            "object_store_memory": STORE,
            "include_dashboard": False,
            "_system_config": {
                "health_check_initial_delay_ms": 0,
                "health_check_period_ms": 500,
                "health_check_timeout_ms": 500,
                "health_check_failure_threshold": 4,
            },
        },
    )
    nodes.add_node(num_cpus=1, object_store_memory=STORE)
    yield nodes
    nodes.shutdown()


def descendants(pids: Iterable[int]) -> set[int]:
    """These processes and all below them."""
    parents = dict[int, int]()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1])
    found = set(pids)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def listening_addresses(pids: Iterable[int]) -> set[str]:
    """The addresses, in the hexadecimal of `/proc/net`, on which processes listen."""
    inodes = set()
    for pid in pids:
        for descriptor in Path(f"/proc/{pid}/fd").glob("*"):
            with suppress(OSError):
                inodes.add(os.readlink(descriptor).removeprefix("socket:[").removesuffix("]"))
    found = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text("ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENING and fields[9] in inodes:
                found.add(fields[1].partition(":")[0])
    return found
