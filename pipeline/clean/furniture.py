"""What stands on a page and is the site's, not the article's: lists of other articles, buttons, comments, file names.

The words stand in `furniture.toml`. An element goes for the name it is given, unless it holds the headline or most of
the text; a line goes for what it says. The source line is told in `origins`; where the body is, in `layouts` and `bodies`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from lxml import etree  # type: ignore[import-untyped]  # ships no types
from pydantic import Field

from pipeline.clean.lines import inline_text, same_line, squeeze_blanks, text_key
from pipeline.clean.trees import drop_element
from schemas.records import Record
from schemas.reference import read_data_file

FURNITURE_FILE = Path(__file__).parent / "furniture.toml"
KEPT_SHARE = 0.4
"""An element with more of the page's text than this is not furniture, whatever it is called."""
LINKED_SHARE = 0.8
"""Of the text of a line, or of a list, that stands in links, from which it is a list of links."""
LEAST_LINKS = 3
LISTS = frozenset({"ul", "ol", "dl", "table", "td", "div", "section", "aside", "center", "form"})
"""Elements that may be a list of links and nothing else."""
LONGEST_TEASER = 250
LONGEST_HEAD = 60
"""Characters in which the words for related articles and comments stand."""
HEAD_LINES = 6
"""Lines at the head of a page of unknown layout, among which its date and publisher may stand."""
STRUCTURE = frozenset(
    {"html", "body", "main", "article", "head", "table", "tbody", "tr", "td", "p", "figure", "figcaption"}
)
NAMED = ("class", "id", "role")

EXTENSION = re.compile(
    r"\.(?:jpe?g|png|gif|webp|heic|bmp|tiff?|avif)(?![A-Za-z0-9])(?:\?\S{0,200})?", re.IGNORECASE
)
CAMERAS = ("IMG", "DSC", "PXL", "DJI")
CAMERA_NAME = re.compile(
    r"(?<![A-Za-z0-9.])(?:IMG|DSC|DSCN|DSCF|PXL|DJI|MVIMG)[_-]?\d{3,12}(?:[_-][A-Za-z0-9]{1,20}){0,5}(?![\w.])"
)
IN_FILE_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_%.+~-")
LONGEST_FILE_NAME = 300
MARKDOWN_IMAGE = re.compile(
    r"!\[(?P<caption>(?:[^\[\]]|\[[^\]]{0,200}\]){0,500})\]\(\s{0,9}https?://[^)\s]{0,500}\s{0,9}\)"
)
EDGES = " \t\u00a0.,;:|–—-·•()[]/"
EDGES_AFTER = " \u00a0–—-|"
BETWEEN_BUTTONS = re.compile(r"[\s\d.,•·|/()+-]*")
"""What else stands in a bar of buttons: how often each was pressed, and what parts them."""
LONGEST_BAR = 120
LONGEST_LABEL = 60
LONGEST_DATE_LINE = 80
DATE_LINE = re.compile(
    r"(?:[^\W\d]+[^\d]{0,20},?\s*)?\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}(?:[\s,|•·–-]+(?:\d{1,2}[:h.]\d{2}(?::\d{2})?\s*(?:[AP]M)?))?"
    r"(?:[\s(|]*(?:GMT|UTC)\s*[+-]\s*\d{1,2}(?::\d{2})?\)?)?",
    re.IGNORECASE,
)


class Furniture(Record):
    """The contents of `furniture.toml`."""

    source: Annotated[tuple[str, ...], Field(min_length=1)]
    comments: Annotated[tuple[str, ...], Field(min_length=1)]
    related: Annotated[tuple[str, ...], Field(min_length=1)]
    share: Annotated[tuple[str, ...], Field(min_length=1)]
    photo: Annotated[tuple[str, ...], Field(min_length=1)]
    classes: Annotated[tuple[str, ...], Field(min_length=1)]
    class_phrases: Annotated[tuple[str, ...], Field(min_length=1)]


@cache
def furniture() -> Furniture:
    """The words, read once. Raises `DataFileError` naming the key at fault."""
    return read_data_file(FURNITURE_FILE, Furniture)


def words_pattern(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


@cache
def _comment_line() -> re.Pattern[str]:
    words = words_pattern(furniture().comments)
    return re.compile(rf"(?:{words}\s*[:：]?\s*)?\(\s*\d+\s*\)|{words}\s*[:：]?", re.IGNORECASE)


@cache
def _related_head() -> re.Pattern[str]:
    return re.compile(
        rf"[\s>»›*•–—-]*{words_pattern(furniture().related)}\s*(?P<colon>[:：…>»-])?\s*", re.IGNORECASE
    )


@cache
def _share_word() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){words_pattern(furniture().share)}(?!\w)", re.IGNORECASE)


