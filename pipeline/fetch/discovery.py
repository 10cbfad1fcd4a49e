"""Addresses out of sitemaps, feeds, listing pages and robots.txt.

What is not what it should be (an error page in the place of a sitemap) is told as a `DiscoveryError`, never read as
an empty list. Which addresses are articles, and asking for them, is left to others.
"""

from __future__ import annotations

import calendar
import gzip
import io
import re
import time
import zlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin

import feedparser
from lxml import etree, html  # type: ignore[import-untyped]  # ships no types

from pipeline.encodings import decode_bytes
from pipeline.errors import RejectedError
from schemas.sources import Discovery

MOST_ADDRESSES = 100_000
"""Of one document; the sitemap protocol allows half as many."""
MOST_BYTES = 50 * 2**20
"""Of a sitemap or a feed, unpacked: what the sitemap protocol allows."""
MOST_BYTES_OF_A_LISTING = 10_000_000
MOST_BYTES_OF_A_PAGE = 1_000_000
BARE_AMPERSAND = re.compile(rb"&(?!#?[A-Za-z0-9]{1,10};)")
XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[\]]*>", re.IGNORECASE)
DECLARATION = re.compile(r"<!(?=\s*(?:DOCTYPE|ENTITY))", re.IGNORECASE)
SITEMAP_LINE = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)


class DiscoveryError(ValueError):
    """A document that should list addresses is something else. `code` is a stable short name."""

    def __init__(self, code: str, message: str) -> None:
        """Codes are `not_a_sitemap`, `not_a_feed`, `not_a_listing`."""
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Found:
    """An address, what its document says of the last change, and its editions in other languages."""

    url: str
    changed: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    """(language code of the site, address) of each edition that the document links to."""


@dataclass
class Listing:
    """What one document lists. `children` are further documents, of a sitemap index or a page's feeds."""

    pages: list[Found] = field(default_factory=list)
    children: list[Found] = field(default_factory=list)


def read_sitemap(body: bytes, address: str) -> Listing:
    """A sitemap, a news sitemap or an index of them, gzipped or not; broken XML is read as far as it goes.

    No entity is resolved and no DTD read. Raises `DiscoveryError`.
    """
    xml = _unpack(body)[:MOST_BYTES]
    if b"<![CDATA[" not in xml and b"\0" not in xml[:100]:
        xml = BARE_AMPERSAND.sub(b"&amp;", xml)  # recovering from one would drop the name behind it
    if not xml.strip():
        raise DiscoveryError("not_a_sitemap", f"{address}: an empty answer in the place of a sitemap")
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as fault:
        raise DiscoveryError("not_a_sitemap", f"{address}: {fault.msg}") from fault
    kind = _local(root) if root is not None else "nothing"
    if kind not in ("urlset", "sitemapindex"):
        raise DiscoveryError("not_a_sitemap", f"{address}: an answer in {kind!r} in the place of a sitemap")
    listing = Listing()
    into = listing.pages if kind == "urlset" else listing.children
    for entry in root:
        if _local(entry) not in ("url", "sitemap") or len(into) >= MOST_ADDRESSES:
            continue
        if found := _sitemap_entry(entry, address):
            into.append(found)
    return listing


def _sitemap_entry(entry: etree._Element, address: str) -> Found | None:
    location = changed = published = None
    alternates = []
    for part in entry.iter():
        name = _local(part)
        if name == "loc" and location is None:
            location = (part.text or "").strip()
        elif name == "lastmod":
            changed = read_moment(part.text)
        elif name == "publication_date":
            published = read_moment(part.text)
        elif name == "link" and part.get("href"):
            alternates.append(((part.get("hreflang") or "").strip(), _join(address, part.get("href"))))
    url = _join(address, location) if location else None
    if url is None:
        return None
    return Found(url, changed or published, tuple((code, link) for code, link in alternates if link))


def read_feed(body: bytes, address: str) -> Listing:
    """An RSS or Atom feed. Raises `DiscoveryError`."""
    try:
        text = decode_bytes(_unpack(body)[:MOST_BYTES]).text
    except RejectedError as fault:
        raise DiscoveryError("not_a_feed", f"{address}: {fault}") from fault
    # What declares entities is hostile or broken: a feed needs none, and the parser behind would expand them. So no
    # declaration stays one; in the text, because the bytes may be in any encoding, and after the cut, which may join one.
    bare = DECLARATION.sub("&lt;!", DOCTYPE.sub("", XML_HEAD.sub("", text, count=1)))
    whole = b'<?xml version="1.0" encoding="utf-8"?>' + bare.encode("utf-8", "replace")
    read = feedparser.parse(whole, sanitize_html=False, resolve_relative_uris=False)
    if not read.get("version") and not read.entries:
        raise DiscoveryError("not_a_feed", f"{address}: no RSS or Atom in the answer")
    listing = Listing()
    for entry in read.entries[:MOST_ADDRESSES]:
        if link := _join(address, entry.get("link") or ""):
            times = dict(entry)  # the entry itself would give one time for the other
            moment = times.get("updated_parsed") or times.get("published_parsed")
            listing.pages.append(Found(link, _moment_of(moment) if moment else None))
    return listing


