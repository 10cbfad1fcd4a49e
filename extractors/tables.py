"""Tables in text: rows are lines with bars between their cells, as cleaning writes them ("| place | people | share |"),
or short lines with dashes between them ("Place – 2 314 – 84 %"), or cells that are lines themselves.

The first row of a table whose cells hold words and no figures is its head, with the rows right below that hold none
either. A figure in a later row is governed by the head of its column and the head of its row (the first cell that
does not number it): unit, measure, scheme, base, date; by a cell of its row that holds a unit; and, where these leave
something open, by the line above the table. Lines with a bar
that are no table (a caption between two bars, a publisher and a date) have fewer than two inner bars, or no head.
A list whose lines hold several figures may have a legend in brackets above it, which is its head.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from extractors.atoms import Atom
from extractors.dates import DateExpression
from extractors.segments import Sentence
from schemas.lexicon import LexiconSpec

LONGEST_DASHED = 120
"""A line with dashes between its parts is a row only up to this length: longer ones are prose."""


WIDEST = 60
"""A line with more bars is no row: it bounds the work."""
_UNITS = frozenset({"currency", "physical", "scale", "percent_after"})
_NUMBER = re.compile(r"(?:\d{1,3}|[ivx]{1,5}|[a-h])[.)]?")
"""What numbers a row: 12, IV, b)."""
_PLACES = frozenset({"locality", "organization"})


@dataclass(slots=True)
class Row:
    """One row: its cells as half-open spans on the folded text, and the sentence it is; several where cells are lines."""

    sentences: tuple[Sentence, ...]
    cells: list[tuple[int, int]]

    @property
    def paragraph(self) -> int:
        """The line that it begins in."""
        return self.sentences[0].paragraph


def read_row(text: str, sentence: Sentence) -> Row | None:
    """The cells of a sentence that is a table row, else None: parted by bars, or by two dashes or more."""
    line = text[sentence.start : sentence.end].rstrip("\n")
    if "|" in line:
        bars = [sentence.start + k for k, c in enumerate(line) if c == "|"]
        opened, closed = line.lstrip(" ").startswith("|"), line.rstrip(" ").endswith("|")
        if not opened or not closed:  # "| 2024 | 2025" begins with an empty cell
            bars.insert(0, sentence.start - 1)
        if len(bars) == 2 and text[bars[1] + 1 : sentence.start + len(line)].strip():
            bars.append(sentence.start + len(line))  # two columns
    elif len(line) <= LONGEST_DASHED and line.count(" - ") >= 2:
        bars = [sentence.start - 1, *(sentence.start + m.start() + 1 for m in re.finditer(" - ", line))]
    else:
        return None
    if not 3 <= len(bars) <= WIDEST:
        return None
    ends = [*bars[1:], sentence.start + len(line)]
    cells = [(a + 1, b) for a, b in zip(bars, ends, strict=True)]
    return Row((sentence,), cells if text[slice(*cells[-1])].strip() else cells[:-1])


_LEGEND = re.compile(r"\(([^()\n]{3,80})\)[ :.]*\n?$")
"""What the figures of the lines below are, in brackets at a line's end: "(members; share of the goal):"."""
LONGEST_LISTED = 100
"""A line below a legend is a row only up to this length."""


def read_legend(text: str, sentence: Sentence) -> Row | None:
    """The cells of a legend, behind an empty one for the rows' heads; None where a sentence does not end in one."""
    low = max(sentence.start, sentence.end - 90)
    if text.rfind(")", low, sentence.end) < 0:
        return None
    found = _LEGEND.search(text, low, sentence.end)
    if found is None:
        return None
    for mark in "/;|":
        ends = [k for k in range(*found.span(1)) if text[k] == mark]
        if ends:
            starts = [found.start(1), *(end + 1 for end in ends)]
            return Row((sentence,), [(found.start(),) * 2, *zip(starts, [*ends, found.end(1)], strict=True)])
    return None


