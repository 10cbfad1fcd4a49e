"""Addresses come out of every kind of list; what is no list is told as such, never read as an empty one."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime

import pytest

from pipeline.fetch.discovery import (
    DiscoveryError,
    Found,
    Listing,
    choose_children,
    read_alternates,
    read_feed,
    read_listing,
    read_moment,
    read_robots_sitemaps,
    read_sitemap,
)
from schemas.sources import Discovery

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = (
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


def urls(listing: Listing) -> list[str]:
    return [found.url for found in listing.pages]


def test_a_sitemap_gives_addresses_with_their_last_change() -> None:
    xml = f"<urlset {NS}><url><loc> https://a.vn/x </loc><lastmod>2026-11-21T12:00:00+07:00</lastmod></url></urlset>"
    assert read_sitemap(xml.encode(), "https://a.vn/s.xml").pages == [
        Found("https://a.vn/x", datetime(2026, 11, 21, 5, tzinfo=UTC))
    ]


def test_a_news_sitemap_gives_publication_times_and_editions() -> None:
    xml = f"""<urlset {NS} {NEWS}><url><loc>/th/x</loc>
    <news:news><news:publication><news:name>A</news:name><news:language>th</news:language></news:publication>
    <news:publication_date>2026-11-21</news:publication_date></news:news>
    <xhtml:link rel="alternate" hreflang="lo" href="https://a.vn/lo/x"/></url></urlset>"""
    assert read_sitemap(xml.encode(), "https://a.vn/s.xml").pages == [
        Found("https://a.vn/th/x", datetime(2026, 11, 21, tzinfo=UTC), (("lo", "https://a.vn/lo/x"),))
    ]


def test_an_image_in_a_sitemap_is_not_taken_for_the_page() -> None:
    xml = f"""<urlset {NS} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://a.vn/x</loc>
    <image:image><image:loc>https://a.vn/x.jpg</image:loc></image:image></url></urlset>"""
    assert urls(read_sitemap(xml.encode(), "https://a.vn/s.xml")) == ["https://a.vn/x"]


def test_a_gzipped_sitemap_is_unpacked() -> None:
    xml = f"<urlset {NS}><url><loc>https://a.vn/x</loc></url></urlset>"
    assert urls(read_sitemap(gzip.compress(xml.encode()), "https://a.vn/s.xml.gz")) == ["https://a.vn/x"]


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    xml = f"<urlset {NS}><url><loc>https://a.vn/x?a=1&b=2</loc></url><url><loc>https://a.vn/y</loc></url><url><lo"
    assert "https://a.vn/y" in urls(read_sitemap(xml.encode(), "https://a.vn/s.xml"))


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><body><h1>403 Forbidden</h1></body></html>",
        b"",
        b"   ",
        b"Service unavailable",
        b'{"error": "rate limit"}',
        b"<rss><channel/></rss>",
        gzip.compress(b"<html/>", mtime=0),
        b"\x1f\x8bbroken",
    ],
)
def test_an_error_page_is_no_empty_sitemap(body: bytes) -> None:
    with pytest.raises(DiscoveryError) as told:
        read_sitemap(body, "https://a.vn/s.xml")
    assert told.value.code == "not_a_sitemap"


def test_entities_of_a_sitemap_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 9))
    xml = f'<!DOCTYPE urlset [<!ENTITY b0 "lol">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    xml += f"<urlset {NS}><url><loc>https://a.vn/&b8;&f;</loc></url></urlset>"
    for url in urls(read_sitemap(xml.encode(), "https://a.vn/s.xml")):
        assert len(url) < 200
        assert "root" not in url


def test_rss_and_atom_give_links_with_their_dates() -> None:
    rss = "<rss version='2.0'><channel><item><link>https://a.vn/x</link><pubDate>Sat, 21 Nov 2026 05:00:00 GMT</pubDate></item></channel></rss>"
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/x'/><updated>2026-11-21T05:00:00Z</updated></entry></feed>"
    wanted = [Found("https://a.vn/x", datetime(2026, 11, 21, 5, tzinfo=UTC))]
    assert read_feed(rss.encode(), "https://a.vn/f").pages == wanted
    assert read_feed(atom.encode(), "https://a.vn/f").pages == wanted


def test_a_bomb_of_entities_in_a_feed_is_cut_out() -> None:
    bomb = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    rss = f'<!DOCTYPE rss [<!ENTITY b0 "lol">{bomb}]><rss version="2.0"><channel><item><title>&b11;</title><link>https://a.vn/x</link></item></channel></rss>'
    assert len(read_feed(rss.encode(), "https://a.vn/f").pages) <= 1


@pytest.mark.parametrize("body", [b"<html><body>blocked</body></html>", b"", b"{}"])
def test_an_error_page_is_no_empty_feed(body: bytes) -> None:
    with pytest.raises(DiscoveryError, match="no RSS or Atom"):
        read_feed(body, "https://a.vn/f")


def test_a_listing_gives_its_links_once_and_names_its_feeds() -> None:
    page = """<html><head><link rel="alternate" type="application/rss+xml" href="/rss/fr.rss"></head><body>
    <a href="/fr/a-1.html">a</a><a href="/fr/a-1.html">again</a><a href="javascript:x()">x</a><a href="mailto:a@b.vn">m</a>
    <a href="https://other.vn/z">z</a></body></html>"""
    listing = read_listing(page.encode(), "https://a.vn/fr/")
    assert urls(listing) == ["https://a.vn/fr/a-1.html", "https://other.vn/z"]
    assert [child.url for child in listing.children] == ["https://a.vn/rss/fr.rss"]


