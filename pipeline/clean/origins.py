"""The original that a page names in its source line, by which translations of one article are joined.

"Source :", "Sumber:", "ที่มา:", "ທີ່ມາ:", "Kilde:", with the address as text, in the link, in the next element or on the
next line. An address that is a paper's front page joins nothing; it still tells whose article it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pipeline.addresses import canonical_url
from pipeline.clean.furniture import furniture, words_pattern
from pipeline.clean.lines import block_lines, inline_text, text_key
from pipeline.sources import source_of

ADDRESS = re.compile(r"https?://[^\s<>\"'|]+")
BARE_ADDRESS = re.compile(
    r"(?<![\w.@/-])(?:[a-z0-9-]+\.)+(?:vn|com|org|net)(?:/[^\s<>\"'|]*)?", re.IGNORECASE
)
MARK = "\ue000"
"""A private character, set into the tree where the source line begins and taken out again."""
LONGEST_WORD = 60
LONGEST = 600
"""Characters of a source line."""
FRONT_PAGES = frozenset({"", "/", "/index.html", "/index.htm"})


class Origin(NamedTuple):
    """`address` of the original, None where only its paper is told; `host_of` is an address of that paper."""

    address: str | None = None
    host_of: str | None = None
    elements: tuple[Any, ...] = ()
    """What of the page is the source line, to be taken out of it."""

    @property
    def province(self) -> str | None:
        """The province whose paper it is, where `pipeline/sources` knows it."""
        source = source_of(self.host_of)
        return source.province if source else None


@cache
def source_line() -> re.Pattern[str]:
    """The head of a source line: a source word and a colon."""
    return re.compile(rf"[(\[\s]*{words_pattern(furniture().source)}\s*[:：]", re.IGNORECASE)


def find_origin(tree: Any, address: str | None, marked: Iterable[Any] = ()) -> Origin:
    """The original of a page at `address`. `marked` are the elements in which its layout says that it stands.

    Links to the page's own host tell nothing.
    """
    own = urlsplit(address).hostname if address else None
    paper = Origin()
    for element, follower in _places(tree, marked):
        for link in _addresses(element, follower):
            found = canonical_url(link, address)
            if not found or urlsplit(found).hostname == own:
                continue
            named = source_line().match(inline_text(element, 2000))
            parts = (element,) if named and follower is None else (element, follower) if named else ()
            origin = Origin(found, found, tuple(part for part in parts if part is not None))
            if urlsplit(found).path not in FRONT_PAGES or urlsplit(found).query:
                return origin
            if paper.host_of is None:
                paper = Origin(None, found, origin.elements)
    return paper


def _places(tree: Any, marked: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Elements in which the source may be told, and the one after it where the word stands alone."""
    for element in chain(marked, _source_elements(tree)):
        yield element, None
        if source_line().fullmatch(inline_text(element).rstrip(")] ")):
            follower = _next_element(element)
            if follower is not None and len(inline_text(follower, 2000)) < LONGEST:
                yield element, follower


def _next_element(element: Any) -> Any:
    """The element after one, or after the element that holds nothing else."""
    while element is not None:
        follower = element.getnext()
        if follower is not None:
            return follower if isinstance(follower.tag, str) and not (element.tail or "").strip() else None
        parent = element.getparent()
        if parent is None or inline_text(parent, 2000) != inline_text(element, 2000):
            return None
        element = parent
    return None


def _addresses(element: Any, follower: Any) -> Iterator[str]:
    """The addresses in a source line, links first; one without `https://` where nothing better is there."""
    place = element if follower is None else follower
    text = inline_text(place)
    for link in place.xpath("descendant-or-self::a/@href"):
        yield _trimmed(str(link))
    for printed in ADDRESS.findall(text):
        yield _trimmed(printed)
    if follower is None:
        head = source_line().match(text)
        text = text[head.end() :] if head else ""
    for printed in BARE_ADDRESS.findall(ADDRESS.sub(" ", text)):
        yield "https://" + _trimmed(printed)


def _trimmed(address: str) -> str:
    return address.strip().rstrip(").,;]")


def _source_elements(tree: Any) -> Iterator[Any]:
    """The smallest elements whose text begins with a source word, last in the page first."""
    tags = (
        "p",
        "div",
        "span",
        "em",
        "strong",
        "li",
        "td",
        "b",
        "i",
        "h6",
        "footer",
        "cite",
        "small",
        "font",
        "center",
    )
    found = [
        element
        for element in tree.iter(*tags)
        if source_line().match(inline_text(element, LONGEST_WORD))
        and len(inline_text(element, 2000)) < LONGEST
    ]
    yield from reversed(found)


def lines_behind(tree: Any, origin: Origin) -> frozenset[str]:
    """The `text_key`s of the lines that stand behind the source line of a page; none where it has no such line."""
    if not origin.elements or origin.elements[0].getparent() is None:
        return frozenset()
    element = origin.elements[0]
    mark = element.makeelement("p")
    mark.text = MARK
    element.addprevious(mark)
    lines = list(block_lines(tree))
    mark.getparent().remove(mark)
    return frozenset(map(text_key, lines[lines.index(MARK) + 1 :])) if MARK in lines else frozenset()


def is_source_line(line: str) -> bool:
    """Whether a line is the site's source line: the word with an address, or alone; not the word with a body's name."""
    head = source_line().match(line)
    if head is None:
        return False
    rest = line[head.end() :].strip(" )]")
    return not rest or bool(ADDRESS.search(rest)) or bool(BARE_ADDRESS.fullmatch(rest))
