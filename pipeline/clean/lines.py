"""Elements to lines of text: a block is a line, a row of a table is `| cell | cell |`. No line is empty.

Runs of plain blanks become one; no-break, thin and zero-width ones stay as served, since numbers have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MAX_CELL_LINES = 3
"""A table with more lines in a cell lays out the page; it holds no data."""

SKIPPED = frozenset(
    {"button", "head", "iframe", "math", "nav", "noscript", "object", "script", "select", "style", "svg",
     "template", "textarea"}
)  # fmt: skip
"""Elements whose text is not the article's. Not `form`: some portals put the whole page into one."""
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
     "thead", "tr", "ul",
     "head", "list", "item", "quote", "row", "cell", "graphic"}  # trafilatura's own names
)  # fmt: skip
LINE_BREAKS = frozenset({"br", "lb"})
ROWS = frozenset({"tr", "row"})
CELLS = frozenset({"td", "th", "cell"})
BREAK = r"\t\r\n\f\v\x1c-\x1f\x85\u2028\u2029"
BLANKS = re.compile(rf" *+[{BREAK}][ {BREAK}]*+| {{2,}}")
"""Runs of blanks that are not one space already: most text has few of them."""
CONTROLS = re.compile("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")


def block_lines(element: Any) -> Iterator[str]:
    """The text of an element, one block a line; a table row is one, `| cell | cell |`. No empty lines."""
    parts: list[str] = []
    for piece in _pieces(element):
        if piece is None:
            if line := squeeze_blanks("".join(parts)):
                yield line
            parts = []
        else:
            parts.append(piece)
    if line := squeeze_blanks("".join(parts)):
        yield line


def _pieces(element: Any) -> Iterator[str | None]:
    """Texts in order, with None where a line ends. As deep as the parser lets a page be: 256."""
    tag = element.tag
    if not isinstance(tag, str) or (tag in SKIPPED and tag != "head"):
        return
    if tag in LINE_BREAKS:
        yield None
        return
    if tag in ROWS and (cells := _flat_cells(element)):
        yield None
        yield f"| {' | '.join(cells)} |"
        yield None
        return
    is_block = tag in BLOCKS
    if is_block:
        yield None
    if element.text:
        yield element.text
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield child.tail
    if is_block:
        yield None


def _flat_cells(row: Any) -> list[str]:
    """The cells of a row of data; empty for the row of a table that only lays out a page."""
    cells = [child for child in row if child.tag in CELLS]
    if any(True for cell in cells for _ in cell.iter(*ROWS)):
        return []
    lines = [list(block_lines(cell)) for cell in cells]
    if len(cells) == 1 or any(len(cell) > MAX_CELL_LINES for cell in lines):
        return []
    texts = [" ".join(cell) for cell in lines]
    return texts if any(texts) else []


def inline_text(element: Any, bound: int = 20_000) -> str:
    """The text of an element as one line, at most about `bound` characters of it."""
    taken: list[str] = []
    size = 0
    for piece in element.itertext():
        taken.append(piece)
        size += len(piece)
        if size > bound:
            break
    return squeeze_blanks("".join(taken))


def squeeze_blanks(text: str) -> str:
    """Runs of plain blanks and line breaks as one space; no-break and thin ones stay, numbers have them."""
    return BLANKS.sub(" ", text).strip(" ")


def strip_controls(text: str) -> str:
    """A line without control characters, which a terminal would obey."""
    return squeeze_blanks(CONTROLS.sub("", text))


def text_key(line: str) -> str:
    """What is left of a line without blanks and invisible characters: the same however it was spaced."""
    return INVISIBLE.sub("", "".join(line.split()))


def same_line(one: str, other: str) -> bool:
    """Whether two lines have the same letters and digits. Lines of very different length are not compared."""
    if abs(len(one) - len(other)) > 20 + min(len(one), len(other)):
        return False
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()
