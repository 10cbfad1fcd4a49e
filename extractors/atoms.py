"""Atoms: the cues, numerals and marks of a text, in order, without overlap. All later reading is done on them.

One pass of the lexicon's automaton finds the cues; where cues overlap, the longest stands (so that "budget"
shields the "about" inside its Thai and Lao words). One regular expression finds numerals and marks. What the
atoms mean together is decided elsewhere: numerals in `numerals`, dates in `dates`, links in `linking`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from extractors.lexicon import DEPENDENT, LEADING_VOWELS, STEM, SYLLABLE, WORD, Lexicon, Variant
from extractors.normalise import Folded

MAX_DIGITS = 40
"""A numeral with more digits than this is no figure of a newspaper; it is refused, not computed with."""

_MASKED = re.compile(
    r"https?://\S+|www\.\S+|!\[[^\]\n]{0,300}\](?:\([^)\n]{0,300}\))?|"
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}|"
    r"(?<![\w.-])[\w-]{1,120}\.(?:jpe?g|png|webp|gif|html?|pdf|docx?)\b"
)
_MASKED_SIGN = re.compile(r"://|www\.|!\[|@|\.(?:jpe?g|png|webp|gif|html?|pdf|docx?)\b")
"""What stands in everything that `_MASKED` finds, which never spans lines; few lines have any of it."""
_IDENTIFIER = re.compile(
    r"(?<![\w.,])(?:(?:[A-ZĐ]{1,8}[-.]?)?\d[\d.]{0,12}(?:/\d{4})?[-/][A-ZĐ][\w]{0,12}(?:[-/.][A-ZĐ][\w]{0,12}){0,4}"
    r"|\d{1,4}\+\d{3}(?!\d)"
    r"|[A-Za-zĐđ]{1,12}-?\d{1,6}(?:-[A-Z]{1,6}|\.\d{1,3})?(?![\w%.,]|\s?\d{3})"
    r"|[A-ZĐ]{2,4}\.\d{1,4}[A-Z]?(?![\w%.]|,\d|\s?\d{3}))"
)
_HOTLINE = re.compile(r"(?<![\d.,])1[89]00[ .-]\d{4,6}(?!\d)")
"""A service number of Vietnam: 1900 9068."""
_GOES_ON = frozenset("+-/.")
"""One of these stands behind the first digits of an identifier that has no letters before them."""
_LONGEST_LEAD = 13
"""How many letters and signs an identifier may have before its first digit, at most."""
_CLOCK = re.compile(r"(?<![\d:.,/])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:/]|[.,]\d)")
_ZONE = re.compile(r"\b(?:GMT|UTC)\s?[+-]\d{1,2}\b")
# The patterns below begin with a set of characters, not with what must not stand before it: so the regular expression
# engine skips all other characters in its fastest loop. `_MARK`: a number, a full stop that ends a word, another mark.
_CLOCK_SIGN = re.compile(r":(?<=\d:)[0-5]")
_DIGITS = re.compile(r"\d(?<!\d\d)(?:(?<=[-.]\d)\d*+|(?<=[^\W\d_]\d)\d*+|\d*+(?=[+/.-]))")
"""A run of digits that an identifier may hold as its first: behind a letter, hyphen or dot, or before a sign."""
_MARK = re.compile(
    r"[\d\n;:,()\[\]\"!?…|/%‰•+~<>=≥≤≈.-](?:"
    r"(?<=\d)(?:\d{0,2}(?: \d{3}){1,6}(?!\d)(?:[.,]\d+)?|\d*(?:[.,]\d+)*)"
    r"|(?<=\.)(?!\w)|(?<![\d.]))"
)
_MARK_TAGS: dict[str, dict[str, Any]] = {mark: {"mark": mark} for mark in '\n;:,()[]"!?…|/%‰•+~<>=≥≤≈.-'}
_WIDE_SPACE = re.compile("  +")
_UNIT_GLUED = re.compile(r"[^\W\d_]+")


class Atom:
    """A cue, numeral or mark: half-open span on the folded text, and everything its form tells.

    `tags` maps a tag (`scheme`, `unit`, `cmp_before`, …) to its value; marks have the tag `mark`.
    Atoms of one mark or form share their tags, which are never altered. `number` is set on numerals
    (`numerals.Numeral`).
    """

    __slots__ = ("end", "number", "start", "tags")

    def __init__(self, start: int, end: int, tags: dict[str, Any]) -> None:
        self.start = start
        self.end = end
        self.tags = tags
        self.number: Any = None

    def __repr__(self) -> str:
        return f"Atom({self.start}, {self.end}, {self.tags})"


def _within_syllable(text: str, start: int, end: int, open_right: bool) -> bool:
    """Whether a span begins behind a vowel that is written before its consonant, or ends before a sign of its last one."""
    if start and text[start - 1] in LEADING_VOWELS and text[start] not in LEADING_VOWELS:
        return True
    return not open_right and text[end : end + 1] in DEPENDENT and not text[end - 1].isspace()


def _is_latin(letter: str) -> bool:
    """Whether a character is a letter of another script than Thai and Lao."""
    return letter.isalpha() and not "\u0e00" < letter < "\u0f00"


def _fits(text: str, cased: str, start: int, end: int, variant: Variant, spaces: bool) -> tuple[int, int]:
    """The span of a cue where its variant fits the letters around it (the whole word, where they may adjoin), else (-1, -1)."""
    if not spaces and "\u0e00" < text[start] < "\u0f00" and "\u0e00" < text[end - 1] < "\u0f00":
        return (-1, -1) if _within_syllable(text, start, end, variant.open_right) else (start, end)
    if variant.capital and not all(cased[start + n].isupper() for n in variant.capital):
        return -1, -1
    if start and text[start].isdigit() and text[start - 1].isdigit():
        return -1, -1
    if end < len(text) and text[end - 1].isdigit() and text[end].isdigit():
        return -1, -1
    if not spaces and not text[start].isascii():
        return (-1, -1) if _within_syllable(text, start, end, variant.open_right) else (start, end)
    if not spaces and _within_syllable(text, start, end, variant.open_right):
        return -1, -1
    # Where no spaces part words, "BHYT" and "/month" end where the script changes; "% points" is no start of a longer noun.
    is_letter = str.isalpha if spaces or text[start] == "%" else _is_latin
    if start and is_letter(text[start]) and is_letter(text[start - 1]):
        if not variant.open_left:
            return -1, -1
        while start and is_letter(text[start - 1]):
            start -= 1
    size = len(text)
    if end < size and is_letter(text[end - 1]) and (is_letter(text[end]) or text[end] == "_"):
        if not variant.open_right:
            return -1, -1
        while end < size and (is_letter(text[end]) or text[end] == "_"):
            end += 1
    return start, end


Found = tuple[int, tuple[bool, int], dict[str, Any]]
"""What was found at a span: the length of the longest literal, the rank of what tells first, all that is told."""


def _together(there: Found, new: Found) -> Found:
    """What two cues with the same span tell."""
    longest, rank, _ = there
    # In a compound the last part is its head: what reaches the word's end tells before what opens it.
    later = rank <= new[1]
    first, second = (new, there) if later else (there, new)
    shields = "shield" in first[2] and new[0] != longest  # the stem or ending within it
    return max(longest, new[0]), first[1], first[2] if shields else {**second[2], **first[2]}


def _found_cues(folded: Folded, lexicon: Lexicon) -> list[tuple[int, int, int, dict[str, Any]]]:
    """Every cue whose boundaries fit, as `(start, end, length, tags)`, longest literal first, overlaps included."""
    text, cased, spaces = folded.text, folded.cased, lexicon.spec.language.spaces
    # With a mark at either end every place has neighbours: before text[k] stands padded[k].
    padded = f"\n{text}\n"
    found: dict[tuple[int, int], Found] = {}
    for last, (length, bounds, whole, variants) in lexicon.automaton.iter(text):
        start, end = last + 1 - length, last + 1
        # Most of what the automaton finds lies within longer words, and is passed over here at little cost.
        if bounds <= STEM:
            if padded[start].isalpha():
                continue
            if bounds == WORD:
                after = padded[end + 1]
                if after.isalpha() or after == "_":
                    continue
        elif bounds == SYLLABLE:
            if padded[end + 1] in DEPENDENT:
                continue
            if padded[start] in LEADING_VOWELS and text[start] not in LEADING_VOWELS:
                continue
        if whole is not None:
            span = (start, end)
            found[span] = whole if span not in found else _together(found[span], whole)
            continue
        for variant in variants:
            span = _fits(text, cased, start, end, variant, spaces)
            if span[1] < 0:
                continue
            if "doubtful_name" in variant.tags and lexicon.is_name and not lexicon.is_name(text, *span):
                continue
            new = (length, (span[1] == end, length), variant.tags)
            found[span] = new if span not in found else _together(found[span], new)
            if variant.capital:
                break
    # They come nearly in order of their place; no two have the same span, so the sorting never comes to compare tags.
    cues = sorted([(start, end, longest, tags) for (start, end), (longest, _, tags) in found.items()])
    cues.sort(key=itemgetter(2), reverse=True)
    return cues


def _identifiers(cased: str) -> Iterator[tuple[int, int]]:
    """Spans of document numbers and the like, as `_IDENTIFIER` would find them one after the other.

    Each has a digit, with no more than a few letters before the first: it is tried only where runs of digits stand.
    """
    done = 0
    for digits in _DIGITS.finditer(cased):
        first, last = digits.span()
        before = cased[first - 1] if first else " "
        if not (before.isalpha() or before in "-." or cased[last : last + 1] in _GOES_ON) or first < done:
            continue
        start = first
        low = max(done, first - _LONGEST_LEAD)
        if start > low and cased[start - 1] in "-.":
            start -= 1
        while start > low and cased[start - 1].isalpha():
            start -= 1
        found = _IDENTIFIER.match(cased, start)
        if found is None and start < first:
            found = _IDENTIFIER.match(cased, first)
        if found is not None:
            yield found.span()
            done = found.end()


def _clocks(cased: str) -> Iterator[tuple[int, int]]:
    """Spans of times of day, as `_CLOCK` would find them one after the other: each has a colon behind one or two digits."""
    done = 0
    for sign in _CLOCK_SIGN.finditer(cased):
        for start in (sign.start() - 2, sign.start() - 1):
            found = _CLOCK.match(cased, start) if start >= done else None
            if found is not None:
                yield found.span()
                done = found.end()
                break


def _masks(folded: Folded) -> list[tuple[int, int, str]]:
    """Spans whose numbers are never figures: addresses, file names, document numbers."""
    cased = folded.cased
    spans = []
    done = 0
    for sign in _MASKED_SIGN.finditer(cased):
        if sign.start() >= done:
            line = cased.rfind("\n", done, sign.start()) + 1
            end = cased.find("\n", sign.start())
            done = end if end >= 0 else len(cased)
            spans += [(*m.span(), "address") for m in _MASKED.finditer(cased, line, done)]
    spans += [(start, end, "identifier") for start, end in _identifiers(cased)]
    spans += [(start, end, "clock") for start, end in _clocks(cased)]
    if "1900" in cased or "1800" in cased:
        spans += [(*m.span(), "telephone") for m in _HOTLINE.finditer(cased)]
    if "GMT" in cased or "UTC" in cased:
        spans += [(m.start(), m.end(), "clock") for m in _ZONE.finditer(cased)]
    return spans


def scan_atoms(folded: Folded, lexicon: Lexicon) -> tuple[list[Atom], list[tuple[int, int, str]]]:
    """The atoms of a text in order, and the numerals refused already here as `(start, end, reason)`.

    Linear in the text's length but for the sorting of the cues found.
    """
    text, spaces = folded.text, lexicon.spec.language.spaces
    taken = bytearray(len(text))
    atoms: list[Atom] = []
    refused: list[tuple[int, int, str]] = []
    masks = _masks(folded)
    for start, end, reason in masks:
        if reason == "identifier":
            letters = _UNIT_GLUED.match(text, start)
            forms, printed = lexicon.forms, folded.cased[start : letters.end()] if letters else ""
            known = forms.get(printed.casefold()) or forms.get("^" + printed) or {}
            if "currency" in known or "physical" in known or "date" in known:
                continue  # VND500, Q4
        if any(map(str.isdigit, text[start:end])):
            refused.append((start, end, reason))
        taken[start:end] = b"\1" * (end - start)
    inside: list[tuple[int, int, dict[str, Any]]] = []
    crossing: list[tuple[int, int, dict[str, Any]]] = []
    for start, end, _, tags in _found_cues(folded, lexicon):
        if taken.find(1, start, end) >= 0:
            if taken[start] and taken[end - 1] and not _CONTAINED.isdisjoint(tags):
                inside.append((start, end, tags))
            elif spaces and not _OVERLAPPED.isdisjoint(tags) and "shield" not in tags:
                crossing.append((start, end, tags))
            continue
        taken[start:end] = b"\1" * (end - start)
        if "shield" in tags or "refused_name" in tags:
            if any(map(str.isdigit, text[start:end])):
                refused.append((start, end, "name"))
            elif "refused_name" in tags:
                refused.append((start, end, "idiom"))
            if len(tags) == 1:
                continue
        atoms.append(Atom(start, end, tags))
    for start, end, tags in crossing:
        left = _uncovered(text, taken, start, end)
        if left is not None:
            taken[left[0] : left[1]] = b"\1" * (left[1] - left[0])
            atoms.append(Atom(*left, {tag: value for tag, value in tags.items() if tag in _OVERLAPPED}))
    for found in _MARK.finditer(text):
        start, end = found.span()
        if taken[start]:
            continue
        mark = _MARK_TAGS.get(text[start])
        if mark is not None:
            atoms.append(Atom(start, end, mark))
        elif end - start > MAX_DIGITS:
            refused.append((start, end, "too long"))
        else:
            atoms.append(_numeral_atom(text, start, end, lexicon.spec.number.grouping))
    if "  " in text:
        wide = (found.span() for found in _WIDE_SPACE.finditer(text))
        atoms.extend(Atom(start, end, {"mark": "  "}) for start, end in wide if not taken[start])
    atoms.sort(key=attrgetter("start"))
    _add_contained(atoms, inside, spaces)
    return atoms, refused


_OVERLAPPED = frozenset({"unit", "base", "scheme", "scheme_hint", "measure", "topic"})
"""What a cue still tells of which a longer cue covers one end: "have an insurance" in "have an insurance card"."""


def _uncovered(text: str, taken: bytearray, start: int, end: int) -> tuple[int, int] | None:
    """The words of a cue that no longer cue covers, where these are at one end of it; None where none are whole."""
    first = taken.find(0, start, end)
    if first < 0:
        return None
    last = taken.find(1, first, end)
    last = end if last < 0 else last
    if first > start and last < end:
        return None
    while first < last and not text[first].isalnum():
        first += 1
    while last > first and not text[last - 1].isalnum():
        last -= 1
    whole = (first == start or not text[first - 1].isalnum()) and (
        last == len(text) or not text[last].isalnum()
    )
    return (first, last) if whole and last - first >= 4 and taken.find(1, first, last) < 0 else None


_CONTAINED = frozenset(
    {
        "unit",
        "base",
        "scheme",
        "scheme_hint",
        "measure",
        "refuse_before",
        "refuse_after",
        "scenario",
        "topic",
        "body",
        "duty",
        "body_end",
    }
)
_CONTAINERS = frozenset(
    {"unit", "base", "scheme", "measure", "scope", "agency", "place_part", "body", "body_end", "scenario"}
)


def _still_binds(start: int, end: int, atom: Atom, spaces: bool) -> bool:
    """Whether a word of duty binds a body within a longer cue too: "must" in "must add" or "still must"."""
    tags = atom.tags
    if start == atom.start and not spaces and "measure" in tags:
        return True
    aims = tags.get("scenario") == "target" and "base" not in tags
    return aims and (start == atom.start or end == atom.end) and "unit" not in tags


def _is_verb(tags: dict[str, Any]) -> bool:
    """Whether a longer cue that begins with a word at which names of bodies end ends them too: it is no body, and no goal."""
    return "body" not in tags and "scenario" not in tags


def _add_contained(atoms: list[Atom], inside: list[tuple[int, int, dict[str, Any]]], spaces: bool) -> None:
    """A cue within a longer one tells on what the longer one is silent about: "pupils" in "pupils and students".

    Words that refuse numbers are told so only where spaces part words: elsewhere they may end any longer word.
    """
    if not inside:
        return
    starts = [atom.start for atom in atoms]
    for start, end, tags in inside:
        at = bisect_right(starts, start) - 1
        if at < 0:
            continue  # within a name that was refused at the text's beginning
        atom = atoms[at]
        if atom.end < end or atom.start > start or _CONTAINERS.isdisjoint(atom.tags) or "shield" in atom.tags:
            continue
        if tags.keys() <= atom.tags.keys():
            continue  # as most are
        new = {
            tag: value
            for tag, value in tags.items()
            if tag in _CONTAINED
            and tag not in atom.tags
            and (tag != "refuse_before" or (spaces and end == atom.end and "unit" not in atom.tags))
            and (tag != "refuse_after" or start == atom.start)
            and (tag != "unit" or spaces or start == atom.start or end == atom.end)
            and (tag != "unit" or value != "document" or atom.tags.get("measure") != "participants")
            and (tag != "unit" or value != "item" or spaces or {"measure", "scheme"}.isdisjoint(atom.tags))
            and (tag != "base" or spaces or "body" not in atom.tags or "unit" in atom.tags)
            and (tag != "duty" or _still_binds(start, end, atom, spaces))
            and (tag != "body_end" or (start == atom.start and not spaces and _is_verb(atom.tags)))
            and (tag != "body" or (start == atom.start and "unit" in atom.tags))
        }
        if new:
            atom.tags = {**atom.tags, **new}


def _numeral_atom(text: str, start: int, end: int, grouping: str | None) -> Atom:
    """A numeral; where the language has a sign that groups thousands, a single other sign before a scale is the decimal mark."""
    value, doubt = read_digits(text[start:end])
    if doubt and grouping is not None:
        if grouping in text[start:end]:
            doubt = False
        else:
            return Atom(start, end, {"digits": value, "doubt": True, "decimal": True})
    return Atom(start, end, {"digits": value, "doubt": doubt})


@lru_cache(maxsize=4096)
def read_digits(printed: str) -> tuple[Decimal, bool]:
    """The value of a printed numeral and whether its separator could also be read otherwise.

    Separators belong to the number, not to the language: two kinds of separator mean that the last is the
    decimal mark; one kind standing several times groups; one that stands once before exactly three digits
    groups (and is in doubt) unless the digits before it are 0; any other is the decimal mark.
    """
    bare = printed.replace(" ", "")
    dots, commas = bare.count("."), bare.count(",")
    grouped_by_space = " " in printed
    if not dots and not commas:
        return Decimal(bare), False
    if dots and commas:
        decimal = "." if bare.rfind(".") > bare.rfind(",") else ","
        other = "," if decimal == "." else "."
        if bare.count(decimal) > 1:
            return Decimal(re.sub(r"\D", "", bare)), True
        return Decimal(bare.replace(other, "").replace(decimal, ".")), False
    mark = "." if dots else ","
    if bare.count(mark) > 1:
        groups = bare.split(mark)
        even = len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])
        return Decimal(bare.replace(mark, "")), not even
    whole, part = bare.split(mark)
    if len(part) == 3 and len(whole) <= 3 and whole.strip("0") and not grouped_by_space:
        return Decimal(whole + part), True
    return Decimal(whole + "." + part), False
