"""Cells: a sentence cut into stretches, one a figure, at the strongest break between two figures.

A cue belongs to the cell it stands in. On which side of the number its noun and scheme stand is a property of the
language. Which cues are coordinated, and which counts share a noun, is told here too.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from operator import attrgetter

from extractors.atoms import Atom
from extractors.candidates import Candidate, short_gap
from extractors.link_base import LinkBase, Mention, View, names_several, scheme_at
from extractors.segments import Sentence

_RANKS = {";": 5.0, ":": 2.9, "\n": 6.0, ",": 3.0, ")": 2.2, "…": 3.0, "|": 5.0}
_BREAK_RANKS = {"strong": 5.0, "clause": 4.0, "continuation": 3.4, "conjunction": 2.5}
_OF_NOUNS = 0.8
"""The rank of a conjunction that joins nouns: below that of a space."""
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_LARGE = 100_000_000
"""From here on a number without a noun, in a paragraph that speaks of money, counts no people or things."""
_TOO_MANY = 10_000_000_000
"""From here on a number counts neither firms nor places, whatever noun stands behind it."""
_ALIKE = 5
"""How many times as large a sum may become in one change."""
_PAYMENTS = frozenset({"benefits", "contribution", "arrears"})
"""Measures of money alone."""
_PARTING = frozenset({"mark", "date", "month", "prep", "break", "scheme"})
"""What ends the phrase of a cue that a figure is looked for in."""
_ITEM = re.compile(r"\s*(?:[-•+*(]|(?:\d{1,2}(?:\.\d{1,2})?|[a-z])[.)/](?!\d))")
"""How a numbered heading and an item of a list begin."""
_ROW = re.compile(r"[^.:;!?]{2,60}: ?\S[^;]{0,60}$")
"""A line that is a label and its value."""


_A_SUM = 10_000
"""From here on a number of nothing named, behind an amount of money, may be money: "I earn 3 million and put 297,000 aside"."""
_ALONE = re.compile(r" *(?:[.,;:!?)\n\"]|\w{1,3}(?!\w)|$)")
"""What stands behind a number that counts no noun: a mark, or a short word such as "to" or "of"."""


class CellLinks(LinkBase):
    """Cells, coordinated cues and shared nouns."""

    def _schemes(self, sentence: Sentence) -> list[Mention]:
        """Scheme cues; several schemes in one coordination are insurance as such. Hints count where insurance is the topic."""
        found: list[Mention] = []
        for k in sentence.having("scheme", "scheme_hint"):
            atom = self.atoms[k]
            tags = atom.tags
            if "agency" in tags:
                continue
            scheme = scheme_at(self.atoms, k) if "scheme" in tags else None
            if scheme is None and self.context.topic is not None:
                scheme = tags.get("scheme_hint")
            if scheme is None:
                continue
            last = found[-1] if found else None
            if last is not None and "scheme" not in tags and self.text[last.end : atom.start] in ("", " "):
                if {last.value, scheme} == {"social_insurance", "voluntary_social_insurance"}:
                    last.value, last.last, last.end = scheme, k, atom.end
                    continue  # "BHXH voluntary": which branch
            hinted = (
                last is not None and last.first == last.last and "scheme" not in self.atoms[last.last].tags
            )
            if last is not None and hinted and "scheme" in tags and not self.spaces:
                if self.text[last.end : atom.start] in ("", " ") and scheme != "insurance":
                    last.value, last.last, last.end = scheme, k, atom.end
                    continue  # "card fees of social insurance": the name tells more than the hint
            if last is not None and self._coordinated(last.last, k):
                if last.value != scheme:
                    last.value = "insurance"
                last.last, last.end = k, atom.end
            else:
                value = scheme
                bare = self.spaces and self.text.count(" ", atom.start, atom.end) < 2
                bare = bare or (not self.spaces and not names_several(self.text, atom, self.spec))
                if value == "insurance" and bare:  # "the insured": in an answer those asked about
                    asked = self.context.scheme if self.answers(sentence) else None
                    value = self.only_scheme or asked or value
                found.append(Mention(k, k, value, atom.start, atom.end))
        return found

    def _coordinated(self, left: int, right: int) -> bool:
        """Whether only commas, conjunctions and a few letters stand between two cues."""
        joined = conjunct = False
        for k in range(left + 1, right):
            tags = self.atoms[k].tags
            if tags.get("mark") == "," or tags.get("break") == "conjunction":
                joined = True
                conjunct = conjunct or "break" in tags
            elif tags.get("date") != "glue" and "numglue" not in tags and "range_and" not in tags:
                return False
        measures = {self.atoms[k].tags.get("measure") for k in (left, right)} - {None}
        if not conjunct and "measure" in self.atoms[right].tags and "measure" not in self.atoms[left].tags:
            return False  # "…, are in social insurance, the coverage of health insurance (97 %) …"
        if len(measures) > 1:
            return False  # "voluntary participants and a health insurance coverage of 95 %"
        gap = self.text[self.atoms[left].end : self.atoms[right].start]
        letters = sum(map(str.isalpha, gap))
        known = sum(self.atoms[k].end - self.atoms[k].start for k in range(left + 1, right))
        if not joined and not self.spaces and gap == " ":
            return True
        if joined and not conjunct and self._counted_beside(left, -1) and self._counted_beside(right, 1):
            return False  # "35 % take part in A, B covers 95 %"
        run_on = conjunct and self._runs_on_with_verb(right)
        named = "measure" in self.atoms[right].tags and "measure" not in self.atoms[left].tags
        run_on = run_on or (conjunct and named)  # "79,500 in A and a coverage of B of 95 %"
        if run_on and self._counted_beside(left, -1) and self._counted_beside(right, 1):
            return False  # the same with "and", where the verb of the second clause stands right behind its subject
        return joined and letters <= known + (4 if self.spaces else 2)

    def _runs_on_with_verb(self, index: int) -> bool:
        """Whether the verb of a clause stands right behind a cue, which then is its subject."""
        end = self.atoms[index].end
        if not self.spaces:
            return self.text[end] not in " ,;:.()\n"
        behind = self.atoms[index + 1] if index + 1 < len(self.atoms) else None
        if behind is None or behind.start != end + 1 or "break" in behind.tags:
            return False
        return behind.tags.get("scenario") == "actual" or "measure" in behind.tags

    def _counted_beside(self, index: int, step: int) -> bool:
        """Whether a figure stands in the phrase of a cue, before or behind it: neither a mark nor a date comes first."""
        for atom in (
            self.atoms[max(0, index - 6) : index][::-1] if step < 0 else self.atoms[index + 1 : index + 7]
        ):
            if atom.number is not None:
                return True
            parting = _PARTING & atom.tags.keys()
            if parting <= {"date", "prep"} and atom.tags.get("date", "glue") in ("glue", "day_word"):
                if atom.tags.get("prep", "in") == "in":
                    continue  # "members in the voluntary scheme", "a coverage of"
            if parting and not (parting == {"date"} and atom.tags["date"] == "glue"):
                return False
        return False

    def _measures(self, sentence: Sentence) -> list[Mention]:
        return [
            Mention(k, k, self.atoms[k].tags["measure"], self.atoms[k].start, self.atoms[k].end)
            for k in sentence.where.get("measure", ())
        ]

    def _cut_cells(self, view: View) -> None:
        candidates = view.candidates
        candidates[0].pre = view.sentence.low
        candidates[-1].post = view.sentence.high if self.spaces else self._next_task(candidates[-1])
        dated = {k for found in view.sentence.dates for k in range(found.index, found.stop)}
        for left, right in itertools.pairwise(candidates):
            at, kind = self._cut_between(left, right, dated)
            left.post = at
            right.pre = at
            right.cut = kind

    def _next_task(self, own: Candidate) -> int:
        """Where another body's task begins behind a line's last figure, in writing whose spaces part clauses; else its end."""
        for k in own.sentence.where.get("duty", ()):
            opened = k
            while opened > own.last + 1 and not self._spaced_before(opened):
                opened -= 1
            if own.last + 1 < opened < k and "body" in self.atoms[opened].tags:
                return opened
        return own.sentence.high

    def _spaced_before(self, k: int) -> bool:
        """Whether a space parts an atom from the one before it."""
        return " " in self.text[self.atoms[k - 1].end : self.atoms[k].start]

    def _cut_between(self, left: Candidate, right: Candidate, dated: set[int]) -> tuple[int, str]:
        """The index of the first atom of the right cell, and what kind of break parts the two.

        `dated` are the atoms of the sentence's dates: a space behind one may part clauses, though a number ends it.
        """
        best, where, kind = 0.0, right.first if not self.head_before else left.last + 1, "none"
        where = min(max(where, left.last + 1), right.first)
        parted, parting = self._parted_by_parse(left, right)
        for k in range(left.last, right.first):
            a, b = self.atoms[k], self.atoms[k + 1]
            rank, what = 0.0, ""
            mark = a.tags.get("mark") if k > left.last else None
            if mark in _RANKS:
                rank = _RANKS[mark]
                what = {",": "comma", ")": "paren_end", ":": "colon"}.get(mark, "strong")
            if k + 1 < right.first or "break" in b.tags:
                cue = b.tags.get("break")
                if cue == "continuation" and best == _RANKS[","] and "mark" not in a.tags:
                    cue = None  # "…, B reaches 90 %": another subject stands between the comma and the word
                if cue == "continuation" and not self.spaces and k > left.last:
                    if " " not in self.text[a.end : b.start] and (b.start > a.end or self._is_subject(a, b)):
                        cue = None  # a verb behind its subject, not a phrase of its own
                    elif kind == "conjunction" and where < k and " " not in self.text[a.end : b.start]:
                        if " " not in self.text[self.atoms[where].start : a.end]:
                            cue = None  # "… and the coverage of the whole ward is 94 %"
                if cue in _BREAK_RANKS and _BREAK_RANKS[cue] > rank:
                    rank, what = _BREAK_RANKS[cue], cue
                    if cue == "conjunction" and self._joins_nouns(k + 1):
                        rank = _OF_NOUNS
                    written_on = not self.spaces and k == left.last and b.start == a.end
                    if cue == "clause" and written_on and "prep" in b.tags:
                        rank = (
                            _OF_NOUNS  # "4,800 people|for the voluntary branch  collect another 616 billion"
                        )
                if b.tags.get("mark") == "(" and not self._closes_before(k + 2, right.first):
                    rank, what = 3.4, "paren"
                    named = kind == "comma" and where < k + 1 and self.spaces
                    if named and any("scheme" in a.tags for a in self.atoms[where : k + 1]):
                        rank = 0.0  # "…, the coverage of health insurance (97 %) …": the brackets are of what is named
            if k + 1 == parted and _BREAK_RANKS[parting] > rank:
                rank, what = _BREAK_RANKS[parting], parting
            numbered = b.number is not None or (k > left.last and a.number is not None)
            if numbered and (k in dated) != (k + 1 in dated):
                numbered = b.number is not None and k + 1 not in dated
            spaced = not self.spaces and not numbered and " " in self.text[a.end : b.start]
            if spaced and b.start - a.end == 1 and self.text[b.start] in _LATIN and "mark" not in b.tags:
                spaced = False  # it sets off Latin letters
            if spaced and k == left.last and k + 1 in dated and self._due_before_request(left, k + 1):
                spaced = False
            if not rank and spaced and k + 1 < right.first:
                back = k == left.last and (self._leans_back(b) or self._is_rate_of(b, left))
                rank, what = (0.5 if back else 1.0), "space"
            elif not rank and not self.spaces and k > left.last and k + 1 == right.first:
                gap = self.text[a.end : b.start]
                if gap[:1] == " " and gap.strip():
                    rank, what = 1.0, "space"  # "… of the sum due / there are 345 firms"
            if rank > best or (rank == best and rank and not self.head_before):
                best, where, kind = rank, k + 1, what
        if best <= 0.5 and self._written_on(left):
            return right.first, "continuation" if right.kind == "percentage" else "space"
        if best <= 0.5 and self._told_behind(left):
            # "97 % of the pupils  905 schools sent …"
            if self.atoms[left.last + 1].tags.get("date") == "glue" or self._told_behind(right):
                return right.first, "space"
        if kind not in ("continuation", "paren"):
            # A continuation word later than the cut still says that the right figure continues the left one.
            for k in range(where, right.first):
                if self.atoms[k].tags.get("break") == "continuation" and kind in ("comma", "space", "none"):
                    kind = "continuation"
        return where, kind

    def _atoms_back(self, atom: Atom) -> list[Atom]:
        """The few atoms before one."""
        at = bisect_left(self.atoms, atom.start, key=attrgetter("start"))
        return self.atoms[max(0, at - 4) : at]

    def _due_before_request(self, own: Candidate, k: int) -> bool:
        """Whether a due date right behind a figure ends its statement: somebody is asked behind it: "below 3 % by the year's end / and asks B …"."""
        dates = own.sentence.dates
        found = next((d for d in dates if d.index == k), None)
        if found is None or found.preposition not in ("by", "before") or found.stop >= own.sentence.high:
            return False
        return "request" in self.atoms[found.stop].tags and not any(d.index < own.index for d in dates)

    def _is_subject(self, atom: Atom, verb: Atom) -> bool:
        """Whether a scheme's name begins a phrase behind a space, with its verb written on: what that tells is told of it."""
        if {"scheme", "scheme_hint"}.isdisjoint(atom.tags) or not self.text[verb.start].isalpha():
            return False
        opened = self.text.rfind(" ", 0, atom.start) + 1
        known = [a for a in self._atoms_back(atom) if a.start >= opened]
        letters = sum(map(str.isalpha, self.text[opened : atom.start]))
        return letters <= sum(a.end - a.start for a in known) + 1

    def _joins_nouns(self, k: int) -> bool:
        """Whether a conjunction is written on to a word before it, and one behind it: it joins nouns, not clauses.

        Not where figures stand on both sides of it, or it is part of a longer break.
        """
        if self.spaces or k + 1 >= len(self.atoms) or "mark" in self.atoms[k - 1].tags:
            return False
        left, own, right = self.atoms[k - 1 : k + 2]
        told = {"measure", "scheme", "scheme_hint"}
        glued = left.end == own.start and own.end == right.start
        return glued and bool(told & left.tags.keys()) and bool(told & right.tags.keys())

    def _written_on(self, own: Candidate) -> bool:
        """Whether it is written on without a space to those counted that they take part, or to money that it helps."""
        if self.spaces or own.last + 1 >= len(self.atoms):
            return False
        verb = self.atoms[own.last + 1]
        told = verb.tags.get("measure") if verb.start == self.atoms[own.last].end else None
        return (told == "participants" and own.unit == "person") or (
            told == "support" and own.kind == "money"
        )

    def _told_behind(self, own: Candidate) -> bool:
        """Whether what a share is of follows it at once, where that stands before most figures: "63 % of the workers joined A"."""
        if self.spaces or own.kind != "percentage" or own.last + 1 >= len(self.atoms):
            return False
        k = own.last + 1
        if self.atoms[k].tags.get("date") == "glue" and k + 1 < len(self.atoms):
            k += 1  # "of"
        after = self.atoms[k]
        told = "base" in after.tags or after.tags.get("measure") == "participants"
        return told and sum(map(str.isalpha, self.text[self.atoms[own.last].end : after.start])) <= 3

    def _closes_before(self, low: int, high: int) -> bool:
        """Whether brackets hold no figure, an aside on the one before: "85 % (in 2020)"."""
        return any(self.atoms[k].tags.get("mark") == ")" for k in range(low, high))

    def _parted_by_parse(self, left: Candidate, right: Candidate) -> tuple[int, str]:
        """The index of the atom at which, by the parse, the right figure's clause begins, and as what; -1 where unknown."""
        if self.syntax is None:
            return -1, ""
        found = self.syntax.break_between(left.numeral.start, right.numeral.start)
        if found is None:
            return -1, ""
        offset, kind = found
        for k in range(left.last + 1, right.first + 1):
            if self.atoms[k].start >= offset and "mark" not in self.atoms[k].tags:
                return k, kind
        return right.first, kind

    def _is_rate_of(self, atom: Atom, left: Candidate) -> bool:
        """Whether what a rate of pay is of follows it: "22 % of the chosen income"."""
        of = self.spec.date.words.get("glue", ())[:1]
        paid = atom.tags.get("measure") in ("contribution", "support", "benefits")
        return paid and left.kind == "percentage" and self.text.startswith(of, atom.start)

    @staticmethod
    def _leans_back(atom: Atom) -> bool:
        """Whether what follows a figure's space still speaks of it: "95 % of the people", "95 % take part in"."""
        tags = atom.tags
        if "base" in tags or tags.get("date") == "glue":
            return True
        said = tags.get("measure") in ("participants", "cards", "satisfaction_rate")
        return said and tags.get("unit", "document") == "document" and "break" not in tags

    def _near(self, own: Candidate) -> int:
        """The index up to which what stands behind a figure is said of it where no mark parts clauses.

        That is the first phrase behind it: to the second space, a break, a mark or the cell's end.
        """
        if self.spaces:
            return own.post
        spaces, reach = 0, self.atoms[own.last].end
        for k in range(own.last + 1, own.post):
            atom = self.atoms[k]
            gap = self.text[reach : atom.start]
            spaces += gap.count(" ") if k > own.last + 1 or own.kind != "percentage" else 0
            if gap == " " and (atom.number is not None or self.atoms[k - 1].number is not None):
                spaces -= k > own.last + 1  # the space around a numeral parts no phrases
            latin = self.text[reach - 1].isascii() or self.text[atom.start].isascii()
            if gap == " " and latin and k > own.last + 1 and "mark" not in atom.tags:
                spaces -= 1  # it sets off Latin letters, "take part in BHXH"
            if gap == " " and self._belongs(atom):
                spaces -= k > own.last + 1 or own.kind != "percentage"  # "… people / of the province / have"
            asked = "request" in atom.tags and not (k == own.last + 1 and self._is_given(own))
            parts = atom.tags.get("break") in ("strong", "clause", "conjunction") or asked
            parts = parts and " " in gap
            if gap == " " and "body" in atom.tags and "scheme" not in atom.tags and k == own.last + 1:
                subject = "unit" not in atom.tags or any("duty" in a.tags for a in self.atoms[k + 1 : k + 4])
                parts = parts or subject
            if spaces > 1 or parts or atom.tags.get("mark") in (";", ":", ",", "(", ")", '"', "\n"):
                return k
            reach = atom.end
        return own.post

    def _is_given(self, own: Candidate) -> bool:
        """Whether a word of support stands before a figure in its cell: "to" behind it says to whom, and asks nobody."""
        return any(
            self.atoms[k].tags.get("measure") in ("support", "benefits", "cards")
            for k in range(own.pre, own.first)
        )

    @staticmethod
    def _belongs(atom: Atom) -> bool:
        """Whether a phrase begins that only tells whose or where: of the province."""
        return atom.tags.get("scope") == "whole" or "nationwide" in atom.tags

    def _cell(self, own: Candidate) -> tuple[range, range]:
        """The atom indices before and after the figure in its cell, the latter in order, the former nearest first."""
        return range(own.first - 1, own.pre - 1, -1), range(own.index + 1, own.post)

    def _outer(self, view: View, at: int) -> int:
        """The place of the figure that one behind closed brackets goes on with: the one before them, if there is one."""
        left, own = view.candidates[at - 1], view.candidates[at]
        marks = [self.atoms[k].tags.get("mark") for k in range(left.last + 1, own.first)]
        if ")" not in marks or "(" in marks:
            return at - 1
        opened = next(
            (
                k
                for k in range(left.first - 1, view.sentence.low - 1, -1)
                if self.atoms[k].tags.get("mark") in ("(", ")")
            ),
            -1,
        )
        if opened < 0 or self.atoms[opened].tags["mark"] == ")":
            return at - 1
        outer = next((n for n in range(at - 2, -1, -1) if view.candidates[n].last < opened), -1)
        if outer < 0 or own.cut != "continuation":
            return at - 1
        held = self.atoms[view.candidates[outer].last + 1 : opened]
        return at - 1 if any({"mark", "break"} & a.tags.keys() for a in held) else outer

    def _beside(self, view: View, at: int) -> Candidate | None:
        """The figure before one in a list: shares that only tell more of it ("that is 49 %") are passed over."""
        k = at - 1 if at <= 0 or not self.spaces else self._outer(view, at)
        while k > 0 and view.candidates[at].kind != "percentage" and view.candidates[k].kind == "percentage":
            again = view.candidates[k].measure == "coverage_rate" and view.candidates[k].cut == "space"
            if view.candidates[k].cut not in ("paren", "continuation") and not again:
                break
            k -= 1
        return view.candidates[k] if k >= 0 else None

    def _joined(self, left: Candidate, right: Candidate) -> bool:
        """Whether only a word such as "to" stands between two numbers: from 215 to 148."""
        dates = [d for d in left.sentence.dates if left.index < d.index < right.index]
        near = len(dates) == 1 and short_gap(self.text, left.numeral.end, dates[0].start, 5)
        start = dates[0].end if near else left.numeral.end
        return right.cut == "none" and sum(map(str.isalpha, self.text[start : right.numeral.start])) <= 4

    def _as_much_money(self, view: View, own: Candidate) -> bool:
        """Whether the sentence right before ended on a sum of about the size of a bare number: "… 31 million dollars. 60 million are hoped for"."""
        told = self.told
        if told is None or told.kind != "money" or told.sentence.paragraph != view.sentence.paragraph:
            return False
        near = view.sentence.number - told.sentence.number == 1
        return near and told.numeral.value / 4 <= own.numeral.value <= told.numeral.value * 4

    def _is_paid_too(self, view: View, own: Candidate) -> bool:
        """Whether a word of paying governs a number behind an amount: "the bill was 214 million dong, I paid only 11 million"."""
        if not self.spaces or not any(c.kind == "money" and c.index < own.index for c in view.candidates):
            return False
        told = [self.atoms[k].tags for k in range(own.pre, own.first)]
        return any(tags.get("measure") in ("contribution", "benefits") for tags in told)

    def _inherit_units(self, view: View) -> None:
        """A count without a noun of its own, coordinated with a count before it, counts the same thing."""
        context = self.context
        for own in view.candidates:
            if own.kind == "money":
                context.currency, context.currency_unit = own.cues["unit"], own.unit
                context.currency_paragraph = view.sentence.paragraph
            elif (
                own.kind == "count"
                and not own.own_unit
                and (own.numeral.value >= _LARGE or self._is_paid_too(view, own))
                and own.numeral.scaled
                and context.currency is not None
                and context.currency_paragraph == view.sentence.paragraph
            ):
                own.kind, own.unit = "money", context.currency_unit
                own.cues["unit"] = (*context.currency[:2], "currency of the amount before")
            elif (
                self.spaces
                and own is view.candidates[0]
                and own.kind == "count"
                and not own.own_unit
                and own.numeral.scaled
                and context.currency is not None
                and self._as_much_money(view, own)
            ):
                own.kind, own.unit = "money", context.currency_unit
                own.cues["unit"] = (*context.currency[:2], "as much money as in the sentence before")
            elif (
                own.kind == "count"
                and not own.own_unit
                and own.numeral.digits
                and not own.numeral.scaled
                and own.numeral.value <= 100
                and own.numeral.value != own.numeral.value.to_integral_value()
                and context.percent_paragraph == view.sentence.paragraph
            ):
                own.kind = "percentage"
                own.unit = "percent"
                own.cues["unit"] = (
                    own.numeral.start,
                    own.numeral.end,
                    "decimals without a noun, behind percentages",
                )
            elif (
                own.kind == "count"
                and own.numeral.value >= _TOO_MANY
                and (not own.own_unit or own.unit in ("organization", "locality", "person", "household"))
                and (own.unit != "person" or any(c.kind == "money" for c in view.candidates))
            ):
                own.kind, own.unit, own.own_unit = "money", "VND", True
                own.cues["unit"] = own.cues["kind"] = (
                    own.numeral.start,
                    own.numeral.end,
                    "more than there are people or things: money",
                )
            elif own.kind == "percentage":
                context.percent_paragraph = view.sentence.paragraph
            elif (
                own.kind == "count"
                and not own.own_unit
                and own.numeral.value >= _LARGE
                and own.numeral.scaled
            ):
                own.kind, own.unit = "money", "VND"
                own.cues["unit"] = (
                    own.numeral.start,
                    own.numeral.end,
                    "a thousand million of nothing named is dong",
                )
        for own in view.candidates:
            paid = (
                self._paid_word(own)
                if own.kind == "count" and not own.own_unit and own.numeral.scaled
                else None
            )
            if paid is not None:
                own.kind, own.unit, own.own_unit = "money", context.currency_unit or "VND", True
                own.cues["unit"] = own.cues["kind"] = (
                    paid.start,
                    paid.end,
                    "a word of bills and payments before it",
                )
        for whole, own in itertools.pairwise(view.candidates):
            bare = own.kind == "count" and not own.own_unit
            if bare and whole.kind == "money" and own.numeral.digits and own.numeral.value >= 1000:
                smaller = own.cut == "clause" and own.numeral.value < whole.numeral.value
                alone = own.numeral.value >= _A_SUM and _ALONE.match(self.text, own.numeral.end) is not None
                if self.spaces and (own.per is not None or own.cut == "continuation" or smaller or alone):
                    own.kind, own.unit = "money", whole.unit
                    own.cues["kind"] = own.cues["unit"] = (
                        *whole.cues["unit"][:2],
                        "currency of the amount that it divides or says again",
                    )
            if whole.kind == "measure" and bare and own.first > whole.last + 1:
                of_which = self.atoms[own.first - 1].tags.get("break") == "clause"
                if of_which and own.numeral.value < whole.numeral.value:
                    own.kind, own.unit = "measure", whole.unit
                    own.cues["kind"] = own.cues["unit"] = (
                        *whole.cues["unit"][:2],
                        "unit of the measure it is a part of",
                    )
        for at, right in enumerate(view.candidates):
            left = self._beside(view, at)
            if left is None:
                continue
            if self._is_some_of_places(view, at):
                whole = view.candidates[0]
                right.unit, right.cues["unit"] = (
                    whole.unit,
                    (*whole.cues["unit"][:2], "some of those counted first"),
                )
            elif (
                right.kind == left.kind == "count"
                and not right.own_unit
                and (
                    right.cut in ("conjunction", "comma", "space", "clause")
                    or (right.cut == "continuation" and self.spaces and not self._has_unknown_noun(right))
                    or self._of_next_place(right)
                    or self._joined(left, right)
                )
                and not (
                    right.cut in ("conjunction", "comma")
                    and self.spaces
                    and self._has_unknown_noun(right)
                    and (right.cut != "comma" or "out_of" not in self.atoms[max(0, left.first - 1)].tags)
                )
            ):
                if left.own_unit or "in the list" in left.cues["unit"][2]:
                    right.unit = left.unit
                    right.cues["unit"] = (*left.cues["unit"][:2], "unit of the figure before in the list")
            elif self._same_classifier(left, right):
                right.unit = left.unit
                right.cues["unit"] = (
                    *left.cues["unit"][:2],
                    "unit of the figure before with that classifier",
                )
            elif (
                right.kind == "count" and not right.own_unit and right.numeral.scaled and left.kind == "money"
            ):
                right.kind, right.unit = "money", left.unit
                right.cues["unit"] = (*left.cues["unit"][:2], "currency of the figure before")

        self._set_some_of_total(view)
        for left, right in zip(view.candidates[-2::-1], view.candidates[:0:-1], strict=False):
            if left.kind == "count" and right.kind == "percentage" and self._shares_sign(left, right):
                left.kind, left.unit, left.own_unit = "percentage", right.unit, True
                left.cues["kind"] = left.cues["unit"] = (
                    *right.cues["unit"][:2],
                    "percent sign at the end of the list",
                )
            if left.kind == "count" and right.kind == "money" and not left.own_unit:
                self._share_scale(left, right)
            bare = left.kind == "count" and not left.own_unit and left.numeral.scaled
            if bare and right.kind == "money" and left.numeral.value >= _LARGE:
                left.kind, left.unit = "money", right.unit
                left.cues["unit"] = (*right.cues["unit"][:2], "currency of the amount behind")
            if left.kind == right.kind == "money" and right.per is not None and left.per is None:
                if right.index == left.last + 2 and self.atoms[left.last + 1].tags.get("change") == "level":
                    left.per, left.cues["per"] = (
                        right.per,
                        right.cues["per"],
                    )  # "from 297,000 to 330,000 dong a month"
            if left.kind == right.kind == "count" and right.own_unit and not left.own_unit:
                between = self.text[left.numeral.end : right.numeral.start]
                to = right.index == left.last + 2 and self.atoms[left.last + 1].tags.get("change") == "level"
                listed = (
                    right.cut in ("conjunction", "comma", "strong") and sum(map(str.isalpha, between)) <= 4
                )
                if listed or (to and right.cut == "none"):
                    left.unit = right.unit
                    left.cues["unit"] = (*right.cues["unit"][:2], "unit at the end of the list")

    def _set_some_of_total(self, view: View) -> None:
        """Bare counts in a sentence that opens with a total count its kind: "Of these firms 1,905 owe …, 744 … and 479 …"."""
        low, first = view.sentence.low, view.candidates[0]
        if not self.spaces or low >= first.first or "out_of" not in self.atoms[low].tags:
            return
        bare = [c for c in view.candidates if c.kind == "count" and not c.own_unit and c.unit == "item"]
        opening = self.atoms[low : first.first]
        told = next((a for a in opening if {"unit", "mark", "month"} & a.tags.keys()), None)
        if told is not None and "unit" not in told.tags:
            return  # "from 20 February on, eight teams …"
        if told is None and first.own_unit and low + 2 >= first.first:
            told = next((a for a in self.atoms[first.first : first.last + 1] if "unit" in a.tags), None)
        if told is None:
            return
        for own in bare:
            own.unit = told.tags["unit"]
            own.cues["unit"] = (told.start, told.end, "some of those that the sentence begins with")

    def _share_scale(self, left: Candidate, right: Candidate) -> None:
        """What a sum changed from takes the scale of what it changed to: "from 14,800 to 13,950 billion"."""
        between = self.atoms[left.last + 1 : right.first]
        to = len(between) == 1 and (
            "range_between" in between[0].tags or between[0].tags.get("change") == "level"
        )
        if not to or left.numeral.scaled or not right.numeral.scaled or not left.numeral.value:
            return
        for scale in (10**3, 10**6, 10**9, 10**12):
            if (
                left.numeral.value * scale / _ALIKE
                <= right.numeral.value
                <= left.numeral.value * scale * _ALIKE
            ):
                left.numeral.value, left.numeral.scaled = left.numeral.value * scale, True
                return

    def _is_some_of_places(self, view: View, at: int) -> bool:
        """Whether a bare number opens a clause behind places counted as a whole: "Of 75 communes, 31 …; 12 …; 5 are below"."""
        own = view.candidates[at]
        mark = self.atoms[own.first - 1].tags.get("mark")
        bare = own.kind == "count" and not own.own_unit and own.numeral.plain and own.first == own.index
        if not self.spaces or mark not in (";", ",") or not bare:
            return False
        whole = view.candidates[0]
        opened = self.atoms[max(view.sentence.low, whole.first - 1)].tags
        if whole.unit not in ("locality", "organization") or not {"out_of", "range_open"} & opened.keys():
            return False
        return own.numeral.value < whole.numeral.value

    def _shares_sign(self, left: Candidate, right: Candidate) -> bool:
        """Whether a bare number is listed before a share, with only a comma or an "and" between: "80, 95 or 100 %"."""
        if left.own_unit or left.numeral.scaled or not left.numeral.digits or left.numeral.value > 100:
            return False
        between = self.atoms[left.index + 1 : right.index]
        joined = len(between) == 1 and left.last == left.index and right.first == right.index
        joined = joined and (
            between[0].tags.get("mark") == "," or between[0].tags.get("break") == "conjunction"
        )
        return joined and self.text[left.numeral.end : right.numeral.start].strip(" ,") == self.text[
            between[0].start : between[0].end
        ].strip(",")

    def _of_next_place(self, own: Candidate) -> bool:
        """Whether a mere number is that of the next place in a list: "the ward A enrols 1,240 people; the ward B 415"."""
        if not self.spaces or own.cut != "strong" or self._has_unknown_noun(own):
            return False
        told = self.atoms[own.pre : own.first]
        if any("province" in a.tags for a in told) and not any(
            {"unit", "measure", "scheme"} & a.tags.keys() for a in told
        ):
            return (
                own.numeral.value >= 100 and not own.numeral.scaled
            )  # "…; the neighbour Tuyen Quang has 39,900"
        place = self.atoms[own.first - 1]
        name = self.cased[place.end : own.numeral.start].split() if "place_part" in place.tags else []
        return 0 < len(name) <= 4 and all(word[0].isupper() for word in name)

    def _paid_word(self, own: Candidate) -> Atom | None:
        """A word of bills or payments right before a large number that nothing follows: "the bill was 85.5 million, we paid 17.1 million"."""
        if not self.spaces or own.numeral.value < 100_000 or self._has_unknown_noun(own):
            return None
        if own.per is not None:
            around, start = self.atoms[max(0, own.first - 3) : own.last + 6], own.cues["per"][0]
            return next((atom for atom in around if atom.start == start), None)
        for k in range(own.first - 1, max(own.sentence.low, own.first - 5) - 1, -1):
            atom = self.atoms[k]
            if "mark" in atom.tags or atom.number is not None or "unit_generic" in atom.tags:
                return None
            if atom.tags.get("measure") in _PAYMENTS:
                return atom
        return None

    def _same_classifier(self, left: Candidate, right: Candidate) -> bool:
        """Whether a general classifier stands alone where that of the figure before had its noun: "312 X schools; 44 X"."""
        if left.kind != "count" or right.kind != "count" or right.unit != "item" or left.last == left.index:
            return False
        ours = [a for a in self.atoms[right.index + 1 : right.last + 1] if "unit_generic" in a.tags]
        theirs = [a for a in self.atoms[left.index + 1 : left.last + 1] if "unit_generic" in a.tags]
        if not ours or not theirs or "default" not in right.cues["unit"][2]:
            return False
        return self.text[ours[0].start : ours[0].end] == self.text[theirs[0].start : theirs[0].end]

    def _has_unknown_noun(self, own: Candidate) -> bool:
        """Whether a word that is no cue follows the number directly: the noun that it counts, most likely."""
        following = self.atoms[own.index + 1].start if own.index + 1 < len(self.atoms) else len(self.text)
        return any(map(str.isalpha, self.text[own.numeral.end : following]))

    def _is_row(self, sentence: Sentence) -> bool:
        """Whether a line gives a label, a colon and a short value: "Tourists by 2030: 30 million"."""
        line = self.text[sentence.start : sentence.end].strip()
        return len(line) <= 100 and _ROW.match(line) is not None

    def _is_date_alone(self, sentence: Sentence) -> bool:
        """Whether a line holds one date and nothing else: the heading of what is due by then."""
        if len(sentence.dates) != 1:
            return False
        only = sentence.dates[0]
        rest = self.text[sentence.start : only.start] + self.text[only.end : sentence.end]
        return not any(map(str.isalpha, rest))

    def _is_item(self, sentence: Sentence) -> bool:
        start = sentence.start
        line = self.text.rfind("\n", max(0, start - 6), start) + 1
        if 0 < start - line <= 5 and line > 0:
            start = line  # "3. The Department …": the full stop of the item's number ended a sentence
        return _ITEM.match(self.text, start, min(start + 12, sentence.end)) is not None
