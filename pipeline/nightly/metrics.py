"""A night's numbers for Prometheus, in a file that node_exporter's textfile collector reads."""

from __future__ import annotations

from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from pipeline.errors import NoticeError
from pipeline.nightly.alarms import ALL, STATUSES
from pipeline.nightly.ledger import Night


def write_metrics(
    night: Night, path: Path, snapshot_at: float | None = None, free_bytes: int | None = None
) -> None:
    """Put the numbers of a night that is over into the file, which is replaced in one step. Raises `NoticeError`.

    `snapshot_at` is when what readers have was last known to be current, in seconds since 1970.
    """
    registry = CollectorRegistry()

    def gauge(name: str, told: str, value: float) -> None:
        Gauge(f"tinso_{name}", told, registry=registry).set(value)

    gauge("night_number", "Number of the last night", night.number)
    gauge("night_status", "Exit status of the last night; 0 is well", night.status or 0)
    gauge("night_start_timestamp_seconds", "Start of the last night", night.started.timestamp())
    if night.finished:
        gauge("night_end_timestamp_seconds", "End of the last night", night.finished.timestamp())
    gauge(
        "night_attempts",
        "Processes that were at work on it; more than one where it was killed",
        len(night.attempts),
    )
    if snapshot_at is not None:
        gauge(
            "snapshot_timestamp_seconds", "When the snapshot that readers have was last current", snapshot_at
        )
    if free_bytes is not None:
        gauge("disk_free_bytes", "Room on the disk of the store after the night", free_bytes)
    stages = Gauge("tinso_stage_seconds", "Time that a stage took", ["stage"], registry=registry)
    failed = Gauge(
        "tinso_stage_failed", "Whether a stage, or a part of it, failed", ["stage"], registry=registry
    )
    for (name, source, _), line in night.lines.items():
        if source is None and line.seconds is not None:
            stages.labels(name).set(line.seconds)
        if source is None:
            parts = [each.state == "failed" for each in night.lines.values() if each.stage == name]
            failed.labels(name).set(any(parts))
    labels = ["source", "lang"]
    fetched = Gauge(
        "tinso_articles_fetched", "Pages of articles that came tonight", labels, registry=registry
    )
    parsed = Gauge(
        "tinso_articles_parsed", "Of tonight's pages, those that became articles", labels, registry=registry
    )
    refused = Gauge(
        "tinso_pages_refused", "Of tonight's pages, those that became none", labels, registry=registry
    )
    figures = Gauge("tinso_figures_read", "Figures that were read tonight", labels, registry=registry)
    waiting = Gauge(
        "tinso_articles_waiting", "Articles that wait for the next night", ["source"], registry=registry
    )
    for (name, source, language), line in night.lines.items():
        if source is None or source == ALL:
            continue
        if language is None:
            if name == "fetch":
                waiting.labels(source).set(line.counts.get("left_over", 0))
        elif name == "fetch":
            fetched.labels(source, language).set(line.went_out or 0)
        elif name == "clean":
            parsed.labels(source, language).set(line.went_out or 0)
            refused.labels(source, language).set((line.came_in or 0) - (line.went_out or 0))
        elif name == "extract":
            figures.labels(source, language).set(line.went_out or 0)
    alarms = Gauge("tinso_alarms", "Alarms of the last night", ["code"], registry=registry)
    for code in STATUSES:
        alarms.labels(code).set(sum(issue.code == code for issue in night.issues))
    issues = Gauge("tinso_night_issues", "What the last night met", ["severity"], registry=registry)
    for severity in ("error", "warning"):
        issues.labels(severity).set(sum(issue.severity == severity for issue in night.issues))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_to_textfile(str(path), registry)
    except OSError as fault:
        raise NoticeError(f"{path}: the numbers cannot be written: {fault.strerror or fault}") from fault
