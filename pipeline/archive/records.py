"""WARC records: made from what was fetched, and read back into it. One record at a time, in memory.

An exchange is a `metadata` record and, right behind it, a `response` or `revisit`. The metadata comes first so that
a response that is whole on the disk always has its facts on the disk: a kill can tear the second record only.
HTTP headers are written and read as the bytes they are, which warcio's own would quote as ASCII. Where records
stand in files is left to `files`.

A header that no longer describes the body as stored gets a name that readers do not act on, as other crawlers do:
`Transfer-Encoding` always (chunks are gone), `Content-Encoding` where the body was decoded before.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import uuid
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import ValidationError
from warcio.bufferedreaders import ChunkedDataReader
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import (
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)
from warcio.warcwriter import WARCWriter

from pipeline.archive.index import Entry
from pipeline.errors import ArchiveDamagedError
from schemas.fetches import Failure, Response

WARC_VERSION = "WARC/1.1"
READ_VERSIONS = ["WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17"]
CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
SET_ASIDE = "X-Crawler-"
LEVEL = 6
"""Of gzip. Level 9, warcio's, gave the same size in the same time on news pages; 1 takes half of it for 7 % more."""
LARGEST_RECORD = 2**28
"""Bytes of a record, decompressed: more is not written, and not read either."""
LARGEST_HEAD = 2**16
ALGORITHMS = frozenset({"md5", "sha1", "sha256", "sha512"})
OUR_FIELDS = frozenset(
    {"url", "fetched_at", "status", "reason", "http_version", "headers", "body", "ip", "truncated"}
)
"""Fields of a response that stand in its own record, not in the metadata."""
DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z")


@dataclass(frozen=True, slots=True)
class Record:
    """A WARC record: its headers, and the block as bytes."""

    headers: StatusAndHeaders
    block: bytes

    def get(self, name: str) -> str | None:
        """The value of a WARC header."""
        value: str | None = self.headers.get_header(name)
        return value

    @property
    def type(self) -> str:
        """`response`, `revisit`, `metadata`, `warcinfo`, …; empty where it is not said."""
        return (self.get("WARC-Type") or "").lower()

    @property
    def record_id(self) -> str:
        """The id without its brackets and `urn:uuid:`."""
        return bare_id(self.get("WARC-Record-ID"))

    @property
    def url(self) -> str:
        """The target address, without the brackets that some tools put around it."""
        return (self.get("WARC-Target-URI") or "").removeprefix("<").removesuffix(">")


class Written(NamedTuple):
    """One exchange, ready to be appended: both records compressed, and what the index needs to know."""

    metadata: bytes
    record: bytes
    record_id: str
    digest: str | None


