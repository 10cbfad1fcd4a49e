"""Linking: which scheme, measure, base, date, scenario and scope govern each figure of a sentence.

A sentence is cut into cells, one a figure, at the strongest break between two figures. A cue belongs to the
cell it stands in; what a cell lacks comes, in this order, from the figure that it continues ("…, that is
49 %"), from the figures before it in the sentence, from a list's shared end, from the sentence before, and from
the article's topic. On which side of the number its noun and scheme stand is a property of the language.
Cue words are in the lexicons; the constructions here hold for every language.
"""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from extractors.atoms import Atom
from extractors.candidates import Candidate
from extractors.link_base import INSURED, View
from extractors.measures import WORKERS
from extractors.schemes import WITHOUT_TOPIC
from extractors.scopes import ScopeLinks
from extractors.segments import Sentence
from extractors.tables import Row

_NUMBERED = re.compile(r"(?:[ivx]{1,4}|\d{1,2}|[a-h])[.)/] ")


_TITLED = re.compile(r"((?:[^\W\d_a-z][\w'-]*)(?: [^\W\d_a-z][\w'-]*){0,3}) ?(?:\([^()\n]{3,30}\)|:)")
"""How a title names a smaller place, with its province in brackets behind it."""
_NAME_BEFORE = re.compile(r"((?:[^\W\d_a-zà-ÿ][\w'-]* )+)$")

_RATES = frozenset({"coverage_rate", "satisfaction_rate"})
_AIMED = frozenset({"participants", "new_participants", "collection"})
"""Measures of counts and sums that goals are set for."""
_A_GOAL = 20
"""From here on a goal is no number that others come up to by chance."""
UNNAMED = ("scheme of the sentence before", "scheme of the article", "default: insurance as such")
"""The rules by which a figure has a scheme that its sentence does not name."""
_LISTED = _RATES | {"arrears", "collection", "benefits", "participants", "new_participants"}


