"""Measures: what of a scheme a figure measures, and the indicator code that scheme and measure make."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from extractors.candidates import Candidate, Cue, short_gap
from extractors.link_base import INSURED, Mention, View
from extractors.schemes import PEOPLE, WITHOUT_TOPIC, SchemeLinks
from schemas.codes import COUNT_UNITS
from schemas.reference import indicators


def _fitting() -> dict[str, frozenset[str]]:
    """By kind of figure, or what a count counts, the measures whose words can govern it (`schemas/indicators.toml`)."""
    fitting = {name: {"other"} for name in ("percentage", "money", *COUNT_UNITS)}
    for measure, entry in indicators().measures.items():
        for name in entry.words_govern:
            fitting.setdefault(name, set()).add(measure)
    fitting["person"].add("attendees")
    fitting["household"].add("attendees")
    fitting["event"].add("events")
    del fitting["locality"]  # places are counted, whatever is said of them
    return {name: frozenset(measures) for name, measures in fitting.items()}


_FITTING = _fitting()
_FAR_BACK = 8
"""How many lines up (empty ones count) a rate was told that words may point back to."""
_FAR_APART = 4
"""How many lines up a coverage was told at most that another place's share of nothing named goes on with."""
_PAID_BY_ONE = frozenset({"contribution", "benefits"})
_LOW = 20
"""Under so many percent a rate that is pointed back to is rather another one than the coverage."""
_HIGH = 70
_A_LITTLE = 8
"""How many points off the coverage told before a goal of nothing named lies at most, that is one for it."""
_POINTER = 40
"""How many letters before a share such words stand at most."""
_HELP = frozenset({"support", "benefits", "beneficiaries"})
_OF_FEW = frozenset({"voluntary_social_insurance", "unemployment_insurance"})
_MOST = 60
"""From so many percent on, a coverage is of no scheme that only a part of the workers may join."""
_PENSION_DUES = 150_000
"""From so many dong a month on what one member pays is no premium of health insurance."""
_OF_WORKERS = 65
"""More than so many percent of nobody named are covered by no scheme but health insurance."""
_ROUNDED = Decimal("0.06")
"""How far a printed share may be off the one that its count and total make."""
_COLLECTED = 1_000_000_000
"""From here on a sum of dong is no contribution of one member."""
_FEW = 40
"""How many letters before a share tell of whom it is, and hardly what else."""
WORKERS = "workers are insured by social insurance"
"""The rule that gives a share of the workers its scheme, where none is named."""
_MORE_THAN_ONE_PAYS = 1_000_000_000
"""From so many dong on a sum told behind a word of dues is not what one member pays."""
_ONE_PAYS = 2_000_000
"""Below so many dong a month or year what is paid in is what one member pays."""
_OF_PEOPLE = frozenset({"coverage_rate", "participants"})
COVERED = frozenset({"population", "working_age", "workforce", "students", "households"})
"""Bases of which a share can be covered by insurance."""
_COME_FROM = frozenset({"household", "locality", "organization"})
_WHERE = frozenset({"place_part", "province", "place_word", "scope", "nationwide"})
_NOUNS = frozenset({"unit", "measure", "scheme", "base", "scheme_hint"})
_AN_OR = 5
"""How many letters an "or" has at most."""
_AS_MUCH = 4
"""How many times as much as was reached, or as little, a goal is at most."""
_ENTITLED = frozenset({"beneficiaries", "claims"})
"""Measures whose words tell who is entitled to a share of the costs, and where."""
_AIMED_AT = frozenset({"participants", "new_participants", "coverage_rate", "collection"})
"""Measures for which goals are set."""
_UNNAMED, _UNNAMED_WRITTEN_ON = 9, 6
"""How many letters that no cue covers a goal's clause may hold, where spaces part words and where none do."""
_CLAUSE_MARKS = frozenset({",", ";", ":", "(", ")", "\n"})
_WORD = re.compile(r"[^\W\d_]+")
_ALL_BUT_COVERED = 85
"""From so many percent on a goal of nothing named is the coverage of health insurance, in an article on it."""
_A_NOUN = 7
"""How many letters that are no cue's a noun phrase of its own has at least."""
_PAID_FOR = {"beneficiaries": "benefits", "claims": "benefits", "cards": "support"}
"""What money is that follows a count in the same sentence without a word of its own: "9,480 people, 271 billion in all"."""


_TO_NEXT_PLACE = 80
"""Letters between the figures of two places in a list at most."""
_WORDS_OF_A_PLACE = 4
"""Up to so many words in capitals right before a number are the name of the place that it is told of."""


def _name_at_end(between: str) -> int:
    """Where the words in capitals begin that a stretch of text ends with, a colon or bracket aside; 0 where none do."""
    name = between.rstrip().rstrip(":(").rstrip()
    start = len(name)
    for word in reversed(name.split(" ")[-_WORDS_OF_A_PLACE:]):
        if not word[:1].isupper() or not word.replace("-", "").replace("'", "").isalpha():
            break
        start -= len(word) + 1
    return start + 1 if start + 1 < len(name) else 0