def read_listed(text: str, sentence: Sentence, columns: int) -> Row | None:
    """The cells of a line below a legend, "Place: 2,314 people; 84.2 %": its head, then as many parts as the legend has."""
    line = text[sentence.start : sentence.end].rstrip("\n")
    if len(line) > LONGEST_LISTED:
        return None
    first = re.search(r"\d", line)
    for mark in (" / ", "; ", " - ", "/", ";", ", "):
        ends = [m.start() for m in re.finditer(re.escape(mark), line)]
        if first is not None and first.start() > 1 and len(ends) + 2 == columns and ends[0] > first.start():
            cuts = [0, first.start(), *(end + 1 for end in ends), len(line)]
            return Row(
                (sentence,), [(sentence.start + a, sentence.start + b) for a, b in itertools.pairwise(cuts)]
            )
    return None


_NUMBER_LINE = re.compile(r" *+\d(?:[\d., ]*+(?<=[\d ]))?%? *+")
_ALONE = re.compile(r"\n *+\d[\d., ]*+%? *+(?=\n|$)")
LONGEST_CELL = 80
"""A line is a table's cell only up to this length."""


class Stacked(NamedTuple):
    """A row of a table whose cells are lines, with the table's head and the line above it."""

    row: Row
    head: Row | None
    above: Sentence | None


def find_stacked(text: str, sentences: list[Sentence]) -> dict[int, Stacked]:
    """The rows of tables that were flattened to a cell a line, by the numbers of the lines that hold their figures.

    Such a table shows by its rhythm: a line of words and so many lines that are numbers alone, twice or more. The
    lines of words right above, as many as there are columns, are its head.
    """
    lines: list[list[Sentence]] = []
    for sentence in sentences:
        if lines and lines[-1][0].paragraph == sentence.paragraph:
            lines[-1].append(sentence)
        else:
            lines.append([sentence])
    spans = [(line[0].start, line[-1].end) for line in lines]
    parts = [text[low:high].strip("\n") for low, high in spans]
    numeric = [_NUMBER_LINE.fullmatch(part) is not None for part in parts]
    cell = [not n and 0 < len(part.strip()) <= LONGEST_CELL for n, part in zip(numeric, parts, strict=True)]
    found: dict[int, Stacked] = {}
    at = 0
    while at + 1 < len(lines):
        if not (cell[at] and numeric[at + 1]):
            at += 1
            continue
        columns = 1
        while at + 1 + columns < len(lines) and numeric[at + 1 + columns]:
            columns += 1
        starts = [at]
        while True:
            following = starts[-1] + columns + 1
            inside = following + columns < len(lines) and cell[following]
            whole = inside and all(numeric[following + 1 : following + 1 + columns])
            if not whole or numeric[following + columns + 1 : following + columns + 2] == [True]:
                break
            starts.append(following)
        bare = not any(c.isdigit() for n in starts for c in parts[n])
        if bare and len(starts) > (1 if columns > 1 else 2):
            heads = 0
            while (
                heads <= columns
                and at > heads
                and cell[at - heads - 1]
                and parts[at - heads - 1][-1:] not in ".:"
            ):
                heads += 1
            head = None
            if heads >= columns:
                low = at - heads
                cells = [spans[n] for n in range(low, at)]
                cells = cells if heads > columns else [(spans[low][0],) * 2, *cells]
                head = Row(tuple(s for line in lines[low:at] for s in line), cells)
            top = at - heads - 1
            above = lines[top][-1] if top >= 0 and len(parts[top]) <= LONGEST_DASHED else None
            for start in starts:
                own = range(start, start + columns + 1)
                row = Row(tuple(s for n in own for s in lines[n]), [spans[n] for n in own])
                for n in own[1:]:
                    found[lines[n][0].paragraph] = Stacked(row, head, above)
        at = starts[-1] + columns + 1
    return found


