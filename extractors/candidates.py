"""Candidates: which numerals are figures, and what stands right at them: kind, unit, comparator, rate.

Everything here looks at the neighbourhood of one numeral. What governs it from further away (scheme,
measure, date, scenario) is decided in `linking`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from extractors.atoms import Atom
from extractors.numerals import Numeral
from extractors.segments import Sentence
from extractors.syntax import Syntax
from schemas.codes import Base, Comparator, DateRole, Kind, Per, Scenario, Scope
from schemas.lexicon import LexiconSpec

Cue = tuple[int, int, str]
"""Where a field was read, on the folded text, and the rule that read it."""


class Cues(dict[str, Cue]):
    """Where each field was read. A field that no rule has named yet is shown at the figure itself: no text may raise."""

    def __missing__(self, name: str) -> Cue:
        """The numeral's own cue for a field without one; the numeral's is always there."""
        return self["value"] if name != "value" else (0, 0, "no cue")


@dataclass(slots=True)
class Candidate:
    """A numeral on its way to a figure. Indices are into the article's atoms; spans are on the folded text."""

    index: int
    numeral: Numeral
    sentence: Sentence
    kind: Kind
    unit: str
    comparator: Comparator = "="
    per: Per | None = None
    first: int = 0
    """Index of the first atom that belongs to it: comparator, currency before it."""
    last: int = 0
    """Index of the last atom that belongs to it: unit, comparator after it."""
    own_unit: bool = False
    """Whether a unit noun of its own was found (else the unit is a default or inherited)."""
    before_noun: bool = False
    """Whether the unit was found before the number."""
    cues: Cues = field(default_factory=Cues)
    doubts: list[str] = field(default_factory=list)
    # filled by linking
    pre: int = 0
    post: int = 0
    cut: str = ""
    scenario: Scenario = "actual"
    scheme: str | None = None
    measure: str | None = None
    base: Base | None = None
    indicator: str = "other"
    scope: Scope = "whole"
    date_role: DateRole | None = None
    date_start: date | None = None
    date_end: date | None = None
    province: str | None = None
    negative: bool = False
    local: bool = False
    """Whether a rule is a province's own, by the number of its act or the budget that pays."""


DEFAULT_RULES = {
    "comparator": "default: no comparator",
    "scenario": "default: reported as fact",
    "indicator": "default: no insurance measure governs it",
    "scope": "default: the whole place",
}
"""The rules of fields that nothing in the text tells of."""


@dataclass(slots=True)
class Refused:
    """A numeral that is no figure, and why."""

    start: int
    end: int
    reason: str
    rule: str


_PARTING = frozenset(',;:.()\n"')


def short_gap(text: str, start: int, end: int, limit: int) -> bool:
    """Whether only a few letters, and no mark that parts, stand between two atoms."""
    return end - start <= limit and _PARTING.isdisjoint(text[start:end])


_SIGNS: dict[str, Comparator] = {">": ">", "<": "<", "≥": ">=", "≤": "<=", "~": "~", "≈": "~"}


MANY = 1_000_000
"""From here on it is no number of places or bodies: "the hospital gave 200 million"."""
HUNDREDTH = Decimal("0.01")
_MANKIND = 200_000_000
"""No province and not the whole country has as many people."""
_PLACES = 120_000
"""No country has as many communes and hamlets."""
_OFTEN = 1000
"""So many times or more tell no factor but visits: "6.1 million times people were examined"."""
_CODE = re.compile(r"[A-Z]{2,4} $")
_SCORE = re.compile(r"(?<![\d.,/-])(\d{1,2})[-\u2013](\d{1,2})(?![\d/%-]|[.,]\d)")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
"""The number of a subsection: 1.1, 2.3.1."""


_REFUSING = frozenset({"refuse_before", "refuse_after"})
"""The tags of words that refuse the number beside them."""
_COUNTS = frozenset(
    {
        "unit",
        "unit_generic",
        "classifier",
        "currency",
        "physical",
        "scale",
        "numglue",
        "date",
        "month",
        "per",
        "cmp_after",
    }
)
"""Tags of what may stand right behind a number that counts."""


_IN_BRACKETS = re.compile(r"\(\d{3,}\)")
"""A number in brackets that is too large for one of a list."""