@cache
def _photo_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{words_pattern(furniture().photo)}[\s\d:：.]*)+$", re.IGNORECASE)


@cache
def _class_name() -> re.Pattern[str]:
    known = furniture()
    return re.compile(rf"(?<![a-z0-9]){words_pattern((*known.classes, *known.class_phrases))}(?![a-z0-9])")


def drop_furniture(tree: Any) -> None:
    """Take out of a page what its names and words tell to be furniture; the headline and most of the text stay."""
    whole = max(1, len(inline_text(tree, 2_000_000)))
    for element in list(_named_as_furniture(tree)):
        if element.getparent() is None:
            continue
        if len(inline_text(element, 2_000_000)) <= KEPT_SHARE * whole and element.find(".//h1") is None:
            drop_element(element)
    drop_teasers(tree)
    _drop_link_lists(tree)


def _drop_link_lists(tree: Any) -> None:
    """Take out menus and lists of other articles: at least three links and hardly anything else."""
    sizes: dict[Any, tuple[int, int, int]] = {}  # characters, those of them in links, links
    for _, element in etree.iterwalk(tree, events=("end",)):
        if not isinstance(element.tag, str):
            continue
        size, linked, links = len((element.text or "").strip()), 0, 0
        for child in element:
            inner = sizes.get(child, (0, 0, 0))
            size += inner[0] + len((child.tail or "").strip())
            linked, links = linked + inner[1], links + inner[2]
        sizes[element] = (size, size, 1) if element.tag == "a" else (size, linked, links)
    whole = sizes.get(tree, (0, 0, 0))[0]
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        size, linked, links = sizes.get(element, (0, 0, 0))
        if (
            element.tag in LISTS
            and links >= LEAST_LINKS
            and linked >= LINKED_SHARE * size
            and size <= KEPT_SHARE * whole
            and element.find(".//h1") is None
        ):
            drop_element(element)
        else:
            waiting += list(element)


def _named_as_furniture(tree: Any) -> Iterator[Any]:
    for element in tree.iter():
        tag = element.tag
        if isinstance(tag, str) and tag not in STRUCTURE:
            names = " ".join(element.get(name, "") for name in NAMED)
            # `mostRead` and `most_read` are written as `most-read`.
            names = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names).lower().replace("_", "-")
            if names.strip() and _class_name().search(names):
                yield element


def drop_teasers(tree: Any) -> None:
    """Take out the headings of lists of other articles with their lists, and lines that are links to one."""
    for element in list(
        tree.iter("h2", "h3", "h4", "h5", "h6", "p", "div", "strong", "b", "li", "span", "a")
    ):
        if _related_head().match(inline_text(element, LONGEST_HEAD)) is None:
            continue
        text = inline_text(element, LONGEST_TEASER * 2)
        head = _related_head().match(text)
        if head is None or len(text) > LONGEST_TEASER or element.getparent() is None:
            continue
        if head.end() == len(text):
            _drop_list_after(element)
        elif head["colon"] and _linked_share(element) >= LINKED_SHARE * (1 - head.end() / len(text)):
            drop_element(element)


def _drop_list_after(heading: Any) -> None:
    """Take out a heading and the links that follow it."""
    block = heading
    while block.getparent() is not None and same_line(
        inline_text(block.getparent(), 600), inline_text(heading)
    ):
        block = block.getparent()
    follower = block.getnext()
    while follower is not None and _is_links(follower):
        after = follower.getnext()
        drop_element(follower)
        follower = after
    parent = block.getparent()
    drop_element(block)
    if parent is not None and parent.tag in ("div", "section", "aside", "td") and _is_links(parent):
        drop_element(parent)


def _is_links(element: Any) -> bool:
    return bool(inline_text(element, 400)) and _linked_share(element) >= LINKED_SHARE


def _linked_share(element: Any) -> float:
    """How much of an element's text stands in links."""
    whole = len(text_key(inline_text(element, 20_000)))
    if element.tag == "a":
        return 1.0
    return sum(len(text_key(inline_text(link))) for link in element.iter("a")) / max(1, whole)


def article_lines(lines: Iterable[str], *, captions: frozenset[str] = frozenset()) -> list[str]:
    """Lines without comment footers, bars of buttons and names of files.

    `captions` are the `text_key`s of the lines that stand as captions; a file's name inside any other line, if the
    line says more, is left: it may be what the sentence is about.
    """
    kept = []
    for line in lines:
        if (len(line) <= LONGEST_HEAD and _comment_line().fullmatch(line)) or _is_buttons(line):
            continue
        bare = _without_file_names(line, is_caption=text_key(line) in captions)
        if bare:
            kept.append(bare)
    return kept


