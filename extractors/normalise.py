"""A copy of the text to match on, aligned character by character with the stored text.

Matching wants one spelling where pages print several: digits of three scripts, five kinds of space, four
dashes, case, Lao digraphs and the split vowel of SARA AM. The stored text is never altered; every span
found on the copy is mapped back to code points of the original. NFKC is not used (it splits U+0E33 and
U+0EB3) and NFC reorders Thai marks, so the few unions that matter are written out here.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import NamedTuple

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c\r\x85"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_APOSTROPHES = "\u2018\u2019\u02bc\u00b4`"
_QUOTES = "\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"
_TABLE: dict[str, str] = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **{chr(zero + n): str(n) for zero in (0x0E50, 0x0ED0, 0xFF10, 0x06F0, 0x0660) for n in range(10)},
    "\uff05": "%",
    "\u2044": "/",
    "\uff0c": ",",
}
_FOLDED = re.compile("[" + re.escape("".join(_TABLE)) + "]")

# What changes the length of the text: characters without width, letters with combining marks, Lao and Thai
# spellings that are one word (SARA AM written as NIKHAHIT + AA, with the tone mark on either side; HO digraphs).
_UNEVEN = re.compile(
    "[\u200b\u200c\u200d\u2060\ufeff\u00ad]"
    "|[A-Za-z\u00c0-\u024f\u1e00-\u1eff][\u0300-\u036f]+"
    "|[\u0ec8-\u0ecb]?\u0ecd[\u0ec8-\u0ecb]?\u0eb2|\u0eab[\u0e99\u0ea1\u0ea5]"
    "|[\u0e48-\u0e4b]?\u0e4d[\u0e48-\u0e4b]?\u0e32"
)
# One letter of these stands in everything that `_UNEVEN` finds: most texts have none, and are told so at once.
_UNEVEN_SIGN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u0300-\u036f\u0ecd\u0eab\u0e4d]")
_LAO_DIGRAPHS = {"\u0eab\u0e99": "\u0edc", "\u0eab\u0ea1": "\u0edd", "\u0eab\u0ea5": "\u0eab\u0ebc"}


class Stretch(NamedTuple):
    """A run of the copy, from `at` on, that maps to the original alike.

    `end` is -1 where each character is one of the original, the first being at `start`; else all of them stand for
    `start`..`end` of the original.
    """

    at: int
    start: int
    end: int


class Folded(NamedTuple):
    """The matching copy. `text` and `cased` have equal length; `stretches` map to the original, None if identical."""

    text: str
    cased: str
    stretches: list[Stretch] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Code point offsets in the original text of a non-empty span of the copy."""
        stretches = self.stretches
        if stretches is None:
            return start, end
        # (start + 1,) sorts behind every stretch that begins at `start` or before it.
        at, low, high = stretches[bisect_right(stretches, (start + 1,)) - 1]
        first = low + start - at if high < 0 else low
        at, low, high = stretches[bisect_right(stretches, (end,)) - 1]
        return first, low + end - at if high < 0 else high

    def place(self, offset: int) -> int:
        """Where on the copy the original from an offset on begins: `original` of no earlier place starts there or later."""
        stretches = self.stretches
        if stretches is None or offset <= 0:
            return max(offset, 0)
        number = bisect_left(stretches, offset, key=attrgetter("start"))
        following = stretches[number].at if number < len(stretches) else len(self.text)
        at, low, high = stretches[number - 1]
        return min(following, at + offset - low) if high < 0 else following


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


def _plain(text: str) -> str:
    """Small letters, and one sign for each kind of space, dash, apostrophe, quotation mark and digit."""
    low = _lowered(text)
    # A text has few of these signs, so replacing each is far quicker than a table asked for every letter.
    for sign in set(_FOLDED.findall(low)):
        low = low.replace(sign, _TABLE[sign])
    return low


_TAB_INSIDE = re.compile(r"(?<=\S)( *+\t[ \t]*+)(?=\S)")


def _with_bars(text: str) -> str:
    """Tabs between words part the cells of a table's row: bars, as other tables have them."""
    return _TAB_INSIDE.sub(lambda found: found[1].replace("\t", "|"), text)


def fold_text(text: str) -> Folded:
    """Fold a text for matching. Linear in its length; no input raises, lone surrogates included."""
    if "\t" in text:
        text = _with_bars(text)
    if _UNEVEN_SIGN.search(text) is None and "ກ່ວາ" not in text:
        return Folded(_plain(text), text, None)
    pieces: list[str] = []
    stretches = [Stretch(0, 0, -1)]
    at = size = 0
    for found in _UNEVEN.finditer(text):
        start, end = found.span()
        new = _united(found[0])
        pieces += text[at:start], new
        size += start - at
        if len(new) != end - start:
            if new:
                stretches.append(Stretch(size, start, end))
            stretches.append(Stretch(size + len(new), end, -1))
        size += len(new)
        at = end
    pieces.append(text[at:])
    cased = "".join(pieces).replace("ກ່ວາ", "ກວ່າ")
    return Folded(_plain(cased), cased, stretches)


def fold_form(form: str) -> str:
    """Fold a form of a lexicon as texts are folded, so that both meet."""
    return fold_text(form).text