class MeasureLinks(SchemeLinks):
    """Measure and indicator."""

    def _share_of_total(self, view: View, at: int) -> None:
        """98 % of the 45,000 pupils are insured: the share's base and clause stand behind the number that follows it."""
        if not self.spaces or at + 1 >= len(view.candidates):
            return
        own, total = view.candidates[at], view.candidates[at + 1]
        if own.unit != "percent" or own.base == "plan" or total.unit not in ("person", "household"):
            return
        between = self.text[own.numeral.end : total.numeral.start]
        if not 0 < sum(map(str.isalpha, between)) <= 8 or any(c in between for c in ",;:()-\n."):
            return
        if any("break" in self.atoms[k].tags for k in range(own.index + 1, total.index)):
            return
        for k in self._cell(total)[1]:
            if "base" in self.atoms[k].tags and self._right_behind(self.atoms[k], total):
                own.base = self.atoms[k].tags["base"]
                own.cues["base"] = (self.atoms[k].start, self.atoms[k].end, "base behind its total")
        own.post, total.pre, total.post = total.post, total.first, total.last + 1

    def _reach_over_places(self, view: View, at: int) -> None:
        """846 people from 231 households joined: what people did stands behind the number of places that they come from."""
        if not self.spaces or at + 1 >= len(view.candidates):
            return
        own, places = view.candidates[at], view.candidates[at + 1]
        if own.unit != "person" or places.unit not in _COME_FROM or places.cut != "none":
            return
        between = self.text[self.atoms[own.last].end : places.numeral.start]
        if sum(map(str.isalpha, between)) > 2 * _AN_OR or any(not c.isalpha() and c != " " for c in between):
            return
        if not any(self.atoms[k].tags.get("measure") in PEOPLE for k in range(own.pre, own.post)):
            own.post = places.post

    def _fits(self, own: Candidate, measure: str) -> bool:
        key = own.kind if own.kind != "count" else own.unit
        if key == "item" and own.own_unit and measure in PEOPLE and own.cues["unit"][2].startswith("counted"):
            return False  # things are no people: "attracted 45 projects"
        return measure in _FITTING.get(key, frozenset())

    def _set_measure(self, view: View, at: int) -> None:
        own = view.candidates[at]
        near = self._near(own) if view.measures else own.post
        fitting = [m for m in view.measures if own.pre <= m.first < near and self._fits(own, m.value)]
        if not fitting and own.cut == "none" and own.kind == "count" and at and self.spaces:
            fitting = self._right_before(view, own, view.candidates[at - 1])
        if fitting and self.spaces:
            marks = (k for k in range(own.last + 1, near) if self.atoms[k].tags.get("mark") == ";")
            stop = next(marks, near)  # "must close 20 desks; the agency checks the recipients"
            fitting = [m for m in fitting if m.first < stop]
        fitting = self._in_clause(own, fitting)
        if fitting and self._makes_up(own):
            fitting = [m for m in fitting if self.atoms[m.first].tags.get("break") != "continuation"]
        if own.kind == "percentage" and any(
            m.value == "contribution" for m in view.measures if m.last < own.index
        ):
            fitting = [m for m in fitting if m.value != "other" or m.first < own.index]  # "4.5 % of the wage"
        if (
            self.spaces
            and own.kind == "count"
            and len(fitting) > 1
            and fitting[0].value == "other"
            and fitting[-1].first > own.index
        ):
            colon = self.text.find(":", fitting[0].end, own.numeral.start)
            if colon >= 0:  # "Benefits were not forgotten: 6,850 people began to draw a pension"
                fitting = [m for m in fitting if m.value != "other" or m.start > colon]
        if own.kind == "percentage" and self._of_places(own):
            fitting = [m for m in fitting if m.value not in ("participants", "new_participants")]
        if len(fitting) > 1 and own.kind == "percentage" and own.base == "group":
            of = own.cues["base"][:2]  # "92 % of the patients hold a card" is no share that is treated
            fitting = [m for m in fitting if m.value != "beneficiaries" or (m.start, m.end) != of]
        if own.base == "group" and own.kind == "percentage" and fitting:
            # "58 % of the members have an account" is no share that takes part
            of, rule = own.cues["base"][:2], own.cues["base"][2]
            told = [m for m in fitting if m.value == "participants" and (m.start, m.end) == of]
            listed_on = (
                at > 0
                and view.candidates[at - 1].measure == "support"
                and own.cut in ("conjunction", "comma")
            )
            if told and len(told) == len(fitting) and not listed_on:
                if rule == "base after the percentage" or "out_of" in self.atoms[told[0].first].tags:
                    own.measure, own.cues["measure"] = "other", (*of, "share of those who take part")
                    return
        if fitting:
            nearest = min(
                fitting, key=lambda m: abs(m.first - own.index) - (0.5 if m.first < own.index else 0)
            )
            heard = [m for m in fitting if m.value == "attendees"]
            if nearest.value == "new_participants" and heard and own.index < heard[0].first:
                nearest = heard[0]  # "drew 18,340 listeners"
            strong = [m for m in fitting if m.value in ("new_participants", "attendees", "beneficiaries")]
            if nearest.value == "participants" and strong:
                nearest = min(strong, key=lambda m: abs(m.first - own.index))
            if nearest.value in ("participants", "beneficiaries", "claims"):  # satisfied of whom or with what
                nearest = next((m for m in fitting if m.value == "satisfaction_rate"), nearest)
            if nearest.value == "collection" and own.kind == "percentage" and own.base in COVERED:
                people = [m for m in fitting if m.value in _OF_PEOPLE and m.first > own.index]
                nearest = (
                    people[0] if people else nearest
                )  # "… have collected it and 99.8 % of the pupils are insured"
            if nearest.value == "benefits" and own.kind == "percentage":
                payers = [m for m in fitting if m.value == "contribution" and m.first < nearest.first]
                if payers and "scheme_hint" in self.atoms[payers[-1].first].tags:
                    nearest = payers[-1]  # "the second member of a household pays 70 %"
            since = max(own.first - 4, view.candidates[at - 1].last + 1 if at else 0)
            given = [m for m in view.measures if m.value == "support" and since <= m.first < own.first]
            of_them = nearest.value == "contribution" or (
                nearest.value in ("participants", "new_participants") and not own.base
            )
            if of_them and own.kind == "percentage" and given and self._fits(own, "support"):
                between = self.atoms[given[-1].last : own.first]
                if not any("mark" in a.tags or "break" in a.tags for a in between):
                    nearest = given[
                        -1
                    ]  # "a support of 20 % to those who take part", "to support 10 % of the premium"
            if nearest.value == "new_participants" and own.kind == "percentage" and not self.spaces:
                helped = [m for m in fitting if m.value == "support" and m.first < nearest.first]
                nearest = helped[-1] if helped else nearest  # "help with the dues, 15 % more"
            if nearest.value == "participants" and own.kind != "count" and nearest.first < own.index:
                helped = [
                    m for m in fitting if m.value in ("support", "contribution") and m.first < nearest.first
                ]
                nearest = helped[-1] if helped else nearest  # the support that participants get
            helped_too = view.candidates[at - 1] if at else None
            if nearest.value == "participants" and own.kind == "percentage" and helped_too is not None:
                of_them = own.base == "group" and own.cues["base"][:2] == (nearest.start, nearest.end)
                of_them = of_them or own.base is None
                if helped_too.measure == "support" and helped_too.kind == "percentage" and of_them:
                    if own.cut in ("conjunction", "comma", "clause") and own.index - own.pre <= 4:
                        own.measure = "support"  # "40 % for the poor and 20 % for other participants"
                        own.cues["measure"] = (
                            *helped_too.cues["measure"][:2],
                            "measure of the figure before",
                        )
                        return
            if nearest.value == "contribution" and own.unit == "VND" and own.numeral.value >= _COLLECTED:
                taken = [m for m in fitting if m.value in ("collection", "arrears")]
                nearest = taken[0] if taken else nearest  # "5,123 billion in contributions was collected"
            if nearest.value == "benefits" and own.kind == "money" and nearest.first < own.index:
                helped = [m for m in fitting if m.value == "support" and m.first > own.index]
                stop = helped[0].first if helped else own.last + 1
                crossed = self.atoms[own.last + 1 : stop]
                if helped and not any({"mark", "break"} & a.tags.keys() for a in crossed):
                    nearest = helped[0]  # "spent 12 billion to help the poor buy cards"
            if nearest.value == "benefits" and own.unit == "percent" and nearest.first < own.index:
                if any(m.value == "contribution" and m.first == own.last + 1 for m in fitting):
                    own.measure = "support"  # "the association pays 10 % of the premium"
                    own.cues["measure"] = (nearest.start, nearest.end, "pays a share of the premium")
                    return
            counted = own.cues["unit"][:2] if own.kind == "count" and own.own_unit else None
            nearest = next(
                (m for m in fitting if (m.start, m.end) == counted and m.value == "other"), nearest
            )
            own.measure = nearest.value
            own.cues["measure"] = (nearest.start, nearest.end, "measure in the figure's clause")
            before = view.candidates[at - 1] if at else None
            if (
                before is not None
                and own.cut in ("conjunction", "comma", "continuation")
                and (own.measure, before.measure) == ("participants", "new_participants")
                and own.kind == before.kind
                and ({own.unit, before.unit} <= {"person", "household"} or own.cut == "continuation")
                and (
                    all(m.first > own.index for m in fitting)
                    or (own.cut == "conjunction" and own.scenario == before.scenario == "target")
                )
            ):
                own.measure = before.measure  # "won 215 people to take part in A and 480 to take part in B"
                own.cues["measure"] = (
                    *before.cues["measure"][:2],
                    "measure of the figure before in the list",
                )
            return
        if own.kind == "money":
            received = [
                m for m in view.measures if own.pre <= m.first < own.index and m.value == "beneficiaries"
            ]
            following = self.atoms[own.last + 1 : own.last + 3]
            if not received and not any("mark" in a.tags or "break" in a.tags for a in following[:1]):
                starts = [a.start for a in following if a.tags.get("measure") == "beneficiaries"]
                close = starts and short_gap(self.text, self.atoms[own.last].end, starts[0], 10)
                received = [
                    m for m in view.measures if close and m.start == starts[0]
                ]  # "3,400 billion for pensioners"
            if received:
                own.measure = "benefits"
                own.cues["measure"] = (
                    received[-1].start,
                    received[-1].end,
                    "money behind those who receive it",
                )
                return
        aside_end = self._behind_aside(view, at)
        behind = [m for m in view.measures if m.first in aside_end and self._fits(own, m.value)]
        if behind:
            own.measure = behind[0].value
            own.cues["measure"] = (
                behind[0].start,
                behind[0].end,
                "measure in the figure's clause, behind an aside",
            )
            return
        low = view.candidates[at - 1].last if at and own.cut == "none" and self.spaces else own.pre
        paid = [m for m in view.measures if low <= m.first < own.index and m.value == "benefits"]
        if paid and own.unit in ("person", "case"):
            own.measure = "beneficiaries" if own.unit == "person" else "claims"
            own.cues["measure"] = (paid[-1].start, paid[-1].end, "counted behind what was paid to them")
            return
        payee = view.candidates[at - 1] if at else None
        if (
            payee is not None
            and (payee.kind, payee.measure) == ("money", "benefits")
            and own.unit in ("person", "case")
            and own.cut in ("none", "space")
            and (not self.spaces or short_gap(self.text, payee.numeral.end, own.numeral.start, 24))
        ):
            own.measure = "beneficiaries" if own.unit == "person" else "claims"
            own.cues["measure"] = (*payee.cues["measure"][:2], "counted behind what was paid to them")
            return
        if (
            payee is not None
            and payee.measure in ("beneficiaries", "claims")
            and {payee.unit, own.unit} == {"person", "case"}
            and own.cut in ("conjunction", "comma")
            and "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        ):
            own.measure = "beneficiaries" if own.unit == "person" else "claims"
            own.cues["measure"] = (*payee.cues["measure"][:2], "counted beside those who were served")
            return
        left = self._beside(view, at)
        if not self.spaces and left is not None and own.cut == "clause" and own.kind == "percentage":
            new = [m for m in view.measures if left.last < m.first < own.pre and m.value == "support"]
            if new:  # "the rate is 22 %, the state helps, of which the poor get 50 %"
                own.measure = new[-1].value
                own.cues["measure"] = (new[-1].start, new[-1].end, "measure that the clause divides")
                return
        same = left is not None and own.kind == left.kind and (own.kind != "count" or own.unit == left.unit)
        aside = left is not None and left.measure == "other" and own.cut == "continuation"
        aside = aside or (left is not None and left.measure in _OF_PEOPLE and self._of_things(own))
        aside = aside or self._has_own_subject(own)
        aside = aside or (left is not None and left.measure == "other" and self._is_of_country(own))
        named = "in the figure" in own.cues.get("scheme", ("", "", ""))[2] and not self.spaces
        aside = aside or (left is not None and left.measure == "attendees" and named)
        if left is not None and same and left.measure and self._fits(own, left.measure) and not aside:
            own.measure = left.measure
            own.cues["measure"] = (*left.cues["measure"][:2], "measure of the figure before")
            own_scheme = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
            listed = own.cut != "continuation" and not own_scheme and own.base is None
            if own.unit == "percent" and listed and own.base is None and left.base == "plan":
                if self._of_another_place(own, left):
                    own.base = "plan"
                    own.cues["base"] = (*left.cues["base"][:2], "another place's share of its plan")
            elif own.unit == "percent" and listed and left.base not in (None, "plan"):
                own.base = left.base
                own.cues["base"] = (*left.cues["base"][:2], "base of the figure before in the list")
            return
        if (
            left is not None
            and left.measure == "other"
            and own.comparator in ("<=", ">=")
            and own.cut == "comma"
        ):
            own.measure = "other"  # "a fine of 12 % of the dues, but at most 75 million"
            own.cues["measure"] = (*left.cues["measure"][:2], "limit of the figure before")
            return
        if (
            left is not None
            and own.kind == "money"
            and (left.measure, left.base) == ("arrears", "amount_due")
        ):
            own.measure = (
                "arrears"  # "unpaid is 3.1 % of what is due; in the city they come to 6,512 billion"
            )
            own.cues["measure"] = (*left.cues["measure"][:2], "sum of the arrears before")
            return
        shared = self._at_list_end(view, at)
        if shared is not None:
            own.measure, own.cues["measure"] = (
                shared.value,
                (shared.start, shared.end, "measure at the list's end"),
            )
            return
        if (
            own.kind == "money"
            and left is not None
            and left.kind == "percentage"
            and left.measure == "arrears"
        ):
            if own.cut in ("paren", "continuation"):
                own.measure = left.measure
                own.cues["measure"] = (*left.cues["measure"][:2], "share of arrears told again as money")
                return
        bases = {c.cues["base"][:2] for c in view.candidates[max(0, at - 4) : at] if c.base is not None}
        earlier = [m for m in view.measures if m.last < own.pre and self._fits(own, m.value)]
        earlier = [
            m for m in earlier if (m.start, m.end) not in bases
        ]  # "3 % of the sum due; it is 6,512 billion"
        if (
            left is not None
            and left.measure == "beneficiaries"
            and own.cut == "continuation"
            and not own.base
        ):
            if left.numeral.out_of is not None and own.kind == "percentage":
                own.measure = left.measure
                own.cues["measure"] = (*left.cues["measure"][:2], "rate of those just counted")
                return
        if own.kind == "percentage" and left is not None and left.unit == "person":
            if own.cut in ("continuation", "paren") and left.measure in (None, *_OF_PEOPLE):
                earlier = [
                    m for m in earlier if m.value in _OF_PEOPLE
                ]  # "262,010 bought cards, that is 97.6 %"
        if own.kind == "percentage":  # what a share elsewhere is of tells more than an earlier measure
            apart = own.base == "group" and own.cut in ("clause", "strong")
            apart = apart or self._has_own_subject(own)
            earlier = [m for m in earlier if m.value != "new_participants" and not apart]
        if own.cut == "continuation":  # "4.5 % of the base wage of 2.34 m, that is 105,300 a month"
            earlier = [m for m in earlier if m.value != "other"] or earlier
        if earlier and earlier[-1].value == "other" and self._is_of_country(own):
            earlier = []  # "… below the plan, while the country has 44 %"
        if own.unit == "VND" and own.numeral.value >= _MORE_THAN_ONE_PAYS:
            helped = [m for m in earlier if m.value != "contribution"]
            earlier = helped or [m for m in earlier if not self.spaces]
        if earlier and own.kind in ("money", "percentage"):
            own.measure = earlier[-1].value
            own.cues["measure"] = (earlier[-1].start, earlier[-1].end, "measure earlier in the sentence")

    def _is_of_country(self, own: Candidate) -> bool:
        """Whether a clause of its own tells what the whole country has."""
        return own.cut == "strong" and any("nationwide" in a.tags for a in self.atoms[own.pre : own.first])

    def _of_things(self, own: Candidate) -> bool:
        """Whether a share is one of things told right behind it: "80 % of the complaints"."""
        base = own.cues.get("base", ("", "", ""))
        if own.base != "group" or base[2] != "base after the percentage":
            return False
        behind = (self.atoms[k] for k in range(own.last + 1, own.post))
        return any(a.start == base[0] and a.tags.get("unit") in ("case", "item", "document") for a in behind)

    def _has_own_subject(self, own: Candidate) -> bool:
        """Whether words that are no cues stand before a share in its cell, where no spaces part words: what it is a share of."""
        return not self.spaces and own.kind == "percentage" and self._has_own_words(own)

    def _has_own_words(self, own: Candidate) -> bool:
        """Whether a noun's letters that are no cues stand before a figure in its cell. Behind a place's name they only tell where."""
        if not own.pre:
            return False
        unknown, reach = 0, self.atoms[own.pre - 1].end
        for atom in self.atoms[own.pre : own.first + 1]:
            unknown += sum(c.isalpha() for c in self.text[reach : atom.start])
            reach = atom.end
            if not _WHERE.isdisjoint(atom.tags):
                return False
        return unknown >= _A_NOUN

    def _right_before(self, view: View, own: Candidate, left: Candidate) -> list[Mention]:
        """The measure that stands right before a figure, though nothing parts it from the one before: "96 communes before 4,500 people"."""
        if own.first - 1 <= left.last:
            return []
        near = [m for m in view.measures if m.last == own.first - 1 and self._fits(own, m.value)]
        return [m for m in near if short_gap(self.text, m.end, self.atoms[own.first].start, 2)]

    def _of_places(self, own: Candidate) -> bool:
        """Whether a share is one of communes or hamlets, told right behind it: these have no insurance."""
        base = own.cues.get("base", ("", "", ""))
        if own.base != "group" or base[2] != "base after the percentage":
            return False
        behind = (self.atoms[k] for k in range(own.last + 1, own.post))
        return any(a.start == base[0] and a.tags.get("unit") == "locality" for a in behind)

    def _makes_up(self, own: Candidate) -> bool:
        """Whether a share's whole stands right behind it, with at most "of" between: "makes up 2 % of the sum due"."""
        if own.kind != "percentage" or own.cues.get("base", ("", "", ""))[2] != "base after the percentage":
            return False
        k, start = own.last + 1, own.cues["base"][0]
        reach = own.numeral.end
        while self.atoms[k].start < start and "out_of" in self.atoms[k].tags:
            if self.text[reach : self.atoms[k].start] != " ":
                return False
            k, reach = k + 1, self.atoms[k].end
        return self.text[reach:start] in ("", " ")

    def _of_another_place(self, own: Candidate, left: Candidate) -> bool:
        """Whether only another province's name, or a mere "and", parts a share from the one before it."""
        if any("province" in self.atoms[k].tags for k in range(own.pre, own.index)):
            return True
        between = self.text[left.numeral.end : own.numeral.start]
        return own.cut in ("conjunction", "comma") and sum(map(str.isalpha, between)) <= 4

    def _at_list_end(self, view: View, at: int) -> Mention | None:
        """The measure behind the last of several listed shares: "95 % of the old and 98 % of the poor are insured"."""
        own = view.candidates[at]
        if own.unit != "percent" or own.base in (None, "plan", "amount_due"):
            return None
        for right in view.candidates[at + 1 :]:
            if (
                right.unit != "percent"
                or right.cut not in ("conjunction", "comma", "none" if self.spaces else "space")
                or right.base is None
            ):
                return None
            behind = [m for m in view.measures if right.index < m.first < right.post]
            if behind:
                return behind[0] if behind[0].value in ("participants", "coverage_rate", "cards") else None
        return None

    def _set_rate(self, own: Candidate) -> None:
        """A rate over time told in the name of what is paid: "a yearly premium of 1.3 million"."""
        cue = own.cues.get("measure")
        if own.kind != "money" or own.per is not None or cue is None:
            return
        if own.measure not in ("contribution", "benefits"):
            return
        for k in range(own.first - 1, own.pre, -1):
            left, right = self.atoms[k - 1], self.atoms[k]
            if left.number is not None or right.number is not None or "unit_generic" in right.tags:
                return  # what is paid out monthly, "a total of 4,120 billion"
            if not short_gap(self.text, left.end, right.start, 1):
                continue
            for word, paid in ((left, right), (right, left), (right, right)):
                if "per" in word.tags and paid.tags.get("measure") == own.measure:
                    own.per = word.tags["per"]
                    own.cues["per"] = (word.start, word.end, "rate in the name of what is paid")
                    return

    def _change(self, own: Candidate) -> tuple[str, Cue] | None:
        """A rise or fall that the figure measures: the cue stands right before it, or right after its unit."""
        reach = own.first
        if own.first < own.index and self.atoms[own.first].tags.get("change") == "level":
            return None  # "down to less than"
        for k in range(own.first - 1, max(own.sentence.low, own.first - 4) - 1, -1):
            atom = self.atoms[k]
            what = atom.tags.get("change")
            if what == "level":
                return None
            parted = any(
                self.atoms[j].tags.get("break") in ("conjunction", "continuation", "clause")
                for j in range(k + 1, own.first)
            )
            told = atom.tags.get("date") == "same_period" or (k and self.atoms[k - 1].number is not None)
            if what is not None and parted and self.spaces and told:
                return None  # "up by 14.6 % over the same period and equal to 77.3 % of the plan"
            if what is not None:
                gap = self.text[atom.end : self.atoms[reach].start]
                if sum(map(str.isalpha, gap)) > (18 if self.spaces else 24) + (own.first - k - 1) * 6:
                    return None
                return what, (atom.start, atom.end, "change before the figure")
            if atom.number is not None or atom.tags.get("mark") in (";", ",", "(", ".", "\n", ":"):
                break
        for k in range(own.last + 1, min(own.post, own.last + 3)):
            atom = self.atoms[k]
            if atom.number is not None or "mark" in atom.tags:
                break
            if atom.tags.get("change") in ("up", "down") and k == own.last + 1:
                gap = self.text[self.atoms[own.last].end : atom.start]
                if sum(map(str.isalpha, gap)) <= 4:
                    return atom.tags["change"], (atom.start, atom.end, "change after the figure")
        mark = self.atoms[own.first - 1].tags.get("mark") if own.first else None
        if mark == "+" and self.atoms[own.first - 1].end == self.atoms[own.first].start:
            atom = self.atoms[own.first - 1]
            return "up", (atom.start, atom.end, "plus sign before the figure")
        return None

    def _starts_from(self, view: View, at: int) -> bool:
        """Whether the next figure is what a change led to: a word such as "to" stands right before it, no other clause between."""
        if at + 1 >= len(view.candidates):
            return False
        own, right = view.candidates[at], view.candidates[at + 1]
        if (own.kind, own.unit) != (right.kind, right.unit) or right.first <= own.last + 1:
            return False
        to = self.atoms[right.first - 1].tags
        between = self.text[own.numeral.end : right.numeral.start]
        return "range_between" in to and len(between) <= 40 and not any(c in between for c in ",;:.\n")

    def _counts_the_same(self, own: Candidate, left: Candidate) -> bool:
        """Whether people are counted for the next province in a list, or as what a number grew to: "from 37 to 112 people"."""
        alike = own.kind == left.kind == "count" and own.unit == left.unit == "person"
        if not (alike and self.spaces) or left.measure not in PEOPLE - {"attendees"} or left.scheme is None:
            return False
        told = self.atoms[left.last + 1 : own.first]
        if any({"measure", "scheme", "unit"} & a.tags.keys() for a in told):
            return False
        where = [a for a in told if "province" in a.tags]
        listed = len(where) == 1 and own.cut in ("comma", "conjunction", "strong", "none")
        opened = self.atoms[left.first - 1].tags if left.first else {}
        to = bool(told) and (told[-1].tags.get("change") == "level" or "range_between" in told[-1].tags)
        grown = to and ("range_open" in opened or opened.get("change") == "level" or "out_of" in opened)
        return listed or (grown and len(told) <= 3 and own.cut == "none")

    @staticmethod
    def _is_of_measure(own: Candidate, left: Candidate | None) -> bool:
        """Whether a share says again how much of what was measured in hectares or tonnes is done."""
        if left is None or left.kind != "measure" or own.cut not in ("continuation", "paren", "comma"):
            return False
        return "in the figure" not in own.cues.get("scheme", ("", "", ""))[2]

    def _tells_change_again(self, left: Candidate, own: Candidate) -> bool:
        """Whether a figure repeats the change just told: "fell by 1,120 people (15 %)", "or 15 %", "by 15 % (1,120 people)"."""
        if "change" not in left.cues:
            return False
        share = left.kind != "percentage" and own.unit == "percent" and own.base is None
        amount = left.unit == "percent" and own.kind in ("count", "money") and own.cut == "paren"
        if not (share or amount):
            return False
        between = self.text[self.atoms[left.last].end : self.atoms[own.first].start]
        if self.spaces and own.cut == "comma" and own.last + 1 < len(self.atoms):
            behind = self.atoms[own.last + 1].tags  # "rose by 6,700 people, or 5.4 %, on the end of 2024"
            gap = between.rpartition(",")[2]
            return share and "mark" in behind and sum(map(str.isalpha, gap)) <= _AN_OR
        return (
            own.cut in ("paren", "conjunction") and sum(map(str.isalpha, between)) <= 8 and "," not in between
        )

    def _says_again(self, left: Candidate, own: Candidate) -> bool:
        """Whether only a word such as "or" stands between a count and the share that it is: "812,430 people or 93.1 %"."""
        between = self.text[self.atoms[left.last].end : self.atoms[own.first].start]
        return own.cut == "conjunction" and left.kind == "count" and sum(c.isalpha() for c in between) <= 4

    def _changes_respectively(self, left: Candidate, own: Candidate) -> bool:
        """Whether a change told of one before goes for this one too: "rose by 6.4 % and 9.1 % respectively"."""
        if "change" not in left.cues or own.cut not in ("conjunction", "comma"):
            return False
        behind = self.atoms[own.last + 1].tags if own.last + 1 < own.post else {}
        if behind.get("prep") == "compared" and "out_of" not in behind:
            return True  # "up by 41,200 on September and 6.3 % on a year ago"
        if own.kind != left.kind:
            return False
        by = self.text[slice(*left.cues["change"][:2])].split()
        if (
            self.spaces
            and len(by) > 1
            and self.text[left.numeral.end : own.numeral.start].split()[-1:] == by[-1:]
        ):
            return True  # "rose by 31 % in A and by 27 % in B"
        if own.cut == "comma" and own.first > left.last + 2:
            return False
        low = left.pre if left.cut in ("strong", "clause") else own.sentence.low
        if any(self.atoms[k].tags.get("break") == "respectively" for k in range(low, left.index)):
            return True
        near = self.atoms[own.last + 1 : own.last + 3] if not self.spaces else []
        return own.cut == "conjunction" and any(a.tags.get("break") == "respectively" for a in near)

    def _shares_change_behind(self, own: Candidate, right: Candidate) -> bool:
        """Whether a change told behind the second of two shares in turn is that of both: "respectively 14 % and 9 % more"."""
        alike = own.unit == right.unit and own.unit in ("percent", "percentage_point")
        if not alike or right.cut not in ("conjunction", "comma") or "base" in own.cues:
            return False
        between = self.text[self.atoms[own.last].end : self.atoms[right.first].start]
        turned = any(
            self.atoms[k].tags.get("break") == "respectively" for k in range(own.sentence.low, own.index)
        )
        return turned and sum(map(str.isalpha, between)) <= _AN_OR and self._change(right) is not None

    def set_indicator(self, view: View, at: int) -> None:
        own = view.candidates[at]
        left = view.candidates[self._outer(view, at)] if at else None
        self._reckon_plan(view, at)
        change = self._change(own)
        if change is not None and self._starts_from(view, at):
            change = None  # "rose from 85 % in 2020 to 93 %"
        if change is not None:
            own.negative = change[0] == "down"
            own.cues["change"] = change[1]
        elif left is not None and (
            self._tells_change_again(left, own) or self._changes_respectively(left, own)
        ):
            own.negative = left.negative
            own.cues["change"] = change_cue = (*left.cues["change"][:2], "change told before as a number")
            change = ("down" if left.negative else "up", change_cue)
        if (
            own.kind == "money"
            and at > 1
            and left is not None
            and left.measure == "growth"
            and left.kind == "percentage"
        ):
            left = view.candidates[at - 2]  # "3,185 people, down by 4.8 %; 3.9 million each"
        elif at + 1 < len(view.candidates) and self._shares_change_behind(own, view.candidates[at + 1]):
            later = self._change(view.candidates[at + 1])
            assert later is not None
            change, own.negative = later, later[0] == "down"
            own.cues["change"] = (*later[1][:2], "change told behind the last of the list")
        measure = self._measure_code(own, left, change is not None)
        if measure == "participants" and left is not None and own.scenario == "target" and self.spaces:
            people = (c for c in reversed(view.candidates[:at]) if c.unit == "person")
            left = next(
                people, left
            )  # "68,000 new ones, to come to 95 %, and 14,500 in the voluntary scheme"
        if measure == "participants" and left is not None and left.measure == "new_participants":
            both = own.scenario == left.scenario == "target" and own.unit == left.unit == "person"
            if both and own.cut in ("conjunction", "comma"):
                measure = "new_participants"  # "21,400 new members and 9,700 in the voluntary scheme are to be found"
        if measure == "coverage_rate" and left is not None and left.kind == "money":
            if self._card_pays(own) or self._is_of_a_bill(own, left):
                measure = "benefits"
        if measure in _PAID_BY_ONE and own.kind == "money" and self._is_without(own):
            measure, own.scenario = None, "actual"
            own.cues.pop("scenario", None)
        if measure is None and self._is_coverage_again(view, at):
            measure = "coverage_rate"
        if measure is None and left is not None and own.measure is None and self._counts_the_same(own, left):
            measure, own.scheme = left.measure, left.scheme
            for field in ("measure", "scheme"):
                where = left.cues.get(field, left.cues["value"])
                own.cues[field] = (*where[:2], "the same, elsewhere or later")
        if measure is None:
            own.measure = None
            own.indicator = "other"
            return
        if measure == "participants" and own.per is not None:
            measure = "new_participants"  # what comes by the month is no stock
        told, own.measure = own.measure, measure
        if measure == "claims" and own.unit == "percent":
            own.measure = own.indicator = "other"  # a share of files or visits tells how they were settled
            return
        if measure == "satisfaction_rate" and own.base not in (None, "group"):
            own.base = None  # of those asked, whatever they are called
            own.cues.pop("base", None)
            if "insured by" in own.cues.get("scheme", ("", "", ""))[2]:
                own.scheme = None
                own.cues.pop("scheme")
        if measure == "plan_completion" and own.base is None and own.unit == "percent":
            own.base = "plan"
            own.cues["base"] = (
                *own.cues.get("measure", own.cues["value"])[:2],
                "completed is what was planned",
            )
        if measure == "arrears_rate" and own.base not in (None, "amount_due"):
            own.base = "amount_due"
            own.cues["base"] = (*own.cues.get("measure", own.cues["value"])[:2], "arrears are of the sum due")
        bare = own.kind == "count" and not own.own_unit and own.unit == "item"
        if bare and measure in PEOPLE and not self._has_unknown_noun(own):
            own.unit = "person"
            own.cues["unit"] = (*own.cues["measure"][:2], f"{measure} are people")
        if (
            measure == "coverage_rate"
            and own.base is None
            and left is not None
            and own.cut in ("continuation", "paren")
        ):
            self._set_base_of_counted(own, left)
            if own.base is None:
                self._reckon_base(own, left, view.candidates[: at - 1])
        if measure == "coverage_rate" and own.unit == "percent":
            self.follow_pupils(own)
        if measure in ("events", "attendees"):
            own.indicator = f"outreach.{measure}"
            return
        scheme = own.scheme
        carried = "carried" in own.cues.get("scheme", ("", "", ""))[2]
        if carried and left is not None and left.scheme is not None and self._continues(own, left):
            scheme = left.scheme  # that one's own scheme, found since
            where = left.cues.get("scheme", left.cues["value"])
            own.cues["scheme"] = (*where[:2], "scheme carried from the figure before")
        paid = left is not None and measure == "claims" and left.measure in ("benefits", "beneficiaries")
        if (
            carried
            and self.context.topic is not None
            and measure in WITHOUT_TOPIC
            and left is not None
            and left.measure != measure
            and not (
                measure == "arrears" and left.indicator == "other"
            )  # "345 firms owe A, 12.4 billion in all"
            and (left.measure != "growth" or self._grown(view, left) in PEOPLE)
            and not paid
        ):
            scheme = None  # a goal for arrears behind a goal for voluntary members is not theirs
        told_later = own.cues.get("scheme", ("", "", ""))[2] == "scheme later in the sentence"
        apart = ("claims", "collection", "arrears", "arrears_rate")
        if told_later and measure in apart and not self.spaces and self.context.topic is not None:
            scheme = None  # "318,000 files were received  pensions were paid to …"
        again = left is not None and left.scheme is not None and own.cut in ("paren", "continuation")
        if told_later and again and self.spaces and left is not None and self._continues(own, left):
            scheme = left.scheme  # "took in 14,905 billion (76 % of the plan) and paid 5,870 for pensions"
            where = left.cues.get("scheme", left.cues["value"])
            own.cues["scheme"] = (*where[:2], "scheme carried from the figure before")
        if told_later and measure == "arrears_rate" and self.spaces and self.context.topic is not None:
            scheme = None  # "A cut its debts to 1.1 %, B passed 97 % in health insurance"
        if scheme is None and left is not None and left.scheme is not None and self._continues(own, left):
            scheme = left.scheme
            own.cues["scheme"] = (*left.cues["scheme"][:2], "scheme carried from the figure before")
        if scheme is None and left is not None and own.cues["measure"][2].startswith("money behind"):
            scheme = left.scheme  # what those just counted got
            own.cues["scheme"] = (*left.cues["value"][:2], "scheme carried from the figure before")
        if scheme is None:
            changed = measure == "growth" and told in ("arrears", "collection")
            if not self._goes_on_elsewhere(own, left, measure):
                scheme = self._scheme_from_context(own, told if changed and told else measure)
        narrow = scheme in _OF_FEW and measure == "coverage_rate" and own.unit == "percent"
        aimed = own.base == "population" or (own.base is None and own.scenario == "target")
        if scheme == "social_insurance" or (
            narrow and own.numeral.value > _OF_WORKERS and scheme != self.context.topic
        ):
            narrow = measure == "coverage_rate" and own.unit == "percent"
            narrow = narrow and _OF_WORKERS < own.numeral.value <= 100
            counted = left is not None and (left.measure, left.scheme) == ("participants", scheme)
            again = counted and "in the figure" not in own.cues.get("measure", ("", "", ""))[2]
            aimed = own.base in (None, "population") and not again  # "12,300 workers joined, all 100 %"
        if narrow and own.numeral.value >= _MOST and aimed:
            if (
                "in the figure" not in own.cues.get("scheme", ("", "", ""))[2]
                and self.context.topic is not None
            ):
                covered = self.context.covered_scheme
                own_one = told == "participants" and self.context.topic == scheme
                own_one = own_one and covered in (None, scheme)  # "80 % of them are to join"
                scheme = (
                    scheme
                    if own_one
                    else (
                        "health_insurance"
                        if covered in (None, "insurance", "social_insurance", *_OF_FEW)
                        else covered
                    )
                )
                own.cues["scheme"] = (
                    *own.cues["value"][:2],
                    "more than take part in the scheme named before",
                )
        monthly = measure == "contribution" and own.unit == "VND" and own.per == "month"
        if monthly and scheme == "health_insurance" and own.numeral.value >= _PENSION_DUES:
            schemes = own.sentence.where.get("scheme", ())
            told_here = any(self.atoms[k].tags["scheme"] == "health_insurance" for k in schemes)
            if not told_here and self.context.topic is not None:
                scheme = "voluntary_social_insurance"
                own.cues["scheme"] = (*own.cues["per"][:2], "more a month than health insurance costs")
        if scheme == "health_insurance" and own.base in ("workforce", "working_age"):
            rule = own.cues["scheme"][2]
            unnamed = not carried and rule.startswith(
                ("scheme of the sentence", "scheme of the article", "scheme of the coverage")
            )
            if unnamed and measure == "coverage_rate":
                topic = self.context.topic
                scheme = topic if topic is not None and topic in _OF_FEW else "social_insurance"
                own.cues["scheme"] = (*own.cues["base"][:2], WORKERS)
        if scheme is None:
            own.indicator, own.measure = "other", None
            if own.cues.get("base", ("", "", ""))[2] == "completed is what was planned":
                own.base = None  # "98 % of the waste is collected"
                own.cues.pop("base")
            return
        named = scheme != "insurance" and "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        if not named and measure in ("participants", "new_participants") and self._counts_pupils(own):
            scheme = "health_insurance"
            own.cues["scheme"] = (
                *own.cues["unit"][:2],
                "pupils and students are insured by health insurance",
            )
        cards = [c.scheme for c in view.candidates[max(0, at - 4) : at] if c.measure == "cards"]
        if measure == "support" and own.kind == "money" and len(set(cards)) == 2:
            scheme = "insurance"  # "500 books of one scheme and 1,200 cards of another worth 1.1 billion"
        word = self._atom_at(own, own.cues["scheme"][0]) if scheme == "social_insurance" else None
        hinted = word is not None and word.tags.get("measure") in ("benefits", "beneficiaries")
        one = own.kind == "money" and own.per is not None and own.numeral.value < _MORE_THAN_ONE_PAYS
        if hinted and measure == "contribution" and one and self.context.topic != "social_insurance":
            scheme = "voluntary_social_insurance"  # "I pay 297,000 a month  at 55 I shall have a pension"
            own.cues["scheme"] = (*own.cues["scheme"][:2], "only voluntary members pay in for a pension")
        if scheme == "social_insurance" and measure == "support":
            rule = own.cues.get("measure", own.cues["value"])[2]
            if ("in the figure" not in own.cues["scheme"][2] and "earlier" not in rule) or hinted:
                # the state helps nobody whom the law obliges to take part
                scheme = "voluntary_social_insurance"
                own.cues["scheme"] = (*own.cues["scheme"][:2], "only voluntary members are helped")
        own.scheme = scheme
        own.indicator = f"{scheme}.{measure}"
        if measure == "arrears_rate" and own.base is None and own.scenario == "actual" and own.per is None:
            own.base, own.cues["base"] = (
                "amount_due",
                (*own.cues["measure"][:2], "arrears are of the sum due"),
            )
        if own.kind == "percentage" and measure in ("coverage_rate", "arrears_rate"):
            context = self.context
            context.rate, context.rate_scheme, context.rate_cue = measure, scheme, own.cues["measure"]
            context.rate_paragraph = own.sentence.paragraph

    def _is_owed(self, own: Candidate) -> bool:
        """Whether the scheme that governs a figure is named as what is owed: "they owe social insurance, which hits 640 workers"."""
        start = own.cues["scheme"][0]
        cell = (self.atoms[k] for k in range(own.pre, own.post))
        return any(a.start == start and a.tags.get("measure") == "arrears" for a in cell)

    def _named_in_passing(self, own: Candidate) -> bool:
        """Whether, on a page about other things, a scheme is only named in another phrase behind a figure, where spaces part phrases."""
        if self.spaces or self.context.topic is not None:
            return False
        gap = self.text[self.atoms[own.last].end : max(self.atoms[own.last].end, own.cues["scheme"][0])]
        return " " in gap and sum(map(str.isalpha, gap)) > 2 * _A_NOUN

    def _counts_pupils(self, own: Candidate) -> bool:
        """Whether what a figure counts is pupils or students."""
        start = own.cues["unit"][0]
        counted = (self.atoms[k] for k in range(own.sentence.low, own.sentence.high))
        return own.own_unit and any(a.start == start and a.tags.get("base") == "students" for a in counted)

    @staticmethod
    def _share_of_counted(view: View) -> None:
        """A share of nothing named, told in brackets or as the same again behind a count, is one of those counted."""
        for left, own in pairwise(view.candidates):
            bare = own.unit == "percent" and own.base is None and own.indicator == "other"
            if bare and own.cut in ("paren", "continuation") and left.kind == "count" and left.own_unit:
                if "change" not in own.cues and not own.negative:
                    own.base = "group"
                    own.cues["base"] = (*left.cues["unit"][:2], "share of those just counted")

    @staticmethod
    def _grown(view: View, own: Candidate) -> str | None:
        """What it is that changed, where a word told it."""
        start = own.cues["measure"][0]
        return next((m.value for m in view.measures if m.start == start), None)

    def _set_base_of_counted(self, own: Candidate, left: Candidate) -> None:
        """A share told behind a count of pupils, or of a part and its total, is a share of those counted."""
        if left.kind != "count" or own.kind != "percentage":
            return
        before, after = self._cell(left)
        of_total = left.numeral.out_of is not None and not self.spaces
        for k in (*after, *(before if of_total or self.head_before else ())):
            base = self.atoms[k].tags.get("base")
            if base is not None and (left.numeral.out_of is not None or base == "students"):
                own.base = base
                own.cues["base"] = (self.atoms[k].start, self.atoms[k].end, "share of those just counted")
                return

    def follow_pupils(self, own: Candidate) -> None:
        """Where only the coverage of pupils was told so far, one of nothing named is theirs: "the province reached 91 %"."""
        context = self.context
        told = "in the figure" in own.cues.get("measure", ("", "", ""))[2]
        if own.base is None and context.covered_base == "students":
            atoms = self.atoms[own.sentence.low : own.index]
            near = next((a for a in reversed(atoms) if a.tags.get("base") == "students"), None)
            if near is not None or not told:
                spot = (
                    own.cues.get("measure", own.cues["value"])[:2] if near is None else (near.start, near.end)
                )
                own.base, own.cues["base"] = "students", (*spot, "only pupils' coverage was told")
        base = own.base or ""
        context.covered_base = base if context.covered_base in (None, base) else ""

    def _reckon_plan(self, view: View, at: int) -> None:
        """A share that a count is of a goal told before is a share of that: "the goal is 45,600 … 39,870 joined, or 87.4 %"."""
        own, left = view.candidates[at], view.candidates[at - 1] if at else None
        if (
            left is None
            or own.unit != "percent"
            or own.base is not None
            or own.cut not in ("continuation", "paren")
        ):
            return
        if left.kind not in ("count", "money") or left.scenario == "target":
            return
        for goal in (*view.candidates[: at - 1][::-1], *self.counted[::-1], *self.goals[::-1]):
            if (goal.kind, goal.unit, goal.scenario) != (
                left.kind,
                left.unit,
                "target",
            ) or not goal.numeral.value:
                continue
            if goal.indicator == "other":
                continue
            if abs(100 * left.numeral.value / goal.numeral.value - own.numeral.value) <= _ROUNDED:
                own.base = "plan"
                own.cues["base"] = (*goal.cues["value"][:2], "of the goal the share is reckoned from")
                return

    def _reckon_base(self, own: Candidate, left: Candidate, earlier: list[Candidate]) -> None:
        """A share that a count is of an earlier one is a share of those: "342,716 pupils … 340,810 take part, or 99.44 %"."""
        for whole in (*earlier[::-1], *self.counted[::-1]):
            if whole.kind != "count" or whole.numeral.value <= left.numeral.value or left.kind != "count":
                continue
            if abs(100 * left.numeral.value / whole.numeral.value - own.numeral.value) > _ROUNDED:
                continue
            for atom in self.atoms[whole.sentence.low : whole.sentence.high]:
                if atom.start == whole.cues["unit"][0] and atom.tags.get("base") in COVERED:
                    own.base = atom.tags["base"]
                    own.cues["base"] = (atom.start, atom.end, "of those the share is reckoned from")
                    return

    def _set_before_coverage(self, view: View) -> None:
        """What another place has, in brackets behind its name and before the coverage told here: "unlike Dak Lak (92 %), …"."""
        for own, right in pairwise(view.candidates):
            if own.unit != "percent" or own.measure is not None or own.base not in (None, "population"):
                continue
            k = own.first - 2
            if k < view.sentence.low or right.kind != "percentage" or right.scheme is None:
                continue
            marks = self.atoms[k + 1].tags.get("mark"), self.atoms[own.last + 1].tags.get("mark")
            named = {"province", "nationwide"} & self.atoms[k].tags.keys()
            if marks != ("(", ")") or not named:
                continue
            covered = [
                m for m in view.measures if own.index < m.first < right.post and m.value == "coverage_rate"
            ]
            if right.measure == "coverage_rate" or (right.measure == "growth" and covered):
                own.scheme, own.measure = right.scheme, "coverage_rate"
                own.indicator = f"{own.scheme}.coverage_rate"
                where = (covered[0].start, covered[0].end) if covered else right.cues["measure"][:2]
                own.cues["measure"] = own.cues["scheme"] = (*where, "compared with the coverage behind it")

    def _set_goals_before(self, view: View) -> None:
        """A goal and what was reached of it, parted by "but", are of one measure: "the goal is 60,000, but 41,500 take part"."""
        for left, right in pairwise(view.candidates):
            if (left.kind, left.unit) != (right.kind, right.unit) or left.scenario != "target":
                continue
            own, told = (left, right) if left.measure is None else (right, left)
            if own.measure is not None or told.measure not in _AIMED_AT or right.scenario == "target":
                continue
            if "in the figure" in own.cues.get("scheme", ("", "", ""))[2] or told.indicator == "other":
                continue
            if not any("contrast" in atom.tags for atom in self.atoms[left.last : right.first]):
                continue
            if not right.numeral.value / _AS_MUCH <= left.numeral.value <= right.numeral.value * _AS_MUCH:
                continue
            own.scheme, own.measure, own.indicator = told.scheme, told.measure, told.indicator
            own.cues["measure"] = own.cues["scheme"] = (
                *told.cues["value"][:2],
                "a goal and what was reached",
            )

    def _is_coverage_again(self, view: View, at: int) -> bool:
        """A share without a measure of its own that is set against the coverage just told: a goal, another place's."""
        own = view.candidates[at]
        if own.unit != "percent" or own.base not in (None, "population") or own.measure is not None:
            return False
        above = any("nationwide" in self.atoms[k].tags for k in range(own.pre, own.first))
        if own.cut == "paren" or above:
            told = [c for c in view.candidates[:at] if c.unit == "percent" and c.measure == "coverage_rate"]
            named = self.atoms[own.pre - 1].tags if own.pre > view.sentence.low else {}
            above = above or "place_word" in named
            if told and (above or "nationwide" in named or "province" in named):
                own.scheme = told[-1].scheme
                own.cues["measure"] = (*told[-1].cues["measure"][:2], "compared with the coverage before")
                return True
            if (above or "nationwide" in named or "province" in named) and (
                self.context.covered_paragraph == own.sentence.paragraph
            ):
                own.scheme = self.context.covered_scheme
                own.cues["measure"] = (
                    own.numeral.start,
                    own.numeral.end,
                    "compared with the coverage before",
                )
                return True
        context = self.context
        if (
            at == 0
            and own.scenario == "target"
            and not (self.spaces and self._is_of_a_thing(own))
            and not self._names_another(own)
            and (
                0 <= own.sentence.paragraph - context.covered_paragraph <= (2 if self.spaces else 4)
                or self._is_like_coverage(own)
            )
        ):
            own.scheme = own.scheme or context.covered_scheme
            own.cues["measure"] = (*own.cues["scenario"][:2], "goal of the coverage just told")
            return True
        return False

    def _is_like_coverage(self, own: Candidate) -> bool:
        """Whether a goal of nothing named, further down in an article on health insurance, is about the coverage told: "the goal is 94 %"."""
        told = self.context.rates.get("health_insurance")
        if (
            not self.spaces
            or told is None
            or self.context.topic != "health_insurance"
            or own.base is not None
            or own.sentence.paragraph - self.context.covered_paragraph > _FAR_BACK
        ):
            return False
        others = any("base" in self.atoms[k].tags for k in range(own.pre, own.post))
        return not others and own.numeral.value >= _ALL_BUT_COVERED

    def _names_another(self, own: Candidate) -> bool:
        """Whether words that no cue covers stand in a goal's clause: it is about something else, "98 % with power".

        A few letters are allowed: small words, and the name of those who are to reach it.
        """
        spans = ((own.pre, own.first, -1), (own.last + 1, own.post, 1))
        unknown = 0
        for low, high, step in spans:
            before = unknown
            order = range(low, high) if step > 0 else range(high - 1, low - 1, -1)
            marks = [k for k in order if self.atoms[k].tags.get("mark") in _CLAUSE_MARKS]
            if step > 0:
                reach = self.atoms[own.last].end
                stop = self.atoms[marks[0]].start if marks else own.sentence.end
                if not marks and own.post < own.sentence.high:
                    stop = self.atoms[own.post].start
            else:
                reach = self.atoms[marks[0]].end if marks else own.sentence.start
                if not marks and own.pre > own.sentence.low:
                    reach = self.atoms[own.pre - 1].end
                stop = self.atoms[own.first].start
            for atom in [*(self.atoms[k] for k in range(low, high)), None]:
                end = stop if atom is None else min(atom.start, stop)
                words = _WORD.findall(self.text[reach:end]) if end > reach else []
                unknown += sum(map(len, words))
                if atom is not None:
                    reach = max(reach, atom.end)
            if step > 0 and self.spaces and unknown - before > _AN_OR:
                placed = own.last + 1 < own.post and "prep" in self.atoms[own.last + 1].tags
                if not placed:
                    return True  # "98 % with power", but not "98 % in A"
        return unknown > (_UNNAMED if self.spaces else _UNNAMED_WRITTEN_ON)

    def _is_of_a_thing(self, own: Candidate) -> bool:
        """Whether a word of genitive and a noun that is no cue stand right behind a share: "30 % of fragrant rice"."""
        k = own.last + 1
        if k >= own.post or self.atoms[k].tags.get("date") != "glue" or "prep" in self.atoms[k].tags:
            return False
        atom = self.atoms[k]
        following = self.atoms[k + 1].start if k + 1 < len(self.atoms) else own.sentence.end
        if atom.start - self.atoms[own.last].end > 1:
            return False
        return sum(map(str.isalpha, self.text[atom.end : following])) >= 4

    def _measure_code(self, own: Candidate, left: Candidate | None, changed: bool) -> str | None:
        """The measure of the indicator code, from kind, base and the measure cue; None where nothing says insurance."""
        cue = own.measure
        if cue == "arrears" and own.unit == "percent" and own.base is None and self._of_arrears(own):
            own.base, own.cues["base"] = "group", own.cues["measure"]
            return None  # "a quarter of the province's debt" is no share of what is due
        if changed or own.unit == "percentage_point":
            own.base = None  # a change is no share of anything
            own.cues.pop("base", None)
        if cue == "other" or (own.unit == "percentage_point" and self._set_against_country(own)):
            return None
        if own.kind == "percentage" and own.per == "day":
            return None  # what is charged for each day of delay
        if own.kind == "percentage":
            if cue in ("contribution", "support", "benefits") and own.base not in ("plan", "amount_due"):
                own.base = None  # a rate of wages or of a premium, whoever is spoken of
                own.cues.pop("base", None)
            if own.unit == "percentage_point" or changed:
                if left is not None and left.indicator == "other" and not self.spaces:
                    named = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
                    if own.cut in ("continuation", "comma", "space", "paren") and cue is None and not named:
                        return None  # "poverty is down to 2.3 %, by 1.1 points"
                return "growth"
            told = "in the figure" in own.cues.get("measure", ("", "", ""))[2]
            further = own.cut == "paren" or (own.cut == "continuation" and not told)
            if further and left is not None and left.measure == "growth" and own.base is None:
                return "growth"  # "rose by 2,140 people (6.8 %)", "that is 6.8 %"
            if left is None and cue is None and (again := self._share_of_told(own)) is not None:
                return again
            if own.base == "plan" and left is not None and self._is_share_of_arrears(own, left):
                own.base = "amount_due"  # "254 billion is unpaid, or 2.7 % of what was asked for"
                where = left.cues.get("measure", left.cues["value"])
                own.cues["base"] = (*where[:2], "arrears are of the sum due")
                return "arrears_rate"
            if own.base == "plan" and self._is_of_measure(own, left):
                return None  # "planted 41,250 ha, or 88 % of the plan"
            if own.base == "plan":
                return "plan_completion" if self._insured(own, left) else None
            if own.base == "amount_due":
                return "arrears_rate"
            if left is not None and cue in _ENTITLED and self._laid_down_too(own, left):
                own.cues["measure"] = (*left.cues["measure"][:2], "share laid down for others, or elsewhere")
                if "in the figure" not in own.cues.get("scheme", ("", "", ""))[2]:
                    own.scheme, own.cues["scheme"] = left.scheme, own.cues["measure"]
                return left.measure
            if cue == "claims" and "in the figure" not in own.cues.get("scheme", ("", "", ""))[2]:
                return None  # "90 % of applications are received online" is of no scheme unless it says so
            if cue == "collection":
                return "plan_completion" if own.base != "group" else None
            if cue == "beneficiaries" and own.base in ("population", "students") and self.spaces:
                spot = own.cues.get("scheme", (0, 0, ""))
                if "in the figure" in spot[2] and spot[1] <= own.numeral.start:
                    return "coverage_rate"  # "health insurance reaches 94.6 % of the people"
            if cue == "beneficiaries":
                return None  # beneficiaries are counted: "92 % of the pensioners have an account"
            translated = {
                "arrears": "arrears_rate",
                "contribution": "contribution_rate",
                "participants": "coverage_rate",
                "new_participants": "coverage_rate",
            }
            carried = "in the figure" not in own.cues.get("measure", ("", "", ""))[2]
            if cue == "arrears" and carried and own.base is None and left is not None:
                aimed = own.scenario != "actual" or any(
                    "province" in self.atoms[k].tags for k in range(own.pre, own.post)
                )
                if (
                    not aimed
                    and (left.kind, left.measure) == ("money", "arrears")
                    and own.cut
                    in (
                        "clause",
                        "comma",
                        "none",
                        "space",
                    )
                ):
                    own.base, own.cues["base"] = (
                        "group",
                        (*left.cues["value"][:2], "share of the arrears just told"),
                    )
                    return None  # "187 billion, of which 62 % for more than three months"
            if (
                cue is not None
                and carried
                and own.base in COVERED
                and cue in ("arrears", "collection", "support")
            ):
                own.cues["measure"] = own.cues["base"]  # a share of people is no share of money
                return "coverage_rate"
            if cue in ("participants", "new_participants") and own.per is not None and own.base is None:
                return "growth"  # "to have 5 % more people take part every year"
            if cue is not None:
                return translated.get(cue, cue)
            if self._continues_shares(own):
                own.cues["measure"] = (
                    own.numeral.start,
                    own.numeral.end,
                    "share like that of the sentence before",
                )
                return "coverage_rate"
            if own.scope == "threshold" and self.context.topic is not None:
                planned = self._planned_before(own, left)
                rule = "threshold of a plan" if planned else "threshold of coverage"
                own.cues.setdefault("measure", (*own.cues["scope"][:2], rule))
                return "plan_completion" if planned else "coverage_rate"
            if own.base == "population" and left is not None and left.unit == "person" and self.spaces:
                if left.measure in _OF_PEOPLE | {"new_participants"} and left.scheme not in (None, *_OF_FEW):
                    own.scheme = (
                        left.scheme
                    )  # "68,000 new people for health insurance, to come to 95 % of the population"
                    for field in ("measure", "scheme"):
                        where = left.cues.get(field, left.cues["value"])
                        own.cues[field] = (*where[:2], "coverage that those counted make")
                    return "coverage_rate"
            told_in_turn = own.base in COVERED and own.cues.get("scheme", ("", "", ""))[2] == "respectively"
            if own.scheme is not None and (
                told_in_turn or ("scheme" in own.cues and "in the figure" in own.cues["scheme"][2])
            ):
                own.cues.setdefault(
                    "measure", (*own.cues["scheme"][:2], "percentage of a scheme is its coverage")
                )
                return "coverage_rate"
            points = left is not None and left.measure == "growth" and left.unit == "percentage_point"
            if points and left is not None and own.cut in ("comma", "continuation"):
                own.cues.setdefault("measure", (*left.cues["value"][:2], "level that the change led to"))
                return "coverage_rate"
            beside = own.cut in ("continuation", "paren") or (own.cut == "comma" and own.base in COVERED)
            beside = beside or (own.base in COVERED and left is not None and self._says_again(left, own))
            beside = beside or (left is not None and own.base is None and self._is_share_of_total(own, left))
            if left is not None and beside and left.measure in ("participants", "coverage_rate"):
                own.cues.setdefault(
                    "measure", (*left.cues["measure"][:2], "share of the participants just counted")
                )
                return "coverage_rate"
            if (
                own.base in COVERED
                and own.cues.get("scheme", ("", "", ""))[2] == "scheme later in the sentence"
            ):
                own.cues.setdefault("measure", (*own.cues["scheme"][:2], "shares listed before their scheme"))
                return "coverage_rate"
            if self._continues_rate(own):
                return self.context.rate
            if self._is_of_all(own):
                own.cues["measure"] = (*own.cues["base"][:2], "share of the population, of those insured")
                return "coverage_rate"
            return "coverage_rate" if self._aims_higher(own) else None
        if (
            changed
            and cue is None
            and own.own_unit
            and own.unit in ("item", "organization", "locality", "event")
        ):
            return None  # "30 more counters"
        inherited = "figure before" in own.cues.get("measure", (0, 0, ""))[2]
        if changed and cue is None and own.cut in ("continuation", "comma", "paren") and left is not None:
            if left.indicator == "other" and "in the figure" not in own.cues.get("scheme", ("", "", ""))[2]:
                return None  # "exports of 3 billion, up by 120 million"
        if changed and (cue is None or own.kind == "money" or cue == "participants" or inherited):
            owed = cue == "arrears" and self.context.topic is not None
            return "growth" if owed or self._insured(own, left) else None
        if (
            own.unit in ("person", "household")
            and cue in ("participants", None)
            and left is not None
            and left.indicator == "outreach.events"
            and "in the figure" not in own.cues.get("scheme", ("", "", ""))[2]
        ):
            own.cues["measure"] = (*left.cues["measure"][:2], "people counted behind events attended them")
            return "attendees"
        if own.unit == "person" and cue == "participants" and left is not None and left.unit == "event":
            told = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
            if left.indicator == "other" and not told and own.cut != "strong":
                return None  # "38 job fairs, in which 14,900 people took part"
        if cue == "attendees" and own.numeral.out_of is not None and own.scheme is not None:
            return "participants"  # of the people there are, so many
        if cue == "new_participants" and own.numeral.out_of is not None and own.unit == "person":
            aims = (self.atoms[k].tags for k in range(own.pre, own.post))
            if not any(tags.get("scenario") == "target" or tags.get("base") == "plan" for tags in aims):
                return "participants"  # "13,766 of the 14,208 inhabitants have joined"
        if cue == "attendees" and self.spaces and self._are_members(own):
            return "participants"  # "has assembled 41,206 participants in voluntary insurance"
        if cue == "collection" and own.unit == "VND" and own.per is not None:
            if own.numeral.value < _ONE_PAYS and own.scheme is not None:
                return "contribution"  # "the lowest payment is 330,000 dong a month"
        if cue == "collection" and left is None and self._is_mean_of_told(own):
            assert self.money is not None
            own.scheme = self.money.scheme
            return "benefits"
        if cue == "collection" and left is not None and self._is_share_of_benefits(own, left):
            return "benefits"  # French has one word for what is received and for what is collected
        if cue in (
            "coverage_rate",
            "satisfaction_rate",
            "plan_completion",
            "arrears_rate",
            "contribution_rate",
        ):
            # a rate told before counts no people: what follows it in a list is counted by its scheme
            cue = "participants" if cue == "coverage_rate" and own.unit == "person" else None
        if cue is not None:
            return cue
        if own.unit == "person" and self._pay_in(own):
            return "participants"
        again = self._told_as_number(own, left)
        if again is not None:
            return again
        homes = left is not None and {own.unit, left.unit} == {"person", "household"}
        if left is not None and homes and own.cut in ("continuation", "paren") and left.measure in PEOPLE:
            where = left.cues.get("measure", left.cues["value"])
            own.cues["measure"] = (*where[:2], "the same people counted otherwise")
            return left.measure  # "63 households joined, that is 241 people"
        listed = left is not None and left.indicator != "other" and "in the list" in own.cues["unit"][2]
        if left is not None and listed and left.kind == own.kind:
            own.cues["measure"] = (*left.cues["measure"][:2], "measure of the figure before in the list")
            return left.measure
        if left is not None and self._is_at_another_time(own, left):
            own.cues["measure"] = (*left.cues["measure"][:2], "as many at another time")
            return left.measure
        if own.kind == "money" and left is not None and left.measure == "arrears_rate":
            between = self.text[self.atoms[left.last].end : self.atoms[own.first].start]
            if (
                own.cut in ("continuation", "conjunction", "paren")
                and sum(c.isalpha() for c in between) <= 12
            ):
                own.cues["measure"] = (*left.cues["value"][:2], "the same in money")
                return "arrears"
        if own.kind == "money" and left is None and self._is_mean_of_told(own):
            assert self.money is not None
            own.scheme = self.money.scheme
            own.cues["measure"] = own.cues["scheme"] = (
                *self.money.cues["value"][:2],
                "what each received of the benefits before",
            )
            return "benefits"
        if own.kind == "money" and left is not None and self._is_share_of_benefits(own, left):
            own.cues["measure"] = (*left.cues["measure"][:2], "what each received of the benefits before")
            return "benefits"
        if own.kind == "money" and left is not None and left.measure in _PAID_FOR:
            own.cues["measure"] = (*left.cues["measure"][:2], f"money behind {left.measure}")
            return _PAID_FOR[left.measure]
        if (
            own.kind == "count"
            and own.unit in ("person", "household")
            and "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
            and not self._is_owed(own)
            and not self._named_in_passing(own)
        ):
            own.cues["measure"] = (*own.cues["scheme"][:2], "people of a scheme are its participants")
            return "participants"
        if (
            own.kind == "count"
            and own.unit == "item"
            and not own.own_unit
            and own.numeral.value >= 100
            and self.context.topic is not None
            and not (self.spaces and self._has_unknown_noun(own))
            and own.cues.get("scheme", ("", "", ""))[2] == "scheme in the figure's clause"
        ):
            own.unit = "person"
            own.cues["unit"] = (*own.cues["scheme"][:2], "a number of a scheme counts people")
            own.cues["measure"] = (*own.cues["scheme"][:2], "people of a scheme are its participants")
            return "participants"
        return None

    @staticmethod
    def _laid_down_too(own: Candidate, left: Candidate) -> bool:
        """Whether a share of costs behind one that a rule lays down is laid down too: "80 %, and 95 % for pensioners"."""
        both = left.unit == own.unit == "percent" and left.scenario == own.scenario == "rule"
        return both and left.measure in ("benefits", "support") and left.indicator != "other"

    def _are_members(self, own: Candidate) -> bool:
        """Whether those counted are called members of a scheme that their clause names."""
        start = own.cues["unit"][0]
        counted = (self.atoms[k] for k in range(own.index, own.last + 1))
        named = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        told = [self.atoms[k].tags for k in own.sentence.having("measure", "unit")]
        heard = any(tags.get("measure") == "events" or tags.get("unit") == "event" for tags in told)
        named = named and not heard
        return named and any(a.start == start and a.tags.get("measure") == "participants" for a in counted)

    def _is_share_of_arrears(self, own: Candidate, left: Candidate) -> bool:
        """Whether a small share tells again what is unpaid, right behind the sum, whatever its whole is called."""
        if (left.kind, left.measure) != ("money", "arrears") or own.numeral.value >= _LOW:
            return False
        between = self.text[self.atoms[left.last].end : self.atoms[own.first].start]
        return own.cut in ("continuation", "paren") or (
            own.cut in ("conjunction", "comma") and sum(map(str.isalpha, between)) <= 2 * _AN_OR
        )

    @staticmethod
    def _is_share_of_total(own: Candidate, left: Candidate) -> bool:
        """Whether a share is that of the part and the total right before it: "13,766 of the 14,208 people, a rate of 96.9 %"."""
        total = left.numeral.out_of
        if total is None or not total or own.cut not in ("comma", "none", "space"):
            return False
        return abs(100 * left.numeral.value / total - own.numeral.value) <= _ROUNDED

    def _goes_on_elsewhere(self, own: Candidate, left: Candidate | None, measure: str) -> bool:
        """Whether a paragraph that names no insurance goes on telling of other things: "growth is 8 %, 8,500 billion are to come in"."""
        before = left if left is not None else self.told
        if before is None or not self.spaces or measure not in ("growth", "collection", "plan_completion"):
            return False
        if before.indicator != "other" or before.sentence.paragraph != own.sentence.paragraph:
            return False
        if before.kind not in ("percentage", "money"):
            return False
        if self.context.insured_paragraph != own.sentence.paragraph:
            return True
        if self.insured_before == own.sentence.paragraph or self.title_insured:
            return False
        # In an article on other things insurance may come up only behind the figure: "8,500 billion, and a coverage of 95 %".
        return not any(not INSURED.isdisjoint(a.tags) for a in self.atoms[own.sentence.low : own.first])

    def _follow_places(self, view: View) -> None:
        """A bare number behind the bare name of the next place tells what the figure before it tells: "Phu Tho leads with
        104,200 members, then Thanh Hoa (98,600) and Hung Yen (71,350)", "Lai Chau reached 68 % of the plan, Dien Bien 71.4 %".
        """
        for left, own in pairwise(view.candidates):
            counts = left.kind == own.kind == "count" and left.unit not in ("item", "locality")
            if not counts and not (left.unit == own.unit == "percent" and left.base is not None):
                continue
            if (
                own.indicator != "other"
                or own.base is not None
                or "measure" in own.cues
                or "change" in own.cues
            ):
                continue
            if (
                own.unit not in ("item", left.unit)
                or (counts and own.own_unit)
                or self._has_unknown_noun(own)
            ):
                continue
            between = self.cased[left.numeral.end : own.numeral.start]
            named = _name_at_end(between) if len(between) <= _TO_NEXT_PLACE else 0
            if not named:
                continue
            parted = between[:named]
            told = self.atoms[left.last + 1 : own.first]
            if not any(mark in parted for mark in ",;") and not any("break" in a.tags for a in told):
                continue
            if any({"scheme", "date", "month", "prep"} & a.tags.keys() for a in told):
                continue
            where = (*left.cues["value"][:2], "what is told of the place before in the list")
            if counts:
                own.unit, own.cues["unit"] = left.unit, where
            else:
                own.base, own.cues["base"] = left.base, where
            if left.indicator != "other":
                own.scheme, own.measure, own.indicator = left.scheme, left.measure, left.indicator
                own.cues["measure"] = own.cues["scheme"] = where

    def _of_arrears(self, own: Candidate) -> bool:
        """Whether the arrears themselves are what a share is taken of: "of" and their word stand right behind it."""
        k, reach = own.last + 1, self.atoms[own.last].end
        while k < own.post and {"out_of", "unit_generic"} & self.atoms[k].tags.keys():
            if self.text[reach : self.atoms[k].start] != " ":
                return False
            k, reach = k + 1, self.atoms[k].end
        of = k > own.last + 1 or not own.numeral.digits  # "half the debt"
        return of and k < own.post and own.cues["measure"][0] == self.atoms[k].start == reach + 1

    def _planned_before(self, own: Candidate, left: Candidate | None) -> bool:
        """Whether a plan was spoken of before a limit: "19 have passed the plan, 8 places are still below 70 %"."""
        if left is None or any("base" in self.atoms[k].tags for k in range(own.pre, own.first)):
            return False
        shares = [c for c in self.counted if c.kind == "percentage"]
        planned = any(self.atoms[k].tags.get("base") == "plan" for k in range(own.sentence.low, own.first))
        return planned and (not shares or shares[-1].measure == "plan_completion")

    def _told_as_number(self, own: Candidate, left: Candidate | None) -> str | None:
        """What a share told right before counts, told again as a number: "92.5 %, that is 1,234,567 people"."""
        since = own.pre if left is None or own.cut != "none" else left.last + 1
        level = any(a.tags.get("change") == "level" for a in self.atoms[since : own.first])
        bare = level and own.unit == "item" and not own.own_unit and own.numeral.value >= 100
        if left is None or (own.unit != "person" and not bare):
            return None
        if own.cut not in ("continuation", "paren", "comma") and not (bare and own.cut == "none"):
            return None
        told = left.cues.get("measure") or left.cues.get("change")
        led = level and left.measure in ("growth", "new_participants")
        if told is None or not (led or (left.kind == "percentage" and own.cut != "comma")):
            return None
        measure = "participants" if left.measure == "coverage_rate" or led else None
        named = next((a for a in self.atoms[left.pre : left.post] if a.start == told[0]), None)
        if named is not None and named.tags.get("measure") == "beneficiaries":
            measure = "beneficiaries"  # "85 % of the pensioners get it by bank, that is 34,120 people"
        if measure is not None:
            rule = "level that the change led to" if led else "share of people told again as a number"
            own.cues["measure"] = (*told[:2], rule)
        return measure

    @staticmethod
    def _whole_sums(parts: list[Candidate]) -> bool:
        """Whether the first of some counts is the sum of the others, as far as rounded figures tell."""
        rest = sum((c.numeral.value for c in parts[1:]), Decimal(0))
        return len(parts) > 2 and abs(rest - parts[0].numeral.value) * 50 <= parts[0].numeral.value

    def _whole_of(self, told: Candidate) -> Candidate:
        """The count that those told before divide: "20.9 million in A, 18.4 of them compulsory and 2.5 voluntary. That is 43 %"."""
        parts = [c for c in self.counted if c.sentence is told.sentence and c.unit == "person"]
        parts = [c for c in parts if c.measure == "participants"]
        return parts[0] if self._whole_sums(parts) else told

    def _share_of_told(self, own: Candidate) -> str | None:
        """The rate that a sentence tells at once of the figure before it: "… members. That is 92 % of the population"."""
        told, sentence = self.told, own.sentence
        if told is None or not self.spaces or told.sentence.paragraph != sentence.paragraph:
            return None
        if "in the figure" in own.cues.get("scheme", ("", "", ""))[2]:
            return None
        opening = self.text[sentence.start : own.numeral.start]
        if sentence.number - told.sentence.number != 1 or sum(map(str.isalpha, opening)) > 20:
            return None
        joined = {("participants", base): "coverage_rate" for base in COVERED}
        joined["arrears", "amount_due"] = "arrears_rate"
        told = self._whole_of(told)
        if (
            sum(map(str.isalpha, opening)) <= _A_NOUN
            and own.cut == ""
            and told.numeral.end > told.sentence.start
        ):
            joined["participants", ""] = "coverage_rate"  # "… are insured. This rate of 92 % …"
        rate = joined.get((told.measure or "", own.base or ""))
        if rate is not None:
            own.scheme = told.scheme
            own.cues["scheme"] = own.cues["measure"] = (
                *told.cues["value"][:2],
                "share of what was just told",
            )
        return rate

    @staticmethod
    def _is_share_of_benefits(own: Candidate, left: Candidate) -> bool:
        """Whether money for each, a month say, stands behind the sum of what was paid out: "271 billion; each got 4.3 million"."""
        of_sum = left.kind == "money" and left.measure == "benefits" and left.per is None
        return (
            of_sum
            and own.per is not None
            and own.unit == left.unit
            and own.numeral.value < left.numeral.value
        )

    def _is_mean_of_told(self, own: Candidate) -> bool:
        """Whether a sentence tells at once what each got of the sum of benefits in the one before: "The mean is 6.4 million a month"."""
        money, sentence = self.money, own.sentence
        if money is None or money.sentence.paragraph != sentence.paragraph or not self.spaces:
            return False
        near = sentence.number - money.sentence.number == 1 and own.sentence.numerals[0] == own.index
        opening = self.text[sentence.start : own.numeral.start]
        return near and sum(map(str.isalpha, opening)) <= 24 and self._is_share_of_benefits(own, money)

    def _is_at_another_time(self, own: Candidate, left: Candidate) -> bool:
        """Whether a count of people with a date and no word of its own follows one: "… 12 members  now there are 214"."""
        if (
            self.spaces
            or not own.unit == left.unit == "person"
            or left.measure not in ("participants", "beneficiaries")
        ):
            return False
        cell = self.atoms[own.pre : own.first]
        if not {"date", "month"} & {tag for atom in cell for tag in atom.tags} or self._has_own_words(own):
            return False
        return all(_NOUNS.isdisjoint(atom.tags) for atom in cell)

    def _set_against_country(self, own: Candidate) -> bool:
        """Whether points tell how far a place is from the whole country: "0.33 points above the national mean"."""
        for k in range(own.last + 1, min(own.post, own.last + 4)):
            if "mark" in self.atoms[k].tags:
                break
            if "nationwide" in self.atoms[k].tags:
                return True
        for left, right in pairwise(self.atoms[own.pre : own.first]):
            if left.tags.get("prep") == "compared" and "nationwide" in right.tags:
                return True  # "compared with the national mean, the rate is 0.5 points higher"
        before = self.atoms[max(own.pre, own.first - 2) : own.first + 1]
        return "change" not in own.cues and any(
            "cmp_before" in left.tags and "nationwide" in right.tags for left, right in pairwise(before)
        )

    def _continues_shares(self, own: Candidate) -> bool:
        """Whether a share of nothing named follows a sentence about coverage: "the whole country has 94 %"."""
        context = self.context
        return (
            not self.spaces
            and context.topic is not None
            and own.base is None
            and not (context.rate == "arrears_rate" and context.rate_paragraph == own.sentence.paragraph)
            and (
                own.sentence.paragraph - context.share_paragraph in (0, 1)
                or (own.sentence.paragraph - context.share_paragraph <= _FAR_APART and self._of_a_place(own))
            )
        )

    def _of_a_place(self, own: Candidate) -> bool:
        """Whether a share's clause, up to it, begins with a smaller place or a province, and names nothing that is measured."""
        cell = [self.atoms[k].tags for k in range(own.pre, own.first)]
        place = any(
            {"place_part", "province"} & tags.keys() or tags.get("unit") == "locality" for tags in cell
        )
        return place and not any({"measure", "base", "change"} & tags.keys() for tags in cell)

    def _of_kind(self, own: Candidate) -> bool:
        """Whether a share's cell, up to it, names people of a kind and nothing that they do: "for the elderly it is 97 %"."""
        people = False
        for k in range(own.pre, own.first):
            tags = self.atoms[k].tags
            if "measure" in tags or "scheme" in tags or "agency" in tags:
                return False
            people = people or (tags.get("base") == "group" and tags.get("unit") == "person")
        letters = sum(c.isalpha() for c in self.text[self.atoms[own.pre].start : own.numeral.start])
        return people and letters <= _FEW

    def _sets_beside(self, own: Candidate) -> bool:
        """Whether a paragraph of its own sets another province beside the one told of: "The neighbour Khanh Hoa has 5.2 %"."""
        if not self.spaces or own.base is not None or own.sentence.numerals[0] != own.index:
            return False
        told = self.atoms[own.sentence.low : own.first]
        place = any("province" in a.tags for a in told)
        return place and not any(
            {"measure", "scheme", "change", "month"} & a.tags.keys() or a.tags.get("date", "glue") != "glue"
            for a in told
        )

    def _pay_in(self, own: Candidate) -> bool:
        """Whether those counted are said to contribute, right behind: "512,000 employees pay in"."""
        if self.context.topic is None:
            return False
        cell = range(own.index + 1, own.post)
        told = [k for k in cell if self.atoms[k].tags.get("measure") == "contribution"]
        others = any(self.atoms[k].tags.get("measure") in _HELP for k in range(own.pre, own.post))
        if (
            not told
            or others
            or not short_gap(self.text, self.atoms[own.last].end, self.atoms[told[0]].start, 12)
        ):
            return False
        atom = self.atoms[told[0]]
        behind = self.atoms[told[0] + 1] if told[0] + 1 < len(self.atoms) else None
        stop = min(behind.start if behind is not None else len(self.text), own.sentence.end)
        if sum(map(str.isalpha, self.text[atom.end : stop])) > _AN_OR:
            return False  # "pay less in taxes"
        own.cues["measure"] = (atom.start, atom.end, "those who pay in take part")
        return True

    def _card_pays(self, own: Candidate) -> bool:
        """Whether a card is said to cover a share, behind a sum: of a bill, not of the people: "590,000 dong, and the card covers 80 %"."""
        if own.base is not None or own.unit != "percent":
            return False
        return any(self.atoms[k].tags.get("measure") == "cards" for k in range(own.pre, own.index))

    def _is_of_a_bill(self, own: Candidate, left: Candidate) -> bool:
        """Whether a share of nobody named is covered behind one person's bill: "it came to 214 million, but they covered 95 %"."""
        if (
            own.base is not None
            or own.unit != "percent"
            or own.measure != "participants"
            or left.per is not None
        ):
            return False
        bill = (
            left.unit == "VND"
            and left.numeral.value < _COLLECTED
            and left.measure in (None, "benefits", "other")
        )
        return bill and own.cut in ("clause", "conjunction", "comma", "strong")

    def _is_without(self, own: Candidate) -> bool:
        """Whether a sum is what somebody without a card would have paid himself: "without it I should have paid 7 million"."""
        before = self.text[own.sentence.start : own.numeral.start]
        return any(words in before for words in self.spec.language.without)

    def _is_of_all(self, own: Candidate) -> bool:
        """Whether a share of the population stands in brackets behind a place, in an article on insurance: "Hai Lang (99.2 % of the people)"."""
        opened = own.first > own.sentence.low and self.atoms[own.first - 1].tags.get("mark") == "("
        of_all = opened and own.base == "population" and own.unit == "percent"
        return of_all and self.context.topic is not None and own.scheme is not None

    def _points_back(self, own: Candidate) -> bool:
        """Whether words right before a share point back to the rate told before: "last year the rate was 95.6 %"."""
        before = self.text[max(own.sentence.start, own.numeral.start - _POINTER) : own.numeral.start]
        told = any(words in before for words in self.spec.language.rate_again)
        return told and own.base is None and own.numeral.value >= _LOW

    def _aims_higher(self, own: Candidate) -> bool:
        """Whether a goal of nothing named lies near the coverage told shortly before: "95.05 % … To reach 95.5 % by the year's end"."""
        context = self.context
        told = context.rates.get("health_insurance")
        if told is None or context.covered_scheme != "health_insurance" or own.base is not None:
            return False
        near = own.sentence.paragraph - context.covered_paragraph <= _FAR_BACK
        goal = own.scenario == "target" and own.unit == "percent" and own.numeral.value >= _HIGH
        if not (near and goal and abs(own.numeral.value - told) <= _A_LITTLE) or context.topic is None:
            return False
        if self._names_another(own):
            return False
        speaker = (k + 1 for k in range(own.pre, own.first) if self.atoms[k].tags.get("mark") == ":")
        before = [self.atoms[k].tags for k in range(max(speaker, default=own.pre), own.first)]
        behind = [self.atoms[k].tags for k in range(own.last + 1, min(own.post, own.last + 2))]
        if any({"measure", "scheme"} & tags.keys() for tags in (*before, *behind)):
            return False
        who = ("locality", "organization")  # "every commune must reach 97 %"
        if any("unit" in tags and tags["unit"] not in who for tags in (*before, *behind)):
            return False
        if any("base" in tags for tags in behind):
            return False
        own.scheme = "health_insurance"
        where = (*own.cues["value"][:2], "a goal near the coverage told before")
        own.cues["scheme"] = own.cues["measure"] = where
        return True

    def _continues_rate(self, own: Candidate) -> bool:
        """Whether a bare percentage goes on with the rate that the paragraph speaks of: "… 91.6 %. The neighbour has 93.8 %"."""
        context = self.context
        if context.rate is None or context.topic is None:
            return False
        apart = own.sentence.paragraph - context.rate_paragraph
        covered = context.rate == "coverage_rate"
        beside = apart <= 2 and covered and self._sets_beside(own)
        if apart and not beside and not (apart <= _FAR_BACK and covered and self._points_back(own)):
            return False
        before = own.cues.get("base", ("", "", ""))[2] == "base before the percentage" and self.spaces
        if own.base is not None and own.base not in COVERED and not (before and self._of_kind(own)):
            return False
        if context.rate != "coverage_rate" and own.base is not None:
            return False
        assert context.rate_cue is not None
        own.cues["measure"] = (*context.rate_cue[:2], "rate that the paragraph speaks of")
        if own.cues.get("scheme", ("", "", ""))[2] != "respectively":
            own.scheme = context.rate_scheme
            own.cues["scheme"] = (*context.rate_cue[:2], "rate that the paragraph speaks of")
        return True