def _is_buttons(line: str) -> bool:
    if len(line) > LONGEST_BAR:
        return False
    rest, found = _share_word().subn("", line)
    return found > 0 and BETWEEN_BUTTONS.fullmatch(rest) is not None


def _without_file_names(line: str, *, is_caption: bool) -> str:
    """A line without the names of image files; empty where nothing else is in it, unchanged where it has none."""
    rest = line
    if "](" in line and "![" in line:
        rest = MARKDOWN_IMAGE.sub(lambda image: image["caption"].strip(), line)
    marked = rest != line
    names = _file_names(rest)
    if not marked and not names:
        return line
    ends = [0, *(end for _, end in names)]
    rest = "".join(
        rest[end:start] for end, start in zip(ends, [*(s for s, _ in names), len(rest)], strict=True)
    )
    bare = _drop_photo_label(rest.strip(EDGES))
    if not re.search(r"[^\W\d_]", bare):
        return ""
    if not (is_caption or marked or _is_labelled(line)):
        return line
    rest = _empty_brackets().sub("", rest)
    return _drop_photo_label(squeeze_blanks(_balanced(squeeze_blanks(rest)))).rstrip(EDGES_AFTER)


def _file_names(line: str) -> list[tuple[int, int]]:
    """Where names of image files stand in a line, with the address before them."""
    spans: list[tuple[int, int]] = []
    last = 0
    for extension in EXTENSION.finditer(line):
        start = extension.start()
        while start > max(last, extension.start() - LONGEST_FILE_NAME) and line[start - 1] in IN_FILE_NAME:
            start -= 1
        if start == extension.start():
            continue
        address = line.rfind("http", max(last, start - LONGEST_FILE_NAME), start)
        before = line[address:start] if address >= 0 else ""
        if "://" in before and not re.search(r"[\s()<>\"']", before):
            start = address
        last = extension.end()
        spans.append((start, last))
    if not spans and any(name in line for name in CAMERAS):
        return [match.span() for match in CAMERA_NAME.finditer(line)]
    return spans


@cache
def _empty_brackets() -> re.Pattern[str]:
    label = f"(?:{words_pattern(furniture().photo)})?[\\s\\d:：]{{0,9}}"
    return re.compile(rf"\[\s{{0,9}}{label}\]|\(\s{{0,9}}{label}\)", re.IGNORECASE)


def _drop_photo_label(line: str) -> str:
    """A line without the words "Photo :" that end it, behind which a file's name stood."""
    head, tail = line[:-LONGEST_LABEL], line[-LONGEST_LABEL:]
    return head + _photo_label().sub("", tail)


def _is_labelled(line: str) -> bool:
    """Whether a line opens as a caption does: "[Photo: a.jpg] …", "(Image 2: …"."""
    return bool(re.match(rf"[\[(*_]*{words_pattern(furniture().photo)}\s*\d*\s*[:：]", line, re.IGNORECASE))


def _balanced(line: str) -> str:
    """A line without a bracket that opens it or closes it alone."""
    for opening, closing in ("()", "[]"):
        if line.count(opening) > line.count(closing) and line.startswith(opening):
            line = line[1:]
        if line.count(closing) > line.count(opening) and line.endswith(closing):
            line = line[:-1]
        if line.startswith(opening) and line.endswith(closing) and line.count(opening) == 1:
            line = line[1:-1]
    return line


def captions_of(tree: Any) -> frozenset[str]:
    """The `text_key`s of the captions of a page."""
    found = tree.xpath(
        "//figcaption | //*[contains(@class, 'caption') or contains(@class, 'Caption') or contains(@class, 'chuthich')]"
    )
    return frozenset(text_key(inline_text(element)) for element in found)


def linked_texts(tree: Any) -> frozenset[str]:
    """The `text_key`s of the links of a page."""
    return frozenset(text_key(inline_text(link)) for link in tree.iter("a"))


def drop_byline(lines: list[str], publisher: str | None) -> list[str]:
    """Lines without a date or the publisher's name alone on a line, at the head of a page of unknown layout."""
    return [
        line
        for number, line in enumerate(lines)
        if number >= HEAD_LINES
        or not (
            (len(line) <= LONGEST_DATE_LINE and DATE_LINE.fullmatch(line))
            or (publisher and same_line(line, publisher))
        )
    ]
