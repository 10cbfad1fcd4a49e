"""A copy of the text to match on, aligned character by character with the stored text.

Matching wants one spelling where pages print several: digits of three scripts, five kinds of space, four
dashes, case, Lao digraphs and the split vowel of SARA AM. The stored text is never altered; every span
found on the copy is mapped back to code points of the original. NFKC is not used (it splits U+0E33 and
U+0EB3) and NFC reorders Thai marks, so the few unions that matter are written out here.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from typing import NamedTuple

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c\r\x85"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_APOSTROPHES = "\u2018\u2019\u02bc\u00b4`"
_QUOTES = "\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"
_TABLE: dict[int, str] = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, _QUOTES), '"'),
    **{zero + n: str(n) for zero in (0x0E50, 0x0ED0, 0xFF10, 0x06F0, 0x0660) for n in range(10)},
    0xFF05: "%",
    0x2044: "/",
    0xFF0C: ",",
}

# What changes the length of the text: characters without width, letters with combining marks, Lao and Thai
# spellings that are one word (SARA AM written as NIKHAHIT + AA, with the tone mark on either side; HO digraphs).
_UNEVEN = re.compile(
    "[\u200b\u200c\u200d\u2060\ufeff\u00ad]"
    "|[A-Za-z\u00c0-\u024f\u1e00-\u1eff][\u0300-\u036f]+"
    "|[\u0ec8-\u0ecb]?\u0ecd[\u0ec8-\u0ecb]?\u0eb2|\u0eab[\u0e99\u0ea1\u0ea5]"
    "|[\u0e48-\u0e4b]?\u0e4d[\u0e48-\u0e4b]?\u0e32"
)
_LAO_DIGRAPHS = {"\u0eab\u0e99": "\u0edc", "\u0eab\u0ea1": "\u0edd", "\u0eab\u0ea5": "\u0eab\u0ebc"}
_LAO_KWA = re.compile("ກ່ວາ")


class Folded(NamedTuple):
    """The matching copy. `text` and `cased` have equal length; `starts`/`ends` map to the original, None if identical."""

    text: str
    cased: str
    starts: array[int] | None
    ends: array[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Code point offsets in the original text of a non-empty span of the copy."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def _united(found: str) -> str:
    if found in _LAO_DIGRAPHS:
        return _LAO_DIGRAPHS[found]
    if found[-1] == "\u0eb2" or found[-1] == "\u0e32":
        tones = "".join(c for c in found if c not in "\u0ecd\u0e4d\u0eb2\u0e32")
        return tones[:1] + ("\u0eb3" if found[-1] == "\u0eb2" else "\u0e33")
    if unicodedata.combining(found[-1]):
        return unicodedata.normalize("NFC", found)
    return ""


def _lowered(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def fold_text(text: str) -> Folded:
    """Fold a text for matching. Linear in its length; no input raises, lone surrogates included."""
    if _UNEVEN.search(text) is None and "ກ່ວາ" not in text:
        return Folded(_lowered(text).translate(_TABLE), text, None, None)
    pieces: list[str] = []
    starts, ends = array("q"), array("q")
    at = 0
    for found in _UNEVEN.finditer(text):
        pieces.append(text[at : found.start()])
        starts.extend(range(at, found.start()))
        ends.extend(range(at + 1, found.start() + 1))
        new = _united(found[0])
        pieces.append(new)
        size = len(new)
        for n in range(size):
            one_to_one = size == len(found[0])
            starts.append(found.start() + n if one_to_one else found.start())
            ends.append(found.start() + n + 1 if one_to_one else found.end())
        at = found.end()
    pieces.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    cased = _LAO_KWA.sub("ກວ່າ", "".join(pieces))
    return Folded(_lowered(cased).translate(_TABLE), cased, starts, ends)


def fold_form(form: str) -> str:
    """Fold a form of a lexicon as texts are folded, so that both meet."""
    return fold_text(form).text
