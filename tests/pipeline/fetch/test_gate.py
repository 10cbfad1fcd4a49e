"""What a robots.txt says is read in every form that it may come in; what is no text forbids everything."""

from __future__ import annotations

import codecs
import zlib

import pytest

from pipeline.fetch.gate import AGENT, read_robots

FORBIDS = "User-agent: *\nDisallow: /lo/\nSitemap: https://a.vn/s.xml\n"


@pytest.mark.parametrize(
    "body",
    [
        FORBIDS.encode(),
        codecs.BOM_UTF8 + FORBIDS.encode(),
        FORBIDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + FORBIDS.encode("utf-16-be"),
        FORBIDS.replace("\n", "\r").encode(),
        FORBIDS.replace("\n", "\r\n").encode(),
        "# của tòa soạn\n".encode() + FORBIDS.encode(),
        "# rédaction\n".encode("latin-1") + FORBIDS.encode(),
    ],
)
def test_a_robots_txt_forbids_what_it_forbids_in_any_encoding(body: bytes) -> None:
    robots = read_robots(200, body)
    assert robots.rules is not None
    assert not robots.rules.can_fetch("https://a.vn/lo/x", AGENT)
    assert robots.rules.can_fetch("https://a.vn/th/x", AGENT)
    assert b"\nSitemap: https://a.vn/s.xml" in robots.body


@pytest.mark.parametrize(
    "body", [zlib.compress(FORBIDS.encode()), FORBIDS.encode("utf-16-le"), bytes(range(128, 256))]
)
def test_a_robots_txt_that_is_no_text_counts_as_one_that_could_not_be_had(body: bytes) -> None:
    assert read_robots(200, body).rules is None


def test_an_empty_robots_txt_forbids_nothing() -> None:
    robots = read_robots(200, b"")
    assert robots.rules is not None
    assert robots.rules.can_fetch("https://a.vn/lo/x", AGENT)
