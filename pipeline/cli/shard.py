"""`tinso shard`: each WARC file of the archive becomes a Parquet file, in processes of this machine or on a cluster."""

from __future__ import annotations

import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.fetch import ArchiveOption, read_fetch_settings
from pipeline.cli.models import ConfigOption
from pipeline.cli.terminal import complain, json_line, printable

if TYPE_CHECKING:
    from pipeline.shards import Campaign
    from pipeline.shards.campaign import Engine

DEFAULT_FOLDER = Path("shards")
STOPPED = 130
SHOWN = 20
"""Files that were set aside, and are shown."""


class EngineName(StrEnum):
    """What runs the work."""

    pool = "pool"
    ray = "ray"


def shard_archive(
    archive: ArchiveOption = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the shards are kept.")
    ] = DEFAULT_FOLDER,
    engine: Annotated[
        EngineName, typer.Option("--engine", help="Processes of this machine, or a Ray cluster.")
    ] = EngineName.pool,
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            metavar="HOST:PORT",
            help="The Ray cluster (default: auto, the one of this machine; local: start one for this run).",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            min=1,
            help="Shards that are made at once (default: one a processor).",
            show_default=False,
        ),
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Know files and shards by their hashes, not by their sizes.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but faults.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
    config: ConfigOption = None,
) -> None:
    """Make the shards of the archive that are missing: a WARC file in, a Parquet file and its marker out.

    Stopped or killed, the same command goes on with what is missing. A file that cannot be made is set aside with its reason,
    and the others go on. `tinso ingest --shards` takes the results into the store, `tinso sql --shards` queries them in place.
    """
    from pipeline.shards import make_shards

    if address is not None and engine is not EngineName.ray:
        raise typer.BadParameter("--address is that of a Ray cluster: give --engine ray too")
    settings = read_fetch_settings(config)
    if analyzed := settings.analyzed_languages():
        complain(
            f"{', '.join(analyzed)}: shards are read by our own rules alone; `tinso ingest --shards` reads these again"
        )
    began = time.monotonic()
    try:
        campaign = make_shards(
            archive or settings.archive.folder,
            output,
            choose_engine(engine, address, workers),
            bounds=settings.clean,
            verify=verify,
            on_progress=None if quiet or as_json else tell_progress,
        )
    except KeyboardInterrupt:
        complain(
            "stopped; the shards that have their marker are whole, and the same command goes on from there"
        )
        raise typer.Exit(STOPPED) from None
    if as_json:
        sys.stdout.write(json_line(campaign_object(campaign)) + "\n")
    else:
        for told in campaign.set_aside[:SHOWN]:
            complain(printable(f"set aside: {told.file}: {told.message} [{told.reason}]"))
        if len(campaign.set_aside) > SHOWN:
            complain(
                f"… and {len(campaign.set_aside) - SHOWN} more; each has its reason in {output}/….failed.json"
            )
        if not quiet:
            sys.stdout.write("\n".join(campaign_lines(campaign, time.monotonic() - began)) + "\n")
    raise typer.Exit(0 if campaign.is_whole else 1)


def choose_engine(name: EngineName, address: str | None, workers: int | None) -> Engine:
    """The engine that was asked for. Raises `InputError` where Ray is not installed."""
    if name is EngineName.pool:
        from pipeline.reextraction import count_cores
        from pipeline.shards import in_pool

        return in_pool(workers or count_cores())
    from pipeline.shards.cluster import on_cluster

    return on_cluster(address or "auto", workers)


def tell_progress(campaign: Campaign, orders: int) -> None:
    """A line a shard on standard error."""
    if not orders:
        return
    done = campaign.made + len(campaign.set_aside)
    if not done:
        sys.stderr.write(f"{orders} of {campaign.files} files to do\n")
    else:
        counts = campaign.counts
        sys.stderr.write(
            f"{campaign.made} of {orders} shards: {counts.articles} articles, {counts.figures} figures\n"
        )
    sys.stderr.flush()


def campaign_lines(campaign: Campaign, seconds: float) -> list[str]:
    """What a run did, in a few lines."""
    counts = campaign.counts
    files = [f"{campaign.files} in the archive"]
    if campaign.done_before:
        files.append(f"{campaign.done_before} done before")
    if campaign.under_way:
        files.append(f"{len(campaign.under_way)} still written to, for the next time")
    made = f"{campaign.made} made"
    if reasons := ", ".join(f"{number} {why}" for why, number in sorted(campaign.by_reason.items())):
        made += f" (to do were {reasons})"
    if campaign.set_aside:
        made += f", {len(campaign.set_aside)} set aside"
    lines = [f"files      {', '.join(files)}", f"shards     {made}"]
    if campaign.made:
        lines.append(
            f"pages      {counts.pages}: {counts.articles} articles, {counts.figures} figures, "
            f"{counts.deadlines} deadlines, {counts.rejects} rejects"
        )
    return [*lines, f"folder     {campaign.folder} ({seconds:.1f} s)"]


def campaign_object(campaign: Campaign) -> dict[str, object]:
    """The same for programs."""
    return {
        "folder": str(campaign.folder),
        "files": campaign.files,
        "done_before": campaign.done_before,
        "made": campaign.made,
        "to_do": campaign.by_reason,
        "under_way": campaign.under_way,
        "set_aside": [told.model_dump() for told in campaign.set_aside],
        **campaign.counts._asdict(),
    }