class HttpParts(NamedTuple):
    """The block of a response, taken apart."""

    version: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class _BlockHeaders(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """HTTP headers that are bytes already."""

    def __init__(self, raw: bytes) -> None:
        super().__init__("", [("", "")])
        self.raw = raw

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self.raw


def make_digest(data: bytes, algorithm: str = "sha256") -> str:
    """A digest as WARC writes it: `sha256:` and Base32."""
    return f"{algorithm}:{base64.b32encode(hashlib.new(algorithm, data).digest()).decode('ascii')}"


def digest_fits(data: bytes, claimed: str) -> bool | None:
    """Whether data has a digest, in any spelling that WARC files have; None where the algorithm is not known."""
    algorithm, _, value = claimed.partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in ALGORITHMS:
        return None
    raw = hashlib.new(algorithm, data).digest()
    spelled = {base64.b32encode(raw).rstrip(b"="), base64.b64encode(raw).rstrip(b"=")}
    spelled.add(base64.urlsafe_b64encode(raw).rstrip(b"="))
    return value.rstrip("=").encode("ascii", "replace") in spelled or value.lower() == raw.hex()


def bare_id(written: str | None) -> str:
    """A record id without `<urn:uuid:…>`; other ids stay as they are, without the brackets."""
    return (written or "").strip().removeprefix("<").removesuffix(">").removeprefix("urn:uuid:")


def full_id(record_id: str) -> str:
    """The id as WARC writes it."""
    return f"<{record_id}>" if ":" in record_id else f"<urn:uuid:{record_id}>"


def new_id() -> str:
    """An id for a record."""
    return str(uuid.uuid4())


def warc_date(moment: datetime) -> str:
    """A time in UTC as WARC 1.1 writes it, to the microsecond."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond:06}Z"


def read_date(written: str | None) -> datetime:
    """The time that a record names. Raises `ArchiveDamagedError`."""
    match = DATE.fullmatch((written or "").strip())
    try:
        if match is None:
            raise ValueError("not a date of the WARC standard")
        moment = datetime.fromisoformat(f"{match[1]}+00:00")
        return moment.replace(microsecond=int(f"{match[2] or '0':0<6}"[:6]))
    except ValueError as fault:
        raise ArchiveDamagedError(f"WARC-Date is {written!r}: {fault}") from fault


# -- writing


def make_warcinfo(file: str, record_id: str, moment: datetime, software: str, run: str | None) -> bytes:
    """The first record of a file, compressed: who wrote it, how."""
    fields = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": CONFORMS_TO,
        "robots": "obey",
        "isPartOf": run,
    }
    block = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value).encode("utf-8")
    headers = [("WARC-Filename", file)]
    return _compressed("warcinfo", None, record_id, moment, block, headers, "application/warc-fields")


def make_exchange(
    response: Response, warcinfo_id: str, body_at: Entry | None, body_url: str | None
) -> Written:
    """A response as its two records; `body_at` is the entry that holds the same body, `body_url` its address.

    Raises `ValueError` where it is larger than a record may be.
    """
    if len(response.body) > LARGEST_RECORD - LARGEST_HEAD * 4:
        raise ValueError(f"a body of {len(response.body)} bytes is larger than a record may be")
    record_id, digest = new_id(), make_digest(response.body)
    headers = [
        ("WARC-Warcinfo-ID", full_id(warcinfo_id)),
        ("WARC-Payload-Digest", digest),
    ]
    if response.ip:
        headers.append(("WARC-IP-Address", response.ip))
    if response.truncated:
        headers.append(("WARC-Truncated", response.truncated))
    if response.http_version.startswith(("HTTP/2", "HTTP/3")):
        headers.append(("WARC-Protocol", response.http_version.replace("HTTP/", "h")))
    head, body, kind = _http_head(response), response.body, "response"
    if body_at is not None:
        kind, body = "revisit", b""
        headers += [
            ("WARC-Profile", WARCWriter.REVISIT_PROFILE_1_1),
            ("WARC-Refers-To", full_id(body_at.record_id)),
            ("WARC-Refers-To-Target-URI", body_url or body_at.url),
            ("WARC-Refers-To-Date", warc_date(body_at.fetched_at)),
        ]
    content_type = "application/http; msgtype=response"
    record = _compressed(
        kind, response.url, record_id, response.fetched_at, body, headers, content_type, head
    )
    return Written(_metadata(response, warcinfo_id, record_id), record, record_id, digest)


def make_failure(failure: Failure, warcinfo_id: str) -> Written:
    """A failure as its one record."""
    record_id = new_id()
    return Written(b"", _metadata(failure, warcinfo_id, None, record_id), record_id, None)


def _metadata(
    fetch: Response | Failure, warcinfo_id: str, about: str | None, record_id: str | None = None
) -> bytes:
    """What is ours, as JSON. `about` is the id of the response that it belongs to."""
    fields = fetch.model_dump(mode="json", exclude=set(OUR_FIELDS), exclude_defaults=True)
    fields["kind"] = fetch.kind
    headers = [("WARC-Warcinfo-ID", full_id(warcinfo_id))]
    if about is not None:
        headers += [("WARC-Refers-To", full_id(about)), ("WARC-Concurrent-To", full_id(about))]
    # ASCII: whatever a server sent stays on one line, in every reader.
    block = json.dumps(fields, sort_keys=True).encode("ascii")
    return _compressed(
        "metadata", fetch.url, record_id or new_id(), fetch.fetched_at, block, headers, "application/json"
    )


def _http_head(response: Response) -> bytes:
    """Status line and headers, up to and with the empty line."""
    aside = {"transfer-encoding", *(["content-encoding"] if response.content_decoded else [])}
    version = "HTTP/1.1" if response.http_version.startswith(("HTTP/2", "HTTP/3")) else response.http_version
    lines = [f"{version} {response.status} {response.reason}"]
    for name, value in response.headers:
        is_aside = name.lower() in aside or name.lower().startswith(SET_ASIDE.lower())
        lines.append(f"{SET_ASIDE if is_aside else ''}{name}: {value}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")


def _compressed(
    kind: str,
    url: str | None,
    record_id: str,
    moment: datetime,
    body: bytes,
    headers: list[tuple[str, str]],
    content_type: str,
    head: bytes = b"",
) -> bytes:
    """A record as one gzip member."""
    warc_headers = StatusAndHeaders(
        "",
        [
            ("WARC-Type", kind),
            ("WARC-Record-ID", full_id(record_id)),
            *([("WARC-Target-URI", url)] if url else []),
            ("WARC-Date", warc_date(moment)),
            *headers,
            ("WARC-Block-Digest", make_digest(head + body)),
        ],
        protocol=WARC_VERSION,
    )
    if kind == "metadata":  # else warcio adds one in SHA-1
        warc_headers.add_header("WARC-Payload-Digest", make_digest(body))
    record = ArcWarcRecord(
        "warc",
        kind,
        warc_headers,
        io.BytesIO(body),
        _BlockHeaders(head) if head else None,
        content_type,
        len(body),
    )
    record.payload_length = len(body)
    out = io.BytesIO()
    WARCWriter(out, gzip=False, warc_version=WARC_VERSION).write_record(record)
    return zlib.compress(out.getbuffer(), LEVEL, wbits=16 + zlib.MAX_WBITS)


# -- reading


def parse_record(raw: bytes) -> Record:
    """A decompressed record. Raises `ArchiveDamagedError` for what is none, or is shorter than it says."""
    stream = io.BytesIO(raw)
    headers = parse_headers(stream)
    length = block_length(headers)
    block = stream.read(length)
    if len(block) < length:
        raise ArchiveDamagedError(f"the record is {length - len(block)} bytes shorter than it says")
    if stream.read().strip(b"\r\n"):
        raise ArchiveDamagedError("something follows the record in its gzip member")
    return Record(headers, block)


def parse_headers(stream: io.BytesIO) -> StatusAndHeaders:
    """The headers of a record. Raises `ArchiveDamagedError`."""
    try:
        return StatusAndHeadersParser(READ_VERSIONS).parse(stream)
    except (StatusAndHeadersParserException, EOFError) as fault:
        raise ArchiveDamagedError("no WARC record begins here") from fault


def block_length(headers: StatusAndHeaders) -> int:
    """The length of the block that the headers name. Raises `ArchiveDamagedError`."""
    written = headers.get_header("Content-Length") or ""
    if not re.fullmatch(r"\s*\d{1,15}\s*", written, re.ASCII) or int(written) > LARGEST_RECORD:
        raise ArchiveDamagedError(f"Content-Length is {written[:40]!r}")
    return int(written)


def parse_http(block: bytes) -> HttpParts:
    """The block of a response taken apart, header names and values as they were sent. Raises `ArchiveDamagedError`."""
    ending = re.search(rb"\r?\n\r?\n", block)
    head, body = (block[: ending.start()], block[ending.end() :]) if ending else (block.rstrip(b"\r\n"), b"")
    first, *lines = head.split(b"\n")
    parts = first.removesuffix(b"\r").decode("latin-1").split(" ", 2)
    if (
        len(parts) < 2
        or not re.fullmatch(r"HTTP/\d(\.\d)?", parts[0])
        or not re.fullmatch("[1-9][0-9]{2}", parts[1])
    ):
        raise ArchiveDamagedError(f"the response begins with {first[:40]!r}")
    headers = list[tuple[str, str]]()
    for line in lines:
        text = line.removesuffix(b"\r").decode("latin-1")
        if text.startswith((" ", "\t")) and headers:
            folded = text.strip(" \t")
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {folded}".strip(" "))
            continue
        name, colon, value = text.partition(":")
        if colon:
            headers.append((name.strip(" \t"), value.strip(" \t")))
    return HttpParts(parts[0], int(parts[1]), parts[2] if len(parts) > 2 else "", tuple(headers), body)


def read_metadata(record: Record) -> dict[str, Any] | None:
    """The facts of one of our metadata records; None for one of another tool."""
    if (record.get("Content-Type") or "").partition(";")[0].strip() != "application/json":
        return None
    try:
        fields = json.loads(record.block)
    except ValueError as fault:
        raise ArchiveDamagedError(f"the metadata are not JSON: {fault}") from fault
    return fields if isinstance(fields, dict) and "kind" in fields else None


def is_failure(record: Record) -> bool:
    """Whether a metadata record is a failure of ours, which belongs to no response."""
    return record.type == "metadata" and record.get("WARC-Refers-To") is None and b'"error"' in record.block


def read_response(record: Record, metadata: dict[str, Any] | None, base: Record | None = None) -> Response:
    """A `response` or `revisit` as what was fetched; `base` is the record that a revisit refers to.

    Raises `ArchiveDamagedError`.
    """
    held = parse_http((base or record).block)
    # A revisit of another tool may come without headers: then they are those of the record it refers to.
    parts = parse_http(record.block) if record.block else held
    body = held.body
    if any(n.lower() == "transfer-encoding" and "chunked" in v.lower() for n, v in held.headers):
        body = ChunkedDataReader(io.BytesIO(body)).read()  # of another tool: ours sets that header aside
    fields = dict(metadata or {"kind": None})
    headers = list[tuple[str, str]]()
    for name, value in parts.headers:
        is_aside = metadata is not None and name.lower().startswith(SET_ASIDE.lower())
        headers.append((name[len(SET_ASIDE) :] if is_aside else name, value))
    protocol = record.get("WARC-Protocol") or ""
    version = parts.version
    if metadata is not None and protocol.startswith(("h2", "h3")):
        version = f"HTTP/{protocol[1:]}"
    fields |= {
        "url": record.url,
        "fetched_at": read_date(record.get("WARC-Date")),
        "status": parts.status,
        "reason": parts.reason,
        "http_version": version,
        "headers": tuple(headers),
        "body": body,
        "ip": record.get("WARC-IP-Address"),
        "truncated": record.get("WARC-Truncated"),
    }
    try:
        return Response.model_validate(fields)
    except ValidationError as fault:
        raise ArchiveDamagedError(_first_fault(fault)) from fault


def read_failure(record: Record) -> Failure:
    """A failure from its record. Raises `ArchiveDamagedError`."""
    fields = read_metadata(record) or {}
    fields |= {"url": record.url, "fetched_at": read_date(record.get("WARC-Date"))}
    try:
        return Failure.model_validate(fields)
    except ValidationError as fault:
        raise ArchiveDamagedError(_first_fault(fault)) from fault


def _first_fault(fault: ValidationError) -> str:
    error = fault.errors()[0]
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}"
