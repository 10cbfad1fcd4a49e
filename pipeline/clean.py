"""HTML page to the text of its article, one paragraph a line, and what the page says of itself.

Pages of sites with a rule in `RULES` are read by it; others by trafilatura. Superscripts are turned
into superscript characters first, so that a footnote mark does not melt into the number before it.
Choosing the language and reading figures is left to others; so are files, encodings and the network.
"""

from __future__ import annotations

import copy
import json
import logging
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import etree, html  # type: ignore[import-untyped]  # ships no types

from pipeline.addresses import canonical_url
from pipeline.errors import RejectedError

MAX_CHARACTERS = 20_000_000
MAX_ELEMENTS = 50_000
MAX_ATTRIBUTES = 1000
"""Attributes of one tag: the parser's work grows with their square."""
MAX_SPAN = 50
"""Largest colspan and rowspan kept: a page with a colspan of 9e15 would fill the memory of a table reader."""

MAX_CELL_LINES = 3
"""A table with more lines in a cell lays out the page; it holds no data."""

FIRST_YEAR, LAST_YEAR = 1990, 2100
BUDDHIST_FROM, BUDDHIST_OFFSET = 2400, 543

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
SUPERSCRIPT = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
SUBSCRIPT = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
RAISED = re.compile(r"[\d+\-−()., ]+")
BLANKS = re.compile(r"[ \t\r\n\f\v]+")
TAG = re.compile(r"""<[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
SOURCE_LINE = re.compile(r"(?:Source|Sumber|ที่มา|ແຫຼ່ງທີ່ມາ|ທີ່ມາ|Kilde)\s*:", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s<>\"'|]+")
COMMENT_LINE = re.compile(
    r"(?:(?:Comments?|Commentaires?|Komen|Kommentar(?:er)?"
    r"|การแสดงความคิดเห็น|ความคิดเห็น|ຄຳເຫັນ|ຄໍາເຫັນ)\s*)?\(\d+\)",
    re.IGNORECASE,
)

for noisy in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(noisy).setLevel(logging.CRITICAL)  # their findings are ours to report


class SiteRule(NamedTuple):
    """How the pages of some hosts are laid out. XPaths; the first that finds something counts.

    Those of `leave_out` are relative to the body, and all of what they find goes.
    """

    hosts: tuple[str, ...]
    title: tuple[str, ...]
    lead: tuple[str, ...]
    body: tuple[str, ...]
    published: tuple[str, ...]
    source: tuple[str, ...]
    leave_out: tuple[str, ...] = ()


class CleanPage(NamedTuple):
    """What a page says. `text` has LF line ends; `notes` are doubts: (field, sentence)."""

    text: str
    title: str | None
    url: str | None
    origin_url: str | None
    published: date | None
    lang: str | None
    notes: tuple[tuple[str, str], ...] = ()


RULES: tuple[SiteRule, ...] = (
    # Its layout is not documented; where these classes do not fit, the page is read like any other.
    SiteRule(
        hosts=("www.vietnam.vn",),
        title=("//article//h1", "//h1"),
        lead=("//*[contains(@class, 'article-lead') or contains(@class, 'sapo')]",),
        body=("//*[contains(@class, 'article-content')]", "//*[@itemprop='articleBody']"),
        published=("//*[contains(@class, 'article-publisher')]//time",),
        source=("//*[contains(@class, 'article-source')]",),
        leave_out=(".//*[contains(@class, 'related') or contains(@class, 'share') or @id='comments']",),
    ),
)


def clean_page(page: str, url: str | None = None) -> CleanPage:
    """Read a page. `url` is where it came from, when known; the page's own canonical address wins.

    Raises `RejectedError`: `empty_page`, `too_large`, `too_deep`, `no_article`.
    """
    tree = parse_page(page)
    notes: list[tuple[str, str]] = []
    address = page_address(tree, url)
    published = page_date(tree, address, notes)
    title = page_title(tree, address)
    origin, source_line = origin_address(tree, address)
    if source_line is not None and source_line.getparent() is not None:
        source_line.drop_tree()  # the site's, not the article's
    lang = page_language(tree, address)
    prepare_tree(tree)
    rule = rule_of(address)
    lines = _ruled_lines(tree, rule) if rule else []
    if not lines:
        lines = _unruled_lines(tree)
    lines = [line for line in lines if not _is_furniture(line)]
    if title and not any(_same(line, title) for line in lines[:3]):
        lines.insert(0, title)
    if len(lines) < 2 and (not lines or (title is not None and _same(lines[0], title))):
        raise RejectedError("no_article", "the page holds no article text")
    return CleanPage("\n".join(lines), title, address, origin, published, lang, tuple(dict.fromkeys(notes)))


def parse_page(page: str) -> html.HtmlElement:
    """The tree of a page. Raises `RejectedError` for pages that are empty, too large or nested too deep."""
    if len(page) > MAX_CHARACTERS:
        raise RejectedError(
            "too_large", f"the page has {len(page):,} characters; {MAX_CHARACTERS:,} is the bound"
        )
    page = page.replace("\0", "")
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


def rule_of(address: str | None) -> SiteRule | None:
    """The rule for the host of an address."""
    host = urlsplit(address).hostname if address else None
    return next((rule for rule in RULES if host in rule.hosts), None)


def page_address(tree: html.HtmlElement, url: str | None) -> str | None:
    """The canonical address that the page names, else the one it came from."""
    base = canonical_url(url)
    for found in _values(
        tree,
        "//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href",
        "//meta[@property='og:url']/@content",
    ):
        address = canonical_url(found, base)
        if (
            address and urlsplit(address).path != "/"
        ):  # a site that names its front page everywhere says nothing
            return address
    return base


def page_title(tree: html.HtmlElement, address: str | None) -> str | None:
    """The title: by site rule, else the only h1, else og:title, else `<title>` without the site's name."""
    rule = rule_of(address)
    if rule:
        for path in rule.title:
            for element in _elements(tree, path):
                if text := _inline(element):
                    return text
    headings = [text for element in _elements(tree, "//h1") if (text := _inline(element))]
    if len(headings) == 1:
        return headings[0]
    for text in _values(tree, "//meta[@property='og:title']/@content", "//head/title/text()"):
        if short := re.split(r"\s+[|–—-]\s+(?=[^|–—-]{2,40}$)", _squeeze(text))[0]:
            return short
    return None


def page_language(tree: html.HtmlElement, address: str | None) -> str | None:
    """The language code that the page declares, in lower case without a region; only a hint."""
    for code in _values(tree, "/html/@lang", "//meta[@http-equiv='content-language']/@content"):
        return re.split(r"[-_,]", code.strip().lower())[0] or None
    return None


def page_date(
    tree: html.HtmlElement, address: str | None, notes: list[tuple[str, str]] | None = None
) -> date | None:
    """The publication date: by site rule, else metadata, JSON-LD, `<time>`. An impossible one is noted."""
    rule = rule_of(address)
    shown = [_inline(element) for path in rule.published for element in _elements(tree, path)] if rule else []
    for text in (*shown, *_declared_dates(tree)):
        try:
            found = read_date(text)
        except ValueError as fault:
            if notes is not None:
                notes.append(("published", str(fault)))
            continue
        if found:
            return found
    return None


def _declared_dates(tree: html.HtmlElement) -> Iterator[str]:
    yield from _values(
        tree,
        "//meta[@property='article:published_time']/@content",
        "//meta[@itemprop='datePublished']/@content",
        "//*[@itemprop='datePublished']/@datetime",
        "//meta[@name='pubdate' or @name='publish-date' or @name='date' or @name='DC.date.issued']/@content",
    )
    for block in _values(tree, "//script[@type='application/ld+json']/text()"):
        try:
            yield from _published_in(json.loads(block[:1_000_000]))
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common and declares nothing
    yield from _values(tree, "//article//time/@datetime", "//time/@datetime", "//article//time/text()")


def _published_in(data: Any, depth: int = 0) -> Iterator[str]:
    """Every `datePublished` of a JSON-LD object."""
    if isinstance(data, dict) and depth < 6:
        for key, value in data.items():
            if key == "datePublished" and isinstance(value, str):
                yield value
            else:
                yield from _published_in(value, depth + 1)
    elif isinstance(data, list) and depth < 6:
        for value in data[:50]:
            yield from _published_in(value, depth + 1)


def read_date(text: str) -> date | None:
    """The first date in a text, `2025-10-31…` or `31/10/2025`, Buddhist years converted; None if none.

    Raises `ValueError` for one that is printed and does not exist, such as 31/02/2025.
    """
    if match := ISO_DATE.search(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := DAY_FIRST.search(text):
        day, month, year = (int(part) for part in match.groups())
    else:
        return None
    if year >= BUDDHIST_FROM:
        year -= BUDDHIST_OFFSET
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(f"the date {match[0]!r} does not exist") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"the date {match[0]!r} is not of our time")
    return found


def origin_address(tree: html.HtmlElement, address: str | None) -> tuple[str | None, html.HtmlElement | None]:
    """The address in the source line ("Source:", "Sumber:", "ที่มา:", …) and that line's element.

    The address is the line's link, else its text; the element is None where no source word opens it.
    """
    rule = rule_of(address)
    marked = [element for path in rule.source for element in _elements(tree, path)] if rule else []
    for element in (*marked, *_source_elements(tree)):
        links = [
            *element.xpath("descendant-or-self::a/@href"),
            *ADDRESS.findall(_inline(element)),
            # The word alone, with its link in the element after it.
            *(element.xpath("following-sibling::*[1]/descendant-or-self::a/@href") if _bare(element) else []),
        ]
        for link in links:
            found = canonical_url(str(link).rstrip(").,;"), address)
            if found and (not address or urlsplit(found).hostname != urlsplit(address).hostname):
                return found, element if SOURCE_LINE.match(_inline(element, 2000)) else None
    return None, None


def _bare(element: html.HtmlElement) -> bool:
    return bool(SOURCE_LINE.fullmatch(_inline(element)))


def _source_elements(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The smallest elements whose text begins with a source word, last in the page first."""
    found = []
    for element in tree.iter("p", "div", "span", "em", "strong", "li", "td", "b", "i", "h6"):
        text = _inline(element, 2000)
        if SOURCE_LINE.match(text) and len(text) < 600:
            found.append(element)
    return found[::-1]


def _ruled_lines(tree: html.HtmlElement, rule: SiteRule) -> list[str]:
    """Title, lead and body as the site's rule finds them; empty where it does not fit the page."""
    body = next((element for path in rule.body for element in _elements(tree, path)), None)
    if body is None:
        return []
    for path in rule.leave_out:
        for element in _elements(body, path):
            if element.getparent() is not None:
                element.drop_tree()
    lines = list(block_lines(body))
    for paths in (rule.lead, rule.title):
        part = next((element for path in paths for element in _elements(tree, path)), None)
        head = list(block_lines(part)) if part is not None else []
        if head and not any(_same(line, head[0]) for line in lines[:3]):
            lines[:0] = head
    return lines


def _unruled_lines(tree: html.HtmlElement) -> list[str]:
    """The article of a page of unknown layout: by trafilatura, else the text blocks of its likeliest part."""
    import trafilatura  # slow to import, and not needed for texts
    from trafilatura.settings import DEFAULT_CONFIG

    config = copy.deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "100")
    document = trafilatura.bare_extraction(
        copy.deepcopy(tree), include_comments=False, deduplicate=False, with_metadata=False, config=config
    )
    body = getattr(document, "body", None)
    lines = list(block_lines(body)) if body is not None else []
    if len(lines) > 1:
        return lines
    # Short articles come back as nothing, or melted into one line.
    for path in ("//*[@itemprop='articleBody']", "//article", "//main", "//body"):
        for element in _elements(tree, path):
            part = copy.deepcopy(element)
            for aside in list(part.iter("header", "footer", "aside")):
                if aside.getparent() is not None and not aside.xpath(".//h1"):
                    aside.drop_tree()
            found = list(block_lines(part))
            if found:
                return found
    return lines


def block_lines(element: Any) -> Iterator[str]:
    """The text of an element, one block a line; a table row is one, `| cell | cell |`. No empty lines."""
    parts: list[str] = []
    for piece in _pieces(element):
        if piece is None:
            if line := _squeeze("".join(parts)):
                yield line
            parts = []
        else:
            parts.append(piece)
    if line := _squeeze("".join(parts)):
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


def _inline(element: Any, bound: int = 20_000) -> str:
    """The text of an element as one line, at most `bound` characters of it."""
    taken: list[str] = []
    size = 0
    for piece in element.itertext():
        taken.append(piece)
        size += len(piece)
        if size > bound:
            break
    return _squeeze("".join(taken))


def _squeeze(text: str) -> str:
    """Runs of plain blanks and line breaks as one space; no-break and thin ones stay, numbers have them."""
    return BLANKS.sub(" ", text.replace("\u2028", " ").replace("\u2029", " ").replace("\x85", " ")).strip(" ")


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _is_furniture(line: str) -> bool:
    """The source line and the comments footer, which are the site's and not the article's."""
    if COMMENT_LINE.fullmatch(line):
        return True
    source = SOURCE_LINE.match(line)
    return source is not None and (not line[source.end() :].strip() or bool(ADDRESS.search(line)))


def _elements(tree: Any, path: str) -> list[Any]:
    found = tree.xpath(path)
    return [element for element in found if hasattr(element, "itertext")] if isinstance(found, list) else []


def _values(tree: Any, *paths: str) -> Iterable[str]:
    for path in paths:
        for found in tree.xpath(path):
            if text := str(found).strip():
                yield text
