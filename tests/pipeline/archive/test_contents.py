"""A body is decoded as its headers say, within its bound, and refused by name where it cannot be."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive import decode_content
from pipeline.errors import RejectedError
from schemas.fetches import Response

TEXT = "ຂ່າວ 97,5 % ".encode() * 500


def packed(data: bytes) -> bytes:
    """Gzip that is the same each time: without the time in it."""
    return gzip.compress(data, mtime=0)


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("identity", TEXT),
        ("", TEXT),
        ("GZIP", packed(TEXT)),
        ("x-gzip", packed(TEXT[:99]) + packed(TEXT[99:])),
        ("gzip", packed(TEXT) + b"\0" * 9),
        ("gzip", TEXT),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare_deflate(TEXT)),
        ("deflate, gzip", packed(zlib.compress(TEXT))),
    ],
)
def test_a_page_is_decoded_from_every_form_that_servers_send(make_page, encoding, body):
    assert decode_content(make_page(headers=(("content-encoding", encoding),), body=body)) == TEXT


def test_a_body_that_was_decoded_before_is_not_decoded_again(make_page):
    page = make_page(headers=(("Content-Encoding", "gzip"),), body=packed(TEXT), content_decoded=True)
    assert decode_content(page) == packed(TEXT)


def test_an_empty_body_is_empty_whatever_its_encoding(make_page):
    assert decode_content(make_page(headers=(("Content-Encoding", "gzip"),), body=b"")) == b""


@pytest.mark.parametrize(
    ("encoding", "body", "code"),
    [
        ("gzip", packed(bytes(50_000_000)), "content_too_large"),
        ("gzip, gzip", packed(packed(bytes(50_000_000))), "content_too_large"),
        ("identity", bytes(1_000_001), "content_too_large"),
        ("gzip", packed(TEXT)[:-9], "bad_content_encoding"),
        ("gzip", packed(TEXT)[:20], "bad_content_encoding"),
        ("deflate", b"no deflate at all", "bad_content_encoding"),
        ("br", TEXT, "unknown_content_encoding"),
        ("gzip, gzip, gzip, gzip", TEXT, "unknown_content_encoding"),
    ],
)
def test_what_cannot_be_decoded_is_refused_by_name(make_page, encoding, body, code):
    with pytest.raises(RejectedError) as refused:
        decode_content(make_page(headers=(("Content-Encoding", encoding),), body=body), limit=1_000_000)
    assert refused.value.code == code


@given(
    size=st.integers(0, 300_000), limit=st.integers(0, 300_000), encoding=st.sampled_from(["gzip", "deflate"])
)
def test_the_bound_is_kept_to_the_byte(size, limit, encoding):
    body = (packed if encoding == "gzip" else zlib.compress)(bytes(size))
    page = Response(
        url="https://a.example/",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        kind="article",
        status=200,
        headers=(("Content-Encoding", encoding),),
        body=body,
    )
    if size <= limit:
        assert len(decode_content(page, limit)) == size
    else:
        with pytest.raises(RejectedError):
            decode_content(page, limit)