class Linker(ScopeLinks):
    """Links the candidates of one article, sentence by sentence, in order."""

    def link(self, sentence: Sentence, candidates: list[Candidate]) -> None:
        """Fill the governing fields of a sentence's candidates."""
        view = View(sentence, candidates, self._schemes(sentence), self._measures(sentence))
        if sentence.paragraph != self.context.paragraph:
            self.context.paragraph = sentence.paragraph
            self.counted.clear()
        if not INSURED.isdisjoint(sentence.tags):
            self.context.insured_paragraph = sentence.paragraph
        if sentence.paragraph == sentence.number == 0:
            self._find_home(sentence)
        self._mark_due_head(sentence)
        self._pass_dateline(sentence)
        sentence.task = self._in_task_list(sentence)
        listed = self.context.list_measure
        if listed is not None:
            below = sentence.paragraph - self.context.list_paragraph <= 1 and self._is_item(sentence)
            self.context.list_paragraph = sentence.paragraph
            listed = self.context.list_measure = listed if below or sentence.number else None
        if candidates:
            self._settle_month_ends(sentence)
            self._cut_cells(view)
            self._inherit_units(view)
            self._set_scenarios(view)
            for own in candidates:
                self._set_base(own)
            self._share_base(view)
            for at, own in enumerate(candidates):
                self._set_base_in_brackets(view, at)
                self._set_base_of_total(view, at)
                self._share_of_total(view, at)
                self._set_scheme(view, at)
                self._set_measure(view, at)
                if listed is not None and own.measure is None and self._listed(own, listed.value):
                    own.measure = listed.value
                    own.cues["measure"] = (listed.start, listed.end, "what the list is about")
                self._set_rate(own)
                self._threshold(view, at)
            self._set_respectively(view)
            for at, own in enumerate(candidates):
                self.set_indicator(view, at)
                self.set_date(view, at)
                self._finish_scenario(own, candidates[at - 1] if at else None)
            self._set_before_coverage(view)
            self._set_goals_before(view)
            self._set_scopes(view)
            self._share_of_counted(view)
        for construction in self.constructions if candidates else self.without_figures:
            construction(self, view)
        if candidates:
            self._reckon_goals(view)
            self._set_named_line(view)
            self.money = next(
                (c for c in candidates[::-1] if c.kind == "money" and c.indicator != "other"), self.money
            )
        row = self.tables.follow(sentence, bool(candidates))
        if row is not None:
            self._link_row(view, row)
        self._remember(view)
        self.told = candidates[-1] if candidates else self.told
        self.counted += candidates

    def _reckon_goals(self, view: View) -> None:
        """Counts of nothing named that fit a goal told before are of it: so many per cent of it, or what is still missing.

        "The commune is to win 150. … 118 joined, 79 % of the goal. … 32 are still to be found."
        """
        for own, share in itertools.zip_longest(view.candidates, view.candidates[1:]):
            named = own.cues.get("scheme", ("", "", ""))[2] not in UNNAMED and own.indicator != "other"
            if named or own.kind not in ("count", "money") or own.scope == "each" or "change" in own.cues:
                continue
            for goal in self.goals[::-1]:
                if (goal.kind, goal.unit) != (own.kind, own.unit):
                    continue
                left = goal.numeral.value - own.numeral.value
                missing = own.indicator == "other" and any(
                    left == done.numeral.value and (done.scheme, done.unit) == (goal.scheme, goal.unit)
                    for done in self.reached
                )
                if missing or (share is not None and self._is_share_of(own, share, goal)):
                    rule = "what a goal still lacks" if missing else "so much of a goal was reached"
                    own.scheme, own.measure, own.indicator = goal.scheme, goal.measure, goal.indicator
                    own.cues["scheme"] = own.cues["measure"] = (*goal.cues["value"][:2], rule)
                    if missing and own.measure == "participants":
                        own.measure, own.indicator = "new_participants", f"{goal.scheme}.new_participants"
                    if share is not None and not missing:
                        share.scheme, share.measure, share.base = goal.scheme, "plan_completion", "plan"
                        share.indicator = f"{goal.scheme}.plan_completion"
                        share.cues["scheme"] = share.cues["measure"] = own.cues["scheme"]
                        share.cues.setdefault("base", own.cues["scheme"])
                    break
        for own in view.candidates:
            if own.indicator != "other" and own.measure in _AIMED and own.numeral.value >= _A_GOAL:
                (self.goals if own.scenario == "target" else self.reached).append(own)

    @staticmethod
    def _is_share_of(own: Candidate, share: Candidate, goal: Candidate) -> bool:
        """Whether a share told right behind a count is the one that the count is of a goal."""
        beside = share.cut in ("continuation", "paren", "comma") and share.scenario != "target"
        if share.unit != "percent" or not beside or own.scenario == "target" or "change" in share.cues:
            return False
        if share.base not in (None, "plan") or share.measure not in (None, "plan_completion"):
            return False
        rounded = Decimal("0.6") if share.comparator == "~" and share.base == "plan" else Decimal("0.06")
        return abs(100 * own.numeral.value / goal.numeral.value - share.numeral.value) <= rounded

    def _listed(self, own: Candidate, measure: str) -> bool:
        """Whether the measure of a list's heading is that of a figure in one of its items."""
        return self._fits(own, measure) and (own.kind != "percentage" or measure in _RATES)

    def _link_row(self, view: View, row: Row) -> None:
        """Figures of a table row are governed by the heads of their column and row, and by nothing else of the row."""
        where = "head in the figure's column or row of the table"
        context = self.context
        for at, own in enumerate(view.candidates):
            heads = self.tables.governing_atoms(row, own.numeral.start)
            shares = any(a.tags.get("mark") == "%" or "percent_after" in a.tags for a in heads)
            own.pre, own.post, own.cut = own.first, own.last + 1, "strong"
            own.scheme = own.measure = own.base = None
            if own.kind == "count" and own.before_noun and own.last == own.index:
                own.unit, own.own_unit, own.before_noun = "item", False, False  # a noun in the row's head
            for name in ("scheme", "measure", "base", "change"):
                own.cues.pop(name, None)
            for atom in heads:
                cue = (atom.start, atom.end, where)
                tags = atom.tags
                percent = tags.get("mark") == "%" or tags.get("percent_after") == "percent"
                if percent and own.kind == "count" and not own.own_unit:
                    own.kind, own.unit, own.own_unit = "percentage", "percent", True
                    own.cues["unit"] = own.cues["kind"] = cue
                for tag, kind in (("currency", "money"), ("physical", "measure")):
                    if tag in tags and own.kind == "count" and not own.own_unit:
                        own.kind, own.unit, own.own_unit = kind, tags[tag], True  # type: ignore[assignment]
                        own.cues["unit"] = own.cues["kind"] = cue
                counts = own.kind == "count" and not own.own_unit and not shares
                if counts and tags.get("unit", "item") != "item":
                    own.unit, own.own_unit = tags["unit"], True
                    own.cues["unit"] = cue
                hint = tags.get("scheme_hint") if context.topic is not None else None
                scheme = tags.get("scheme") or hint
                if scheme is not None and own.scheme is None and "agency" not in tags:
                    own.scheme, own.cues["scheme"] = scheme, cue
            planned = self.tables.planned(row, own.numeral.start)
            if planned is not None:
                own.scenario = "target"
                own.cues["scenario"] = (planned.start, planned.end, where)
            for atom in heads:
                cue, tags = (atom.start, atom.end, where), atom.tags
                if atom is planned or (tags.get("base") == "plan" and planned is not None):
                    continue
                if tags.get("base", "group") != "group" and own.kind == "percentage" and own.base is None:
                    own.base, own.cues["base"] = tags["base"], cue
                of = own.kind == "percentage" and tags.get("base") in ("plan", "amount_due")
                if "scenario" in tags and not of:
                    own.scenario, own.cues["scenario"] = tags["scenario"], cue
            scale = next((a.tags["scale"] for a in heads if "scale" in a.tags), None)
            if (
                scale is not None
                and own.cues["kind"][2] == where
                and own.kind == "money"
                and not own.numeral.scaled
            ):
                own.numeral.value, own.numeral.scaled = own.numeral.value * scale, True
            above = self.tables.above
            untold = own.kind == "percentage" and not any("measure" in a.tags for a in heads)
            line = self.atoms[above.low : above.high] if untold and above is not None else []
            for atom in (*heads, *line):  # "Coverage (%)", over columns of years
                measure = atom.tags.get("measure")
                if measure is not None and own.measure is None and self._fits(own, measure):
                    own.measure, own.cues["measure"] = measure, (atom.start, atom.end, where)
            head = self.tables.head
            of_a_row = head is not None and context.scheme_paragraph > head.sentence.paragraph
            # arrears are not of the scheme in the row above
            another = of_a_row and own.measure in WITHOUT_TOPIC
            if own.scheme is None and context.scheme is not None and not another:
                own.scheme = context.scheme
                own.cues["scheme"] = (own.numeral.start, own.numeral.end, "scheme that the table is about")
            self.set_indicator(view, at)
            dated = self.tables.governing_date(row, own.numeral.start)
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)
            if dated is not None and self._dates_figures(dated):
                self._apply_date(own, dated, where)
            if (
                row.cells
                and not any("province" in a.tags for a in heads)
                and self.tables.column(row, own.numeral.start)
                and (self.tables.of_places(row) or self._is_name(row.cells[0]))
            ):
                own.scope = "part"
                own.cues["scope"] = (*row.cells[0], "place at the head of the table's row")

    def _is_name(self, cell: tuple[int, int]) -> bool:
        """Whether a table's cell is a name and nothing else: two words or more, each with a capital, or letters without case."""
        words = self.cased[slice(*cell)].split()
        if not self.spaces:
            return not any(cell[0] <= a.start < cell[1] and "mark" not in a.tags for a in self.atoms)
        return len(words) > 1 and all(word[0].isupper() for word in words)

    def _is_home_of_speaker(self, sentence: Sentence, start: int) -> bool:
        """Whether a place stands in or behind what somebody is quoted to say: his own, of which the next sentence need not speak."""
        line = self.text.rfind("\n", 0, start) + 1
        inside = self.text.count('"', line, start) % 2 == 1
        told = inside or self.text.rfind('"', sentence.start, start) >= 0
        return told and self.text.count('"', line, sentence.end) % 2 == 0

    def _find_home(self, title: Sentence) -> None:
        """A title that begins with a place and its province in brackets tells whose story it is: "Cam Xuyen (Ha Tinh): …"."""
        titled = _TITLED.match(self.cased)
        if titled is None:
            return
        low, high = titled.span(1)
        where = (
            high if self.cased[titled.end() - 1] == ")" else self.cased.find(f"{titled[1]} (", titled.end())
        )
        held = self.text.find(")", where) if where >= 0 else -1
        names = [
            a.start for a in self.atoms if "province" in a.tags and (a.start < high or where < a.start < held)
        ]
        if names and min(names) > high and self._is_about_part(titled[1]):
            self.context.home = (low, high, "part of the province named in the title")

    def _name_before(self, atom: Atom) -> str:
        """The name in capitals right before a word of smaller places, where names stand there: "Tam Nong" kommune."""
        if not self.spaces or self.head_before:
            return ""
        name = _NAME_BEFORE.search(self.cased, max(0, atom.start - 40), atom.start)
        return "" if name is None else name[1]

    def _may_be_home(self, sentence: Sentence, atom: Atom) -> bool:
        """Whether a smaller place is named in the title, or by its name in the line behind it."""
        if sentence.paragraph == 0 or not self.spaces:
            return sentence.paragraph == 0
        lines = [line for line in self.text[: sentence.start].split("\n")[:-1] if line.strip()]
        before = self.cased[max(0, atom.start - 24) : atom.start].rstrip().rpartition(" ")[2]
        inside = self.text[sentence.start : atom.start - 1 - len(before)].strip() != ""
        named = (inside and before[:1].isupper()) or self.cased[atom.end + 1 : atom.end + 2].isupper()
        return len(lines) == 1 and named and "agency" not in atom.tags

    def _is_about_part(self, name: str = "") -> bool:
        """Whether an article whose title or lead names a smaller place is its story.

        It speaks of smaller places, or of its `name`, in two more paragraphs at least, and of the whole in half as many at most.
        """
        whole: set[int] = set()
        part: set[int] = set()
        if name:
            part.update(self.text.rfind("\n", 0, m.start()) for m in re.finditer(re.escape(name), self.cased))
        for k, atom in enumerate(self.atoms):
            what = atom.tags.get("scope")
            if what == "whole" and "agency" not in atom.tags:
                whole.add(self.text.rfind("\n", 0, atom.start))
            elif what == "part" or ("place_part" in atom.tags and self._names_a_place(k)):
                part.add(self.text.rfind("\n", 0, atom.start))
        return len(part) >= 3 and 2 * len(whole) <= len(part)

    def _remember(self, view: View) -> None:
        context = self.context
        for own in view.candidates:
            if own.measure == "coverage_rate" and own.cues["scheme"][2] != WORKERS:
                context.covered_paragraph, context.covered_scheme = view.sentence.paragraph, own.scheme
        if view.schemes:
            last = view.schemes[-1]
            context.scheme = last.value
            context.scheme_paragraph = view.sentence.paragraph
            if self.text[view.sentence.start : view.sentence.end].rstrip('" \n').endswith("?"):
                context.asked_paragraph = view.sentence.paragraph
        names: set[str] = set()
        for k in view.sentence.having("scope", "place_part"):
            what = self.atoms[k].tags.get("scope")
            if what is None and self._names_a_place(k):
                what = "part"
                place = self.text[self.atoms[k].start : self.atoms[k].end]
                if place in names:
                    context.part_paragraph = -1  # several are named: what follows is of none of them alone
                    break
                names.add(place)
            if what == "part":
                atom = self.atoms[k]
                if self._is_home_of_speaker(view.sentence, atom.start):
                    continue
                place = self._name_before(atom)
                if place and names and place not in names:
                    context.part_paragraph = -1
                    break
                names.update({place} - {""})
                before = self.atoms[k - 1] if k > view.sentence.low else atom
                if before.number is not None and not self.spaces and atom.start - before.end <= 1:
                    continue  # "14 communes of the border": what follows is not of them
                if atom.tags.get("unit") == "organization" and any(c.index < k for c in view.candidates):
                    continue  # a firm named in passing
                context.part = (atom.start, atom.end, "part of the province named in the sentence before")
                context.part_paragraph = view.sentence.paragraph
                if self._may_be_home(view.sentence, atom) and self._is_about_part():
                    context.home = (atom.start, atom.end, "part of the province named in the title")
            elif what == "whole":
                context.part_paragraph = -1
                context.whole_paragraph = view.sentence.paragraph
        shares = [own for own in view.candidates if own.kind == "percentage"]
        if shares:
            covered = shares[-1].measure == "coverage_rate" or shares[-1].unit == "percentage_point"
            context.share_paragraph = view.sentence.paragraph if covered else -10
        self._remember_goals(view)
        tail = self.text[view.sentence.start : view.sentence.end].rstrip()
        if tail.endswith(":") and not view.candidates and view.measures and context.topic is not None:
            told = view.measures[-1]
            context.list_measure = told if told.value in _LISTED else None
            context.list_paragraph = view.sentence.paragraph
        cues = [self.atoms[k] for k in view.sentence.where.get("scenario", ())]
        heading = (
            not view.candidates and len(tail) < 80 and _NUMBERED.match(tail) and tail[-1:] not in ".;,!?"
        )
        if tail.endswith("?") and (not cues or cues[-1].tags["scenario"] == "actual"):
            context.scenario_paragraph = -1  # what is asked lays nothing down for the answer
        elif (tail.endswith((":", "?")) or heading) and cues and (tail.endswith(":") or len(tail) < 80):
            context.scenario = cues[-1].tags["scenario"]
            context.scenario_cue = (cues[-1].start, cues[-1].end, "heading of the list")
            context.scenario_paragraph = view.sentence.paragraph
            context.heading_of_items = context.listed = False
        elif (
            cues
            and cues[-1].tags["scenario"] in ("target", "rule")
            and not view.candidates
            and len(tail) <= 60
            and tail
            and tail[-1] not in '.!?,;"'
        ):
            context.scenario = cues[-1].tags["scenario"]
            context.scenario_cue = (cues[-1].start, cues[-1].end, "heading of the list")
            context.scenario_paragraph = view.sentence.paragraph
            context.heading_of_items = True
        elif context.scenario_paragraph >= 0 and (
            self._is_item(view.sentence) or (context.heading_of_items and self._is_row(view.sentence))
        ):
            context.scenario_paragraph, context.listed = view.sentence.paragraph, True
        elif (
            context.scenario_paragraph >= 0
            and (
                context.heading_of_items
                or self._is_date_alone(view.sentence)
                or (not tail and context.scenario == "target")
            )
            and not view.candidates
            and len(tail) <= 40
            and not tail.endswith(".")
        ):
            context.scenario_paragraph = view.sentence.paragraph  # a subheading, or an empty line
            context.heading_of_items = True
        elif context.scenario_paragraph != view.sentence.paragraph:
            context.scenario_paragraph = -1
