"""Bytes to text, where the declared encoding is missing or wrong.

UTF-8 that is valid is believed whatever a page declares. What is not UTF-8 is read as declared if
that can be; else as Thai windows-874 (TIS-620) when high bytes come in runs, as they do in a script
without Latin letters, and as windows-1252 when they stand alone, as they do in French and Norwegian.
Lao has no single-byte encoding in use. Finding articles in the text is left to others.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from pipeline.errors import RejectedError

DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
HEAD = 4096
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
THAI, LATIN = "cp874", "cp1252"
ALIASES = {
    "tis-620": THAI, "tis620": THAI, "windows-874": THAI, "cp874": THAI, "iso-8859-11": THAI,
    "x-windows-874": THAI,
    "iso-8859-1": LATIN, "latin-1": LATIN, "latin1": LATIN, "us-ascii": LATIN, "ascii": LATIN,
    "windows-1252": LATIN,
}  # fmt: skip
"""Encodings read as the superset that browsers read them as."""

HIGH_RUN = re.compile(rb"[\x80-\xff]+")
THAI_RUN = 3.0
"""Mean run of high bytes from which a text is taken for Thai: Thai has 5 and more, French under 1.1."""
TOLERATED = 0.002
"""Share of characters that may be broken in text that is UTF-8 otherwise."""


class Decoded(NamedTuple):
    """Text, the encoding it was read in, and the number of characters that could not be read (U+FFFD now)."""

    text: str
    encoding: str
    broken: int


def declared_encoding(raw: bytes, header: str | None = None) -> str | None:
    """The name of the Python codec that a page declares, or None if none or none that exists.

    `header` is the `Content-Type` that it was served with, which comes before what stands in the head of the page.
    """
    match = DECLARED.search((header or "").encode("ascii", "replace")) or DECLARED.search(raw, 0, HEAD)
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    try:
        found = codecs.lookup(ALIASES.get(name, name)).name
    except LookupError:
        return None
    # The codecs of Python that are not of text (`hex`, `zip`) or that nothing on the web is in.
    return (
        found
        if found.startswith(("utf-8", "utf-16", "cp", "iso8859", "windows", "koi8", "gb", "big5"))
        else None
    )


def decode_bytes(raw: bytes, header: str | None = None) -> Decoded:
    """Decode a page or a text file; `header` is the `Content-Type` that it was served with, if any.

    Raises `RejectedError` (`not_text`, `bad_encoding`) for what no encoding fits.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _tolerant(raw[len(mark) :], encoding)
    if unmarked := _unmarked_utf16(raw):
        return _tolerant(raw, unmarked)
    if raw.count(b"\0") > len(raw) // 1000:
        raise RejectedError("not_text", "the file holds NUL bytes: it is not a text")
    try:
        return Decoded(raw.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    declared = declared_encoding(raw, header)
    for candidate in _candidates(raw, declared):
        try:
            return Decoded(raw.decode(candidate), candidate, 0)
        except UnicodeDecodeError:
            continue
    return _tolerant(raw, declared if declared and declared.startswith("cp") else "utf-8")


def _candidates(raw: bytes, declared: str | None) -> list[str]:
    """Encodings to try on bytes that are not wholly UTF-8, likeliest first; none if they nearly are."""
    broken = raw.decode("utf-8", "replace").count("\ufffd")
    high = sum(byte > 0x7F for byte in raw)
    if broken <= max(1, high // 50):
        return []  # a truncated or slightly damaged UTF-8 text
    runs = [len(run) for run in HIGH_RUN.findall(raw)]
    looks_thai = bool(runs) and sum(runs) / len(runs) >= THAI_RUN
    guesses = [THAI, LATIN] if looks_thai else [LATIN]
    if declared in (THAI, LATIN) or declared is None or declared.startswith("utf"):
        return guesses  # the two are told apart better by their bytes than by what pages declare
    return [declared, *guesses]


def _unmarked_utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark, known by every other byte of its tags being zero."""
    head = raw[:HEAD]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0) / len(head[0::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.3 and even < 0.05:
        return "utf-16-le"
    if even > 0.3 and odd < 0.05:
        return "utf-16-be"
    return None


def _tolerant(raw: bytes, encoding: str) -> Decoded:
    """Decode with U+FFFD for what is broken; refuse where that is more than a trace."""
    text = raw.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken > max(3, len(text) * TOLERATED):
        raise RejectedError(
            "bad_encoding", f"{broken} of {len(text)} characters cannot be read as {encoding}"
        )
    return Decoded(text, encoding, broken)