@cache
def _pattern(words: tuple[str, ...], spaces: bool) -> re.Pattern[str]:
    """Any of some words: whole ones in writing with spaces. Nothing where there are none."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if spaces else f"(?:{either})")


@dataclass(slots=True)
class Heads:
    """What governs one figure of a row: the atoms of the heads, in the order in which they are asked."""

    column: list[Atom]
    row: list[Atom]
    units: list[Atom]
    """Of cells of the row that hold a unit and no figure."""
    above: list[Atom]
    """Of the line above the table."""


class TableReader:
    """Follows the rows of one article's tables, in order of its sentences. `spec` tells the words of heads."""

    def __init__(self, text: str, atoms: list[Atom], spec: LexiconSpec, sentences: list[Sentence]) -> None:
        self.text = text
        lonely = sum(1 for _ in itertools.islice(_ALONE.finditer(text), 2)) > 1
        self.stacked = find_stacked(text, sentences) if lonely else {}
        self.atoms = atoms
        self.words, self.spaces = spec.table, spec.language.spaces
        self.head: Row | None = None
        self.second: Row | None = None
        """A second row of heads below the first."""
        self.legend = False
        """Whether the head is a legend in brackets, and the rows lines of a list."""
        self.last_paragraph = -10
        self.above: Sentence | None = None
        """The line above the table: "(in billion dong)"."""
        self._before: Sentence | None = None
        self._begun = False

    def follow(self, sentence: Sentence, has_figures: bool) -> Row | None:
        """The row that a sentence is, or that it is a cell of, where its table has a head; a head itself gives None."""
        if (stacked := self.stacked.get(sentence.paragraph)) is not None:
            self.head, self.second, self.above = stacked.head, None, stacked.above
            self.legend, self.last_paragraph, self._before = False, -10, None
            return stacked.row if has_figures else None
        row = read_row(self.text, sentence)
        if row is None and self.legend and self.head is not None:
            row = read_listed(self.text, sentence, len(self.head.cells))
            if row is not None and sentence.paragraph - self.last_paragraph == 1 and has_figures:
                self.last_paragraph = sentence.paragraph
                return row
            row = self.head = None
        legend = read_legend(self.text, sentence) if row is None else None
        if legend is not None:
            self.head, self.second, self.legend = legend, None, True
            self.last_paragraph = sentence.paragraph
            self._before = None if has_figures else sentence  # "Goals (people)" may also stand above a table
            return None
        if row is None:
            self.legend = False
            if self.text[sentence.start : sentence.end].strip():
                self.head = None
                self._before = None if has_figures else sentence
            return None
        following = (
            sentence.paragraph - self.last_paragraph <= 2 and self.head is not None and not self.legend
        )
        self.legend = False
        self.last_paragraph = sentence.paragraph
        if not has_figures and not following:
            self.head, self.second, self._begun = row, None, False
            last = self._before
            near = last is not None and sentence.paragraph - last.paragraph <= 2
            self.above = (
                last if near and last is not None and last.end - last.start <= LONGEST_DASHED else None
            )
            return None
        if not has_figures and following and not self._begun and self.head is not None:
            if len(row.cells) == len(self.head.cells) and self.second is None:
                self.second = row
        self._begun = self._begun or has_figures
        return row if following else None

    def pass_blank(self, sentence: Sentence) -> None:
        """As `follow` for a sentence that is a line's end: the rows below a legend end there, a table's go on."""
        if sentence.paragraph in self.stacked:
            self.follow(sentence, False)
        elif self.legend:
            self.head, self.legend = None, False

    def column(self, row: Row, start: int) -> int:
        """The number of the cell of a row that a position lies in, -1 for none."""
        return next((n for n, (a, b) in enumerate(row.cells) if a <= start < b), -1)

    def label(self, row: Row) -> int:
        """The number of the cell that heads a row: the first, or the second where the first numbers the row."""
        first = self.text[slice(*row.cells[0])].strip()
        if len(row.cells) > 2 and _NUMBER.fullmatch(first):
            numbers = _pattern(self.words.numbers, self.spaces)
            named = self.head is not None and numbers.search(self.text, *self.head.cells[0]) is not None
            if named or not any(c.isdigit() for c in self.text[slice(*row.cells[1])]):
                return 1
        return 0

    def heads(self, row: Row, start: int) -> Heads:
        """The atoms that govern the figure at a position."""
        number, label = self.column(row, start), self.label(row)
        column: list[Atom] = []
        for head in (self.head, self.second):
            if head is not None and 0 <= number < len(head.cells):
                column += self._within(head.cells[number])
        if number <= label:
            return Heads(column, [], [], [])
        units = [
            atom
            for n, cell in enumerate(row.cells)
            if n not in (label, number) and not any(c.isdigit() for c in self.text[slice(*cell)])
            for atom in self._within(cell)
        ]
        above = self.atoms[self.above.low : self.above.high] if self.above is not None else []
        return Heads(column, self._within(row.cells[label]), units, above)

    def units_above(self, heads: Heads) -> list[Atom]:
        """Of the line above the table the units: amounts and shares anywhere in it, what is counted only in brackets."""
        found = []
        for atom in heads.above:
            tags = atom.tags
            beside = self.text[atom.start - 1 : atom.start], self.text[atom.end : atom.end + 1]
            told = self.text[atom.start : atom.end] in self.words.units  # "(unit: people)"
            bracketed = (beside[0] == "(" or beside[1] == ")") and not told
            if not _UNITS.isdisjoint(tags) or tags.get("mark") == "%" or ("unit" in tags and bracketed):
                found.append(atom)
        return found

    def said(
        self, row: Row, start: int, words: tuple[str, ...], of_row: bool = True
    ) -> tuple[int, int] | None:
        """Where the head of a figure's column, or that of its row, holds one of some words."""
        pattern, number, label = _pattern(words, self.spaces), self.column(row, start), self.label(row)
        cells = [
            h.cells[number] for h in (self.head, self.second) if h is not None and 0 < number < len(h.cells)
        ]
        if of_row and number > label:
            cells.append(row.cells[label])
        for cell in cells:
            found = pattern.search(self.text, *cell)
            if found is not None:
                return found.span()
        return None

    def said_above(self, heads: Heads, words: tuple[str, ...]) -> tuple[int, int] | None:
        """Where the line above a table holds one of some words."""
        if not heads.above or self.above is None:
            return None
        found = _pattern(words, self.spaces).search(self.text, self.above.start, self.above.end)
        return None if found is None else found.span()

    def is_total(self, row: Row) -> bool:
        """Whether a row sums up the others."""
        cell = self.text[slice(*row.cells[self.label(row)])].strip(" .:")
        found = _pattern(self.words.totals, self.spaces).match(cell)
        return found is not None

    def counts_time(self, row: Row, start: int) -> bool:
        """Whether the head of a figure's column is a length of time and nothing else: "Months"."""
        number = self.column(row, start)
        if self.head is None or not 0 < number < len(self.head.cells):
            return False
        low, high = self.head.cells[number]
        told = [a for a in self._within((low, high)) if "refuse_after" in a.tags]
        if not told or told[0].tags["refuse_after"] != "duration":
            return False
        return self.text[low:high].strip() == self.text[told[0].start : told[0].end]

    def planned(self, row: Row, start: int) -> Atom | None:
        """The word of plans with which a column's dated head begins: its figures are the plan ("Plan 2026"), no shares of it."""
        number = self.column(row, start)
        if self.head is None or not 0 < number < len(self.head.cells):
            return None
        heads = self._within(self.head.cells[number])
        first = heads[0].tags if heads else {}
        if first.get("base") != "plan" or "prep" in first or first.get("scenario") == "actual":
            return None
        shares = any(a.tags.get("mark") == "%" or "percent_after" in a.tags for a in heads)
        low, high = self.head.cells[number]
        dated = any(low <= found.start < high for found in self._dates(self.head))
        return heads[0] if dated and not shares and not self.text[low : heads[0].start].strip() else None

    def of_places(self, row: Row) -> bool:
        """Whether the first column names places, firms or schools: its head says so, or the row's first cell does."""
        label = self.label(row)
        cells = [row.cells[label]]
        if self.head is not None and label < len(self.head.cells):
            cells.append(self.head.cells[label])
        for cell in cells:
            for atom in self._within(cell):
                tags = atom.tags
                if "place_part" in tags or tags.get("scope") == "part" or tags.get("unit") in _PLACES:
                    return True
        return False

    def governing_date(self, row: Row, start: int) -> DateExpression | None:
        """The date in the head of the column, in the row's first cell, or else the one in the line above the table."""
        number = self.column(row, start)
        if self.head is None or not 0 <= number < len(self.head.cells):
            return None
        places = [(h, h.cells[number]) for h in (self.head, self.second) if h and number < len(h.cells)]
        for source, (low, high) in (*places, (row, row.cells[self.label(row)])):
            for found in self._dates(source):
                if low <= found.start < high:
                    return found
        told = self.above.dates if self.above is not None else []
        return told[0] if len(told) == 1 else None

    @staticmethod
    def _dates(row: Row) -> list[DateExpression]:
        return [found for sentence in row.sentences for found in sentence.dates]

    def _within(self, cell: tuple[int, int]) -> list[Atom]:
        low = bisect_left(self.atoms, cell[0], key=attrgetter("start"))
        high = bisect_left(self.atoms, cell[1], low, key=attrgetter("start"))
        return self.atoms[low:high]
