"""Scope: whether a figure speaks of the whole place, a part of it, of each one, or is a limit that sorts."""

from __future__ import annotations

import re

from extractors.candidates import Candidate, Cue, short_gap
from extractors.governing_dates import DateLinks
from extractors.link_base import View
from extractors.measures import COVERED
from extractors.places import is_smaller_place
from extractors.segments import Sentence, between

_NAMED_LINE = re.compile(r"[\s•*+-]*((?:[^\W\d_a-z][\w'-]*)(?: [^\W\d_a-z][\w'-]*){1,4}): ?")
_A_GRANT = 10_000_000
"""Below this a sum of dong with which a rule supports members is one member's."""
_QUALIFIED = re.compile(r" [a-zà-ỹ]{4,} [A-ZÀ-Ỹ][a-zà-ỹ]+ [A-ZÀ-Ỹ]")
"""What a firm or school is, told between its noun and its name: "Kilang jahit Hoa Sen"."""
_NAMING = frozenset({"scope", "place_part"})
"""The tags of whatever may name a smaller place."""
_A_NAME = 45
"""Within how many letters of a place's word its province is told."""
_SAYING = frozenset({"measure", "unit", "break", "scenario"})
"""Tags of words with which something is said, so that a new place is told of."""
_CARRIED_PART = ("before", "title")
"""How the cues of a smaller place end that another sentence named."""
LISTED = 12
"""How many lines down a list's lines still tell of what was told before it."""


