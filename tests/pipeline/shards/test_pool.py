"""Shards made in processes of one machine: the same bytes by any number of them, whatever dies on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from pipeline.shards import in_pool
from pipeline.shards.pool import ATTEMPTS

from . import shard_jobs
from .shelf import contents, make

ROOT = Path(__file__).resolve().parents[3]


def test_a_killed_process_is_replaced_and_the_bytes_are_those_of_one_process(
    archive: Path, reference: Path, tmp_path: Path
) -> None:
    campaign = make(archive, tmp_path / "shards", in_pool(2, shard_jobs.die_once))
    assert (tmp_path / "shards" / "died").exists()
    assert campaign.is_whole
    assert campaign.made == 3
    assert contents(tmp_path / "shards") == contents(reference)
    assert not list(tmp_path.rglob("*.part"))


def test_a_shard_whose_process_dies_each_time_is_set_aside_and_the_others_go_on(
    archive: Path, reference: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "shards"
    campaign = make(archive, folder, in_pool(1, shard_jobs.die_always))
    (told,) = campaign.set_aside
    assert told.reason == "worker_died"
    assert told.message == f"{ATTEMPTS} processes died over it, the last with signal {signal.SIGKILL}"
    assert campaign.made == 2
    made = contents(folder)
    assert {name for name in made if name.endswith(".failed.json")} == {
        told.file.replace(".warc.gz", ".failed.json")
    }
    again = make(archive, folder)
    assert (again.done_before, again.made, again.is_whole) == (2, 1, True)
    assert contents(folder) == contents(reference)


def test_a_killed_campaign_is_gone_on_with_where_it_was(
    archive: Path, reference: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "shards"
    command = [sys.executable, "-m", "tests.pipeline.shards.shard_jobs", str(archive), str(folder)]
    running = subprocess.Popen(command, cwd=ROOT, env={**os.environ}, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    while running.stdout.readline().strip() != "1":
        assert running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    campaign = make(archive, folder)
    assert campaign.done_before >= 1
    assert campaign.done_before + campaign.made == 3
    assert contents(folder) == contents(reference)
