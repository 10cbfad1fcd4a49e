"""Lists and robots.txt made to fill the memory, to read files, or never to end: they give what they plainly say, or nothing."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fetch.discovery import (
    MOST_BYTES,
    DiscoveryError,
    Listing,
    read_alternates,
    read_feed,
    read_listing,
    read_robots_sitemaps,
    read_sitemap,
)
from pipeline.fetch.gate import AGENT, read_robots

ADDRESS = "https://www.vietnam.vn/x.xml"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
BLOWUP = f'<!DOCTYPE x [<!ENTITY l8 "{"a" * 50_000}">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY l8 SYSTEM "file:///etc/passwd">]>'
BROKEN_OFF = '<!DOCTYPE x [<!ENTITY a "]>"><!ENTITY l0 "ha">' + LAUGHS + "]>"
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;<!ENTITY l8 "x">]>'
HIDDEN = BLOWUP.replace("<!DOCTYPE", "<!DOC<!DOCTYPE y>TYPE")
DOCTYPES = pytest.mark.parametrize("doctype", [BOMB, BLOWUP, OUTSIDE, BROKEN_OFF, PARAMETER, HIDDEN])
ENCODINGS = pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-7", "cp037"])


def encoded(text: str, encoding: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)


def sizes(listing: Listing) -> list[int]:
    return [len(found.url) for found in (*listing.pages, *listing.children)]


@DOCTYPES
@ENCODINGS
def test_no_entity_of_a_sitemap_is_expanded(doctype: str, encoding: str) -> None:
    text = f"{doctype}<urlset><url><loc>https://a.vn/{'&l8;' * 50}</loc></url><url><loc>https://a.vn/b</loc></url></urlset>"
    try:
        listing = read_sitemap(encoded(text, encoding), ADDRESS)
    except DiscoveryError:
        return
    assert all(size < 500 for size in sizes(listing))
    assert not any("root:" in found.url for found in listing.pages)


@DOCTYPES
@ENCODINGS
def test_no_entity_of_a_feed_is_expanded(doctype: str, encoding: str) -> None:
    items = f"<item><title>{'&l8;' * 50}</title><link>https://a.vn/{'&l8;' * 50}</link></item>"
    text = f'{doctype}<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    try:
        listing = read_feed(encoded(text, encoding), ADDRESS)
    except DiscoveryError:
        return
    assert all(size < 500 for size in sizes(listing))
    assert not any("root:" in found.url for found in listing.pages)


def test_a_packed_list_is_unpacked_no_further_than_the_bound() -> None:
    urls = b"<urlset><url><loc>https://a.vn/b</loc></url>" + b" " * (MOST_BYTES + 10)
    listing = read_sitemap(
        gzip.compress(urls + b"<url><loc>https://a.vn/behind</loc></url></urlset>"), ADDRESS
    )
    assert [found.url for found in listing.pages] == ["https://a.vn/b"]


def test_a_page_of_links_nested_without_end_is_read_or_refused() -> None:
    body = b"<div>" * 200_000 + b'<a href="/lo/a-b">x</a>'
    try:
        listing = read_listing(body, ADDRESS)
    except DiscoveryError:
        return
    assert sizes(listing) in ([], [len("https://www.vietnam.vn/lo/a-b")])


@pytest.mark.parametrize(
    "bad", [b"<base href=a://[>", b"<a href='/x\0\1'>", b"<a href='http://[::'>", b"<base href='http://[::'>"]
)
def test_one_bad_link_or_base_spoils_no_page_of_links(bad: bytes) -> None:
    found = [found.url for found in read_listing(bad + b"</a><a href='/lo/a-b'>x</a>", ADDRESS).pages]
    assert "https://www.vietnam.vn/lo/a-b" in found


def test_links_are_relative_to_the_base_of_the_page() -> None:
    body = b"<base href='/lo/'><a href='a-b'>x</a><link rel=alternate type='application/rss+xml' href='feed'>"
    listing = read_listing(body, ADDRESS)
    assert [found.url for found in listing.pages] == ["https://www.vietnam.vn/lo/a-b"]
    assert [found.url for found in listing.children] == ["https://www.vietnam.vn/lo/feed"]


def test_links_to_other_schemes_are_none() -> None:
    body = b'<a href="javascript:alert(1)"></a><a href="file:///etc/passwd"></a><a href="data:x"></a><a href="/lo/a-b"></a>'
    assert [found.url for found in read_listing(body, ADDRESS).pages] == ["https://www.vietnam.vn/lo/a-b"]


def test_rules_of_many_wildcards_are_decided() -> None:
    lines = "".join(f"Disallow: /{'*a' * times}*b$\nAllow: /{'*a?' * times}*c\n" for times in (5, 50, 500))
    robots = read_robots(200, f"User-agent: *\n{lines}".encode())
    assert robots.rules is not None
    assert robots.rules.can_fetch(f"https://a.vn/{'a' * 1900}d", AGENT)
    assert not robots.rules.can_fetch(f"https://a.vn/{'a' * 1900}b", AGENT)


def test_sitemap_lines_of_a_robots_txt_are_found_in_any_heap_of_blanks() -> None:
    body = b" " * 400_000 + b"sitemap" + b" " * 50_000 + b": https://a.vn/s.xml\n" + b"\t" * 50_000
    assert [found.url for found in read_robots_sitemaps(body, ADDRESS).children] == ["https://a.vn/s.xml"]


def test_a_feed_of_nothing_but_beginnings_is_looked_through_once() -> None:
    for beginning in (b"<!DOCTYPE [", b"<!DOCTYPE x", b"<!ENTITY ", b"<?xml "):
        with pytest.raises(DiscoveryError):
            read_feed(beginning * 100_000, ADDRESS)


def test_a_feed_with_a_plain_doctype_is_read() -> None:
    body = (
        b'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x/rss.dtd">'
        b'<rss version="0.91"><channel><item><link>https://a.vn/b</link></item></channel></rss>'
    )
    assert [found.url for found in read_feed(body, ADDRESS).pages] == ["https://a.vn/b"]


PIECES = st.sampled_from(
    [
        *(
            b"Disallow: /*",
            b"Allow: %zz$",
            b"Crawl-delay: inf\n",
            b"Crawl-delay: nan\n",
            b"Crawl-delay: -1\n",
        ),
        *(b"Request-rate: 0/0\n", b"Request-rate: 1/-5s\n", b"Visit-time: x\n"),
        *(
            b"<urlset>",
            b"<url>",
            b"<loc>",
            b"</loc>",
            b"<sitemapindex",
            b"<rss version='2.0'>",
            b"<channel>",
            b"<item>",
        ),
        *(
            b"<link>",
            b"</link>",
            b"<feed xmlns='http://www.w3.org/2005/Atom'>",
            b"<entry>",
            b"<link href='",
            b"'/>",
        ),
        *(
            b"<!DOCTYPE x [",
            b"<!ENTITY a '&a;'>",
            b"]>",
            b"&a;",
            b"<![CDATA[",
            b"]]>",
            b"<?xml version='1.0'",
            b"?>",
        ),
        *(
            b"https://a.vn/b",
            b"http://[",
            b"//",
            b"\\x00",
            b"<a href=",
            b"<base href='http://[::'>",
            b"<lastmod>",
        ),
        *(
            b"9999-99-99",
            b"0001-01-01T00:00:00+23:59",
            b"<pubDate>",
            b"Sat, 99 Foo 99999 99:99:99",
            b"hreflang='",
        ),
        *(
            b"Sitemap: ",
            b"\n",
            b"\xff\xfe",
            b"\x1f\x8b\x08",
            b"encoding='utf-7'",
            b"encoding='hex'",
            b"\xed\xa0\x80",
        ),
    ]
)


@given(st.one_of(st.binary(max_size=300), st.lists(st.one_of(PIECES, st.binary(max_size=8))).map(b"".join)))
def test_any_heap_of_bytes_is_a_list_or_none(body: bytes) -> None:
    for read in (read_sitemap, read_feed, read_listing):
        try:
            listing = read(body, ADDRESS)
        except DiscoveryError:
            continue
        assert isinstance(listing, Listing)
    read_alternates(body, ADDRESS)
    read_robots_sitemaps(body, ADDRESS)
    robots = read_robots(200, body)
    assert robots.crawl_delay >= 0
    if robots.rules is not None:
        assert robots.rules.can_fetch("https://a.vn/lo/a-b", AGENT) in (True, False)