def test_sitemaps_are_found_in_robots_txt() -> None:
    robots = b"User-agent: *\r\nDisallow: /x\r\nSITEMAP: https://a.vn/s1.xml\r\n  sitemap:/s2.xml\r\n# Sitemap: https://a.vn/no.xml\r\n"
    assert [child.url for child in read_robots_sitemaps(robots, "https://a.vn/robots.txt").children] == [
        "https://a.vn/s1.xml",
        "https://a.vn/s2.xml",
    ]


def test_editions_are_found_in_the_links_of_a_page() -> None:
    page = b'<html><head><link rel="alternate" hreflang="no" href="/no/x"><link rel="canonical" href="/th/x"></head></html>'
    assert read_alternates(page, "https://a.vn/th/x") == [("no", "https://a.vn/no/x")]
    assert read_alternates(b"", "https://a.vn/") == []


DAILY = Discovery(
    kind="sitemap_index", url="https://a.vn/i.xml", children=r".*/(?P<date>\d{4}-\d{2}-\d{2})\.xml"
)


def chosen(names: list[str], place: Discovery, since: str, changed: str | None = None) -> list[str]:
    children = [Found(f"https://a.vn/{name}", read_moment(changed)) for name in names]
    picked = choose_children(Listing(children=children), place, date.fromisoformat(since), date(2026, 11, 22))
    return [found.url.removeprefix("https://a.vn/") for found in picked]


def test_of_dated_files_those_of_the_last_days_are_read_newest_first() -> None:
    names = ["2026-11-18.xml", "2026-11-20.xml", "2026-11-22.xml", "tags.xml", "2026-11-19.xml"]
    assert chosen(names, DAILY, "2026-11-19") == ["2026-11-22.xml", "2026-11-20.xml", "2026-11-19.xml"]


def test_a_file_of_a_month_counts_until_its_last_day() -> None:
    monthly = Discovery(
        kind="sitemap_index", url="https://a.vn/i.xml", children=r".*/s-(?P<month>\d{4}-\d{2})\.xml"
    )
    assert chosen(["s-2026-09.xml", "s-2026-10.xml", "s-2026-11.xml"], monthly, "2026-10-31") == [
        "s-2026-11.xml",
        "s-2026-10.xml",
    ]


def test_without_dates_the_first_few_files_are_read() -> None:
    place = Discovery(kind="sitemap_index", url="https://a.vn/i.xml", most_children=2)
    assert chosen(["c.xml", "b.xml", "a.xml"], place, "2026-11-19") == ["c.xml", "b.xml"]
    assert chosen(["c.xml", "b.xml", "a.xml"], place, "2026-11-19", "2026-11-21") == [
        "c.xml",
        "b.xml",
        "a.xml",
    ]
    assert chosen(["c.xml"], place, "2026-11-19", "2026-11-01") == []


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("2026-11-21", datetime(2026, 11, 21, tzinfo=UTC)),
        ("2026-11-21T12:00:00Z", datetime(2026, 11, 21, 12, tzinfo=UTC)),
        ("2026-11-21T12:00:00.5+07:00", datetime(2026, 11, 21, 5, 0, 0, 500_000, tzinfo=UTC)),
        ("21/11/2026", None),
        ("", None),
        (None, None),
    ],
)
def test_times_of_sitemaps(given: str | None, wanted: datetime | None) -> None:
    assert read_moment(given) == wanted


def test_one_bad_link_spoils_no_list() -> None:
    xml = f"<urlset {NS}><url><loc>http://[x</loc></url><url><loc>/y</loc></url></urlset>"
    assert urls(read_sitemap(xml.encode(), "https://a.vn/s.xml")) == ["https://a.vn/y"]
    feed = b'<rss version="2.0"><channel><item><link>http://[x</link></item><item><link>https://a.vn/y</link></item></channel></rss>'
    assert urls(read_feed(feed, "https://a.vn/feed")) == ["https://a.vn/y"]
    page = b'<html><head><link hreflang="lo" href="http://[x"><link hreflang="th" href="/th/y"></head></html>'
    assert read_alternates(page, "https://a.vn/") == [("th", "https://a.vn/th/y")]
    assert read_robots_sitemaps(b"Sitemap: http://[x\n", "https://a.vn/robots.txt").children == []


def test_a_bare_ampersand_keeps_the_query_behind_it() -> None:
    xml = f"<urlset {NS}><url><loc>https://a.vn/?a=1&b=2&amp;c=3</loc></url></urlset>"
    assert urls(read_sitemap(xml.encode(), "https://a.vn/s.xml")) == ["https://a.vn/?a=1&b=2&c=3"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_sitemap_is_read_in_its_encoding(encoding: str) -> None:
    name = "UTF-8" if encoding == "utf-8-sig" else encoding
    xml = f'<?xml version="1.0" encoding="{name}"?><urlset {NS}><url><loc>https://a.vn/é</loc></url></urlset>'
    assert urls(read_sitemap(xml.encode(encoding), "https://a.vn/s.xml")) == ["https://a.vn/é"]


def test_a_sitemap_of_fifty_thousand_addresses_is_read_whole() -> None:
    lines = "".join(
        f"<url><loc>https://a.vn/tin-{n}</loc><lastmod>2026-11-21</lastmod></url>" for n in range(50_000)
    )
    assert len(read_sitemap(f"<urlset {NS}>{lines}</urlset>".encode(), "https://a.vn/s.xml").pages) == 50_000


def test_a_time_at_the_edge_of_the_calendar_is_no_time() -> None:
    assert read_moment("0001-01-01T00:00:00+09:00") is None
    assert read_moment("9999-12-31T23:00:00-09:00") is None