class CandidateFinder:
    """Finds the candidates of one article's atoms. `gap` bounds how many characters may part a number from its noun."""

    def __init__(self, text: str, cased: str, atoms: list[Atom], spec: LexiconSpec) -> None:
        self.text = text
        self.cased = cased
        self.atoms = atoms
        self.spaces = spec.language.spaces
        self.gap = 22 if self.spaces else 14
        glue = (form for form in spec.date.words.get("glue", ()) if form.isalpha())
        self.where = frozenset(glue) - set(spec.number.out_of)
        self.of = tuple(form for form in spec.date.words.get("glue", ()) if len(form) > 2)
        """Words for "of" with which a longer form may begin, in writing that sets no spaces between words."""
        self.inside_word: Callable[[str, int, int], bool] | None = None
        """What the language knows of number words within longer words; see `lexicon.Lexicon`."""
        self.counted_noun: Callable[[str, int], tuple[str, int, int] | None] | None = None
        """What the language knows of nouns by their endings; see `lexicon.Lexicon`."""
        self.syntax: Syntax | None = None
        """The parse of the folded text, where an analyzer was given."""

    def read(self, sentence: Sentence) -> tuple[list[Candidate], list[Refused]]:
        """The candidates and the refused numerals of a sentence, in order."""
        found: list[Candidate] = []
        refused: list[Refused] = []
        if not sentence.numerals:
            return found, refused
        in_date = {k for d in sentence.dates for k in range(d.index, d.stop)}
        for index in sentence.numerals:
            numeral = self.atoms[index].number
            if index in in_date:
                why = self._refusal(index, numeral, sentence) if self._may_dial(numeral, sentence) else None
                if why is None or why[0] != "telephone":
                    why = "date", "part of a date expression"
                refused.append(Refused(numeral.start, numeral.end, *why))
                continue
            why = self._refusal(index, numeral, sentence) or self._telephone_on(index, numeral, refused)
            if why is not None:
                refused.append(Refused(numeral.start, numeral.end, *why))
                continue
            own = self._candidate(index, numeral, sentence, found)
            spent = refused[-1] if refused and refused[-1].start >= sentence.start else None
            if spent is not None and spent.reason in ("duration", "age") and self._told_on(own, spent, found):
                refused.append(
                    Refused(numeral.start, numeral.end, spent.reason, "a bare number goes on with it")
                )
                continue
            if spent is not None and self._named_with(own, spent):
                refused.append(
                    Refused(numeral.start, numeral.end, spent.reason, "joined to a number refused")
                )
                continue
            if self._counts_nothing(own):
                refused.append(
                    Refused(numeral.start, numeral.end, "name", "small bare number that counts nothing known")
                )
                continue
            found.append(own)
        return found, refused

    def _may_dial(self, numeral: Numeral, sentence: Sentence) -> bool:
        """Whether a number may be refused as a telephone's: by its leading nought, or by a word that refuses numbers."""
        return self.text[numeral.start] == "0" or not _REFUSING.isdisjoint(sentence.tags)

    def _told_on(self, own: Candidate, spent: Refused, found: list[Candidate]) -> bool:
        """Whether a bare number goes on with a duration or age refused shortly before: "5 days instead of 10"."""
        if own.kind != "count" or own.own_unit or not own.numeral.plain or not self.spaces:
            return False
        if found and found[-1].numeral.start > spent.start:
            return False
        between, after = (
            self.text[spent.end : own.numeral.start],
            self.text[own.numeral.end : own.numeral.end + 1],
        )
        return (
            len(between) <= 30
            and not any(c in ",;:.()\n" for c in between)
            and after in ("", ".", ",", ";", ")", "\n")
        )

    def _named_with(self, own: Candidate, spent: Refused) -> bool:
        """Whether a bare small number is joined to one that names or numbers something: "storms no. 10 and 11"."""
        if own.own_unit or own.kind != "count" or not own.numeral.plain or not self.spaces:
            return False
        named = spent.reason in ("identifier", "ordinal") and spent.rule == "word before the number"
        after = self.text[own.numeral.end : own.numeral.end + 2].strip()
        if not named or not self.text[spent.start : spent.end].isdigit() or after[:1].isalpha():
            return False
        joined = self.atoms[own.index - 1]
        near = joined.start - spent.end <= 1 and own.numeral.start - joined.end <= 1
        return near and joined.start >= spent.end and joined.tags.get("break") == "conjunction"

    def _counts_nothing(self, own: Candidate) -> bool:
        """Whether a small number stands without noun or classifier, in writing where these follow every count."""
        bare = own.kind == "count" and not own.own_unit and own.comparator == "="
        if own.before_noun and own.last == own.index and own.comparator == "=":
            bare = own.numeral.start - own.cues["unit"][1] > 3
        return bare and not self.spaces and own.numeral.plain and own.numeral.value < 20

    # refusal

    def _refusal(self, index: int, numeral: Numeral, sentence: Sentence) -> tuple[str, str] | None:
        text, atoms = self.text, self.atoms
        if numeral.percent:
            return None
        start, end = numeral.start, numeral.end
        back = index - 1
        while back > sentence.low and atoms[back].tags.get("mark") in (".", ":", "-"):
            back -= 1
        before = atoms[back] if index > sentence.low else None
        after = atoms[index + 1] if index + 1 < sentence.high else None
        if (
            not numeral.digits
            and numeral.value < 10
            and numeral.value == int(numeral.value)
            and numeral.out_of is None
            and not numeral.scaled
        ):
            return "small number word", "number word below ten"
        if not numeral.digits and self.inside_word is not None and self.inside_word(text, start, end):
            return "part of a word", "number word inside a longer word"
        if after is not None and "cmp_after" in after.tags and text[end : after.start] in ("", " "):
            beyond = atoms[index + 2] if index + 2 < sentence.high else None
            if beyond is not None and "refuse_after" in beyond.tags and not self._is_unit_too(beyond):
                if text[after.end : beyond.start] in ("", " "):
                    return beyond.tags["refuse_after"], "word after the number and its comparator"
        told = {"currency", "physical"}
        paid = after is not None and told & after.tags.keys() and text[end : after.start] in ("", " ")
        if before is not None and "refuse_before" in before.tags and not numeral.scaled and not paid:
            between = text[before.end : start].strip(" .:°#-")
            noun = (
                "unit" in before.tags
                and after is not None
                and text[end : after.start] in ("", " ")
                and {"classifier", "unit_generic"} & after.tags.keys()
            )
            if noun:
                pass  # "rooms 105 units" counts; "room 105" names
            elif before.tags["refuse_before"] == "telephone" and self._is_grouped_count(numeral, after):
                pass  # "cards not renewed, 6,120 of them", by a word for dialling
            elif before.tags["refuse_before"] == "age" and numeral.value > 130:
                pass  # "1,164 users filled in the form", by a word for turning an age
            elif not between or (between in ("no", "nr", "số", "so")):
                return before.tags["refuse_before"], "word before the number"
        times = after is not None and after.tags.get("refuse_after") == "idiom"
        if after is not None and "refuse_after" in after.tags and (times or not self._is_unit_too(after)):
            between = text[end : after.start].strip(" -")
            if not between and not (times and numeral.value >= _OFTEN):
                return after.tags["refuse_after"], "word after the number"
        counted = after is not None and {"unit", "classifier"} & after.tags.keys() and after.start <= end + 1
        if numeral.plain and not self.spaces and not counted and self._named_in_latin(before, start):
            return "name", "a name in Latin letters stands before the number"
        further = atoms[index + 3] if index + 3 < sentence.high else None
        ranged = after is not None and ("range_between" in after.tags or after.tags.get("change") == "level")
        if after is not None and further is not None and ranged:
            second = atoms[index + 2]
            if "cmp_before" in second.tags and index + 4 < sentence.high:
                second, further = further, atoms[index + 4]  # "from 1 to less than 3 months"
            if second.number is not None and "refuse_after" in further.tags:
                if text[second.end : further.start] == " " and not self._is_unit_too(further):
                    return further.tags["refuse_after"], "word after the second number"
        sectioned = _SECTION.fullmatch(text, start, end) is not None
        if numeral.plain and numeral.value < 100 and self.spaces:
            listed = self._listed_with_refused(index, sentence)
            if listed is not None:
                return listed, "word behind the last of the numbers listed"
        if ((numeral.plain and numeral.value < 100) or sectioned) and self._is_list_number(start, end):
            return "list number", "number of a list item"
        printed = text[start:end]
        if numeral.plain and len(printed) > 2 and printed[0] == "0":
            return "telephone", "a number printed with a leading nought"
        if (
            numeral.digits
            and printed[0] == "0"
            and printed[1:2].isdigit()
            and sum(c.isdigit() for c in printed) >= 7
        ):
            return "telephone", "a long number printed with a leading nought"
        if self._is_ordinal(index, numeral, sentence):
            return "ordinal", "dot of an ordinal number"
        glued_before = start and text[start - 1].isalpha() and text[start - 1].isascii()
        glued_cue = before is not None and before.end == start and before.end - before.start > 1
        if numeral.digits and glued_before and not glued_cue:
            return "identifier", "letters stand directly before the digits"
        if numeral.plain and self.spaces and self._is_coded(index, sentence):
            return "identifier", "a code in capitals before the number"
        if numeral.plain and self._is_score(start, end):
            return "name", "two numbers of a score"
        glued_after = end < len(text) and text[end].isalpha() and text[end].isascii()
        if numeral.digits and glued_after and not (after is not None and after.start == end):
            return "identifier", "letters stand directly after the digits"
        if (
            numeral.plain
            and numeral.value < 100
            and numeral.value >= 10
            and self._is_apposition(index, sentence)
        ):
            return "age", "a bare number between commas behind a person"
        if numeral.plain and numeral.value < 100 and self._ends_name(index, sentence):
            return "name", "last part of a name"
        if numeral.plain and numeral.value < 1000 and self._ends_firm(index, sentence):
            return "name", "last part of a firm's name"
        if numeral.plain and end + 1 < len(text) and text[end] == "-" and text[end + 1].isalpha():
            return "identifier", "letters stand after a hyphen"
        return None

    def _is_grouped_count(self, numeral: Numeral, after: Atom | None) -> bool:
        """Whether a number is printed in groups and a classifier or noun stands right behind it."""
        if after is None or numeral.plain or self.text[numeral.end : after.start] not in ("", " "):
            return False
        return not {"classifier", "unit", "currency"}.isdisjoint(after.tags)

    def _listed_with_refused(self, index: int, sentence: Sentence) -> str | None:
        """Why the last of several small numbers, with only commas and an "and" between, is no figure: "7, 11 and 15 years"."""
        k = index
        while k + 2 < sentence.high and self.text[self.atoms[k].end : self.atoms[k + 1].start] in ("", " "):
            between, following = self.atoms[k + 1], self.atoms[k + 2]
            joined = between.tags.get("mark") == "," or between.tags.get("break") == "conjunction"
            if not joined or following.number is None or not following.number.plain:
                break
            if self.text[between.end : following.start] != " ":
                return None
            k += 2
        after = self.atoms[k + 1] if k > index and k + 1 < sentence.high else None
        if after is None or self.text[self.atoms[k].end : after.start] != " " or self._is_unit_too(after):
            return None
        why: str | None = after.tags.get("refuse_after")
        return why if why in ("age", "duration") else None

    def _named_in_latin(self, before: Atom | None, start: int) -> bool:
        """Whether a word in Latin letters that is no cue stands right before the number: "Jasmine 85", in Thai text."""
        word = self.text[max(0, start - 2) : start]
        if len(word) < 2 or word[1] != " " or not word[0].isalpha() or "\u0370" < word[0] < "\u1e00":
            return False
        return before is None or before.end < start - 1

    def _telephone_on(self, index: int, numeral: Numeral, refused: list[Refused]) -> tuple[str, str] | None:
        """Whether the digits go on with a telephone number that was refused right before them."""
        before = refused[-1] if refused else None
        if before is not None and before.reason == "identifier" and numeral.digits and not numeral.scaled:
            grouped = self.text[numeral.start : numeral.end].split(" ")
            if len(grouped) > 1 and self.text[before.end : numeral.start] == " ":
                return "identifier", "further digits of an account's number"
        if before is None or before.reason != "telephone" or not numeral.digits or numeral.scaled:
            return None
        if self.text[before.end : numeral.start] in (" ", "-", " - ", ".", ". "):
            return "telephone", "further digits of a telephone number"
        return None

    def _is_ordinal(self, index: int, numeral: Numeral, sentence: Sentence) -> bool:
        """Whether a dot that ends no sentence makes the number an ordinal: "the 14. congress"."""
        text, end = self.text, numeral.end
        if (
            self.spaces
            and numeral.plain
            and text[end : end + 2] == ".-"
            and text[end + 2 : end + 3].isalpha()
        ):
            return True
        if not self.spaces or not numeral.plain or text[end : end + 2] != ". " or end + 2 >= sentence.end:
            return False
        after = self.atoms[index + 1] if index + 1 < sentence.high else None
        return after is not None and after.tags.get("mark") == "." and text[end + 2].isalpha()

    def _is_apposition(self, index: int, sentence: Sentence) -> bool:
        """A worker, 29, who …: commas on both sides, a person before, and no list of numbers."""
        atoms = self.atoms
        if not sentence.low < index < sentence.high - 1:
            return False
        if index == sentence.low + 1:
            name = self.cased[sentence.start : atoms[index - 1].start].split()
            if not (self.spaces and 2 <= len(name) <= 6 and all(word[0].isupper() for word in name)):
                return False
        left, here, right = atoms[index - 1], atoms[index], atoms[index + 1]
        ends = right.tags.get("mark") in (".", "\n", '"') and self._ends_with_capital(left.start)
        if left.tags.get("mark") != "," or (right.tags.get("mark") != "," and not ends):
            return False
        if here.start - left.end > 1 or right.start != here.end:
            return False
        near = atoms[max(sentence.low, index - 4) : index - 1]
        after = atoms[index + 2] if index + 2 < sentence.high else None
        listed = any(a.number is not None for a in near) or (after is not None and after.number is not None)
        return not listed

    def _ends_with_capital(self, end: int) -> bool:
        """Whether the word that ends at a position begins with a capital and is not the sentence's first."""
        word = self.cased[max(0, end - 24) : end].rpartition(" ")
        return self.spaces and word[1] == " " and word[2].isalpha() and word[2][0].isupper()

    def _is_coded(self, index: int, sentence: Sentence) -> bool:
        """Whether two to four capitals stand before the number and nothing is counted behind it: flight VN 123."""
        numeral = self.atoms[index].number
        code = _CODE.search(self.cased, max(0, numeral.start - 6), numeral.start)
        if code is None or (code.start() and self.cased[code.start() - 1].isalnum()):
            return False
        if index > sentence.low and self.atoms[index - 1].end > code.start():
            return False  # a cue: VND 500, OMS
        following = self.atoms[index + 1] if index + 1 < sentence.high else None
        if (
            following is not None
            and following.start <= numeral.end + 1
            and not _COUNTS.isdisjoint(following.tags)
        ):
            return False
        return not self.cased[sentence.start : sentence.end].isupper()

    def _is_score(self, start: int, end: int) -> bool:
        """Whether the number is one of two below 20 joined by a hyphen, the first not smaller: 2-2, 3-1; no range falls."""
        for match in _SCORE.finditer(self.text, max(0, start - 3), min(len(self.text), end + 3)):
            if match.start() <= start and end <= match.end():
                first, second = int(match[1]), int(match[2])
                return second <= first < 20
        return False

    def _ends_name(self, index: int, sentence: Sentence) -> bool:
        """The industrial park Tra Noc 2: a capital before it, a mark or the end behind it, nothing counted."""
        if not self.spaces:
            return False
        numeral = self.atoms[index].number
        text, cased = self.text, self.cased
        after = text[numeral.end : numeral.end + 1]
        following = self.atoms[index + 1] if index + 1 < sentence.high else None
        counts = (
            following is not None
            and following.start <= numeral.end + 1
            and not _COUNTS.isdisjoint(following.tags)
        )
        if after not in (".", ",", ";", ")", "\n", "") and (counts or numeral.value >= 20 or after != " "):
            return False
        if numeral.start < 2 or text[numeral.start - 1] != " ":
            return False
        at = numeral.start - 1
        while at > 0 and (cased[at - 1].isalpha() or cased[at - 1] == "-"):
            at -= 1
        opens = after == " " and not cased[max(0, at - 2) : at - 1].isalpha()  # "- Publish 12 lists", no name
        return numeral.start - 1 - at >= 2 and cased[at].isupper() and at > sentence.start and not opens

    def _ends_firm(self, index: int, sentence: Sentence) -> bool:
        """The Joint Stock Company Construction 512 (18 billion): words in capitals before it, of which one is a firm's, brackets behind it."""
        end = self.atoms[index].end
        if not self.spaces or self.text[end : end + 2] not in (" (", ", ", "),", "). "):
            return False
        opening = max(sentence.start, self.atoms[index].start - 60)
        words = self.cased[opening : self.atoms[index].start].split()
        if len(words) < 3 or not all(word[0].isupper() and word.isalpha() for word in words[-3:]):
            return False
        start = self.atoms[index].start
        for k in range(index - 1, max(sentence.low, index - 6) - 1, -1):
            atom = self.atoms[k]
            if start - atom.end > 40 or "mark" in atom.tags or atom.number is not None:
                return False
            if atom.tags.get("unit") == "organization" and self.cased[atom.start].isupper():
                return all(word[0].isupper() for word in self.cased[atom.end : start].split())
        return False

    def _is_unit_too(self, atom: Atom) -> bool:
        return "unit" in atom.tags

    def _counts_on(self, start: int, end: int) -> bool:
        """Whether the number that begins a table's row is one, or one more than that of the row above."""
        number, text = self.text[start:end], self.text
        line = text.rfind("\n", 0, start)
        above = text[text.rfind("\n", 0, max(line, 0)) + 1 : max(line, 0)].lstrip("| ")
        before = above[: len(above) - len(above.lstrip("0123456789"))]
        return number == "1" or (before != "" and len(before) < 4 and number == str(int(before) + 1))

    def _is_list_number(self, start: int, end: int) -> bool:
        text = self.text
        after = text[end : end + 2]
        if after[:1] == ")" and (start == 0 or text[start - 1] in "(\n ;,:"):
            opening = text[start - 1 : start] == "("
            if opening and _IN_BRACKETS.search(text, text.rfind("\n", 0, start) + 1, start - 1):
                return False  # "A (187) and B (95)"
            return opening or start == 0 or text[start - 1] == "\n"
        at_line_start = start == 0 or text.endswith(("\n", "\n- ", "\n• ", "\n| "), 0, start)
        if at_line_start and after == " |":  # a column that numbers the rows of a table
            named = text[end + 3 : end + 4].isalpha() and "|" in text[end + 3 : text.find("\n", end)]
            return named and self._counts_on(start, end)
        return at_line_start and after[:1] in (".", ")", "/") and after[1:2] in (" ", "")

    # neighbourhood

    def _candidate(
        self, index: int, numeral: Numeral, sentence: Sentence, found: list[Candidate]
    ) -> Candidate:
        own = Candidate(index, numeral, sentence, "count", "item", first=index, last=index)
        value_cue = (numeral.start, numeral.end, "numeral: " + ", ".join(numeral.rules))
        own.cues["value"] = value_cue
        if numeral.value_max is not None:
            own.cues["value_max"] = value_cue
        if numeral.out_of is not None:
            own.cues["out_of"] = value_cue
        if numeral.doubt:
            own.doubts.append("separator")
        if numeral.percent:
            own.kind, own.unit, own.own_unit = "percentage", numeral.percent, True
            own.cues["kind"] = own.cues["unit"] = value_cue
        elif not (self._money(own) or self._measure(own)):
            self._counted(own, found)
            if own.before_noun and own.unit in ("locality", "organization") and numeral.value >= MANY:
                own.kind, own.unit, own.own_unit, own.before_noun = "money", "VND", True, False
                own.cues["kind"] = own.cues["unit"] = (*value_cue[:2], "more than there are: dong")
            if self._is_fraction(own):
                share = (100 * numeral.value / (numeral.out_of or 1)).quantize(HUNDREDTH)
                numeral.value = share.to_integral_value() if share == share.to_integral_value() else share
                numeral.out_of, own.before_noun = None, False
                own.cues.pop("out_of", None)
                own.kind, own.unit, own.own_unit = "percentage", "percent", True
                own.cues["kind"] = own.cues["unit"] = (*value_cue[:2], "a fraction of an amount")
            if (
                own.unit in ("person", "household")
                and numeral.doubt
                and numeral.scaled
                and numeral.value >= _MANKIND
            ):
                numeral.value = numeral.value / 1000  # "2,955 million people" has decimals
        self._comparator(own)
        self._rate(own, found)
        if own.kind == "percentage" and own.per in ("month", "quarter"):
            own.per = None  # "1 % of the monthly wage"
            del own.cues["per"]
        return own

    def _is_fraction(self, own: Candidate) -> bool:
        """Whether "4/5" is a share, and not four of five that are counted: "of" follows, or what is paid ends with it."""
        numeral, k = own.numeral, own.index + 1
        if numeral.out_of is None or not 2 < numeral.out_of <= 10:
            return False
        if "/" not in self.text[numeral.start : numeral.end] or numeral.value == numeral.out_of:
            return False
        after = self.atoms[k] if k < own.sentence.high else None
        if after is not None and after.start - numeral.end <= 1:
            of = after.tags.get("date") == "glue" or not {"numglue", "out_of"}.isdisjoint(after.tags)
            told = self.text[after.start : after.end]
            if of or (not self.spaces and told.startswith(self.of)):
                own.last = own.index
                return True
            if "mark" not in after.tags or own.last != own.index:
                return False
        elif after is None or self.text[numeral.end : after.start].strip():
            return False
        before = self.atoms[max(own.sentence.low, own.index - 2) : own.index]
        return any(atom.tags.get("measure") in ("benefits", "support", "contribution") for atom in before)

    def _is_counted_out(self, k: int) -> bool:
        """Whether a unit belongs to the number before it: "187 billion dong 64 firms"."""
        before = self.atoms[k - 1] if k else None
        return (
            before is not None
            and before.number is not None
            and self.text[before.end : self.atoms[k].start] in ("", " ")
        )

    def _money(self, own: Candidate) -> bool:
        atoms, text = self.atoms, self.text
        before = atoms[own.index - 1] if own.index > own.sentence.low else None
        adjoins = before is not None and text[before.end : own.numeral.start] in ("", " ")
        if (
            before is not None
            and adjoins
            and "currency" in before.tags
            and not self._is_counted_out(own.index - 1)
        ):
            own.first = own.index - 1
            return self._set(own, "money", before.tags["currency"], before, "currency before the number")
        at = self._next(own, 3)
        for k in at:
            atom = atoms[k]
            if "currency" in atom.tags and short_gap(text, own.numeral.end, atom.start, 30):
                own.last = k
                return self._set(own, "money", atom.tags["currency"], atom, "currency after the number")
            if not (
                {"cmp_after", "cmp_inside", "numglue"} & atom.tags.keys() or atom.tags.get("date") == "glue"
            ):
                break
        return False

    def _measure(self, own: Candidate) -> bool:
        atoms, text = self.atoms, self.text
        for k in self._next(own, 2):
            atom = atoms[k]
            if "physical" in atom.tags:
                limit = 1 if own.numeral.digits and atom.end - atom.start <= 2 else 5
                if short_gap(text, own.numeral.end, atom.start, limit if k == own.index + 1 else 12):
                    own.last = k
                    return self._set(own, "measure", atom.tags["physical"], atom, "measure after the number")
                return False
            if not {"cmp_after", "cmp_inside"} & atom.tags.keys() and atom.tags.get("date") != "glue":
                return False
        return False

    def _next(self, own: Candidate, count: int) -> range:
        return range(own.index + 1, min(own.index + 1 + count, own.sentence.high))

    def _set(self, own: Candidate, kind: Kind, unit: str, atom: Atom, rule: str) -> bool:
        own.kind, own.unit, own.own_unit = kind, unit, True
        own.cues["kind"] = own.cues["unit"] = (atom.start, atom.end, rule)
        return True

    def _counted(self, own: Candidate, found: list[Candidate]) -> None:
        """The counted noun: right after the number, else (behind a general classifier, or where nouns lead) before it."""
        atoms, text = self.atoms, self.text
        if own.numeral.inner_unit is not None:
            unit, start, end = own.numeral.inner_unit
            own.unit, own.own_unit = unit, True
            own.cues["unit"] = own.cues["kind"] = (start, end, "noun between part and total")
            return
        generic: Atom | None = None
        reach = own.numeral.end
        for k in self._next(own, 4):
            atom = atoms[k]
            preposed = "prep" in atom.tags and not {"unit", "cmp_after"} & atom.tags.keys()
            if (
                self.spaces
                and atom.tags.get("break") == "conjunction"
                and text[atom.start - 2 : atom.start] == "- "
            ):
                reach = atom.end  # "234 information- and dialogue meetings": the first half is left hanging
                continue
            if "mark" in atom.tags or atom.number is not None or "break" in atom.tags or preposed:
                if atom.tags.get("mark") == "," and self._is_one_word(reach, atom.start):
                    reach = (
                        atom.end
                    )  # "599 bankrupt, dissolved firms": an adjective, and another before the noun
                    continue
                if atom.tags.get("mark") != "-":
                    break
                continue
            if not short_gap(text, reach, atom.start, self.gap):
                break
            behind_comma = text[reach - 1] == "," and text[reach : atom.start].strip()
            if behind_comma and not self._is_one_word(reach, atom.start):
                break
            if "range_between" in atom.tags and self.spaces and text[reach : atom.start] == " ":
                break  # "68 million to the hospital"
            if not self.spaces and " " in text[reach : atom.start].lstrip():
                break  # another word, and the end of its phrase, stands between
            if "classifier" in atom.tags:
                own.last = k
                kinds: tuple[str, ...] = atom.tags["classifier"]
                if not self._noun_before(own, found, atom, kinds):
                    self._set(own, "count", kinds[0], atom, "classifier after the number")
                return
            if self.spaces and "duty" in atom.tags:
                break  # "the other 140 must get cards"
            if self.spaces and "scope" in atom.tags and "unit" in atom.tags and self._opens_with_where(atom):
                break  # "at least 2,400 in the communes of the hills"
            if "unit" in atom.tags:
                if atom.tags["unit"] != "item" or self.spaces:
                    own.last = k
                self._set(own, "count", atom.tags["unit"], atom, "counted noun after the number")
                return
            if "unit_generic" in atom.tags and generic is None:
                generic, own.last = atom, k
                if not self.spaces:
                    break  # the noun stands before the number
            elif "scheme" in atom.tags or "measure" in atom.tags:
                break
            reach = max(reach, atom.end) if "cmp_after" in atom.tags or generic is atom else reach
        if self._noun_before(own, found, generic):
            return
        if generic is None and self._noun_by_parse(own):
            return
        told = self.counted_noun(text, own.numeral.end) if generic is None and self.counted_noun else None
        if told is not None:
            own.unit, own.own_unit = told[0], True
            own.cues["kind"] = own.cues["unit"] = (*told[1:], "noun told by its ending")
            return
        where = generic or self.atoms[own.index]
        self._set(own, "count", "item", where, "default: nothing known is counted")
        own.own_unit = generic is not None

    def _opens_with_where(self, atom: Atom) -> bool:
        """Whether the first word of several is one that tells where, and not of what."""
        first, _, rest = self.text[atom.start : atom.end].partition(" ")
        return bool(rest) and first in self.where

    def _noun_by_parse(self, own: Candidate) -> bool:
        """The counted noun as the parse has it, behind words that are no cues: "480 new, mostly young and poor members"."""
        if self.syntax is None:
            return False
        for start, end in self.syntax.counted_nouns(own.numeral.start, own.numeral.end):
            for k in range(own.sentence.low, own.sentence.high):
                atom = self.atoms[k]
                if atom.start < end and start < atom.end and "unit" in atom.tags and k != own.index:
                    if k > own.index:
                        own.last = k
                    own.before_noun = k < own.index
                    return self._set(own, "count", atom.tags["unit"], atom, "counted noun by the parse")
        return False

    def _is_one_word(self, start: int, end: int) -> bool:
        """Whether just one word of letters stands between two positions, in writing that parts words by spaces."""
        word = self.text[start:end].strip()
        return self.spaces and 3 <= len(word) <= self.gap and word.isalpha()

    def _noun_before(
        self, own: Candidate, found: list[Candidate], generic: Atom | None, kinds: tuple[str, ...] = ()
    ) -> bool:
        """Whether a counted noun stands before the number; of the `kinds` that its classifier admits, if it has one."""
        here = [other for other in found if other.sentence is own.sentence]
        low = here[-1].last + 1 if here else own.sentence.low
        if kinds and len(here) == 1 and here[0].kind == "percentage":
            low = own.sentence.low  # "communes below 80 % are 12 (places)"
        if generic is None and self.spaces:
            return self._number_of(own, low)
        for k in range(own.index - 1, max(low, own.index - 8) - 1, -1):
            atom = self.atoms[k]
            if atom.tags.get("mark") in (";", ":", "\n", "(", ")"):
                break
            gap = self.text[atom.end : own.numeral.start].rstrip()
            phrase = not self.spaces and " " not in gap and not (kinds and gap)
            if phrase and atom.tags.get("unit") == "item" and "classifier" not in atom.tags:
                return False  # a thing is counted, not the place or body named further away
            if kinds and atom.tags.get("unit") not in kinds:
                continue
            if atom.tags.get("measure") == "participants" and atom.tags.get("unit") == "document":
                continue  # people who hold a card are counted, not the cards
            place = atom.tags.get("unit") == "locality"
            broken = not own.numeral.scaled and own.numeral.value % 1 != 0
            held = place and (own.numeral.value > _PLACES or broken or ("scenario" in atom.tags and gap))
            if held or atom.tags.get("scope") == "whole":
                continue  # "in the whole province", which holds the word
            if "unit" in atom.tags and (kinds or atom.tags["unit"] != "item"):
                own.before_noun = True
                return self._set(own, "count", atom.tags["unit"], atom, "counted noun before the number")
        left = next((other for other in reversed(here) if other.kind == "count"), None)
        if kinds and left is not None and left.unit in kinds[1:] and left.own_unit:
            return self._of_those(own, left)
        return False

    def _of_those(self, own: Candidate, left: Candidate) -> bool:
        """Whether a bare classifier counts some of those just counted, behind "of": "of 102 communes, 17 (places) are below"."""
        opened = self.atoms[max(left.sentence.low, left.first - 1)]
        whole = "out_of" in self.atoms[own.first - 1].tags and own.first - 1 == left.last + 1
        listed = left.cues["unit"][2] == "some of those just counted"
        if (
            not whole
            and not listed
            and ("out_of" not in opened.tags or own.numeral.value >= left.numeral.value)
        ):
            return False
        own.unit, own.own_unit = left.unit, True
        own.cues["kind"] = own.cues["unit"] = (*left.cues["unit"][:2], "some of those just counted")
        return True

    def _number_of(self, own: Candidate, low: int) -> bool:
        """The counted noun behind a word such as "the number of", where the numeral itself has none."""
        for k in range(own.index - 1, max(low, own.index - 10) - 1, -1):
            tags = self.atoms[k].tags
            if self.atoms[k].number is not None or tags.get("mark") in (";", ":", "\n", "(", ")"):
                break
            if "unit_generic" not in tags:
                continue
            for noun in self.atoms[k + 1 : own.index]:
                if noun.tags.get("unit", "item") != "item":
                    if not short_gap(self.text, self.atoms[k].end, noun.start, 4):
                        return False
                    own.before_noun = True
                    return self._set(own, "count", noun.tags["unit"], noun, "noun behind a word of number")
            return False
        return False

    def _comparator(self, own: Candidate) -> None:
        numeral = own.numeral
        if numeral.comparator is not None:
            own.comparator = numeral.comparator[0]
            own.cues["comparator"] = numeral.comparator[1:]
            before = self.atoms[own.first - 1] if own.first > own.sentence.low else None
            if own.comparator != "~" or before is None or "cmp_before" not in before.tags:
                return
            if not short_gap(self.text, before.end, numeral.start, 3):
                return  # "less than a hundred or so" is less, not about
        text, atoms = self.text, self.atoms
        reach = atoms[own.first].start
        for k in range(own.first - 1, max(own.sentence.low, own.first - 4) - 1, -1):
            atom = atoms[k]
            gap = text[atom.end : reach]
            if "cmp_before" in atom.tags and not (
                "range_open" in atom.tags and numeral.value_max is not None
            ):
                if short_gap(text, atom.end, reach, 6 if self.spaces else 2):
                    own.comparator, own.first = atom.tags["cmp_before"], k
                    own.cues["comparator"] = (atom.start, atom.end, "comparator before the number")
                    return
                break
            if atom.tags.get("mark") in _SIGNS and not gap.strip():
                own.comparator, own.first = _SIGNS[atom.tags["mark"]], k
                own.cues["comparator"] = (atom.start, atom.end, "comparator sign")
                return
            passable = (
                {
                    "range_open",
                    "currency",
                    "percent_before",
                    "numglue",
                    "unit",
                    "unit_generic",
                }
                & atom.tags.keys()
                or atom.tags.get("date") == "glue"
                or atom.tags.get("scope") == "each"
            )
            if not passable or not short_gap(text, atom.end, reach, 6):
                break
            if "unit" in atom.tags and self.spaces:
                break
            reach = atom.start
        self._comparator_after(own)

    def _comparator_after(self, own: Candidate) -> None:
        text, atoms = self.text, self.atoms
        reach = atoms[own.index].end
        for k in range(own.index + 1, min(own.sentence.high, own.index + 7)):
            atom = atoms[k]
            if not self.spaces and atom.start - reach > 14:
                return
            if not self.spaces and atom.end - atom.start <= 4 and "cmp_after" in atom.tags:
                if atom.start - max(own.numeral.end, atoms[own.last].end) > 1:
                    return
            if "cmp_after" in atom.tags and "refuse_after" not in atom.tags:
                following = atoms[k + 1] if k + 1 < own.sentence.high else None
                if (
                    following is not None
                    and following.number is not None
                    and short_gap(text, atom.end, following.start, 3)
                ):
                    return
                own.comparator, own.last = atom.tags["cmp_after"], max(own.last, k)
                own.cues["comparator"] = (atom.start, atom.end, "comparator after the number")
                return
            if atom.number is not None or "mark" in atom.tags or "break" in atom.tags:
                return
            if not short_gap(text, reach, atom.start, 30):
                return
            reach = atom.end

    def _leads_to_number(self, k: int) -> bool:
        """Whether a number stands right behind an atom, or behind its comparator."""
        atoms = self.atoms
        while k + 2 < len(atoms) and "cmp_before" in atoms[k + 1].tags and atoms[k + 1].start == atoms[k].end:
            k += 1
        following = atoms[k + 1] if k + 1 < len(atoms) else None
        if following is None or following.number is None:
            return False
        return self.text[atoms[k].end : following.start] in ("", " ")

    def _rate(self, own: Candidate, found: list[Candidate]) -> None:
        """A rate over time: "66,000 dong a month"."""
        text, atoms = self.text, self.atoms
        reach = atoms[own.last].end
        for k in range(own.last + 1, min(own.sentence.high, own.last + 5)):
            atom = atoms[k]
            if "break" in atom.tags and atoms[k - 1].tags.get("scope") != "each":
                break  # but "a person and a month" goes on
            if "per" in atom.tags:
                goal = atoms[k - 1].tags
                if goal.get("base") == "plan" or goal.get("scenario") == "target":
                    break  # "54 % of the plan of the year"
                if not self.spaces and (k > own.last + 1 or " " in text[reach : atom.start]):
                    if self._leads_to_number(k):
                        break  # "4.5 % of the wage, a year 1.3 million", "93,000 ha  they earn a year over 1,000 billion"
                own.per = atom.tags["per"]
                own.cues["per"] = (atom.start, atom.end, "rate after the number")
                return
            if atom.number is not None or atom.tags.get("mark") not in (None, "/"):
                break
            if own.kind == "count" and atom.tags.get("measure") in ("benefits", "beneficiaries"):
                break  # "people get monthly pensions"
            if not short_gap(text, reach, atom.start, 14):
                break
            reach = atom.end
        opening = own.first - 2
        if (
            self.spaces
            and opening in (own.sentence.low, own.sentence.low + 2)
            and "per" in atoms[opening].tags
        ):
            if atoms[opening + 1].tags.get("mark") == "," and short_gap(text, atoms[opening].end, reach, 60):
                own.per = atoms[opening].tags["per"]
                own.cues["per"] = (atoms[opening].start, atoms[opening].end, "rate that opens the sentence")
                return
        spent = found[-1].cues.get("per") if found else None
        for k in range(own.first - 1, max(own.sentence.low, own.first - 3) - 1, -1):
            atom = atoms[k]
            if self.spaces and spent is not None and atom.start <= spent[0]:
                return  # "500 tonnes a day and 12 MW"
            if "per" in atom.tags and (own.kind in ("money", "measure") or k == own.first - 1):
                own.per = atom.tags["per"]
                own.cues["per"] = (atom.start, atom.end, "rate before the number")
                return
            if atom.number is not None or "mark" in atom.tags:
                return
