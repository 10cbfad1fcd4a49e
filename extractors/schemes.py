"""Base and scheme: what a percentage is a share of, and which scheme of insurance governs a figure.

What a cell lacks comes, in this order, from the figure that it continues ("…, that is 49 %"), from the figures
before it in the sentence, from a list's shared end, from the sentence before, and from the article's topic.
"""

from __future__ import annotations

from itertools import pairwise

from extractors.atoms import Atom
from extractors.candidates import Candidate, short_gap
from extractors.link_base import NEARBY, View, scheme_at
from extractors.scenarios import ScenarioLinks

PEOPLE = frozenset({"participants", "new_participants", "beneficiaries", "attendees"})
WITHOUT_TOPIC = frozenset({"arrears", "arrears_rate", "collection", "satisfaction_rate", "claims"})
"""Measures whose scheme, where the sentence names none, is insurance as such and not the scheme last spoken of."""
_APART = 12
"""From more letters on between a number and the name of a scheme behind it, one right before it is nearer."""
_WEAK = frozenset(
    {
        "beneficiaries",
        "benefits",
        "cards",
        "claims",
        "collection",
        "contribution",
        "growth",
        "plan_completion",
        "support",
    }
)
"""Measures whose words other news uses as well."""
_FEW = 20
"""How many letters of its own a statement has, or more."""
_PERSONAL = frozenset({"benefits", "contribution", "contribution_rate", "support"})
"""What a reader asks about: what one pays, gets, or is helped with."""


