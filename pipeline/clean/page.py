"""One page to what it says: the text of its article, one paragraph a line, and its title, date, publisher and origin.

A page of a source with a layout is read by the layout in force on the day it was fetched; others, and pages that their
layout does not fit, by trafilatura. Superscripts are turned into superscript characters first, so that a footnote mark
does not melt into the number before it. Choosing the language and reading figures is left to others; so are files,
encodings and the network.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pipeline.addresses import canonical_url
from pipeline.clean.bodies import LEAST_SENTENCE, likely_lines
from pipeline.clean.dates import declared_dates, first_date, linked_data
from pipeline.clean.furniture import article_lines, captions_of, drop_byline
from pipeline.clean.layouts import Applied, LayoutUse, apply_layout
from pipeline.clean.lines import inline_text, same_line, squeeze_blanks, strip_controls, text_key
from pipeline.clean.origins import find_origin, is_source_line, lines_behind
from pipeline.clean.trees import drop_element, elements_at, parse_page, prepare_tree, values_at
from pipeline.errors import RejectedError

LONGEST_TITLE = 1000
LONGEST_NAME = 200
"""Characters of a publisher's name; what is longer is none."""


class CleanPage(NamedTuple):
    """What a page says. `text` has LF line ends; `notes` are doubts: (field, sentence).

    `lang` is what the page declares, a hint. `province` is that of the paper named as the origin. `layout` is the layout
    that was tried, None where the page's source has none.
    """

    text: str
    title: str | None
    url: str | None
    origin_url: str | None
    published: date | None
    lang: str | None
    notes: tuple[tuple[str, str], ...] = ()
    publisher: str | None = None
    province: str | None = None
    layout: LayoutUse | None = None

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hex: the same as the article's."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def clean_page(page: str, url: str | None = None, day: date | None = None) -> CleanPage:
    """Read a page. `url` is where it came from and `day` when, if known; the page's own canonical address wins.

    Raises `RejectedError`: `empty_page`, `too_large`, `too_deep`, `no_article`.
    """
    tree = parse_page(page)
    address = page_address(tree, url)
    layout = apply_layout(tree, (canonical_url(url), address), day)
    notes: list[tuple[str, str]] = []
    published = _published(tree, layout, notes)
    title = page_title(tree, layout)
    publisher = page_publisher(tree, layout)
    lang = page_language(tree)
    marked = layout.elements("origin") if layout else []
    origin = find_origin(tree, address, marked)
    if layout:
        layout.note("origin", bool(marked) and find_origin(tree, address, marked[:1]).host_of is not None)
    behind = frozenset() if layout and layout.elements("body") else lines_behind(tree, origin)
    for element in origin.elements:
        drop_element(element)  # the site's, not the article's
    prepare_tree(tree)
    captions = captions_of(tree)
    lines = layout.body_lines() if layout else []
    if not lines:
        lines = drop_byline(_before(likely_lines(tree, title), behind), publisher)
    lines = [line for line in article_lines(lines, captions=captions) if not is_source_line(line)]
    if title and not any(same_line(line, title) for line in lines[:3]):
        lines.insert(0, title)
    if len(lines) < 2 and (not lines or (title is not None and same_line(lines[0], title))):
        raise RejectedError("no_article", "the page holds no article text")
    return CleanPage(
        "\n".join(lines),
        title,
        address,
        origin.address,
        published,
        lang,
        tuple(dict.fromkeys(notes)),
        publisher,
        origin.province,
        layout.use() if layout else None,
    )


def _before(lines: list[str], behind: frozenset[str]) -> list[str]:
    """Lines without those at their end that stand behind the source line: it ends an article of unknown layout."""
    end = len(lines)
    while end and text_key(lines[end - 1]) in behind:
        end -= 1
    kept = "".join(map(text_key, lines[:end]))
    if len(kept) < sum(len(text_key(line)) for line in lines[end:]) or any(
        len(line) >= LEAST_SENTENCE and line in kept for line in behind
    ):
        return lines  # a source line above the text
    return lines[:end]


def page_address(tree: Any, url: str | None) -> str | None:
    """The canonical address that the page names, else the one it came from."""
    base = canonical_url(url)
    for found in values_at(
        tree,
        "//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href",
        "//meta[@property='og:url']/@content",
    ):
        address = canonical_url(found, base)
        # A site that names its front page everywhere says nothing.
        if address and urlsplit(address).path != "/":
            return address
    return base


def page_title(tree: Any, layout: Applied | None = None) -> str | None:
    """The title: by layout, else the only h1, else og:title, else `<title>` without the site's name."""
    if layout and (text := layout.text("title")):
        return strip_controls(text)[:LONGEST_TITLE] or None
    headings = [text for element in elements_at(tree, "//h1") if (text := inline_text(element))]
    if len(headings) == 1:
        return strip_controls(headings[0])[:LONGEST_TITLE] or None
    for text in values_at(tree, "//meta[@property='og:title']/@content", "//head/title/text()"):
        if short := re.split(r"\s+[|–—-]\s+(?=[^|–—-]{2,40}$)", squeeze_blanks(text[:LONGEST_TITLE]))[0]:
            return strip_controls(short) or None
    return None


def page_publisher(tree: Any, layout: Applied | None = None) -> str | None:
    """The paper that the article is from: by layout, else the publisher in JSON-LD, else the site's name."""
    names = [layout.text("publisher")] if layout else []
    for name in (*names, *_declared_publishers(tree)):
        if name and (clean := strip_controls(name)) and len(clean) <= LONGEST_NAME:
            return clean
    return None


def _declared_publishers(tree: Any) -> Iterator[str]:
    for data in linked_data(tree):
        for item in data if isinstance(data, list) else [data]:
            publisher = item.get("publisher") if isinstance(item, dict) else None
            name = publisher.get("name") if isinstance(publisher, dict) else publisher
            if isinstance(name, str):
                yield name
    yield from values_at(tree, "//meta[@property='og:site_name']/@content")


def page_language(tree: Any) -> str | None:
    """The language code that the page declares, in lower case without a region; only a hint."""
    for code in values_at(tree, "/html/@lang", "//meta[@http-equiv='content-language']/@content"):
        return re.split(r"[-_,]", code.strip().lower())[0] or None
    return None


def _published(tree: Any, layout: Applied | None, notes: list[tuple[str, str]]) -> date | None:
    """The day of publication: by layout, else as declared. One that does not exist is noted and not taken."""
    if layout:
        found, faults = first_date(
            text for e in layout.elements("published") for text in (e.get("datetime") or "", inline_text(e))
        )
        layout.note("published", found is not None)
        notes += [("published", fault) for fault in faults]
        if found:
            return found
    found, faults = first_date(declared_dates(tree))
    notes += [("published", fault) for fault in faults]
    return found