def read_listing(body: bytes, address: str) -> Listing:
    """The links of a page, each once, in order; its own feeds are `children`. Raises `DiscoveryError`."""
    try:
        tree = html.document_fromstring(_unpack(body)[:MOST_BYTES_OF_A_LISTING])
    except (etree.ParserError, ValueError) as fault:
        raise DiscoveryError("not_a_listing", f"{address}: no page in the answer") from fault
    # Not by lxml's own, which gives up at one bad link or base, and with it the page.
    base = next((link for href in tree.xpath("//base/@href") if (link := _join(address, str(href)))), address)
    listing = Listing()
    links = dict.fromkeys(link for href in tree.xpath("//a/@href") if (link := _join(base, str(href))))
    listing.pages = [Found(link) for link in links if link.startswith(("http://", "https://"))][
        :MOST_ADDRESSES
    ]
    feeds = tree.xpath(
        "//link[contains(@rel, 'alternate')][@type='application/rss+xml' or @type='application/atom+xml']/@href"
    )
    found = dict.fromkeys(link for href in feeds if (link := _join(base, str(href))))
    listing.children = [Found(link) for link in found]
    return listing


def read_alternates(body: bytes, address: str) -> list[tuple[str, str]]:
    """The editions that a page links to with `hreflang`: (language code of the site, address).

    They stand in its head: of a huge page only the beginning is read.
    """
    beginning = _unpack(body)[:MOST_BYTES_OF_A_PAGE]
    if b"hreflang" not in beginning.lower():
        return []
    try:
        tree = html.document_fromstring(beginning)
    except (etree.ParserError, ValueError):
        return []
    links = [
        (str(link.get("hreflang")).strip(), _join(address, str(link.get("href"))))
        for link in tree.xpath("//link[@hreflang][@href]")
    ]
    return [(code, link) for code, link in links if link]


def read_robots_sitemaps(body: bytes, address: str) -> Listing:
    """The sitemaps that a robots.txt names."""
    listing = Listing()
    for match in SITEMAP_LINE.finditer(body):
        if link := _join(address, match[1].decode("utf-8", "replace")):
            listing.children.append(Found(link))
    return listing


def choose_children(listing: Listing, place: Discovery, since: date, today: date) -> list[Found]:
    """The files of an index that are worth reading: those dated from `since` on, else the newest few.

    A month is dated by its last day. Without a date in the address, the time of the last change counts.
    """
    pattern = re.compile(place.children) if place.children else None
    dated: list[tuple[date, Found]] = []
    undated: list[Found] = []
    for child in listing.children:
        match = pattern.fullmatch(child.url) if pattern else None
        if pattern and match is None:
            continue
        day = _day_of(match) if match else None
        if day is None and child.changed is not None:
            day = child.changed.date()
        if day is None:
            undated.append(child)
        elif since <= day:
            dated.append((day, child))
    dated.sort(key=lambda item: item[0], reverse=True)
    kept = [child for _, child in dated]
    return (kept + undated[: max(0, place.most_children - len(kept))])[: max(place.most_children, len(kept))]


def _day_of(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    try:
        if groups.get("date"):
            return date.fromisoformat(groups["date"])
        if groups.get("month"):
            first = date.fromisoformat(groups["month"] + "-01")
            return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    except ValueError:
        return None
    return None


def read_moment(text: str | None) -> datetime | None:
    """A W3C date or time, such as sitemaps have it; a day alone is its first moment, a bare time is UTC."""
    try:
        moment = datetime.fromisoformat((text or "").strip().replace("Z", "+00:00"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _moment_of(parsed: time.struct_time) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _join(address: str, link: str) -> str | None:
    """A link of a document as a whole address; None where it is none: one bad link spoils no list."""
    try:
        return urljoin(address, link.strip()) if link.strip() else None
    except ValueError:
        return None


def _unpack(body: bytes) -> bytes:
    """A body that is itself a gzip file, unpacked up to a bound."""
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
            return packed.read(MOST_BYTES)
    except (OSError, EOFError, zlib.error):
        return b""


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
