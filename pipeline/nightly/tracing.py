"""A night as OpenTelemetry spans: the night, its stages, and what each did of each source. Needs the extra `otel`.

Spans are made from the ledger when the night is over, so a night that was killed and continued is one trace, and the run
itself depends on no collector. Where they go is told by OpenTelemetry's own variables, such as
OTEL_EXPORTER_OTLP_ENDPOINT; without one of them nothing is sent.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pipeline import tinso_version
from pipeline.errors import NoticeError
from pipeline.nightly.ledger import STAGES, Line, Night

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

VARIABLES = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
SECONDS = 20.0


def is_asked_for() -> bool:
    """Whether the environment names a collector."""
    switched_off = os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true"
    return not switched_off and any(os.environ.get(name) for name in VARIABLES)


def send_spans(night: Night, exporter: SpanExporter | None = None) -> int:
    """Send the spans of a night that is over; how many. Raises `NoticeError`.

    `exporter` is by default OTLP over HTTP, as the environment settles it.
    """
    if find_spec("opentelemetry") is None or find_spec("opentelemetry.sdk") is None:
        raise NoticeError(
            f"{' or '.join(name for name in VARIABLES if os.environ.get(name))} is set, but OpenTelemetry is not "
            'installed: pip install "tinso[otel]"'
        )
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor, SpanExporter, SpanExportResult
    from opentelemetry.trace import Status, StatusCode, Tracer, set_span_in_context

    class Kept(SpanExporter):
        def __init__(self) -> None:
            self.spans: list[ReadableSpan] = []

        def export(self, spans: object) -> SpanExportResult:
            self.spans += spans  # type: ignore[arg-type]  # a sequence of spans
            return SpanExportResult.SUCCESS

    kept = Kept()
    provider = TracerProvider(
        resource=Resource.create({"service.name": "tinso", "service.version": tinso_version()}),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(SimpleSpanProcessor(kept))
    tracer: Tracer = provider.get_tracer("tinso.nightly")
    end = night.finished or night.last_line_at or night.started
    root = tracer.start_span(
        "night",
        start_time=_nanoseconds(night.started),
        attributes={
            "tinso.night": night.number,
            "tinso.status": night.status or 0,
            "tinso.attempts": len(night.attempts),
            "tinso.settings": night.settings_hash,
        },
    )
    for issue in night.issues:
        root.add_event(
            issue.code,
            {"severity": issue.severity, "source": issue.source or "", "message": issue.message},
            timestamp=_nanoseconds(end),
        )
    for name in STAGES:
        stage = night.stage(name)
        if stage is None or stage.started is None:
            continue
        span = tracer.start_span(
            name,
            context=set_span_in_context(root),
            start_time=_nanoseconds(stage.started),
            attributes=_attributes(stage),
        )
        for part in night.parts(name):
            inner = tracer.start_span(
                f"{name} {part.source}",
                context=set_span_in_context(span),
                start_time=_nanoseconds(part.started or stage.started),
                attributes=_attributes(part),
            )
            if part.state == "failed":
                inner.set_status(Status(StatusCode.ERROR))
            inner.end(_nanoseconds(_end_of(part, part.started or stage.started)))
        if stage.state == "failed":
            span.set_status(Status(StatusCode.ERROR))
        span.end(_nanoseconds(_end_of(stage, stage.started)))
    if night.status:
        root.set_status(Status(StatusCode.ERROR))
    root.end(_nanoseconds(end))
    provider.shutdown()
    if exporter is None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        exporter = OTLPSpanExporter(timeout=SECONDS)
    sent = exporter.export(kept.spans)
    exporter.shutdown()
    if sent is not SpanExportResult.SUCCESS:
        raise NoticeError("the spans of the night could not be sent to the collector")
    return len(kept.spans)


def _attributes(line: Line) -> dict[str, str | int]:
    given: dict[str, str | int | None] = {
        "tinso.state": line.state,
        "tinso.source": line.source,
        "tinso.language": line.language,
        "tinso.in": line.came_in,
        "tinso.out": line.went_out,
        **{f"tinso.count.{name}": number for name, number in line.counts.items()},
    }
    return {name: value for name, value in given.items() if value is not None}


def _end_of(line: Line, started: datetime) -> datetime:
    return started + timedelta(seconds=line.seconds or 0.0)


def _nanoseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000) * 1000
