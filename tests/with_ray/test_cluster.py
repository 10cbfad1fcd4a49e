"""Shards made on a cluster of two nodes: the bytes of one process, whatever dies on the way."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import WorkerError
from pipeline.shards import Campaign
from pipeline.shards.cluster import LOCAL, on_cluster
from pipeline.shards.pool import ATTEMPTS

from ..pipeline.shards import shard_jobs
from ..pipeline.shards.shelf import contents, make
from .conftest import descendants, listening_addresses

LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F"}
"""127.0.0.1, and the same as an address of IPv6."""


def test_a_worker_killed_in_the_middle_is_replaced_and_the_bytes_are_those_of_one_process(
    cluster: Any, made: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, listening = tmp_path / "shards", set[str]()

    def look(_: Campaign, __: int) -> None:
        groups = [group for node in cluster.list_all_nodes() for group in node.all_processes.values()]
        listening.update(
            listening_addresses(descendants(one.process.pid for group in groups for one in group))
        )

    engine = on_cluster(cluster.address, make=shard_jobs.die_once)
    campaign = make(made[0], folder, engine, on_progress=look)
    assert (folder / "died").exists()
    assert (campaign.made, campaign.set_aside) == (3, [])
    assert contents(folder) == contents(made[1])
    assert not list(folder.rglob("*.part"))
    assert listening
    assert listening <= LOOPBACK, "everything listens on loopback only"


def test_a_shard_whose_worker_dies_each_time_is_set_aside_and_the_others_go_on(
    cluster: Any, made: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "shards"
    campaign = make(made[0], folder, on_cluster(cluster.address, make=shard_jobs.die_always))
    (told,) = campaign.set_aside
    assert (told.reason, told.message) == ("worker_died", f"{ATTEMPTS} workers died over it")
    assert campaign.made == 2
    again = make(made[0], folder)
    assert (again.done_before, again.made, again.is_whole) == (2, 1, True)
    assert contents(folder) == contents(made[1])


@pytest.mark.soak
def test_a_node_that_is_lost_with_its_shard_is_done_without(
    cluster: Any, made: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "shards"
    folder.mkdir()
    lost = cluster.add_node(num_cpus=1, resources={"lost": 1}, object_store_memory=80_000_000)
    raylet = lost.all_processes["raylet"][0].process.pid
    (folder / "lose").write_text(str(raylet), "ascii")
    campaign = make(made[0], folder, on_cluster(cluster.address, make=shard_jobs.lose_node_once))
    assert not (folder / "lose").exists()
    assert campaign.is_whole
    assert contents(folder) == contents(made[1])
    cluster.remove_node(lost, allow_graceful=False)


def test_without_the_token_of_the_cluster_nobody_gets_in(cluster: Any, tmp_path: Path) -> None:
    code = (
        "import sys; from pipeline.shards.cluster import _connected\n"
        "from pipeline.errors import WorkerError\n"
        "try:\n with _connected(sys.argv[1], None): print('in')\n"
        "except WorkerError as fault: print(fault)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, cluster.address],
        env={**os.environ, "RAY_AUTH_TOKEN": "another"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "cannot be reached" in done.stdout, done.stdout + done.stderr


@pytest.mark.soak
def test_the_command_starts_a_ray_of_its_own_for_one_run(made: tuple[Path, Path], tmp_path: Path) -> None:
    tinso = Path(sys.executable).with_name("tinso")
    where = ["--archive", str(made[0]), "--output", str(tmp_path / "shards")]
    done = subprocess.run(
        [tinso, "shard", *where, "--engine", "ray", "--address", LOCAL, "--workers", "1"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "shards     3 made" in done.stdout
    assert [marker.parent.name for marker in (tmp_path / "shards").rglob("*.done.json")] == ["11"] * 3


@pytest.mark.usefixtures("_environment")
@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1:1", "Connection refused"),
        ("[::1]:1", "Connection refused|Cannot assign|not supported"),
        ("nobody.invalid:6379", "[Nn]ame"),
    ],
)
def test_an_unreachable_cluster_is_told_before_ray_tries(
    address: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ray

    monkeypatch.setattr(ray, "init", None)
    with pytest.raises(WorkerError, match=rf"cannot be reached: .*({reason}).*; see whether `ray status`"):
        list(on_cluster(address)([None]))  # type: ignore[list-item]  # it does not come to the order


@pytest.mark.soak
@pytest.mark.usefixtures("_environment")
def test_what_listens_and_is_no_cluster_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(WorkerError, match="cannot be reached"):
            list(on_cluster(address)([None]))  # type: ignore[list-item]  # it does not come to the order
