"""A night as the rows that the store keeps of it."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.nightly.ledger import STAGES, Night
from pipeline.nightly.verdicts import word_of
from pipeline.store.nights import NightRow, StageRow
from schemas import Issue


def plain_time(moment: datetime) -> datetime:
    """UTC without a zone, in whole seconds, as the store keeps times."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def night_row(night: Night) -> NightRow:
    """A night as the store keeps it."""
    first, last = night.marks.get("run"), night.marks.get("last_run")
    return NightRow(
        night.number,
        plain_time(night.started),
        plain_time(night.finished) if night.finished else None,
        word_of(night),
        night.status,
        len(night.attempts),
        plain_time(night.deadline) if night.deadline else None,
        int(first) + 1 if first is not None and last is not None and last > first else None,
        int(last) if first is not None and last is not None and last > first else None,
        night.settings_hash,
        night.versions,
    )


def stage_rows(night: Night) -> list[StageRow]:
    """Its stages, in their order."""
    ordered = sorted(
        night.lines.values(),
        key=lambda line: (STAGES.index(line.stage), line.source or "", line.language or ""),
    )
    return [
        StageRow(
            night.number,
            line.stage,
            line.source,
            line.language,
            line.state,
            plain_time(line.started) if line.started else None,
            line.seconds,
            line.came_in,
            line.went_out,
            line.counts,
        )
        for line in ordered
    ]


def issue_rows(night: Night) -> list[Issue]:
    """What a night met as issues of the store; those of fetching and cleaning the store has from these stages themselves."""
    return [
        Issue(
            severity="error" if issue.severity == "error" else "warning",
            code=issue.code,
            source=f"source:{issue.source}" if issue.source else "night",
            record=f"night {night.number}" + (f", {issue.language}" if issue.language else ""),
            message=issue.message,
        )
        for issue in night.issues
        if issue.stage not in ("fetch", "clean")
    ]
