"""A night as spans: one tree, with the times of the ledger, to a collector that the environment names."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from pipeline.errors import NoticeError
from pipeline.nightly import tracing
from pipeline.nightly.ledger import NightIssue
from pipeline.nightly.tracing import is_asked_for, send_spans
from tests.pipeline.nightly.nights import make_night


def test_a_night_is_one_tree_of_stages_and_sources() -> None:
    night = make_night(0, {"lo": 3, "th": 4}, state="failed", status=31)
    night.issues.append(NightIssue("error", "nothing_fetched", "fetch", "paper", None, "none"))
    exporter = InMemorySpanExporter()
    sent = send_spans(night, exporter)
    spans = exporter.get_finished_spans()
    assert sent == len(spans)
    (root,) = [span for span in spans if span.parent is None]
    assert root.context is not None
    assert (root.name, root.status.is_ok, [event.name for event in root.events]) == (
        "night",
        False,
        ["nothing_fetched"],
    )
    stages = [span for span in spans if span.parent and span.parent.span_id == root.context.span_id]
    assert [span.name for span in stages] == [
        "fetch",
        "archive",
        "clean",
        "extract",
        "store",
        "publish",
        "report",
    ]
    assert {span.context.trace_id for span in spans if span.context} == {root.context.trace_id}
    fetch = stages[0]
    assert fetch.start_time == int(night.started.timestamp()) * 10**9
    assert fetch.end_time is not None
    assert fetch.end_time - fetch.start_time == 60 * 10**9
    assert fetch.context is not None
    parts = [span for span in spans if span.parent and span.parent.span_id == fetch.context.span_id]
    assert {(span.attributes or {}).get("tinso.language") for span in parts} == {None, "lo", "th"}
    assert not any(span.status.is_ok for span in parts)


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """A collector on loopback, which the environment names."""
    received: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200 if self.path == "/v1/traces" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield received
    server.shutdown()
    server.server_close()


def test_spans_go_to_the_collector_that_the_environment_names(collector: list[bytes]) -> None:
    assert is_asked_for()
    sent = send_spans(make_night(0, {"lo": 3}))
    (body,) = collector
    told = ExportTraceServiceRequest.FromString(body)
    assert sum(len(scope.spans) for each in told.resource_spans for scope in each.scope_spans) == sent


def test_nothing_is_sent_where_no_collector_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in tracing.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    assert not is_asked_for()
    monkeypatch.setenv(tracing.VARIABLES[0], "http://127.0.0.1:1")
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")
    assert not is_asked_for()


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "find_spec", lambda name: None)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    with pytest.raises(NoticeError, match=r"tinso\[otel\]"):
        send_spans(make_night(0, {"lo": 3}))
