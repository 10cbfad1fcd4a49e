"""The page that an article was read from, out of the archive, made so that a browser only shows it.

What a site sent is hostile until proven otherwise. Three things keep it harmless, each enough for what it is there for: the
policy of the answer (`security.ARCHIVED_POLICY`) takes scripts, forms, loading and our origin away from it; markup is
rebuilt from a list of elements and attributes that do nothing, so that no link, refresh or hint to look up a name is left;
and it is no longer than a bound. Which fetch it was, the snapshot tells; reading WARC is the archive's.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from lxml import etree, html  # type: ignore[import-untyped]  # ships no types

from pipeline.archive import Entry, Reader, decode_content, open_reader
from pipeline.encodings import decode_bytes
from pipeline.errors import ArchiveDamagedError, ArchiveError, ArchiveMissingError
from pipeline.store import FetchedPage
from schemas.fetches import Response

LARGEST = 8 * 2**20
"""Bytes of a page that is shown, as served and unpacked."""
DROPPED = frozenset(
    [
        "applet",
        "audio",
        "base",
        "canvas",
        "embed",
        "fencedframe",
        "frame",
        "frameset",
        "iframe",
        "link",
        "math",
        "meta",
        "noembed",
        "noframes",
        "object",
        "picture",
        "plaintext",
        "portal",
        "script",
        "source",
        "svg",
        "template",
        "textarea",
        "title",
        "track",
        "video",
        "xmp",
    ]
)
"""Elements that go with all that is in them: they load, act, or are read by browsers in another way than by lxml."""
KEPT = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "main",
        "mark",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "select",
        "small",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
"""Of the others, those that stay; any other is taken away from around its content."""
ATTRIBUTES = frozenset(
    [
        "align",
        "alt",
        "bgcolor",
        "border",
        "cellpadding",
        "cellspacing",
        "class",
        "color",
        "colspan",
        "datetime",
        "dir",
        "disabled",
        "height",
        "hidden",
        "id",
        "lang",
        "rowspan",
        "size",
        "span",
        "start",
        "style",
        "title",
        "type",
        "valign",
        "value",
        "width",
    ]
)
BANNER = (
    "all:initial;display:block;box-sizing:border-box;width:100%;padding:10px 16px;background:#f3f0e6;color:#222;"
    "border-bottom:1px solid #b8b09a;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere"
)


class ArchivedPages:
    """The archive as far as the audit page looks into it. Opened for each question: it may grow, move or be pruned."""

    def __init__(self, folder: Path | None) -> None:
        """`folder` is the archive's; None where there is none to look into."""
        self._folder = folder

    def has(self, fetched: FetchedPage | None) -> bool:
        """Whether the archive knows the record of a fetch."""
        if fetched is None or self._folder is None:
            return False
        try:
            with closing(open_reader(self._folder)) as reader:
                return _entry_of(reader, fetched) is not None
        except ArchiveError:
            return False  # the page of the record says why

    def read(self, fetched: FetchedPage | None) -> bytes:
        """The page of a fetch as harmless HTML in UTF-8.

        Raises `ArchiveMissingError`, `ArchiveDamagedError`, and `RejectedError` for what is no page that can be shown.
        """
        if fetched is None:
            raise ArchiveMissingError("the article was not read from an archive, but from a file")
        if self._folder is None:
            raise ArchiveMissingError("no archive was named when the audit page was started")
        try:
            reader = open_reader(self._folder)
        except ArchiveMissingError as fault:
            raise ArchiveMissingError("there is no archive where the settings say that it is") from fault
        with closing(reader):
            entry = _entry_of(reader, fetched)
            if entry is None:
                raise ArchiveMissingError(
                    "the record of this page is not in the archive: it was pruned, or the archive is another one"
                )
            if max(entry.length, entry.body_length or 0) > LARGEST:
                raise ArchiveMissingError(f"the page is longer than {LARGEST:,} bytes, too long to be shown")
            response = reader.read(entry)
        if not isinstance(response, Response):
            raise ArchiveDamagedError("the record holds no page")
        decoded = decode_bytes(decode_content(response, LARGEST), response.header("Content-Type"))
        return disarm_page(decoded.text, f"{fetched.fetched_at:%Y-%m-%d %H:%M} UTC", response.url)


def disarm_page(page: str, moment: str, url: str) -> bytes:
    """A page of which only what is to be read is left, in UTF-8, under a line that says what it is.

    Raises `RejectedError` for pages that are empty, too large or nested too deep, as cleaning does.
    """
    from pipeline.clean.trees import parse_page  # here, since it brings all of cleaning along

    tree = parse_page(page)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in DROPPED:
            if element is not tree:
                element.drop_tree()
        elif element.tag not in KEPT:
            if element is not tree:
                element.drop_tag()
        else:
            for name in set(element.attrib) - ATTRIBUTES:
                del element.attrib[name]
    body = tree.find("body")
    shown = html.Element("html")
    head = etree.SubElement(shown, "head")
    etree.SubElement(head, "title").text = f"Archived page of {moment}"
    head.extend(tree.findall("head/style"))
    shown.append(_banner(moment, url) if body is None else body)
    if body is not None:
        body.insert(0, _banner(moment, url))
        body[0].tail, body.text = body.text, None
    text = etree.tostring(shown, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
    return str(text).encode("utf-8", "replace")


def _entry_of(reader: Reader, fetched: FetchedPage) -> Entry | None:
    """The record of a fetch; None where it is gone or where another archive has something else under its number."""
    entry = reader.entry(fetched.seq)
    if entry is None or (entry.file, entry.url, entry.digest) != (
        fetched.warc_file,
        fetched.url,
        fetched.digest,
    ):
        return None
    return entry


def _banner(moment: str, url: str) -> html.HtmlElement:
    line = html.Element("div", style=BANNER)
    line.text = f"Archived page, as fetched {moment} from {url}. Images, scripts, links and forms are taken out or do nothing."
    return line
