"""Scenario: whether a figure is a goal, a fact or a rule, from the words before and behind it, lists and labels."""

from __future__ import annotations

import re
from functools import cached_property

from extractors.atoms import Atom
from extractors.candidates import Candidate, Cue, short_gap
from extractors.cells import CellLinks
from extractors.dates import DateExpression
from extractors.link_base import View
from extractors.segments import Sentence, between
from schemas.codes import Scenario

_LOCAL_ACT = re.compile(r"(?:[^.;:\n]|\.(?= ?\d)){0,40}?\d[-/][\w-]{0,12}[-/](?:ubnd|hđnd|hdnd|tu)\b")
"""The number of an act of a province's committee, council or party committee: what it lays down is a goal, no law."""


_PARTY_ACT = re.compile(r"[^.;:\n]{0,20}?\d[-/]nq[-/]tw\b")
"""The number of a resolution of the Party's centre: what it names are goals."""
_A_LOT = 100_000_000
"""From so many dong a month on it is not what one person gets."""
_NATIONAL_ACT = re.compile(r"\d/(?:\d{4}/)?(?:n[đd]-cp|qh\d{2}|tt-\w|q[đd]-ttg)")
"""The number of an act of the National Assembly, the government, a minister or the prime minister."""
TITLE_AND_LEAD = re.compile(r"\s*[^\n]+\s+[^\n]+")
_ACT_NUMBER = re.compile(r"\d[-/][\w-]{0,12}[-/](?:ubnd|hđnd|hdnd)\b")


_TOLD = frozenset({"arrears", "benefits", "collection"})
_A_SUM = 1_000_000_000
"""From so many dong on it is no amount that one person gets or pays."""


_A_SUBJECT = 6
"""How many letters that are no cue's a subject of its own has at least."""

_A_WORD = 8
"""How many letters may stand between a word such as "from" and its figure: "from today's 58 %"."""