class SchemeLinks(ScenarioLinks):
    """Base and scheme."""

    def _set_base(self, own: Candidate) -> None:
        if own.kind != "percentage" or own.unit == "percentage_point":
            return
        before, after = self._cell(own)
        for rule, indices in (("base after the percentage", after), ("base before the percentage", before)):
            for k in indices:
                atom = self.atoms[k]
                if rule == "base after the percentage" and (
                    atom.tags.get("mark") == "," or self.text[atom.start - 1 : atom.end + 1] == " - "
                ):
                    break
                if (
                    atom.tags.get("base") == "group"
                    and rule[5] == "b"
                    and "out_of" not in atom.tags
                    and (
                        {"place_part", "scope"} & atom.tags.keys()
                        or atom.tags.get("measure") in ("participants", "new_participants", "coverage_rate")
                        or (not self.spaces and self._ends_with_place(atom))
                    )
                ):
                    continue  # "the commune reached 91 %": where, not of what
                if (
                    not self.spaces
                    and atom.tags.get("base") == "group"
                    and rule[5] == "b"
                    and atom.tags.get("unit") in ("organization", "locality")
                    and all(self.atoms[j].tags.get("measure") != "satisfaction_rate" for j in before)
                    and not short_gap(self.text, atom.end, own.numeral.start, 12)
                ):
                    continue  # "the school in the commune reached 82 %"
                if "base" in atom.tags and not self._is_goal(atom, own, rule):
                    own.base = atom.tags["base"]
                    own.cues["base"] = (atom.start, atom.end, rule)
                    return
                if atom.tags.get("mark") in (";", "(", ")") or (
                    "date" in atom.tags and rule[5] == "b" and k < own.pre
                ):
                    break
        self._set_base_before_brackets(own)

    def _ends_with_place(self, atom: Atom) -> bool:
        """Whether a form ends with a word of smaller places: "of the commune"."""
        return self.text.endswith(self.spec.place_part, atom.start, atom.end)

    def _set_base_before_brackets(self, own: Candidate) -> None:
        """The base right before the brackets in which a share stands alone: "the pupils of the last year (81 %)"."""
        opening = own.first - 1
        if self.spaces or opening <= own.sentence.low or self.atoms[opening].tags.get("mark") != "(":
            return
        if own.last + 1 >= len(self.atoms) or self.atoms[own.last + 1].tags.get("mark") != ")":
            return
        for k in range(opening - 1, max(own.sentence.low, opening - 4) - 1, -1):
            tags = self.atoms[k].tags
            if self.atoms[k].number is not None or "mark" in tags or "break" in tags:
                return
            if (
                tags.get("base", "plan") not in ("plan", "amount_due")
                and not {"scope", "place_part"} & tags.keys()
            ):
                own.base = tags["base"]
                own.cues["base"] = (self.atoms[k].start, self.atoms[k].end, "base before the brackets")
                return

    def _set_base_in_brackets(self, view: View, at: int) -> None:
        """82 % of the plan, above the national average (70 %): what is compared is taken of the same."""
        own, left = view.candidates[at], view.candidates[at - 1] if at else None
        if left is None or own.base is not None or own.unit != "percent":
            return
        if self.spaces and left.numeral.out_of is not None and own.cut in ("continuation", "paren", "comma"):
            between = self.atoms[left.index + 1 : own.index]
            plan = next((a for a in between if a.tags.get("base") == "plan"), None)
            if plan is not None:  # "689 of the 1,034 that the plan foresees, that is 66.6 %"
                own.base, own.cues["base"] = "plan", (plan.start, plan.end, "the total is planned")
        before = view.candidates[at - 2] if at > 1 else None
        listed = before is not None and (before.unit, before.base, left.kind) == ("percent", "plan", "count")
        if self.spaces and before is not None and listed and own.cut in ("continuation", "comma"):
            two = view.candidates[at - 3] if at > 2 else None
            if own.base is None and two is not None and two.kind == "count" and self._says_no_more(left, own):
                own.base = (
                    "plan"  # "A people, 96.9 % of the plan; B in the voluntary scheme, reaching 84.7 %"
                )
                own.cues["base"] = (*before.cues["base"][:2], "plan of the item before in the list")
        if own.cut != "paren" or own.base is not None:
            return
        aside = next((c for c in reversed(view.candidates[:at]) if c.unit == "percent"), None)
        if aside is not None and left.kind == "count" and (aside.cut, aside.base) == ("paren", "plan"):
            own.base = "plan"  # "A: 266,270 (97 % of the plan); B: 198,600 (96 %)"
            own.cues["base"] = (*aside.cues["base"][:2], "base in the brackets before")
        if left.kind == "percentage" and left.unit == "percent" and left.base is not None:
            own.base = left.base
            own.cues["base"] = (*left.cues["base"][:2], "base of the figure before the brackets")

    def _says_no_more(self, left: Candidate, own: Candidate) -> bool:
        """Whether a share stands behind a comma or a mere verb, with no noun of its own before or behind it."""
        gap = self.text[
            self.atoms[own.index - 1].end
            if own.index > left.last + 1
            else left.numeral.end : own.numeral.start
        ]
        nouns = [
            k
            for k in (*range(own.pre, own.first), *range(own.last + 1, own.post))
            if {"measure", "base", "scheme", "date"} & self.atoms[k].tags.keys()
        ]
        return not nouns and sum(map(str.isalpha, gap)) <= 2 * _FEW

    def _set_base_of_total(self, view: View, at: int) -> None:
        """Of the 612,000 households only 9.7 % have a contract: the share is one of those just counted."""
        own, left = view.candidates[at], view.candidates[at - 1] if at else None
        if left is None or left.kind != "count" or own.base is not None or own.unit != "percent":
            return
        told = self.atoms[left.pre : left.first]
        opened = bool(told) and "out_of" in told[0].tags and left.pre == view.sentence.low
        if not opened or own.cut not in ("none", "space", "comma"):
            return
        if "prep" in told[0].tags and (self.spaces or len(told) < 2 or "base" not in told[1].tags):
            return  # "in 45 communes"
        of = next((a for a in (*told, *self.atoms[left.index : own.pre]) if "base" in a.tags), None)
        if of is not None:
            own.base, where = of.tags["base"], (of.start, of.end)
        else:
            own.base, where = "households" if left.unit == "household" else "group", left.cues["unit"][:2]
        own.cues["base"] = (*where, "share of the total that the sentence begins with")

    def _share_base(self, view: View) -> None:
        """In "A 95 %, B 92 % and C 88 % of the plan" the base at the list's end is that of all: only names stand between.

        So is the plan told of the first: "of the plan 97 % for A, 96 % for B".
        """
        for left, right in pairwise(view.candidates):
            listed = left.unit == right.unit == "percent" and right.cut in ("conjunction", "comma")
            if not self.spaces or not listed or left.base != "plan" or right.base is not None:
                continue
            told = self.atoms[left.last + 1 : right.first]
            named = any("scheme" in a.tags for a in told) and not any("measure" in a.tags for a in told)
            letters = sum(c.isalpha() for c in self.text[left.numeral.end : right.numeral.start])
            if named and letters <= sum(a.end - a.start for a in told) + 6:
                right.base = left.base
                right.cues["base"] = (*left.cues["base"][:2], "plan told of the first in the list")
            elif self._at_another_date(left, right):
                right.base = left.base
                right.cues["base"] = (*left.cues["base"][:2], "share of the same plan at another date")
        for left, right in zip(view.candidates[-2::-1], view.candidates[:0:-1], strict=False):
            if (
                left.unit != "percent"
                or right.unit != "percent"
                or left.base is not None
                or right.base is None
            ):
                continue
            if right.cut not in ("conjunction", "comma") or right.cues["base"][0] < right.numeral.end:
                continue
            told = self.atoms[left.last + 1 : right.first]
            known = sum(a.end - a.start for a in told)
            between = self.text[left.numeral.end : right.numeral.start]
            own = any("measure" in self.atoms[k].tags for k in range(left.pre, left.post))
            if not own and not any("measure" in a.tags or "date" in a.tags for a in told):
                if sum(map(str.isalpha, between)) <= known and any("scheme" in a.tags for a in told):
                    left.base = right.base
                    left.cues["base"] = (*right.cues["base"][:2], "base at the end of the list")

    def _at_another_date(self, left: Candidate, right: Candidate) -> bool:
        """Whether a share listed with a date of its own says when more of a plan is reached: "70 % of it by June and 100 % by December"."""
        if right.cut != "conjunction" or any(
            c in self.text[left.numeral.end : right.numeral.start] for c in ",;:"
        ):
            return False
        told = self.atoms[left.last + 1 : right.first]
        if any(
            {"measure", "scheme", "unit", "scenario"} & a.tags.keys() and "base" not in a.tags for a in told
        ):
            return False
        inside = [d for d in left.sentence.dates if left.index < d.index < right.index]
        behind = [d for d in left.sentence.dates if right.last < d.index <= right.last + 2]
        return bool(inside) and bool(behind)

    def _set_scheme(self, view: View, at: int) -> None:
        own = view.candidates[at]
        inside = self._in_clause(own, [m for m in view.schemes if own.pre <= m.first < own.post])
        before = [m for m in inside if m.last < own.index]
        near = self._near(own) if inside else own.post
        after = [m for m in inside if own.index < m.first < near]
        order = (before[::-1], after) if self.head_before else (after, before[::-1])
        if before and after and self.spaces and not self.head_before:
            right_before = self.text[before[-1].end : self.atoms[own.first].start] == " "
            apart = sum(map(str.isalpha, self.text[self.atoms[own.last].end : after[0].start]))
            whole = "scheme" in self.atoms[before[-1].last].tags
            if self._parts_clause(own, after[0].first) or (right_before and whole and apart > _APART):
                order = (before[::-1], after)  # "voluntary insurance 74,500 members, who also have a card"
        for mentions in order:
            if mentions:
                own.scheme = mentions[0].value
                own.cues["scheme"] = (mentions[0].start, mentions[0].end, "scheme in the figure's clause")
                return
        of_all = own.base == "population" and own.cut not in ("continuation", "paren", "none")
        if own.base == "students" or (of_all and self.context.topic is not None):
            own.scheme = "health_insurance"
            who = "pupils and students are" if own.base == "students" else "the population is"
            own.cues["scheme"] = (*own.cues["base"][:2], f"{who} insured by health insurance")
            named = (
                [] if self.spaces else [m for m in inside if m.first > own.index and m.value == own.scheme]
            )
            if named:  # "98 % of the people  in the commune  have it"
                own.cues["scheme"] = (named[0].start, named[0].end, "scheme in the figure's clause")
            return
        aside_end = self._behind_aside(view, at)
        behind = [m for m in view.schemes if m.first in aside_end]
        if behind:
            own.scheme = behind[0].value
            own.cues["scheme"] = (
                behind[0].start,
                behind[0].end,
                "scheme in the figure's clause, behind an aside",
            )
            return
        left = view.candidates[self._outer(view, at)] if at else None
        places = left is not None and left.kind == "count" and left.unit == "locality"
        between = own.cut == "none" and left is not None and self.spaces
        named = [m for m in view.schemes if left.last < m.first < own.first] if between and left else []
        if places and named:  # "27 communes with a health insurance coverage below 90 %"
            own.scheme = named[-1].value
            own.cues["scheme"] = (named[-1].start, named[-1].end, "scheme between the places and their share")
            return
        if places and own.unit == "percent" and own.base is None and self.context.covered_scheme is not None:
            own.scheme = self.context.covered_scheme
            own.cues["scheme"] = (
                own.numeral.start,
                own.numeral.end,
                "places counted by the coverage told before",
            )
            return
        if left is not None and left.scheme is not None:
            own.scheme = left.scheme
            how = "continued" if own.cut in ("continuation", "paren") else "carried"
            own.cues["scheme"] = (*left.cues["scheme"][:2], f"scheme {how} from the figure before")
            return
        later = [m for m in view.schemes if m.first >= own.post and "scheme" in self.atoms[m.first].tags]
        earlier = [m for m in view.schemes if m.last < own.pre]
        for mentions, rule in (
            (earlier[::-1], "scheme earlier in the sentence"),
            (later, "scheme later in the sentence"),
        ):
            if rule == "scheme later in the sentence":
                parted = (c.pre for c in view.candidates[at + 1 :] if c.cut in ("strong", "clause"))
                stop = next(parted, view.sentence.high)
                mentions = [m for m in mentions if m.first < stop]
                if self.answers(view.sentence) and not self.spaces:
                    mentions = []  # what was asked about governs until another is told of
            if mentions and (rule != "scheme later in the sentence" or self._shared_end(view, at)):
                own.scheme = mentions[0].value
                own.cues["scheme"] = (mentions[0].start, mentions[0].end, rule)
                return

    def _parts_clause(self, own: Candidate, first: int) -> bool:
        """Whether a semicolon, or an "and" behind a figure's noun, parts it from a word behind: "covers 94 %, and health insurance grows"."""
        for k in range(own.last + 1, first):
            tags = self.atoms[k].tags
            if tags.get("mark") == ";" or tags.get("break") in ("conjunction", "strong", "clause"):
                return True
        return False

    def _behind_aside(self, view: View, at: int) -> range:
        """The atoms with which a figure's clause goes on behind a share told aside: "A people, that is 41 %, take part"."""
        if at + 1 >= len(view.candidates):
            return range(0)
        own, aside = view.candidates[at], view.candidates[at + 1]
        if not self.spaces and aside.cut != "paren":
            return range(0)
        between = self.text[self.atoms[own.last].end : self.atoms[aside.first].start]
        short = (
            aside.cut in ("conjunction", "comma") and "," in between and sum(map(str.isalpha, between)) <= 6
        )
        bracketed = aside.kind != "percentage" and aside.cut == "paren"
        if not bracketed and (
            aside.kind != "percentage" or not (aside.cut in ("continuation", "paren") or short)
        ):
            return range(0)
        for k in range(aside.index + 1, aside.post):
            if self.atoms[k].tags.get("mark") in ((")",) if bracketed else (",", ")")):
                return range(k + 1, aside.post)
        return range(0)

    def _shared_end(self, view: View, at: int) -> bool:
        """Whether the cells after this one are only listed on: then what stands at the list's end is shared."""
        following = view.candidates[at + 1 : at + 2]
        return bool(following) and following[0].cut in ("conjunction", "comma", "space", "none")

    def _insured(self, own: Candidate, left: Candidate | None) -> bool:
        return (
            own.scheme is not None
            or (left is not None and left.indicator != "other")
            or (self.context.scheme is not None)
            or self._by_agency(own)
        )

    def _by_agency(self, own: Candidate) -> bool:
        """Whether the insurance agency is named as who acts, before a figure in its sentence."""
        told = self.atoms[own.sentence.low : own.first] if "agency" in own.sentence.tags else []
        return any("agency" in atom.tags and "body" in atom.tags for atom in told)

    @staticmethod
    def _continues(own: Candidate, left: Candidate) -> bool:
        """Whether a figure says more of the one before: its change, its share of the plan, its rate."""
        if left.indicator == "other":
            return False
        pairs = {("arrears", "arrears_rate"), ("arrears_rate", "arrears"), ("participants", "coverage_rate")}
        return own.measure in ("growth", "plan_completion") or (left.measure, own.measure) in pairs

    def _scheme_from_context(self, own: Candidate, measure: str) -> str | None:
        context = self.context
        if context.topic is None:
            if measure in ("collection", "plan_completion", "arrears", "arrears_rate") and self._by_agency(
                own
            ):
                own.cues["scheme"] = (own.numeral.start, own.numeral.end, "default: insurance as such")
                return "insurance"  # what the agency is told to collect, on a page about other things
            return None
        apart = own.sentence.paragraph - context.insured_paragraph
        far = apart > (0 if self.bulletin and own.kind == "money" else NEARBY)
        if far and measure in _WEAK | PEOPLE and (self.bulletin or context.insured_paragraph < 0):
            return None  # a page of several items, or its beginning, does not speak of insurance here
        where = (own.numeral.start, own.numeral.end)
        told = self.told
        again = measure == "beneficiaries" and told is not None and told.measure in (measure, "benefits")
        if told is not None and (
            again or (measure == "benefits" and told.measure in ("claims", "beneficiaries", "benefits"))
        ):
            if told.scheme is not None and told.sentence.paragraph == own.sentence.paragraph:
                own.cues["scheme"] = (*told.cues["value"][:2], "money behind those counted before")
                return told.scheme
        asked = context.scheme if self.answers(own.sentence) else None
        if asked is not None and measure in _PERSONAL:
            own.cues["scheme"] = (*where, "scheme that was asked about")
            return asked
        if measure in ("claims", "benefits", "collection") and self.several:
            own.cues["scheme"] = (*where, "default: insurance as such")
            return "insurance"
        money = self.money
        if (
            measure == "arrears"
            and money is not None
            and money.measure == measure
            and money.scheme is not None
        ):
            if own.sentence.paragraph - money.sentence.paragraph <= 1:
                own.cues["scheme"] = (*money.cues["value"][:2], "scheme of the arrears told before")
                return money.scheme
        always = measure in ("arrears", "arrears_rate", "satisfaction_rate")
        narrow = measure == "satisfaction_rate" or context.topic == "unemployment_insurance"
        if always and narrow and self.only_scheme is not None and self.only_scheme == context.topic:
            own.cues["scheme"] = (*where, "scheme of the article")
            return self.only_scheme
        if measure in WITHOUT_TOPIC and (context.topic == "insurance" or always):
            own.cues["scheme"] = (*where, "default: insurance as such")
            return "insurance"
        stale = context.topic == "insurance" and context.scheme_paragraph != own.sentence.paragraph
        helps = measure == "support" and own.kind == "money"
        whole = measure in ("plan_completion", "beneficiaries")
        if (helps or whole) and stale and (helps or not self._is_item(own.sentence)):
            own.cues["scheme"] = (*where, "default: insurance as such")
            return "insurance"  # another paragraph's plan, or what the budget gives for all
        again = measure == "coverage_rate" and context.scheme_paragraph != own.sentence.paragraph
        if again and context.covered_scheme is not None:
            own.cues["scheme"] = (*where, "scheme of the coverage last told")
            word = self._atom_at(own, own.cues["measure"][0])
            called = word is not None and word.tags.get("measure") == "coverage_rate"
            return (context.called_scheme if called else None) or context.covered_scheme
        near = context.scheme_paragraph == own.sentence.paragraph
        near = near or (context.topic == "insurance" and not context.scheme_in_item)
        near = near or self.answers(own.sentence)
        if context.scheme is not None and near and measure not in ("benefits",):
            own.cues["scheme"] = (*where, "scheme of the sentence before")
            return context.scheme
        own.cues["scheme"] = (*where, "scheme of the article")
        return context.topic

    def _ends_list(self, mark: int, before: list[Candidate], following: Candidate) -> bool:
        """Whether "respectively" ends the list before it, and what follows is another statement, in writing without commas."""
        if self.spaces or before[-1].cut != "conjunction" or before[-1].kind != before[-2].kind:
            return False
        told = sum(map(str.isalpha, self.text[before[-1].numeral.end : self.atoms[mark].start]))
        apart = sum(map(str.isalpha, self.text[self.atoms[mark].end : following.numeral.start]))
        return told <= _FEW and apart > _FEW

    def _atom_at(self, own: Candidate, start: int) -> Atom | None:
        """The atom of a figure's sentence that begins at a place."""
        return next((a for a in self.atoms[own.sentence.low : own.sentence.high] if a.start == start), None)

    def _set_respectively(self, view: View) -> None:
        """A took part in X and B in Y, respectively 78 % and 67 %: the later figures take the earlier ones' schemes."""
        marks = [
            k for k in view.sentence.where.get("break", ()) if self.atoms[k].tags["break"] == "respectively"
        ]
        if not marks:
            return
        for mark in marks:
            after = [c for c in view.candidates if c.index > mark]
            before = [c for c in view.candidates if c.index < mark]
            if after and len(before) >= 4 and self._ends_list(mark, before, after[0]):
                after = []
            if not after and 2 <= len(before) < 4:
                after, before, mark = before, [], before[0].index  # "… 42 % and 38 %, respectively"
            if not after and len(before) >= 4:
                after = before[len(before) // 2 :]
                before = before[: len(before) // 2]
            listed = after if not before else before if not after and not self.spaces else []
            if len(listed) > 1:
                named = [
                    (self.atoms[k], scheme)
                    for k in range(view.sentence.low, min(mark, listed[0].index))
                    if "scheme" in self.atoms[k].tags
                    and "agency" not in self.atoms[k].tags
                    and (scheme := scheme_at(self.atoms, k))
                ]
                if len(named) == len(listed):
                    for (atom, scheme), own in zip(named, listed, strict=True):
                        own.scheme = scheme
                        own.cues["scheme"] = (atom.start, atom.end, "respectively")
                        if own.measure is None and own.kind == listed[0].kind == "count":
                            own.measure = listed[0].measure
                            if own.measure is not None:
                                own.cues["measure"] = listed[0].cues["measure"]
                        first = listed[0]
                        if own.unit == "percent" and first.base == "plan" and own.base is None:
                            own.base, own.cues["base"] = "plan", first.cues["base"]
                            own.measure, own.cues["measure"] = first.measure, first.cues["measure"]
                        if own.unit == "percent" and own.base is None and after[-1].base is not None:
                            own.base, own.cues["base"] = after[-1].base, after[-1].cues["base"]
            n = min(len(after), len(before))
            if n < 2:
                continue
            for source, own in zip(before[-n:], after[:n], strict=True):
                if source.scheme is not None:
                    own.scheme = source.scheme
                    own.cues["scheme"] = (*source.cues["scheme"][:2], "respectively")
                if own.kind == "percentage" and own.base is None and after[n - 1].base is not None:
                    own.base = after[n - 1].base
                    own.cues["base"] = after[n - 1].cues["base"]
