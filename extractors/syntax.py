"""Syntax: what a parser or sentence splitter tells of a text, in the few answers that reading asks for.

Where sentences begin, at which word a figure's clause parts from that of the figure before it, whether a cue stands
in a figure's own clause, and which noun a numeral counts. Reading works without any of it. Which parser gives it
is left to the caller: an `Analyzer` turns a text into a `Syntax`; `stanza_models` has the one that ships. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Protocol

from extractors.normalise import Folded

Break = Literal["clause", "continuation"]
"""How a figure's clause follows the one before: as another statement, or saying more of the same."""

_EMBEDDED = frozenset({"advcl", "ccomp", "parataxis"})
"""Universal Dependencies relations by which a clause hangs on another; `acl` only as a relative clause."""
_RELATIVE = frozenset({"acl:relcl", "acl:cleft"})
_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_SIGNS_OF_CLAUSE = _SUBJECTS | {"aux", "cop", "orphan"}
"""Dependents that only the predicate of a clause has (`orphan`: its verb was left out)."""
_COUNTING = frozenset({"nummod", "det", "amod", "compound"})
"""Relations by which a numeral, or its magnitude word, hangs on the noun that is counted."""
_MAGNITUDE_REACH = 12
"""How many words behind a numeral the noun may stand that hangs on its magnitude word."""


class Word(NamedTuple):
    """One word of a parse: half-open span on the text, head as an index into its sentence (-1 for the root).

    `relation` and `category` are those of Universal Dependencies (`acl:relcl`, `VERB`).
    """

    start: int
    end: int
    head: int
    relation: str
    category: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with what hangs on it but is no clause itself. `parent` is the index of the clause that it hangs on."""

    parent: int
    relation: str
    has_subject: bool


@dataclass(frozen=True, slots=True)
class Syntax:
    """The analysis of one text. Build it with `make_syntax`; offsets are on the text that was analysed.

    `sentences` are half-open spans in order. What follows is empty where there is no parse: the spans and heads of
    all words in order, the clause that each belongs to, and the clauses.
    """

    sentences: tuple[tuple[int, int], ...]
    words: tuple[Word, ...] = ()
    owners: tuple[int, ...] = ()
    clauses: tuple[Clause, ...] = ()

    def on(self, folded: Folded) -> Syntax:
        """The same on the folded copy of the text, where reading works."""
        if folded.stretches is None:
            return self
        place = folded.place
        words = tuple(word._replace(start=place(word.start), end=place(word.end)) for word in self.words)
        sentences = tuple((place(start), place(end)) for start, end in self.sentences)
        return replace(self, sentences=sentences, words=words)

    def word_at(self, offset: int) -> int:
        """The index of the word that covers an offset, else of the last one before it; -1 before the first."""
        return bisect_right(self.words, offset, key=_start_of) - 1

    def clause_at(self, offset: int) -> int:
        """The index of the clause that the word at an offset belongs to; -1 where nothing was parsed."""
        at = self.word_at(offset)
        return self.owners[at] if at >= 0 else -1

    def break_between(self, left: int, right: int) -> tuple[int, Break] | None:
        """Where, between the words at two offsets, the clause of the second parts from that of the first, and how.

        The answer is the offset of the first word beyond the break. None where both are in one clause, or in
        sentences that the parser held apart (whether those are two is not asked of it).
        """
        first, last = self.word_at(left), self.word_at(right)
        if first < 0 or first >= last or self.owners[first] == self.owners[last]:
            return None
        over_left, over_right = self._line(self.owners[first]), self._line(self.owners[last])
        shared = next((clause for clause in over_right if clause in over_left), -1)
        if shared < 0:
            return None
        down_right = over_right[over_right.index(shared) - 1] if over_right[0] != shared else -1
        down_left = over_left[over_left.index(shared) - 1] if over_left[0] != shared else -1
        for at in range(first + 1, last + 1):
            line = self._line(self.owners[at])
            if down_right in line if down_right >= 0 else down_left not in line:
                break
        kind: Break = "clause"
        if down_right >= 0 and down_left < 0:
            branch = self.clauses[down_right]
            if branch.relation in _RELATIVE or (branch.relation == "advcl" and not branch.has_subject):
                kind = "continuation"
        return self.words[at].start, kind

    def counted_nouns(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The spans of the nouns that the numeral at a span may count, the likeliest first.

        That is the noun that it hangs on; else a noun that hangs on it as its magnitude ("1.2 million of people").
        """
        first = max(self.word_at(start), 0)
        inside = [at for at in range(first, self.word_at(end - 1) + 1) if self.words[at].end > start]
        if not inside:
            return
        for at in inside:
            head = self.words[at].head
            if head >= 0 and head not in inside and _plain(self.words[at].relation) in _COUNTING:
                yield self.words[head].start, self.words[head].end
        for at in range(inside[-1] + 1, min(len(self.words), inside[-1] + 1 + _MAGNITUDE_REACH)):
            if self.words[at].head in inside and _plain(self.words[at].relation) == "nmod":
                yield self.words[at].start, self.words[at].end

    def _line(self, clause: int) -> list[int]:
        """A clause and those that it hangs on, innermost first."""
        line = []
        while clause >= 0:
            line.append(clause)
            clause = self.clauses[clause].parent
        return line


