"""Sentences: the stretches of a text within which cues govern figures.

A line is a paragraph. Where words are parted by spaces, a sentence ends at a full stop, question or
exclamation mark that is followed by white space, but not inside a number or date, after an abbreviation, or
after an ordinal number in small letters' company ("31. desember"). Thai has no mark: a line is one chain of
clauses, cut where one of the language's sentence openers follows a space. Where an analyzer splits such text into
sentences, those bounds stand instead, but none inside a number, a date, or between a number and its noun. Bounded: one pass
over the atoms.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import KeysView, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.atoms import Atom
from extractors.dates import DateExpression, find_dates
from schemas.lexicon import LexiconSpec


@dataclass(slots=True)
class Sentence:
    """One sentence: `atoms[low:high]`, the number of its paragraph (line) and of the sentence in it."""

    low: int
    high: int
    start: int
    end: int
    paragraph: int
    number: int
    where: dict[str, list[int]] = field(default_factory=dict)
    """The indices of its atoms by tag, in order: what none of them has need not be looked for, and what few have is
    found without asking the others, which most of the work is spared by."""
    numerals: list[int] = field(default_factory=list)
    """The indices of its atoms that are numerals, in order."""
    dates: list[DateExpression] = field(default_factory=list)
    row: bool = False
    """Whether it is the row of a table; set in linking."""
    task: bool = False
    """Whether it is an item below a heading of goals or tasks; set in linking."""
    blank: bool = False
    """Whether it is a line's end and nothing else: an empty line, or what is left behind the last full stop of one.

    Many are; they say nothing, and `Linker.pass_blank` is all that is done with them.
    """
    tags: KeysView[str] = field(init=False)
    """The tags of all its atoms: the keys of `where`."""

    def __post_init__(self) -> None:
        self.tags = self.where.keys()

    def having(self, *tags: str) -> list[int]:
        """The indices of its atoms that have any of some tags, in order. Do not alter it."""
        found: list[int] = []
        several = False
        for tag in tags:
            if tag in self.where:
                several = bool(found)
                found = found + self.where[tag] if several else self.where[tag]
        return sorted(set(found)) if several else found


def between(indices: list[int], low: int, high: int) -> list[int]:
    """Those of some indices, which are in order, that lie in `low..high`, the end not included."""
    return indices[bisect_left(indices, low) : bisect_left(indices, high)]


MAX_ATOMS = 300
"""A "sentence" of more atoms than this is cut: it bounds the work on text without full stops."""
_CLOSERS = "\"')] "


def cut_sentences(
    text: str,
    cased: str,
    atoms: list[Atom],
    spec: LexiconSpec,
    bounds: Sequence[tuple[int, int]] | None = None,
) -> list[Sentence]:
    """The sentences of a text that hold any atom, in order. `atoms` are those after numerals were merged.

    `cased` is the folded text with its capitals. `bounds` are sentences as an analyzer split them, half-open spans in
    order: given, a sentence ends there, at line ends, and nowhere else.
    """
    language = spec.language
    opening = frozenset() if bounds is None else _openings(text, atoms, spec, bounds)
    short = {form.casefold().rstrip(".") for form in language.abbreviations}
    sentences: list[Sentence] = []
    low, start, paragraph, number = 0, 0, 0, 0
    numerals: list[int] = []

    def close(high: int, end: int) -> None:
        nonlocal low, start, number, numerals
        if high > low:
            where: dict[str, list[int]] = {}
            for index in range(low, high):
                for tag in atoms[index].tags:
                    if tag in where:
                        where[tag].append(index)
                    else:
                        where[tag] = [index]
            blank = high == low + 1 and _is_blank(text, atoms[low], start, end, paragraph, number)
            sentences.append(Sentence(low, high, start, end, paragraph, number, where, numerals, blank=blank))
            number += 1
            numerals = []
        low, start = high, end

    for index, atom in enumerate(atoms):
        tags = atom.tags
        mark = tags.get("mark")
        if mark == "\n":
            close(index + 1, atom.end)
            paragraph, number = paragraph + 1, 0
        elif bounds is not None:
            if index in opening or index - low >= MAX_ATOMS:
                close(index, atom.start)
        elif mark in ("!", "?", "…"):
            if atom.end >= len(text) or text[atom.end] in _CLOSERS:
                close(index + 1, atom.end)
        elif mark == ".":
            if _ends_sentence(text, cased, atoms, index, short):
                close(index + 1, atom.end)
        elif (
            "opener" in tags and index > low and (atom.start == 0 or text[atom.start - 1] in ' "')
        ) or index - low >= MAX_ATOMS:
            close(index, atom.start)
        if atom.number is not None:
            numerals.append(index)
    close(len(atoms), len(text))
    return sentences


_MARKED = 6
"""How many letters may stand in a line before the full stop that only ends an item's number."""


def _is_blank(text: str, atom: Atom, start: int, end: int, paragraph: int, number: int) -> bool:
    """Whether a sentence of one atom is a line's end: no title, and not behind an item's number that a full stop ends."""
    if atom.tags.get("mark") != "\n" or not text[start:end].isspace():
        return False
    return "\n" not in text[max(0, start - _MARKED) : start] if number else paragraph > 0


_HELD = frozenset({"unit", "unit_generic", "classifier", "physical", "currency", "scale", "refuse_after"})
"""What is held to the number right before it: what it counts, or what makes it no figure ("7 o'clock")."""


def _openings(
    text: str, atoms: list[Atom], spec: LexiconSpec, bounds: Sequence[tuple[int, int]]
) -> frozenset[int]:
    """The indices of the atoms that open a sentence by an analyzer's bounds, which may lie anywhere.

    A bound inside an atom (numbers and dates in digits are one), inside a date expression, between a number and what it
    counts, or between a number and a word that makes it no figure opens nothing.
    """
    inside: set[int] = set()
    low = 0
    for index, atom in enumerate(atoms):
        if atom.tags.get("mark") == "\n" or index + 1 == len(atoms) or index - low >= MAX_ATOMS:
            for found in find_dates(text, atoms, low, index + 1, spec, None):
                inside.update(range(found.index + 1, found.stop))
            low = index + 1
    starts = [atom.start for atom in atoms]
    found_openings: set[int] = set()
    for (_, _), (start, _) in pairwise(bounds):
        index = bisect_left(starts, start)
        if 0 < index < len(atoms) and index not in inside and atoms[index - 1].end <= start:
            before, here = atoms[index - 1], atoms[index]
            held = before.number is not None and not _HELD.isdisjoint(here.tags)
            held = held or (here.number is not None and "refuse_before" in before.tags)
            if not (held and text[before.end : here.start] in ("", " ")):
                found_openings.add(index)
    return frozenset(found_openings)


def _ends_sentence(text: str, cased: str, atoms: list[Atom], index: int, short: set[str]) -> bool:
    stop = atoms[index]
    after = cased[stop.end : stop.end + 3].lstrip("\"')] ")
    if not after:
        return True
    if after[0] in ",;":
        return False  # an initial, or an abbreviation: "Vo H., a pupil"
    before = atoms[index - 1] if index else None
    if before is not None and before.end == stop.start and before.number is not None and before.number.plain:
        if after[0].islower():
            return False
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        if following is not None and "month" in following.tags and following.start <= stop.end + 1:
            return False
    word_start = stop.start
    while word_start > 0 and text[word_start - 1].isalpha() and stop.start - word_start < 12:
        word_start -= 1
    word = text[word_start : stop.start]
    return not (word in short or (len(word) == 1 and word.isascii()))
