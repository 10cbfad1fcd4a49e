"""What Ray costs beside the pool, on the same archive in the same run. Printed, never asserted.

The cluster stands already, so that its start is no part of it; the start of its workers is, as it is of the pool's.
"""

from __future__ import annotations

import time

import pytest

from pipeline.settings import CleanSettings
from pipeline.shards import in_pool, make_shards
from pipeline.shards.cluster import on_cluster

from ..benchmarks.test_shard_speed import FILES, PAGES, fill_archive
from ..pipeline.shards.shelf import contents

ROUNDS = 2
BOUNDS = CleanSettings(workers=1)


@pytest.mark.benchmark
def test_ray_beside_the_pool(cluster, tmp_path):
    fill_archive(tmp_path / "archive")
    count = PAGES * FILES
    print()
    for workers in (1, 2):
        engines = {"pool": in_pool(workers), "ray": on_cluster(cluster.address, workers)}
        seconds = {name: [] for name in engines}
        for attempt in range(ROUNDS):
            for name, engine in engines.items():
                folder = tmp_path / f"{name}-{workers}-{attempt}"
                begin = time.perf_counter()
                campaign = make_shards(tmp_path / "archive", folder, engine, bounds=BOUNDS)
                seconds[name].append(time.perf_counter() - begin)
                assert campaign.counts.articles == count
        best = {name: min(each) for name, each in seconds.items()}
        print(
            f"{workers} worker(s), {count} pages: pool {count / best['pool']:.1f} pages/s, "
            f"ray {count / best['ray']:.1f}; ray takes {best['ray'] - best['pool']:+.1f} s, "
            f"{best['ray'] / best['pool'] - 1:+.0%}"
        )
        assert contents(tmp_path / f"ray-{workers}-0") == contents(tmp_path / f"pool-{workers}-0")
