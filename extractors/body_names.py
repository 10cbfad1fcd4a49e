"""Names of bodies: where the name of an office, agency or authority begins and ends.

Names are told by a noun of bodies, capitals, articles, joined nouns, places behind them, brackets and lists. Which body a
duty falls on is left to `responsible`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from extractors.atoms import Atom
from extractors.segments import Sentence
from schemas.lexicon import LexiconSpec

NAME_REACH = 25
"""How far behind a body's name, as far as it is known, a word that ends names may stand and still end this one."""
START = attrgetter("start")
ARTICLE = re.compile(r"[ '\"-]*(?:\w{1,3}[ '])?")
_BRACKETED = re.compile(r" \([^()\n]{1,20}\) $")
_LAST_WORD = re.compile(r" ([^\W\d_]{1,3})$")
_COMMA_ARTICLE = re.compile(r",(?= (?:\w{1,3}[ '])$)")
"""A comma, where only an article stands behind it."""
_HANGING = re.compile(r"(?:\b[^\W\d_]+-,? )+[^\W\d_]{1,4} $")
_CAPITAL_NOUNS = re.compile(
    r", (?:[^\W\d_]{1,3}[ '])?(?=[^\W\d_a-z])[^\W\d_]+(?: (?:[^\W\d_a-z][^\W\d_]*|[a-z]{1,2})){0,3}? ([^\W\d_]{1,4})"
    r" (?:[^\W\d_]{1,3}[ '])?(?=[^\W\d_a-z])[^\W\d_]+"
)
_HANGING_ON = re.compile(r" (?:[^\W\d_]+-,? )+[^\W\d_]{1,4}(?= )")
"""The first half of a compound left hanging within a name: "the board for investment- and building projects"."""
_SMALL_NOUNS = re.compile(r", [^\W\d_]+ ([^\W\d_]{1,4}) [^\W\d_]+")
_NUMBERED = re.compile(r" (?:nr\. ?|n° ?|no\. ?|n\. ?)\d{1,3}(?![\d.,/-])")
"""The number that ends a name: "the board no. 2"."""
WORD = re.compile(r" ?'?([^\W_]+(?:-[^\W_]+)*'?)")


@lru_cache(maxsize=16)
def _of_each(glue: tuple[str, ...]) -> re.Pattern[str] | None:
    """More of which a body is, each behind its article: "the committees of the communes, of the wards and of the zone"."""
    if not glue:
        return None
    of = "|".join(re.escape(word) for word in sorted(glue, key=len, reverse=True) if len(word) <= 3)
    of = rf"(?:{of})[ '](?:[^\W\d_]{{1,2}}[ '])?"
    return re.compile(
        rf"(?:, {of}[^\W\d_]+(?: [^\W\d_]+){{0,2}}?)+ ([^\W\d_]{{1,4}}) {of}[^\W\d_]+(?: (?=[^\W\d_a-z])[^\W\d_]+)?"
    )


_DONE = ("collection", "benefits", "new_participants")
"""Measures whose words are verbs behind a body: collects, pays, finds members."""
_NAMES = frozenset({"body", "place_word", "place_part", "province", "break", "scope"})
"""What words tell with which a body's name goes on."""


@lru_cache(maxsize=16)
def _whole_pattern(whole: tuple[str, ...], each: tuple[str, ...]) -> re.Pattern[str] | None:
    """Nouns that name a body in full, with the words for "every" before them."""
    if not whole:
        return None
    nouns = "|".join(re.escape(noun) for noun in sorted(whole, key=len, reverse=True))
    every = "|".join(re.escape(word) for word in each)
    return re.compile(rf"(?:{every})?(?:{nouns})")


