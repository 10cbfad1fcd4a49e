"""Whether a page came back in the language of the edition that was asked for.

The edition tells the language; recognition only contradicts it. What cannot be told (a few words, a language that the
detector takes for its neighbour) is the edition's. Of a mixed page, the language of most of its text counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from extractors import recognise_language

LEAST_LETTERS = 120
"""Below so many letters a language written in Latin letters is not told from another."""
LEAST_SCRIPT_LETTERS = 40
"""The same for languages with a script of their own, which need no detector."""
OWN_SCRIPT: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {"lo": re.compile("[\u0e80-\u0eff]"), "th": re.compile("[\u0e00-\u0e7f]")}
)
LEAST_SHARE = 0.5
"""Of the letters of a page, that must be in the edition's language."""
NEIGHBOURS: Mapping[str, frozenset[str]] = MappingProxyType(
    {"nb": frozenset({"da", "nn"}), "ms": frozenset({"id"})}
)
"""What the detector takes a translation for when it errs: no ground to refuse a page."""
PIECE = 600
"""Characters of a piece of a mixed page: what the detector is sure of."""
LETTER = re.compile(r"[^\W\d_]")


class EditionCheck(NamedTuple):
    """`same` is whether the text is taken to be in the edition's language; `detected` is what it was recognised as."""

    same: bool
    detected: str


def check_edition(expected: str, text: str) -> EditionCheck:
    """Compare a text with the language of its edition, one of our codes. Never raises."""
    letters = len(LETTER.findall(text))
    if script := OWN_SCRIPT.get(expected):
        if letters < LEAST_SCRIPT_LETTERS:
            return EditionCheck(True, "un")
        own = sum(1 for letter in LETTER.findall(text) if script.match(letter))
        if own >= LEAST_SHARE * letters:
            return EditionCheck(True, expected)
        return EditionCheck(False, recognise_language(text, (expected,)).detected)
    if letters < LEAST_LETTERS:
        return EditionCheck(not _in_other_script(text, letters), "un")
    lang, detected = recognise_language(text, (expected,))
    if _agrees(expected, lang, detected):
        return EditionCheck(True, detected)
    own = other = 0
    for piece in _pieces(text):
        lang, found = recognise_language(piece, (expected,))
        if _agrees(expected, lang, found):
            own += len(piece)
        else:
            other += len(piece)
    return EditionCheck(own > other, detected)


def _agrees(expected: str, lang: str | None, detected: str) -> bool:
    return lang == expected or detected == "un" or detected in NEIGHBOURS.get(expected, ())


def _in_other_script(text: str, letters: int) -> bool:
    """Whether a short text that ought to be in Latin letters is in another script."""
    foreign = sum(
        1 for letter in LETTER.findall(text) if ord(letter) > 0x2AF and not 0x1E00 <= ord(letter) <= 0x1EFF
    )
    return letters >= LEAST_SCRIPT_LETTERS and foreign > letters / 2


def _pieces(text: str) -> Iterator[str]:
    """The lines of a text, short ones joined, as pieces of about `PIECE` characters."""
    taken: list[str] = []
    size = 0
    for line in text.split("\n"):
        taken.append(line)
        size += len(line)
        if size >= PIECE:
            yield "\n".join(taken)
            taken, size = [], 0
    if taken:
        yield "\n".join(taken)