class Analyzer(Protocol):
    """What tells the syntax of a text. `identity` names the analyzer and its models: other results, another identity."""

    identity: str

    def analyze_text(self, text: str) -> Syntax:
        """The syntax of a text, with offsets in code points into it as it is given."""
        ...


def _start_of(word: Word) -> int:
    return word.start


def _plain(relation: str) -> str:
    """A relation without its subtype."""
    return relation.partition(":")[0]


def make_syntax(sentences: Sequence[Sequence[Word]], *, parsed: bool) -> Syntax:
    """A `Syntax` of the words of each sentence, in order of their start; with `parsed`, of their heads too.

    No tree is taken on trust: heads that lie outside their sentence, or in a ring, end at a root.
    """
    spans = tuple((words[0].start, words[-1].end) for words in sentences if words)
    if not parsed:
        return Syntax(spans)
    everything: list[Word] = []
    owners: list[int] = []
    clauses: list[Clause] = []
    for words in sentences:
        base = len(everything)
        owners.extend(_own_clauses(words, clauses))
        for at, word in enumerate(words):
            inside = 0 <= word.head < len(words) and word.head != at
            everything.append(word._replace(head=base + word.head if inside else -1))
    return Syntax(spans, tuple(everything), tuple(owners), tuple(clauses))


def _own_clauses(words: Sequence[Word], clauses: list[Clause]) -> list[int]:
    """The clause that each word of a sentence belongs to; the sentence's clauses are added to `clauses`."""
    children: list[set[str]] = [set() for _ in words]
    for at, word in enumerate(words):
        if 0 <= word.head < len(words) and word.head != at:
            children[word.head].add(_plain(word.relation))
    owners = [-1] * len(words)
    for start in range(len(words)):
        path: list[int] = []
        at = start
        while 0 <= at < len(words) and owners[at] < 0 and at not in path:
            path.append(at)
            at = words[at].head
        known = owners[at] if 0 <= at < len(words) and at not in path else -1
        for step in reversed(path):
            if known < 0 or _opens_clause(words, step, children):
                clauses.append(Clause(known, words[step].relation, not _SUBJECTS.isdisjoint(children[step])))
                known = len(clauses) - 1
            owners[step] = known
    return owners


def _opens_clause(words: Sequence[Word], at: int, children: list[set[str]]) -> bool:
    """Whether a word is the predicate of a clause of its own."""
    word = words[at]
    if word.relation in _RELATIVE or _plain(word.relation) in _EMBEDDED:
        return True
    if _plain(word.relation) != "conj":
        return False
    return word.category in ("VERB", "AUX") or not _SIGNS_OF_CLAUSE.isdisjoint(children[at])