class ScenarioLinks(CellLinks):
    """Goal, fact or rule."""

    dates: list[DateExpression]
    """The dates of the sentence at hand."""

    @cached_property
    def own_act(self) -> int | None:
        """Where an article that is about an act of the province's council or committee names it, in title or lead."""
        lead = TITLE_AND_LEAD.match(self.text)
        found = _ACT_NUMBER.search(self.text, 0, lead.end()) if lead is not None else None
        return None if found is None else found.start()

    def _localise_support(self, own: Candidate, decided: bool) -> None:
        """Shares of support in an article about an act of the province are the province's, but for those called the nation's.

        `decided` tells that title or lead have the province help with premiums.
        """
        if (
            own.measure != "support"
            or own.kind != "percentage"
            or own.scenario != "rule"
            or (self.own_act is None and not decided)
        ):
            return
        told = own.sentence
        national = _NATIONAL_ACT.search(self.text, told.start, told.end)
        cell = self.atoms[own.pre : own.post]
        words = self.text[cell[0].start : cell[-1].end] if cell else ""
        paid_by_state = any(word in words for word in self.spec.language.state)
        if national is None and not paid_by_state and not any("nationwide" in atom.tags for atom in cell):
            own.local = own.local or decided or (self.own_act or 0) <= own.numeral.start

    def _under_goals(self, sentence: Sentence) -> bool:
        """Whether a line stands in a list that a heading of goals or tasks opened."""
        context = self.context
        return context.scenario == "target" and context.scenario_paragraph == sentence.paragraph - 1

    def _in_task_list(self, sentence: Sentence) -> bool:
        """Whether the sentence is an item below a heading of goals or tasks."""
        context = self.context
        below = context.scenario_paragraph in (sentence.paragraph, sentence.paragraph - 1)
        return below and context.scenario == "target" and self._is_item(sentence)

    def _set_scenarios(self, view: View) -> None:
        context = self.context
        state: Scenario = "actual"
        cue: Cue | None = None
        self.dates = view.sentence.dates
        here = view.sentence.paragraph
        if (
            context.scenario_paragraph >= 0
            and context.scenario_paragraph in (here, here - 1)
            and (
                (not context.heading_of_items and (not context.listed or view.sentence.number > 0))
                or self._is_item(view.sentence)
                or self._is_row(view.sentence)
            )
        ):
            state, cue = context.scenario, context.scenario_cue
        elif (label := self._task_label(view.sentence)) is not None:
            state, cue = "target", (label.start, label.end, "a task: its label follows")
        elif context.goals is not None and self._tells_goals(view.sentence):
            state, cue = "target", context.goals
        at = view.sentence.low
        left: Candidate | None = None
        aimed = False
        """Whether a goal was spoken of before the word that rules now."""
        aside: tuple[int, Scenario, Cue | None] | None = None
        """Where a bracket opened, and what ruled before it."""
        told = -1
        """The word behind the figure before that said what that one is."""
        turns = view.sentence.having("contrast", "mark", "scenario")
        """What may turn the state: words of goals and facts, "but", and semicolons."""
        words = view.sentence.where.get("scenario", ())
        for own in view.candidates:
            for k in between(turns, at, own.index):
                atom = self.atoms[k]
                if self._names_a_base(atom, left) or (k == told and self._now_before(own, k)):
                    continue
                if atom.tags.get("mark") == "(":
                    aside = k, state, cue
                elif (
                    atom.tags.get("mark") == ")"
                    and aside is not None
                    and self._holds_figure(view, aside[0], k)
                ):
                    (_, state, cue), aside = aside, None  # what an aside is holds for it alone
                if left is not None and self._of_plan(k, left):
                    continue
                if (
                    state == "rule"
                    and cue is not None
                    and cue[0] >= view.sentence.start
                    and "duty" in atom.tags
                    and _LOCAL_ACT.match(self.text, cue[1]) is None
                    and not (own.kind == "percentage" and self._is_due(own))
                ):
                    continue  # "according to the law, employers must pay 17.5 %"
                if "contrast" in atom.tags and state == "target" and cue is not None:
                    if cue[0] >= view.sentence.start and not self._aims_on(k):
                        state, cue = (
                            "actual",
                            None,
                        )  # "the goal is 95 %, but …": what follows says itself what it is
                if (
                    atom.tags.get("mark") in (";", ":")
                    and state == "target"
                    and cue is not None
                    and (self._opens_state(k + 1) or (self.spaces and self._opens_past(k + 1)))
                ):
                    if cue[0] >= view.sentence.start:
                        state, cue = "actual", None  # "the road must be ready by May; at present …"
                if k == view.sentence.low and self.text[atom.end : atom.end + 2] == ") ":
                    continue  # the letter of an item
                if "scenario" in atom.tags and ("agency" not in atom.tags or atom.tags["scenario"] == "rule"):
                    if (
                        state == "rule"
                        and not self.spaces
                        and own.kind == "percentage"
                        and k == own.first - 1
                    ):
                        if atom.tags["scenario"] == "actual":
                            continue  # "by law … the poor get 50 %"
                    given = not self.spaces and atom.tags.get("measure") in ("benefits", "beneficiaries")
                    if (
                        atom.tags["scenario"] == "actual"
                        and state == "rule"
                        and given
                        and own.kind in ("money", "percentage")
                    ):
                        continue  # "by the new law … a mother receives a grant of 2 million"
                    if atom.tags["scenario"] == "actual" and state == "rule" and self._of_relative(k, cue):
                        continue  # "by law, a member who has paid in for 15 years gets 45 %"
                    if atom.tags["scenario"] == "actual" and state == "rule" and self._is_amount(own, cue):
                        continue  # "the base wage stands at 2.34 million"
                    if (
                        atom.tags["scenario"] == "actual"
                        and state == "target"
                        and self._only_dates(cue, atom)
                    ):
                        continue  # "strive by the end of 2025 to have people …"
                    if "duty" in atom.tags and self._was_to(k):
                        continue  # "last month he had to be operated on"
                    if atom.tags["scenario"] == "actual" and self._runs_on(cue, state, atom):
                        continue  # "expected to|reach", written without a space
                    if atom.tags["scenario"] == "actual" and state == "target":
                        if self._able_to(own, cue, atom, left):
                            continue  # "is expected to collect, as it can, 2,300 billion"
                    if atom.tags["scenario"] == "rule" and _PARTY_ACT.match(self.text, atom.end):
                        continue
                    aimed = aimed or state == "target"
                    state = atom.tags["scenario"]
                    cue = (atom.start, atom.end, f"{state} word before the figure")
            listed = own.pre > 0 and self.atoms[own.pre - 1].tags.get("mark") == ";"
            parted_off = own.cut in ("strong", "clause") and own.unit == "person"
            parted = not self.spaces and own.cut == "strong" and not listed
            if parted and state == "target" and cue is not None and cue[0] < self.atoms[own.pre].start:
                state, cue = "actual", None  # another clause, which says nothing of goals
            if (
                (not self.spaces or parted_off)
                and own.kind == "count"
                and state == "rule"
                and cue is not None
            ):
                parted = any(
                    a.start > cue[0] and a.tags.get("break") == "clause"
                    for a in self.atoms[own.pre : own.first]
                )
                if cue[0] < self.atoms[own.pre].start or parted:
                    state, cue = (
                        "actual",
                        None,
                    )  # what the law says of one clause's figure is no count in the next
            if self.spaces and own.kind == "count" and own.unit == "document" and state == "rule":
                if cue is not None and cue[0] < self.atoms[own.pre].start and own.cut in ("strong", "clause"):
                    state, cue = "actual", None  # "the state pays 50 %; sponsors gave 1,230 cards"
            if not self.spaces and state != "actual" and cue is not None and self._quoted_apart(cue, own):
                state, cue = "actual", None
            if state == "target" and cue is not None and self._ends_due(view, own, cue):
                state, cue = "actual", None  # "… to be done by 28 September  pump stations, 212 of them, run"
            at, left = own.index, own
            if cue is None and words and words[-1] > own.index:
                for k in range(own.index + 1, min(self._near(own), words[-1] + 1)):
                    atom = self.atoms[k]
                    if atom.tags.get("scenario") == "actual" and "agency" not in atom.tags:
                        break
                    if self.spaces and (
                        atom.tags.get("mark") == ";" or self.text[atom.start - 1 : atom.end + 1] == " - "
                    ):
                        break  # "96 % are insured; the others must be by October"
                    if self.spaces and atom.tags.get("mark") == "," and k + 1 < len(self.atoms):
                        if self.atoms[k + 1].tags.get("break") == "conjunction":
                            break  # "it is 62 km, and when it rains the lorries must wait"
                    if not self._said_on(own, k) or self._joins_next(view, own, k):
                        break
                    if self._of_plan(k, own):
                        continue
                    if own.unit == "person" and own.comparator == "=" and atom.tags.get("scenario") == "rule":
                        continue  # people of whom a rule is told are counted
                    if not self._names_a_base(atom, own) and atom.tags.get("scenario") in ("target", "rule"):
                        own.scenario = atom.tags["scenario"]
                        own.cues["scenario"] = (atom.start, atom.end, f"{own.scenario} word after the figure")
                        told = k
                        break
            elif cue is not None:
                own.scenario = state
                own.cues["scenario"] = cue
            asked = None if self.spaces or "scenario" in own.cues else self._asked_of_body(own)
            if asked is not None:
                own.scenario = "target"
                own.cues["scenario"] = (asked.start, asked.end, "a body is asked to do it")
            if own.scenario == "actual" and cue is not None and not aimed and self._is_goal_reached(own, cue):
                own.scenario = "target"
                own.cues["scenario"] = (*cue[:2], "the goal that was reached or missed")
            before = self.atoms[own.first - 1] if own.first > view.sentence.low else None
            behind = (
                own is not view.candidates[0] and own.cues.get("scenario", (0, 0, ""))[0] > own.numeral.end
            )
            compared = before is not None and before.tags.get("prep") == "compared" and not behind
            compared = compared and own.comparator != ">="  # "from 92 % upwards"
            if before is not None and compared and own.scenario == "target":
                own.scenario = "actual"
                own.cues["scenario"] = (before.start, before.end, "what a goal is compared with is fact")
            elif own.scenario == "target" and self._is_now(own):
                own.scenario = "actual"
                own.cues["scenario"] = (own.numeral.start, own.numeral.end, "what a goal starts from is fact")
            elif (
                before is not None
                and "range_open" in before.tags
                and self.atoms[own.first].start - before.end <= _A_WORD
                and own.scenario == "target"
                and self._leads_on(view, own)
            ):
                own.scenario = "actual"
                own.cues["scenario"] = (before.start, before.end, "what a goal starts from is fact")

    def _quoted_apart(self, cue: Cue, own: Candidate) -> bool:
        """Whether a quotation opens or closes between a word and a figure: "one must pay 4.2 million. 'My field …'"."""
        return cue[0] >= own.sentence.start and self.text.count('"', cue[1], own.numeral.start) % 2 == 1

    @staticmethod
    def _holds_figure(view: View, low: int, high: int) -> bool:
        """Whether a figure stands between two atoms."""
        return any(low < c.index < high for c in view.candidates)

    def _of_relative(self, k: int, cue: Cue | None) -> bool:
        """Whether a word stands right behind one that opens a clause, in the sentence of a cue before it."""
        before = self.atoms[k - 1]
        told = cue is not None and cue[1] <= before.start and self.atoms[k].start == before.end + 1
        return self.spaces and told and before.tags.get("break") == "clause" and "contrast" not in before.tags

    def _is_amount(self, own: Candidate, cue: Cue | None) -> bool:
        """Whether the word that tells of a rule names an amount, in a figure's own clause: "the base wage", "the rate"."""
        if not self.spaces or cue is None or own.kind not in ("money", "percentage"):
            return False
        cell = self.atoms[own.pre : own.first]
        return any(a.start == cue[0] and "measure" in a.tags for a in cell)

    def _joins_next(self, view: View, own: Candidate, k: int) -> bool:
        """Whether an "and" behind a figure with its date leads on to the next one: "91 % in 2024 and is to reach 94 %"."""
        if not self.spaces or self.atoms[k].tags.get("break") != "conjunction":
            return False
        dated = any(own.last < d.index and d.stop == k for d in self.dates)
        return dated and any(c.index > k for c in view.candidates)

    def _now_before(self, own: Candidate, k: int) -> bool:
        """Whether a figure's own cell says that it is so now, or was on a day gone by, past an atom before it."""
        return any(
            k < d.index < own.post and (d.shape == "now" or self._opens_state(d.index)) for d in self.dates
        )

    def _asked_of_body(self, own: Candidate) -> Atom | None:
        """The word with which a body is asked, right before a figure's clause: "… and lets the board open 40 km"."""
        for k in range(own.pre, own.first - 1):
            atom, body = self.atoms[k], self.atoms[k + 1]
            if "request" in atom.tags and "body" in body.tags and body.start == atom.end:
                acts = any("body_end" in a.tags for a in self.atoms[k + 2 : own.first])
                return atom if acts and body.end < own.numeral.start else None
        return None

    def _aims_on(self, k: int) -> bool:
        """Whether a word that lets somebody do something is written on to a "but": "will cut the area, but let rice make up 80 %"."""
        if self.spaces or k + 1 >= len(self.atoms):
            return False
        following = self.atoms[k + 1]
        return "request" in following.tags and following.start == self.atoms[k].end

    def _ends_due(self, view: View, own: Candidate, cue: Cue) -> bool:
        """Whether a due date ends a goal, and the figure behind it has a subject of its own."""
        if self.spaces or own.kind == "percentage" or cue[0] < view.sentence.start:
            return False
        return any(cue[1] <= d.start and self._has_subject_behind(own, d) for d in self.dates)

    def _has_subject_behind(self, own: Candidate, found: DateExpression) -> bool:
        """Whether behind a due date and a space a noun stands that no verb opens, and then a figure: "… by 28 September  pump stations, 212 of them"."""
        if found.preposition not in ("by", "before") or found.stop > own.first or own.kind == "percentage":
            return False
        if self.published is not None and found.last is not None and found.last <= self.published:
            return False  # a day on which it stood so: "by 15 October there are 365,800 people"
        following = self.atoms[found.stop]
        gap = self.text[found.end : min(following.start, own.numeral.start)]
        unknown = sum(map(str.isalpha, gap)) >= _A_SUBJECT
        behind = self.atoms[found.stop : own.first]
        told = any({"duty", "request", "body_end", "break", "scenario"} & a.tags.keys() for a in behind)
        return gap[:1] == " " and unknown and not told

    def _tells_goals(self, sentence: Sentence) -> bool:
        """Whether a sentence behind one that says that goals are set may tell them: nothing in it is fact, or gone by."""
        context = self.context
        if context.goals_paragraph != sentence.paragraph or "contrast" in sentence.tags:
            return False
        atoms = self.atoms[sentence.low : sentence.high]
        if any(a.tags.get("scenario") in ("actual", "rule") for a in atoms):
            return False
        return not any(
            d.shape == "now"
            or (d.last is not None and self.published is not None and d.last <= self.published)
            for d in sentence.dates
        )

    def _remember_goals(self, view: View) -> None:
        """Keep the word of a sentence without figures that says that goals are set for a time to come."""
        context, sentence = self.context, view.sentence
        if view.candidates:
            told = context.goals is not None and all(
                c.cues.get("scenario") == context.goals for c in view.candidates
            )
            context.goals = context.goals if told else None
            return
        context.goals = None
        if "scenario" not in sentence.tags or self.published is None:
            return
        cues = [self.atoms[k] for k in sentence.where.get("scenario", ())]
        ahead = any(d.last is not None and d.last > self.published for d in sentence.dates)
        if ahead and cues[-1].tags["scenario"] == "target" and self._is_goal_noun(cues[-1]):
            context.goals = (cues[-1].start, cues[-1].end, "goals are set in the sentence before")
            context.goals_paragraph = sentence.paragraph

    def _is_goal_noun(self, atom: Atom) -> bool:
        """Whether a word of goals is one of those in which a plan is named: "objectives", not "must"."""
        return self._plans(self.text[atom.start : atom.end])

    def _plans(self, told: str) -> bool:
        plans = self.spec.base.get("plan", ())
        if self.spaces:
            return any(word.startswith(told) for form in plans for word in form.split()) and len(told) > 2
        return any(told in form for form in plans) or any(form in told for form in plans if len(form) > 3)

    def _opens_state(self, k: int) -> bool:
        """Whether a date of what is now, or was on a day gone by, begins at an atom."""
        for found in self.dates:
            if found.index == k:
                past = self.published is not None and found.last is not None and found.last <= self.published
                return found.shape == "now" or (found.preposition in ("as_of", "until", "since") and past)
        return False

    def _opens_past(self, k: int) -> bool:
        """Whether a time gone by begins at an atom: "…: from January to October 96,480 people got advice"."""
        return self.published is not None and any(
            (d.index == k or (d.index == k + 1 and self.atoms[k].tags.get("date") == "glue"))
            and d.last is not None
            and d.last <= self.published
            and d.preposition not in ("by", "before", "compared")
            for d in self.dates
        )

    def _runs_on(self, cue: Cue | None, state: Scenario, atom: Atom) -> bool:
        """Whether a word of facts stands right behind one of goals, in writing where a space would part them."""
        return not self.spaces and state == "target" and cue is not None and cue[1] == atom.start

    def _was_to(self, k: int) -> bool:
        """Whether a time gone by stands right before a word of duty, in writing whose verbs have no past."""
        if self.spaces or self.published is None:
            return False
        return any(
            d.stop == k
            and d.relative
            and d.preposition not in ("by", "before", "compared")
            and d.last is not None
            and d.last < self.published
            and self.atoms[k].start - d.end <= 1
            for d in self.dates
        )

    def _able_to(self, own: Candidate, cue: Cue | None, atom: Atom, left: Candidate | None) -> bool:
        """Whether a word of facts only ends the verb that a goal's own verb began, in writing where a space would part them.

        As in Thai, where "can" stands behind what is to be done: "it is expected to collect, can, 2,300 billion".
        That word is the one that `lexicon.toml` writes with the space behind it.
        """
        if self.spaces or cue is None or (left is not None and cue[0] < left.numeral.end):
            return False
        goal, verb = self.text[cue[0] : cue[1]], self.text[cue[1] : atom.end].rstrip()
        able = tuple(form.rstrip() for form in self.spec.scenario.get("actual", ()) if form.endswith(" "))
        must = tuple(form for form in self.spec.deadline.duty if len(form) <= 4)
        joined = any(a.start >= cue[1] and "break" in a.tags for a in self.atoms[own.pre : own.first])
        return (
            0 < atom.start - cue[1] <= 60
            and goal.endswith(must)  # "will", "must": who merely strives may have done something else
            and verb.endswith(able)
            and " " not in verb
            and not joined
        )

    def _is_due(self, own: Candidate) -> bool:
        """Whether a day to come stands in a figure's own cell."""
        return self.published is not None and any(
            own.pre <= d.index < own.post
            and d.last is not None
            and d.last > self.published
            and d.preposition not in ("compared", "since")
            for d in self.dates
        )

    def _is_goal_reached(self, own: Candidate, cue: Cue) -> bool:
        """Whether a share is the goal that a phrase right before it says was reached, passed or missed.

        "Exceeded the target of 95 %", where nobody exceeds one by half and more of it.
        """
        gap = self.text[cue[1] : own.numeral.start]
        bracketed = gap.strip() == "(" and not self.spaces  # "above the goal (2.2 %)"
        if own.kind != "percentage" or not (50 <= own.numeral.value <= 100 or bracketed):
            return False
        gap = "" if bracketed else gap
        if cue[1] > own.numeral.start or any(c in gap for c in ",;:()"):
            return False
        letters = sum(map(str.isalpha, gap))
        if letters > 3:
            return False
        told = self.text[cue[0] : cue[1]]
        if self.spaces and (
            told in self.spec.base.get("plan", ()) or (not letters and self.spec.language.articles)
        ):
            return False  # "of its goal": nothing says that it was reached; "the target" that has a number is "of" it
        nouns = (form for form in self.spec.scenario.get("target", ()) if len(form) > 3)
        return any(form in told and self._plans(form) for form in nouns)

    def _only_dates(self, cue: Cue | None, atom: Atom) -> bool:
        """Whether only a date stands between a word of goals and a word of facts, where no mark parts clauses."""
        if self.spaces or cue is None or not 0 < atom.start - cue[1] <= 40:
            return False
        if any(d.shape == "now" and cue[1] <= d.start <= atom.start for d in self.dates):
            return False
        between = self.text[cue[1] : atom.start]
        dated = any(d.preposition and d.start < atom.start and d.end > cue[1] for d in self.dates)
        letters = sum(map(str.isalpha, between))
        covered = sum(
            sum(map(str.isalpha, self.text[max(d.start, cue[1]) : min(d.end, atom.start)]))
            for d in self.dates
            if d.start < atom.start and d.end > cue[1]
        )
        return dated and letters - covered <= 3

    def _said_on(self, own: Candidate, k: int) -> bool:
        """Whether no other subject stands before a word behind a figure: no unknown word behind a space, where spaces are few."""
        if self.spaces:
            return True
        reach = self.atoms[own.last].end
        space = self.text.find(" ", reach, self.atoms[k].start)
        if space < 0:
            return True
        dated = [a for a in self.atoms[own.last + 1 : k] if {"date", "prep", "month"} & a.tags.keys()]
        letters = sum(map(str.isalpha, self.text[space : self.atoms[k].start]))
        return letters <= 2 + sum(a.end - a.start for a in dated if a.start >= space)

    def _is_now(self, own: Candidate) -> bool:
        """Whether "at present" stands right behind a figure's noun, and another figure behind that: "48,300 people now to …"."""
        return any(
            d.shape == "now"
            and d.index in (own.last + 1, own.last + 2)
            and (self.text[d.start - 1] != " " or self.spaces)
            and d.start - self.atoms[own.last].end <= 12
            and self.atoms[own.last + 1].tags.get("mark") is None
            and any(
                "range_between" in a.tags or a.number is not None for a in self.atoms[d.stop : d.stop + 2]
            )
            for d in self.dates
        )

    def _leads_on(self, view: View, own: Candidate) -> bool:
        """Whether a figure behind "from" is followed by "to" another of its kind: from 78 to 85 %."""
        for right in view.candidates:
            if right.index > own.index:
                between = self.atoms[own.last + 1 : right.index]
                to = any(a.tags.get("change") == "level" or "range_between" in a.tags for a in between)
                marked = any("mark" in a.tags for a in between)
                if not to and not self.spaces:  # "rises from 48,300 … is 52,000"
                    to = "change" in self.atoms[own.first - 2].tags if own.first > 1 else False
                return to and not marked and (right.kind, right.unit) == (own.kind, own.unit)
        return False

    def _task_label(self, sentence: Sentence) -> Atom | None:
        """The label, "responsible:" or "due:", in a task's own line, or with which the line after its item begins."""
        if not between(self.labels, sentence.low, sentence.high + 12):
            return None
        for k in range(sentence.low, min(sentence.high + 12, len(self.atoms))):
            if self.atoms[k].tags.get("mark") == "\n":
                break
            if (
                "deadline_label" in self.atoms[k].tags
                and ":" in self.text[self.atoms[k].end : self.atoms[k].end + 2]
            ):
                return self.atoms[k]
        for k in range(sentence.low, sentence.high):
            atom = self.atoms[k]
            if "deadline_label" in atom.tags and self.text[atom.end : atom.end + 2].strip()[:1] == ":":
                return atom
        if self.atoms[sentence.high - 1].tags.get("mark") not in ("\n", "."):
            return None
        item = self._is_item(sentence)
        for k in range(sentence.high, min(sentence.high + 3, len(self.atoms))):
            tags = self.atoms[k].tags
            if "deadline_label" in tags or "responsible_label" in tags:
                end = self.atoms[k].end
                return self.atoms[k] if item or ":" in self.text[end : end + 2] else None
            if tags.get("mark") not in ("+", "-", "•"):
                return None
        return None

    def _finish_scenario(self, own: Candidate, left: Candidate | None = None) -> None:
        """What date and measure say of the scenario: a due date in the future is a target, a rate of contribution a rule."""
        only_dated = own.cues.get("scenario", ("", "", ""))[2].startswith("date ")
        aimed = own.measure == "support" and own.scenario == "target" and not only_dated
        if own.scenario == "rule" and own.kind == "money" and own.measure in (*_TOLD, "support", "cards"):
            if own.unit == "VND" and own.numeral.value >= _A_SUM:
                own.scenario = "actual"  # no law lays down how many thousand million are paid out
                del own.cues["scenario"]
        paid_in = own.measure in ("contribution", "contribution_rate") and own.per != "day"
        if paid_in and own.base is None and own.scenario != "rule":
            own.scenario = "rule"
            own.cues["scenario"] = (*own.cues["measure"][:2], "contributions are set by law")
        elif (
            own.measure == "benefits"
            and own.unit == "percent"
            and own.scenario == "actual"
            and own.cues["measure"][2] == "what the list is about"
        ):
            own.scenario = "rule"
            own.cues["scenario"] = (*own.cues["measure"][:2], "shares of costs are borne by law")
        elif own.kind == "percentage" and own.per == "day":
            own.scenario = "rule"
            own.cues["scenario"] = (*own.cues["per"][:2], "what is charged for each day is set by law")
        elif own.kind == "money" and own.per == "month" and own.scenario != "rule" and self._came_in(own):
            own.scenario = "rule"
            own.cues["scenario"] = (*own.cues["per"][:2], "an amount a month, from a day on")
        elif own.measure == "support" and own.kind == "percentage" and own.scenario != "rule":
            own.scenario = "rule"
            own.cues["scenario"] = (*own.cues["measure"][:2], "shares of support are set by policy")
        elif (
            left is not None
            and left.scenario == "rule"
            and (left.measure, own.measure, own.kind) == ("contribution", "support", "money")
            and self._amounts_to_before(own, left)
        ):
            own.scenario, own.cues["scenario"] = "rule", left.cues["scenario"]
        elif left is not None and own.cut == "continuation" and own.measure == left.measure == "support":
            if left.scenario == "rule" and "scenario" not in own.cues:
                own.scenario = "rule"
                own.cues["scenario"] = (*left.cues["scenario"][:2], "the same support as a sum")
        if own.scenario == "rule":
            # Where a line is one chain of clauses, an act is that of its own clause only.
            since = own.sentence.start if self.spaces else self.atoms[own.pre].start
            own.local = aimed or _ACT_NUMBER.search(self.text, since, own.numeral.start) is not None
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)

    @staticmethod
    def _amounts_to_before(own: Candidate, left: Candidate) -> bool:
        """Whether nothing between a contribution and what it is helped with says that the help was given."""
        return own.scenario == "actual" and own.cues["scenario"][0] < left.numeral.start

    def _came_in(self, own: Candidate) -> bool:
        """Whether a clause begins with the day from which on an amount holds: "from 1 July the pension is …"."""
        settled = own.scenario == "actual" and "scenario" in own.cues
        if settled or own.measure == "other" or own.numeral.value >= _A_LOT:
            return False
        return any(
            d.preposition == "since" and d.shape == "day" and own.pre <= d.index < own.index
            for d in self.dates
        )

    def _is_goal(self, atom: Atom, own: Candidate, rule: str) -> bool:
        """Whether a word of goals and plans sets a goal here: it is a base ("82 % of the target") only right behind."""
        if atom.tags["base"] != "plan" or "scenario" not in atom.tags:
            return False
        return rule == "base before the percentage" or not self._right_behind(atom, own)

    def _right_behind(self, atom: Atom, own: Candidate) -> bool:
        parted = self.spaces and " - " in self.text[own.numeral.end : atom.start]
        return not parted and short_gap(self.text, own.numeral.end, atom.start, 25)

    def _names_a_base(self, atom: Atom, own: Candidate | None) -> bool:
        """Whether a word that could tell of a goal only says what a percentage is taken of."""
        base = atom.tags.get("base")
        if base == "amount_due":
            return True
        return (
            base == "plan" and own is not None and own.kind == "percentage" and self._right_behind(atom, own)
        )

    def _of_plan(self, k: int, own: Candidate) -> bool:
        """Whether a word of goals only says of which plan a share is, or what the total is that a part is of.

        "102 % of the forecast assigned", "689 of the 1,034 planned".
        """
        before, atom = self.atoms[k - 1], self.atoms[k]
        if (
            not self.spaces
            or atom.tags.get("scenario") != "target"
            or not {"duty", "mark"}.isdisjoint(atom.tags)
        ):
            return False
        if self.text[before.end : atom.start] != " ":
            return False
        if own.numeral.out_of is not None:
            return k - 1 == own.last and "base" not in atom.tags
        return "base" in before.tags and self._names_a_base(before, own)

    def _cued_here(self, own: Candidate) -> bool:
        """Whether the word that gave the scenario stands in the figure's own cell."""
        cue = own.cues.get("scenario")
        cell = range(own.pre, own.post)
        if cue is not None and self.spaces and own.cut == "none" and 0 <= own.numeral.start - cue[1] <= 30:
            return True
        return cue is not None and len(cell) > 0 and cue[0] >= self.atoms[cell[0]].start