class BodyNames:
    """Reads the names of bodies in one article, as spans on its folded text."""

    def __init__(self, text: str, atoms: list[Atom], spec: LexiconSpec) -> None:
        self.text = text
        self.cased = text
        """The folded text with its capitals."""
        self.atoms = atoms
        self.spec = spec
        self.glue = frozenset(form for form in spec.date.words.get("glue", ()) if form.isalpha())
        """Prepositions and articles: no body's name ends with one."""
        self.name_start: Callable[[str, int], int] | None = None
        """Where a body's name begins before its noun, with an adjective; see `lexicon.Lexicon`."""
        self.name_end: Callable[[str, int, bool], int] | None = None
        """How far a body's name goes on behind a space, before a known word or an unknown one; see `lexicon.Lexicon`."""

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        text = self.text
        while start < end and text[start] in " \n\t.,;:-|\"'":
            start += 1
        while end > start and text[end - 1] in " \n\t.,;:-|(\"'":
            elided = (
                text[end - 1] == "'" and end - start > 3 and text[end - 3] == " " and text[end - 2].isalpha()
            )
            end -= 2 if elided else 1  # "the Department l'", before "ouvrira"
        last = _LAST_WORD.search(text, start, end) if self.spec.language.spaces else None
        if last is not None and last[1] in self.glue:
            end = last.start()  # "the communes to", before a verb
        if not self.spec.language.spaces:
            for word in self.spec.deadline.relative:
                if text.endswith(f" {word}", start, end):
                    end -= len(word) + 1  # "the hospital that", before "will"
            joint = self.atoms[bisect_left(self.atoms, end, key=START) - 1] if end > 0 else None
            if joint is not None and joint.end == end and joint.tags.get("break") == "conjunction":
                end = start + len(
                    text[start : joint.start].rstrip()
                )  # "drawn up by the office and", before a verb
        return (start, end) if end > start else None

    def _is_office(self, index: int) -> bool:
        tags = self.atoms[index].tags
        return "body" in tags and "place_word" not in tags and "province" not in tags

    def _name_start(self, index: int) -> int:
        """Where a body's name begins: before the first half of a compound left hanging ("land- and water department")."""
        start = self.atoms[index].start
        hanging = _HANGING.search(self.text, max(0, start - 40), start)
        if hanging is not None:
            return hanging.start()
        for word in self.spec.deadline.each:
            if self.text.endswith(word, 0, start):
                return start - len(word)
        return start if self.name_start is None else self.name_start(self.text, start)

    def _name_end(self, index: int, limit: int) -> int:
        """Where a body's name is over that no known word ends: behind its noun and what is joined to it.

        Joined are words with capitals, places, and behind a preposition or "and" the next noun: "the department
        for education and training", "the tax office in the city".
        """
        ends = {a.start: a for a in self.atoms[index : index + 30]}
        end = at = self.atoms[index].end
        joined = False
        parted = 0
        described = False
        while True:
            following = ends.get(at + 2)
            if self.text[at : at + 2] == ", " and following is not None and "body" in following.tags:
                at += 1  # "the post office, the tax office and the …"
            hanging = _HANGING_ON.match(self.cased, at, limit) if joined else None
            if hanging is not None:
                at = hanging.end()
                continue
            listed = self._listed_name(at, end, limit, end > self.atoms[index].end)
            if listed is not None:
                end = at = listed
                continue
            word = WORD.match(self.cased, at, limit)
            if word is None:
                break
            atom = ends.get(word.start(1))
            tags = atom.tags if atom is not None else {}
            if joined and "body" not in tags and word[1].endswith(self.spec.deadline.infinitives):
                break  # "the department to check …"
            stop = max(word.end(1), atom.end) if atom is not None else word.end(1)
            number = atom is not None and atom.number is not None
            if word[1] in self.spec.language.articles and not joined and "body" not in tags:
                break  # another noun: "… the department the list"
            if "body" in tags and not joined and self._is_definite(at):
                break  # another noun: "… the director the department"
            if (
                parted
                and word[1].islower()
                and not tags
                and self.cased[:parted].rpartition(" ")[2][:1].isupper()
            ):
                break  # another verb: "by the Department of Health and sent to …"
            if len(word[1]) <= 3 and tags.get("unit") and " " in self.text[word.start(1) : stop]:
                end = at = stop  # "the centre of public services"
                joined = False
                continue
            linker = (
                tags.get("prep") == "in" or tags.get("date") == "glue" or tags.get("break") == "conjunction"
            )
            parted = at if tags.get("break") == "conjunction" else 0
            noun = described and word[1].islower() and self._is_definite(word.end(1))
            described = joined and self.cased[:at].rpartition(" ")[2] in self.spec.language.articles
            if linker or "numglue" in tags or "range_and" in tags:
                joined = True
            elif (
                word[1][0].isupper()
                or "body" in tags
                or "place_word" in tags
                or (tags.get("unit") == "locality" and self.cased[:at].rpartition(" ")[2][:1].isupper())
                or (joined and not tags.get("date"))
                or noun
                or (tags.get("scope") == "whole" and " " in self.text[word.start(1) : stop])
            ):
                end, joined = stop, number and joined
            else:
                break
            at = stop
        numbered = _NUMBERED.match(self.text, end, limit)
        return end if numbered is None else numbered.end()

    def _is_definite(self, end: int) -> bool:
        """Whether the noun that ends at a place has an ending behind which, but for a preposition, nothing is of its name."""
        return (
            self.text.endswith(self.spec.deadline.definite, 0, end)
            and not self.cased[end + 1 : end + 2].isdigit()
        )

    def _listed_name(self, at: int, end: int, limit: int, joined: bool) -> int | None:
        """Where a name goes on behind a comma with two more of its nouns: "the department of culture, sports and tourism".

        They are written with capitals, or as small as the noun before them.
        """
        if at != end or self.text[at : at + 2] != ", ":
            return None
        small = joined and self.cased[:at].rpartition(" ")[2].islower()
        found = (_SMALL_NOUNS if small else _CAPITAL_NOUNS).match(self.cased, at, limit)
        again = _of_each(tuple(sorted(self.glue)))
        found = found or (again.match(self.cased, at, limit) if again is not None else None)
        if found is None:
            return None
        inside = [a for a in self.atoms_between(at, found.end()) if a.start >= at + 2]
        if any({"body", "province", "month", "duty", "request"} & a.tags.keys() for a in inside):
            return None
        both = any(a.tags.get("break") == "conjunction" and a.start == found.start(1) for a in inside)
        return max([found.end(), *(a.end for a in inside if a.end <= limit)]) if both else None

    def atoms_between(self, start: int, end: int) -> list[Atom]:
        """The atoms that begin in a span."""
        low = bisect_left(self.atoms, start, key=START)
        return self.atoms[low : bisect_left(self.atoms, end, key=START)]

    def _named_in_full(self, start: int, end: int) -> int:
        """Where a body's name begins behind what it is: "the investor, that is company A", in writing without spaces."""
        if self.spec.language.spaces:
            return start
        inside = self.atoms_between(start, end)
        for left, right in pairwise(inside):
            if (
                left.tags.get("break") == "continuation"
                and "body" in right.tags
                and right.start - left.end <= 1
            ):
                return right.start
        return start

    def _without_relative(self, start: int, end: int) -> int:
        """Where a body ends that a pronoun or "and" follows before the word of duty: "… is the task of the office, which must"."""
        inside = self.atoms_between(start, end)
        if not inside or self.text[inside[-1].end : end].strip():
            return end
        tags = inside[-1].tags
        pronoun = self.spec.language.spaces and "body_end" in tags and "body" not in tags
        return inside[-1].start if pronoun or tags.get("break") in ("clause", "conjunction") else end

    def _list_start(self, start: int, end: int, sentence: Sentence) -> int:
        """Where a list of bodies begins whose last ones stand in a span: "the office A, the office B and the office C must"."""
        inside = self.atoms_between(start, end)
        bracket = _BRACKETED.search(self.text, max(sentence.start, start - 40), start)
        if bracket is not None:
            first = self._listed_before(bracket.start(), sentence)
            return start if first is None else self._name_start(first)  # "the committee (PC) of commune A"
        if not any(a.tags.get("break") == "conjunction" and a.start > start for a in inside):
            return start
        spaces = self.spec.language.spaces
        low = bisect_left(self.atoms, start, key=START)
        while low > sentence.low:
            before = self.text[sentence.start : start]
            bare = before.rstrip()
            if bare.endswith(","):
                close = sentence.start + len(bare) - 1
            elif not spaces and before.endswith(" "):
                close = sentence.start + len(bare)
            else:
                article = _COMMA_ARTICLE.search(before) if spaces else None
                if article is None:
                    break
                close = sentence.start + article.start()
            first = self._listed_before(close, sentence)
            if first is None:
                break
            start = self._name_start(first)
            low = first
        return start

    def _listed_before(self, close: int, sentence: Sentence) -> int | None:
        """The atom of the body whose name, and nothing else, ends at a place: behind a comma, a space or the beginning."""
        spaces = self.spec.language.spaces
        high = bisect_left(self.atoms, close, key=START)
        low = high
        while low > sentence.low and "mark" not in self.atoms[low - 1].tags:
            low -= 1
            if not spaces and (low == sentence.low or self.text[self.atoms[low].start - 1] in " \n"):
                break
        opens = self.atoms[low - 1].end if low > sentence.low and spaces else sentence.start
        body = next((j for j in range(low, high) if "body" in self.atoms[j].tags), None)
        if body is None:
            return None
        if not spaces:
            verbs = any(
                {"body_end", "duty", "request", "date"} & a.tags.keys() for a in self.atoms[body + 1 : high]
            )
            return None if body != low or verbs else body
        if not ARTICLE.fullmatch(self.text, opens, self._name_start(body)):
            return None
        return body if self._name_end(body, close) == close else None

    def _phrase_ends(self, index: int) -> bool:
        """Whether a space ends a phrase behind an atom, in writing that sets none between words; not around "and"."""
        left, right = self.atoms[index], self.atoms[index + 1]
        if self.spec.language.spaces or " " not in self.text[left.end : right.start]:
            return False
        return all(atom.tags.get("break") != "conjunction" for atom in (left, right))

    def _body_from(self, index: int, sentence: Sentence) -> tuple[int, int] | None:
        listed = 0
        for j in range(index + 1, sentence.high):
            tags = self.atoms[j].tags
            dated = any(d.start == self.atoms[j].start for d in sentence.dates)
            asks = "request" in tags and "body" not in tags and not self.spec.language.spaces
            ended = "body_end" in tags or "duty" in tags or dated or asks or self._does(j)
            if self.atoms[j].start < listed:
                continue
            if tags.get("mark") == "," and self.spec.language.spaces:
                listed = self._name_end(index, sentence.end)
                if listed > self.atoms[j].start and self.text[self.atoms[j].start : listed].count(",") == 1:
                    continue  # "the department of culture, sports and tourism"
            if tags.get("mark") == "," and not self.spec.language.spaces and j + 1 < sentence.high:
                further = self.atoms[j + 1]
                if "body" in further.tags and further.start - self.atoms[j].end == 1:
                    continue  # "the departments, the committees of communes …"
            if ended or tags.get("mark") in (",", ";", ":", "\n", '"'):
                end = self.atoms[j].start
                if self.spec.language.spaces:
                    own = self._name_end(index, end)
                    last = self.atoms[j - 1]
                    joins = last.start > own and last.tags.get("break") == "conjunction"
                    goal = any("scenario" in a.tags for a in self.atoms_between(own, end))
                    over = joins or goal or (self.text[own : own + 1] == " " and self._is_definite(own))
                    end = end if ended and end - own <= NAME_REACH and not over else own
                return self._trimmed(self._name_start(index), end)
            if self.atoms[j].number is not None and j + 1 < sentence.high:
                following = self.atoms[j + 1].tags
                if "body" in following or following.get("unit") == "locality":
                    continue  # "the committees of 96 communes"
                if self._numbers_name(j):
                    continue
            if (
                self._phrase_ends(j - 1)
                and not {"body", "province"} & tags.keys()
                and self.atoms[j - 1].number is None
            ):
                gap = self.text[self.atoms[j - 1].end : self.atoms[j].start]
                end = self.atoms[j - 1].end + gap.index(" ")
                if self.name_end is not None:
                    end = self.name_end(self.text, end, gap == " ")
                return self._trimmed(self._name_start(index), end)
        end = self._name_end(index, sentence.end) if self.spec.language.spaces else sentence.end
        return self._trimmed(self._name_start(index), end)

    def _does(self, index: int) -> bool:
        """Whether a word written on to the one before it tells of money or members got, or of a fact, and so is a verb."""
        tags = self.atoms[index].tags
        fact = tags.get("scenario") == "actual"
        if self.spec.language.spaces or not (fact or tags.get("measure") in _DONE):
            return False
        return self.atoms[index].start == self.atoms[index - 1].end and "body" not in tags

    def _full_name(self, start: int, end: int) -> int:
        """Where a body ends whose noun names it in full, so that a verb is written on to it; elsewhere as it was."""
        for atom in self.atoms_between(start, end):
            closing = self.text.endswith(self.spec.deadline.closing, 0, atom.end)
            if not closing or not self.text[atom.end : end][:1].isalpha():
                continue
            adjoining = next((a for a in self.atoms_between(atom.end, end) if a.start == atom.end), None)
            if adjoining is None or _NAMES.isdisjoint(adjoining.tags):
                return atom.end  # "the provincial centre|vaccinates …"
        named = _whole_pattern(self.spec.deadline.whole, self.spec.deadline.each)
        found = named.match(self.text, start, end) if named is not None else None
        if found is None or found.end() >= end or self.text[found.end()] in " ,(":
            return end
        at = found.end()
        if self.text.startswith(self.spec.deadline.goes_on, at):
            return end
        following = next((a for a in self.atoms_between(at, end) if a.start == at), None)
        if following is not None and (following.number is not None or not _NAMES.isdisjoint(following.tags)):
            return end
        return at

    def _numbers_name(self, index: int) -> bool:
        """Whether a number belongs to the name before it, in writing without spaces: "the tax office of region 7 …"."""
        number, left, right = self.atoms[index].number, self.atoms[index - 1], self.atoms[index + 1]
        if self.spec.language.spaces or number is None or not number.plain or number.value > 99:
            return False
        if self.atoms[index].start - left.end > 1:
            return False
        return not {"unit", "unit_generic", "classifier", "percent_after", "month"} & right.tags.keys()