class ScopeLinks(DateLinks):
    """Whole, part, each or threshold."""

    def _set_scopes(self, view: View) -> None:
        context, sentence = self.context, view.sentence
        part: Cue | None = context.part if context.part_paragraph == sentence.paragraph else None
        if part is None and context.home is not None and context.whole_paragraph != sentence.paragraph:
            part = context.home
        at = sentence.low
        every: Cue | None = None
        elsewhere = False
        left: Candidate | None = None
        placed = sentence.having("scope", "place_part", "place_word", "nationwide", "province", "mark")
        told = sentence.having("scope", "break", "mark") if "scope" in sentence.where else []
        for number, own in enumerate(view.candidates):
            parted = own.cut in ("clause", "strong")
            every = None if parted else every
            if parted or not (self.spaces or own.cut in ("comma", "continuation", "paren")):
                elsewhere = parted and self._names_province(own)
            for k in between(placed, at, own.index):
                atom = self.atoms[k]
                what = atom.tags.get("scope")
                if what is None and self._names_a_place(k):
                    what = "part"
                if what == "part":
                    part = (atom.start, atom.end, "part of the province named")
                elif what == "whole" or "nationwide" in atom.tags or self._turns_to_all(k, sentence.low):
                    if not self._tells_where(k, part, sentence):
                        part = None
                elif atom.tags.get("mark") == ";" and self.spaces and self._opened_by_province(k):
                    part = None  # "the commune …; Lang Son hands over 7.8 ha"
                elif "province" in atom.tags and part is not None and part[2].endswith(_CARRIED_PART):
                    if self._is_in_brackets(k):
                        continue  # "Cam Xuyen (Ha Tinh): 95 % …"
                    part = None  # "… in the commune. The city of Hue has passed 98 %"
                elif "province" in atom.tags and part is not None and part is context.part:
                    if (
                        k > sentence.low
                        and "place_word" in self.atoms[k - 1].tags
                        and atom.start - self.atoms[k - 1].end <= 1
                    ):
                        part = None  # "the neighbouring city of Hue has 98 %"
            at = own.index
            if own.scope == "threshold":
                continue
            lawful = own.scenario == "rule" and part is context.home  # the law is no smaller place's
            if (
                part is not None
                and not elsewhere
                and not lawful
                and not (own.unit == "locality" and "before" in part[2])
            ):
                own.scope = "part"
                own.cues["scope"] = part
                if own.cut == "paren" and {"place_word", "nationwide"} & self.atoms[own.pre - 1].tags.keys():
                    own.scope = "whole"  # "… in the ward, less than the province (93.6 %)"
                    del own.cues["scope"]
            behind = self._part_behind(own) if own.scope == "whole" else None
            if behind is not None:
                own.scope, own.cues["scope"] = "part", behind
            if every is not None:
                own.scope, own.cues["scope"] = "each", every
            following = view.candidates[number + 1 : number + 2]
            for k in between(told, own.pre, own.post):
                atom = self.atoms[k]
                if k > own.index and (
                    atom.tags.get("mark") in (",", ";") or atom.tags.get("break") == "conjunction"
                ):
                    break
                if atom.tags.get("break") == "respectively" and following and following[0].kind == own.kind:
                    continue  # "A and B have 95 % and 92 % respectively"
                if self.spaces and self.text.find(";", atom.end, own.numeral.start) >= 0:
                    continue  # "each school is to call the parents; all pupils must have a card"
                if atom.tags.get("scope") == "each" and self._each_of(k, own):
                    every = (atom.start, atom.end, "what each of those counted must reach or have")
                    continue
                if atom.tags.get("scope") == "each" and not self._said_before(atom.end, own):
                    own.scope = "each"
                    own.cues["scope"] = (atom.start, atom.end, "what each must reach or have")
            if own.measure == "support" and own.kind == "money" and own is not view.candidates[0]:
                before = view.candidates[view.candidates.index(own) - 1]
                if before.measure == "contribution" and before.kind == "money":
                    own.scope = "each"
                    own.cues["scope"] = (*before.cues["measure"][:2], "help with what each one pays")
            if own.measure == "contribution" and own.kind == "money":
                own.scope = "each"
                own.cues.setdefault(
                    "scope", (*own.cues["measure"][:2], "a contribution is what each one pays")
                )
            granted = own.measure == "support" and own.scenario == "rule" and own.numeral.value < _A_GRANT
            paid = own.measure == "benefits" and own.per == "month" and own.numeral.value < _A_GRANT
            if paid and own.scope == "whole" and own.kind == "money" and not self._is_quoted(own):
                own.scope, own.cues["scope"] = (
                    "each",
                    (*own.cues["per"][:2], "so little a month is what each one gets"),
                )
            if own.scope == "whole" and own.kind == "money" and granted:
                own.scope = "each"
                own.cues["scope"] = (*own.cues["measure"][:2], "so little set by rule is what each one gets")
            both = left is not None and own.scenario == left.scenario == "target" and own.kind == left.kind
            if both and left is not None and left.scope == "each" and own.cut == "conjunction":
                if own.scope == "whole" and own.measure == left.measure:
                    own.scope, own.cues["scope"] = "each", left.cues["scope"]
            if own.scope == "whole" and own.kind == "money" and left is not None:
                listed = not self.spaces and own.cut == "space" and own.measure == left.measure
                listed = listed and own.numeral.start - left.numeral.end <= 24
                if (listed or own.cut == "continuation") and left.scope == "each":
                    own.scope = "each"
                    own.cues["scope"] = (*left.cues["scope"][:2], "says again what each one gets")
            left = own
        self._set_quoted(view)

    def _set_quoted(self, view: View) -> None:
        """What somebody is quoted to say, of whom the sentence tells behind the quotation that he is of a smaller place or firm."""
        sentence = view.sentence
        for own in view.candidates:
            closed = self.text.find('"', own.numeral.end, sentence.end)
            if closed < 0:
                return
            line = self.text.rfind("\n", 0, own.numeral.start) + 1
            if own.scope != "whole" or not self.text.count('"', line, own.numeral.start) % 2:
                continue
            for k in range(own.last + 1, sentence.high):
                atom = self.atoms[k]
                if atom.start > closed and (atom.tags.get("scope") == "part" or self._names_a_place(k)):
                    own.scope, own.cues["scope"] = (
                        "part",
                        (atom.start, atom.end, "place or firm of the speaker"),
                    )
                    break

    def _said_before(self, end: int, own: Candidate) -> bool:
        """Whether a word stands in a quotation that is closed before a figure: "'we call every family', says the head"."""
        return self.text.count('"', end, own.numeral.start) == 1 and not self._is_quoted(own)

    def _is_quoted(self, own: Candidate) -> bool:
        """Whether a figure stands in a quotation."""
        line = self.text.rfind("\n", 0, own.numeral.start) + 1
        return self.text.count('"', line, own.numeral.start) % 2 == 1

    def _tells_where(self, k: int, part: Cue | None, sentence: Sentence) -> bool:
        """Whether a word for the province only tells where a place just named lies: "the commune of Tri Ton, An Giang province"."""
        if part is None or part[0] < sentence.start or not 0 <= self.atoms[k].start - part[1] <= _A_NAME:
            return False
        low = next((j for j in range(k - 1, sentence.low - 1, -1) if self.atoms[j].start <= part[0]), k)
        between = self.atoms[low + 1 : k]
        if any(a.number is not None or not _SAYING.isdisjoint(a.tags) for a in between):
            return False
        return any("province" in a.tags for a in self.atoms[max(low + 1, k - 2) : k + 3])  # "Hue-provinsen"

    def _is_in_brackets(self, k: int) -> bool:
        """Whether an atom stands alone between brackets."""
        around = self.atoms[k - 1 : k + 2] if k else []
        return [a.tags.get("mark") for a in around[::2]] == ["(", ")"]

    def _each_of(self, k: int, own: Candidate) -> bool:
        """Whether a word such as "each" is said of those that a figure counts: "each of the 135 communes enrols 730 people"."""
        if k + 1 >= own.index or own.kind != "count" or own.index - k > 3 or own.unit == "item":
            return False
        between = self.atoms[k + 1 : own.index]
        empty = all({"out_of", "numglue"} & a.tags.keys() or a.tags.get("date") == "glue" for a in between)
        return empty and any("out_of" in a.tags for a in between)

    def _names_province(self, own: Candidate) -> bool:
        """Whether a figure's cell names a province before it, and no smaller place."""
        cell = range(own.pre, own.index)
        named = any("province" in self.atoms[k].tags and not is_smaller_place(self.atoms, k) for k in cell)
        part = any(self.atoms[k].tags.get("scope") == "part" or self._names_a_place(k) for k in cell)
        return named and not part

    def _opened_by_province(self, k: int) -> bool:
        """Whether a province's name stands right behind a mark, no smaller place of that name."""
        following = self.atoms[k + 1] if k + 1 < len(self.atoms) else self.atoms[k]
        return "province" in following.tags and following.start <= self.atoms[k].end + 1

    def _named_in_english(self, k: int) -> bool:
        """Whether a capitalised word of smaller places ends a name, as in English: "Long An Ward"."""
        atom = self.atoms[k]
        at = atom.start - 1
        if at < 2 or not self.cased[atom.start].isupper() or self.cased[at] != " ":
            return False
        word = self.cased[max(0, at - 24) : at].rpartition(" ")[2]
        return word[:1].isupper() and word.isalpha()

    def _names_a_place(self, k: int) -> bool:
        """Whether a word of smaller places goes with a name in capitals that is no province's: "commune Ea Nuol"."""
        atom = self.atoms[k]
        if "place_part" not in atom.tags or not self.spaces:
            return False
        if self._named_in_english(k):
            return True
        name = self.cased[atom.end : atom.end + 2]
        qualified = atom.tags.get("unit") == "organization" and _QUALIFIED.match(self.cased, atom.end)
        if qualified:
            return not any("prep" in a.tags or "date" in a.tags for a in self.atoms[k + 1 : k + 3])
        elided = self.text[atom.end - 1] == "'" and name[:1].isupper()  # "le marché d'An Hoa"
        if not elided and (len(name) < 2 or name[0] != " " or not name[1].isupper()):
            return False
        if atom.tags.get("unit") == "organization":
            return True  # "the University of Ha Tinh"
        following = self.atoms[k + 1] if k + 1 < len(self.atoms) else None
        return following is None or following.start > atom.end + 1 or "province" not in following.tags

    def _threshold(self, view: View, at: int) -> None:
        own = view.candidates[at]
        if own.kind != "percentage":
            return
        for k in between(view.sentence.having("scope"), own.pre, own.index):
            atom = self.atoms[k]
            if atom.tags["scope"] == "threshold":
                own.scope = "threshold"
                own.cues["scope"] = (atom.start, atom.end, "threshold word")
                told = own.cues.get("scenario")
                if own.scenario == "target" and told is not None and told[0] > own.numeral.end:
                    own.scenario = "actual"  # the duty is that of those below it
                    del own.cues["scenario"]
                return
        left = view.candidates[at - 1] if at else None
        if left is None or left.kind != "count" or left.unit not in ("locality", "organization"):
            return
        if not self.spaces and own.cut == "space" and self.atoms[own.pre].tags.get("base") in COVERED:
            return  # "71 communes, poor households are down to 1 %": another subject
        if not self.spaces and own.cut == "space" and own.comparator == "=" and own.pre < own.first:
            return  # "45 of 96 communes  forests cover 54 %"
        if not self.spaces and any(left.index < d.index < own.index for d in view.sentence.dates):
            return  # "45 stations will have …, and before June the rate must be 95 %"
        opener = self.atoms[left.first - 1].tags if left.first > view.sentence.low else {}
        among = self.spaces and (opener.get("prep") == "in" or opener.get("date") == "glue")
        limit = (left.numeral.out_of is not None or among) and own.cut == "comma"
        limit = limit and own.comparator in ("<", "<=")
        if (limit or own.cut in ("none", "space", "continuation")) and own.base != "plan":
            own.scope = "threshold"
            own.cues["scope"] = (*left.cues["unit"][:2], "places or firms counted by what they reach")

    def _set_named_line(self, view: View) -> None:
        """A line that is a name in capitals, a colon and figures tells of one place or firm what was told of all."""
        if not self.spaces:
            return
        sentence, first = view.sentence, view.candidates[0]
        named = _NAMED_LINE.match(self.cased, sentence.start, self.atoms[first.first].start)
        if named is None or named.end() != self.atoms[first.first].start:
            return
        heads = [a for a in self.atoms[sentence.low : first.index] if a.start < named.end(1)]
        if any(
            {
                "province",
                "body",
                "agency",
                "scheme",
                "scheme_hint",
                "measure",
                "date",
                "month",
                "scenario",
                "nationwide",
            }
            & a.tags.keys()
            for a in heads
        ):
            return
        cue = (named.start(1), named.end(1), "name at the head of a list's line")
        for own in view.candidates:
            if own.scope == "whole":
                own.scope, own.cues["scope"] = "part", cue
            if own.measure is not None or own.indicator != "other" or self.context.topic is None:
                continue
            money, context = self.money, self.context
            if (
                own.kind == "money"
                and money is not None
                and sentence.paragraph - money.sentence.paragraph <= LISTED
            ):
                own.scheme, own.measure, own.indicator = money.scheme, money.measure, money.indicator
                own.cues["measure"] = own.cues["scheme"] = (
                    *money.cues["value"][:2],
                    "what the list is about",
                )
            elif (
                own.unit == "percent"
                and context.rate
                and sentence.paragraph - context.rate_paragraph <= LISTED
            ):
                own.scheme, own.measure = context.rate_scheme, context.rate
                own.indicator = f"{context.rate_scheme}.{context.rate}"
                own.cues["measure"] = own.cues["scheme"] = (
                    *(context.rate_cue or cue)[:2],
                    "what the list is about",
                )

    def _turns_to_all(self, k: int, low: int) -> bool:
        """Whether a clause turns from a part to the province: "in the ward 98 %, while the province has 92 %"."""
        atom, before = self.atoms[k], self.atoms[k - 1]
        if k <= low or "place_word" not in atom.tags or before.tags.get("break") != "clause":
            return False
        near = short_gap(self.text, before.end, atom.start, 8)  # "while the mean of the province is 92 %"
        return near and not self.cased[atom.end + 1 : atom.end + 2].isupper()

    def _part_behind(self, own: Candidate) -> Cue | None:
        """A smaller place named in the phrase behind a count or share: "312 workers at that factory"."""
        if own.unit == "locality" or _NAMING.isdisjoint(own.sentence.tags):
            return None
        for k in range(own.last + 1, self._near(own)):
            atom = self.atoms[k]
            if not self.spaces and k > own.last + 1 and atom.start > self.atoms[k - 1].end:
                return None
            if "mark" in atom.tags or "break" in atom.tags or "prep" in atom.tags or atom.number is not None:
                return None
            if atom.tags.get("scope") in ("whole", "each"):
                return None
            if atom.tags.get("scope") == "part" or self._names_a_place(k):
                return atom.start, atom.end, "part of the province named behind the figure"
        return None
