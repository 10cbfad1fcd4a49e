"""Past one machine: one WARC file in, one Parquet file and its marker out, by as many workers as there are.

    shards/
      2026/01/tinso-20260114T190000123-00042.parquet        what became of each page, a nested row each
      2026/01/tinso-20260114T190000123-00042.done.json      the marker: hash of input, versions, hash of output
      2026/01/tinso-20260115T190000007-00043.failed.json    a file that was set aside, with its reason
      views.sql                                             views for DuckDB over all of it

    summary = make_shards(archive, folder, in_pool(2))         # or on_cluster(address)
    summary = ingest_shards(folder, db)

`making` is the unit of work and knows no engine; `pool` runs it in processes of this machine and `cluster`, the only module
that imports Ray, on many: the same function, and so the same bytes. `markers` says what is done, `campaign` what is left to
do, `loading` brings the results into the store. How a shard is written and queried is left to `pipeline.store`.
"""

from pipeline.shards.campaign import Campaign, make_shards
from pipeline.shards.loading import ingest_shards
from pipeline.shards.markers import SetAside
from pipeline.shards.pool import in_pool

__all__ = ["Campaign", "SetAside", "in_pool", "ingest_shards", "make_shards"]
