"""Tables in text: rows are lines with bars between their cells, as cleaning writes them ("| place | people | share |"),
or short lines with dashes between them ("Place – 2 314 – 84 %").

The first row of a table whose cells hold words and no figures is its head. A figure in a later row is governed by
the head of its column and the head of its row (the first cell): unit, measure, scheme, base, date. Lines with a bar
that are no table (a caption between two bars, a publisher and a date) have fewer than two inner bars, or no head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.atoms import Atom
from extractors.dates import DateExpression
from extractors.segments import Sentence

LONGEST_DASHED = 120
"""A line with dashes between its parts is a row only up to this length: longer ones are prose."""


@dataclass(slots=True)
class Row:
    """One row: its cells as half-open spans on the folded text, and the sentence it is."""

    sentence: Sentence
    cells: list[tuple[int, int]]


def read_row(text: str, sentence: Sentence) -> Row | None:
    """The cells of a sentence that is a table row (two inner bars or dashes, or more), else None."""
    line = text[sentence.start : sentence.end].rstrip("\n")
    if line.lstrip().startswith("|"):
        bars = [sentence.start + k for k, c in enumerate(line) if c == "|"]
    elif len(line) <= LONGEST_DASHED and line.count(" - ") >= 2:
        bars = [sentence.start - 1, *(sentence.start + m.start() + 1 for m in re.finditer(" - ", line))]
    else:
        return None
    if len(bars) < 3:
        return None
    ends = [*bars[1:], sentence.start + len(line)]
    cells = [(a + 1, b) for a, b in zip(bars, ends, strict=True)]
    return Row(sentence, cells if text[slice(*cells[-1])].strip() else cells[:-1])


class TableReader:
    """Follows the rows of one article's tables, in order of its sentences."""

    def __init__(self, text: str, atoms: list[Atom]) -> None:
        self.text = text
        self.atoms = atoms
        self.head: Row | None = None
        self.last_paragraph = -10

    def follow(self, sentence: Sentence, has_figures: bool) -> Row | None:
        """The row that a sentence is, where its table has a head; a head itself gives None."""
        row = read_row(self.text, sentence)
        if row is None:
            if self.text[sentence.start : sentence.end].strip():
                self.head = None
            return None
        following = sentence.paragraph - self.last_paragraph <= 2 and self.head is not None
        self.last_paragraph = sentence.paragraph
        if not has_figures and not following:
            self.head = row
            return None
        return row if following else None

    def column(self, row: Row, start: int) -> int:
        """The number of the cell of a row that a position lies in, -1 for none."""
        return next((n for n, (a, b) in enumerate(row.cells) if a <= start < b), -1)

    def governing_atoms(self, row: Row, start: int) -> list[Atom]:
        """The atoms of the column's head, then those of the row's first cell, for a figure at a position."""
        number = self.column(row, start)
        found: list[Atom] = []
        if self.head is not None and 0 <= number < len(self.head.cells):
            found += self._within(self.head.sentence, self.head.cells[number])
        if number > 0:
            found += self._within(row.sentence, row.cells[0])
        return found

    def governing_date(self, row: Row, start: int) -> DateExpression | None:
        """The date in the head of the column, or in the row's first cell."""
        number = self.column(row, start)
        if self.head is None or not 0 <= number < len(self.head.cells):
            return None
        for sentence, (low, high) in (
            (self.head.sentence, self.head.cells[number]),
            (row.sentence, row.cells[0]),
        ):
            for found in sentence.dates:
                if low <= found.start < high:
                    return found
        return None

    def _within(self, sentence: Sentence, cell: tuple[int, int]) -> list[Atom]:
        return [a for a in self.atoms[sentence.low : sentence.high] if cell[0] <= a.start < cell[1]]
