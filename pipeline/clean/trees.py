"""A page as a tree, within bounds; what stands in raised and lowered letters, and in wide cells, made harmless.

The bounds are for one page in a process of its own kind: what takes longer or more memory in spite of them is
ended by `workers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]  # ships no types

from pipeline.errors import RejectedError

MAX_CHARACTERS = 20_000_000
MAX_ELEMENTS = 50_000
MAX_ATTRIBUTES = 1000
"""Attributes of one tag: the parser's work grows with their square."""
MAX_SPAN = 50
"""Largest colspan and rowspan kept: a page with a colspan of 9e15 would fill the memory of a table reader."""

SUPERSCRIPT = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
SUBSCRIPT = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
RAISED = re.compile(r"[\d+\-−()., ]+")
TAG = re.compile(r"""<[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
UNWRITABLE = re.compile(
    "[\0-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
    r"|&#(?:0*(?:[0-8]|11|1[4-9]|2\d|3[01])|[xX]0*(?:[0-8bBeEfF]|1[0-9a-fA-F]))(?![0-9a-fA-F]);?"
)
"""Characters that lxml does not take when it puts a text together anew, as they are or by number."""
SEPARATORS = "\x0b\x1c\x1d\x1e\x1f"
"""Those of them that part words."""


def parse_page(page: str) -> html.HtmlElement:
    """The tree of a page. Raises `RejectedError` for pages that are empty, too large or nested too deep."""
    if len(page) > MAX_CHARACTERS:
        raise RejectedError(
            "too_large", f"the page has {len(page):,} characters; {MAX_CHARACTERS:,} is the bound"
        )
    page = UNWRITABLE.sub(lambda found: " " if found[0] in SEPARATORS else "", page)
    if not page.strip():
        raise RejectedError("empty_page", "the page is empty")
    for tag in TAG.finditer(page):
        if tag.end() - tag.start() > MAX_ATTRIBUTES and _attributes(tag[0]) > MAX_ATTRIBUTES:
            raise RejectedError("too_large", f"one tag has more than {MAX_ATTRIBUTES:,} attributes")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        # As bytes, because lxml refuses text that declares an encoding.
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as fault:
        raise RejectedError("empty_page", "the page holds no HTML") from fault
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT" or "Excessive depth" in entry.message:
            raise RejectedError("too_deep", "the page is nested too deep, or one of its texts is too long")
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise RejectedError("too_large", f"the page has more than {MAX_ELEMENTS:,} elements")
    return tree


def _attributes(tag: str) -> int:
    """About how many attributes the text of a tag has."""
    bare = QUOTED.sub("", tag)
    return max(len(bare.split()), bare.count("="))


def prepare_tree(tree: html.HtmlElement) -> None:
    """Raise superscripts and lower subscripts, bound the spans of table cells."""
    for element in list(tree.iter("sup", "sub")):
        inner = element.text_content()
        if inner.strip() and RAISED.fullmatch(inner):
            raised = inner.strip().translate(SUPERSCRIPT if element.tag == "sup" else SUBSCRIPT)
            for child in list(element):
                element.remove(child)
            element.text = raised
    for cell in tree.iter("td", "th"):
        for name in ("colspan", "rowspan"):
            value = cell.get(name)
            if value is not None and not (value.isascii() and value.isdigit() and len(value) < 4):
                del cell.attrib[name]
            elif value is not None and int(value) > MAX_SPAN:
                cell.set(name, str(MAX_SPAN))


def elements_at(tree: Any, path: str) -> list[Any]:
    """The elements that an XPath finds; none where it finds texts or numbers."""
    found = tree.xpath(path)
    return [element for element in found if hasattr(element, "itertext")] if isinstance(found, list) else []


def values_at(tree: Any, *paths: str) -> Iterator[str]:
    """The attributes and texts that XPaths find, trimmed, empty ones left out."""
    for path in paths:
        for found in tree.xpath(path):
            if text := str(found).strip():
                yield text


def drop_element(element: Any) -> None:
    """Take an element out of its tree, its tail stays; nothing where it was taken out before."""
    if element.getparent() is not None:
        element.drop_tree()
