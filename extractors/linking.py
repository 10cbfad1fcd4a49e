"""Linking: which scheme, measure, base, date, scenario and scope govern each figure of a sentence.

A sentence is cut into cells, one a figure, at the strongest break between two figures. A cue belongs to the
cell it stands in; what a cell lacks comes, in this order, from the figure that it continues ("…, that is
49 %"), from the figures before it in the sentence, from a list's shared end, from the sentence before, and from
the article's topic. On which side of the number its noun and scheme stand is a property of the language.
Cue words are in the lexicons; the constructions here hold for every language.
"""

from __future__ import annotations

import bisect
import itertools
import re
from decimal import Decimal

from extractors.atoms import Atom
from extractors.candidates import Candidate
from extractors.dates import DateExpression
from extractors.link_base import INSURED, NEARBY, View
from extractors.measures import COVERED, WORKERS
from extractors.scenarios import TITLE_AND_LEAD
from extractors.segments import Sentence
from extractors.table_links import TableLinks

_NUMBERED = re.compile(r"(?:[ivx]{1,4}|\d{1,2}|[a-h])[.)/] ")


_TITLED = re.compile(r"((?:[^\W\d_a-z][\w'-]*)(?: [^\W\d_a-z][\w'-]*){0,3}) ?(?:\([^()\n]{3,30}\)|:)")
"""How a title names a smaller place, with its province in brackets behind it."""
_NAME_BEFORE = re.compile(r"((?:[^\W\d_a-zà-ÿ][\w'-]* )+)$")

_LAID_DOWN = frozenset({"benefits", "support"})
"""Measures whose shares a rule lays down for one group after the other."""
_OF_WHOM = frozenset({None, "beneficiaries", "claims", "participants", "new_participants"})
"""Measures whose words tell in such a list for whom a share is laid down."""
PREMIUMS = frozenset(
    wage * 45 * months * degree / 1000  # 4.5 % of the base wage
    for wage in (Decimal(1_490_000), Decimal(1_800_000), Decimal(2_340_000), Decimal(2_530_000))
    for months in (3, 6, 12)
    for degree in (1, Decimal("0.7"), Decimal("0.6"), Decimal("0.5"), Decimal("0.4"), Decimal("0.3"))
)
"""What a member of a household, or a pupil, pays for health insurance over months: 4.5 % of a base wage, by degrees."""
_LEAD = 8
"""From so many lines on none is the lead behind the title."""
_OWED = frozenset({"arrears", "arrears_rate"})
_KEPT = 40
"""How many goals, and how many figures that reach one, are kept to be reckoned with: it bounds the work."""
_ASKED = frozenset({"collection", "arrears"})
"""Sums that are asked about by name and answered by pronoun."""
_OF_GROUPS = frozenset({"support", "contribution", "benefits", "beneficiaries", "participants", "cards"})
"""Measures whose words may tell of which group of people help with premiums is told."""
_RATES = frozenset({"coverage_rate", "satisfaction_rate"})
_AIMED = frozenset({"participants", "new_participants", "collection"})
"""Measures of counts and sums that goals are set for."""
_UNTOLD = 3
"""How many letters that no word of the lexicon covers an item holds at most that only tells figures of another time."""
_TURNS = 12
"""How many rates are kept in mind that a later sentence may tell again in turn."""
_A_GOAL = 20
"""From here on a goal is no number that others come up to by chance."""
UNNAMED = ("scheme of the sentence before", "scheme of the article", "default: insurance as such")
"""The rules by which a figure has a scheme that its sentence does not name."""
_LISTED = _RATES | {
    "arrears",
    "collection",
    "benefits",
    "participants",
    "new_participants",
    "support",
    "contribution",
}


_LIKE = 10
"""How many points two coverages of one scheme differ at most, where nothing else tells that they are of one."""
_UNLIKE = 25
"""From how many points on they are hardly of one."""


class Linker(TableLinks):
    """Links the candidates of one article, sentence by sentence, in order."""

    _support: bool | None = None

    def link(self, sentence: Sentence, candidates: list[Candidate]) -> None:
        """Fill the governing fields of a sentence's candidates."""
        view = View(sentence, candidates, self._schemes(sentence), self._measures(sentence))
        if sentence.paragraph != self.context.paragraph:
            self.context.paragraph = sentence.paragraph
            self.counted.clear()
        self.insured_before = self.context.insured_paragraph
        if not INSURED.isdisjoint(sentence.tags):
            self.context.insured_paragraph = sentence.paragraph
            self.title_insured = self.title_insured or sentence.paragraph == 0
        if sentence.paragraph == 0 and self.context.topic is not None:
            if any(
                m.value in ("benefits", "beneficiaries", "contribution", "arrears") for m in view.measures
            ):
                self.context.insured_paragraph = 0  # "The pension comes by bank now"
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
            self._settle_years(sentence)
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
                self._reach_over_places(view, at)
                self._set_scheme(view, at)
                self._set_measure(view, at)
                self._follow_item(view, own)
                self._follow_question(view, own)
                if listed is not None and self._listed(own, listed.value):
                    own.measure = listed.value
                    own.cues["measure"] = (listed.start, listed.end, "what the list is about")
                self._set_by_heading(view, own)
                self._set_rate(own)
                self._threshold(view, at)
            self._set_respectively(view)
            for at, own in enumerate(candidates):
                self.set_indicator(view, at)
                self.set_date(view, at)
                self._finish_scenario(own, candidates[at - 1] if at else None)
            if self.spaces:
                self._follow_places(view)
            self._repeat_item(view)
            self._set_since(view)
            self._settle_rates(view)
            self._set_heading_dates(view)
            self._set_before_coverage(view)
            self._set_goals_before(view)
            self._set_scopes(view)
            self._share_of_counted(view)
        for construction in self.constructions if candidates else self.without_figures:
            construction(self, view)
        if candidates:
            self._shares_of_people(view)
            if self.context.topic is not None:
                self._set_lawful_premiums(view)
                self._help_with_premiums(view)
            self._reckon_goals(view)
            self._retell_rates(view)
            self._set_support_shares(view)
            decided = self._is_about_support() and self._in_heading("place_word")
            for own in candidates:
                self._localise_support(own, decided)
                self._set_not_yet(own)
            self._set_named_line(view)
            self._follow_arrears(view)
            self._keep_scheme_of_arrears(view)
            self.money = next(
                (c for c in candidates[::-1] if c.kind == "money" and c.indicator != "other"), self.money
            )
        row = self.tables.follow(sentence, bool(candidates))
        if row is not None:
            sentence.row = True
            self._link_row(view, row)
            self._lay_down_row(view)
        self._remember(view)
        self.helped = next((c for c in candidates[::-1] if c.measure == "support"), self.helped)
        self.paid = next((c for c in candidates[::-1] if c.measure in ("beneficiaries", "claims")), self.paid)
        if candidates and self._is_item(sentence):
            self.item, self.item_row = candidates[-1], candidates
        self.told = candidates[-1] if candidates else self.told
        self.counted += candidates
        shares = [
            c for c in candidates if c.measure in ("coverage_rate", "plan_completion") and c.unit == "percent"
        ]
        self.share = shares[-1] if shares else self.share
        rates = [c for c in candidates if c.measure in _RATES]
        if rates:
            near = bool(self.rates) and sentence.paragraph - self.rates[-1].sentence.paragraph <= 1
            self.rates = [*(self.rates if near else ()), *rates][-_TURNS:]

    def _retell_rates(self, view: View) -> None:
        """Shares of nothing named, as many as were just told, are of those in turn: "… 38 % and 4 %. In 2030 they are to be 60 % and 8 %"."""
        shares = [c for c in view.candidates if c.unit == "percent"]
        if len(shares) < 2 or len(shares) < len(view.candidates) or view.schemes:
            return
        if any(m.value not in ("coverage_rate", "participants") for m in view.measures):
            return
        if any(c.base is not None or "change" in c.cues for c in shares):
            return
        if any(right.cut not in ("comma", "conjunction") for right in shares[1:]):
            return
        before = (
            self.rates
            if self.rates and view.sentence.paragraph - self.rates[-1].sentence.paragraph <= 1
            else []
        )
        last = [c for c in before if c.sentence is before[-1].sentence]
        if len(last) < len(shares) == len(before):
            last = before  # told in the items of a list
        turned = any(
            self.atoms[k].tags["break"] == "respectively" for k in view.sentence.where.get("break", ())
        )
        if len(last) < len(shares) or not (turned or len(last) == len(shares)):
            return
        for own, told in zip(shares, last[-len(shares) :], strict=True):
            own.scheme, own.measure, own.indicator, own.base = (
                told.scheme,
                told.measure,
                told.indicator,
                told.base,
            )
            cue = (*told.cues["value"][:2], "the rate told in that turn before")
            own.cues["scheme"] = own.cues["measure"] = cue
            if own.base is not None:
                own.cues["base"] = cue

    def _set_by_heading(self, view: View, own: Candidate) -> None:
        """A share of people in an item below a heading that is a scheme's name is its coverage: "3. Health insurance / - 97 % of the people"."""
        head = self.context.heading_scheme
        if head is None or own.measure is not None or own.unit != "percent" or view.schemes or view.measures:
            return
        near = view.sentence.paragraph - self.context.heading_paragraph <= NEARBY
        if near and self._is_item(view.sentence) and (own.base in COVERED or own.base is None):
            own.scheme, own.measure = head.value, "coverage_rate"
            own.cues["scheme"] = own.cues["measure"] = (head.start, head.end, "scheme that heads the items")

    def _remember_heading(self, view: View) -> None:
        """Keep the scheme whose name is a line of its own, and follow its items."""
        context, sentence = self.context, view.sentence
        line = self.text[sentence.start : sentence.end].strip()
        if not line:
            return
        alone = (
            not view.candidates and len(view.schemes) == 1 and len(line) <= 40 and line[-1:] not in ".;,!?"
        )
        if alone and not view.measures and view.schemes[0].end - view.schemes[0].start >= len(line) - 12:
            context.heading_scheme, context.heading_paragraph = view.schemes[0], sentence.paragraph
        elif context.heading_scheme is not None and self._is_item(sentence):
            if view.candidates or view.schemes:
                context.heading_paragraph = sentence.paragraph
            if any(m.value != context.heading_scheme.value for m in view.schemes):
                context.heading_scheme = None
        elif any(map(str.isalpha, line)):
            context.heading_scheme = None

    def _settle_rates(self, view: View) -> None:
        """A coverage whose scheme no word of its clause names is of the scheme whose coverage, told before, is like it."""
        rates = self.context.rates
        for own in view.candidates:
            if (
                own.measure != "coverage_rate"
                or own.unit != "percent"
                or own.base not in (None, "population")
            ):
                continue
            rule = own.cues["scheme"][2]
            if (
                "in the figure" in rule
                or rule == "respectively"
                or rule.startswith("scheme continued")
                or own.scheme is None
                or own.scope == "threshold"
            ):
                continue
            last = rates.get(own.scheme)
            others = [(abs(rate - own.numeral.value), s) for s, rate in rates.items() if s != own.scheme]
            far = last is None or abs(last - own.numeral.value) > _UNLIKE
            if far and others and min(others)[0] <= _LIKE:
                own.scheme = min(others)[1]
                own.indicator = f"{own.scheme}.coverage_rate"
                own.cues["scheme"] = (*own.cues["value"][:2], "scheme whose coverage was like it")

    def _hints_back(self, view: View) -> bool:
        """Whether a mere hint at social insurance, as a pension, stands last where the voluntary one was just named."""
        last = view.schemes[-1]
        if last.value != "social_insurance" or "scheme" in self.atoms[last.first].tags:
            return False
        context = self.context
        if len(view.schemes) > 1:
            return view.schemes[-2].value == "voluntary_social_insurance"
        near = context.scheme_paragraph == view.sentence.paragraph
        return near and context.scheme == "voluntary_social_insurance"

    def _due_of_heading(self, sentence: Sentence) -> DateExpression | None:
        """The date to come that a heading of goals names, where it names just one."""
        ahead = [
            d
            for d in sentence.dates
            if d.last is not None and self.published is not None and d.last > self.published
        ]
        told = [
            d for d in sentence.dates if d.last is not None and d.preposition not in ("compared", "since")
        ]
        return ahead[0] if len(ahead) == 1 and told == ahead and ahead[0].preposition != "vision" else None

    def _set_heading_dates(self, view: View) -> None:
        """Goals listed under a heading that names the time are due then: "For 2026 the goals are: …"."""
        due = self.context.heading_date
        if due is None or any(d.last is not None for d in view.sentence.dates):
            return
        if any(self.atoms[k].start > due.end for k in self.labels):
            return  # each task has a date of its own
        for own in view.candidates:
            listed = own.cues.get("scenario", ("", "", ""))[2] == "heading of the list"
            if listed and own.scenario == "target" and own.date_role is None and self._is_item(view.sentence):
                own.date_role, own.date_end = "deadline", due.last
                own.cues["date"] = (due.start, due.end, f"date of the list's heading, {due.rule}")

    def pass_blank(self, sentence: Sentence) -> None:
        """What linking remembers of a blank sentence (see `Sentence.blank`): the same as if it were linked, at less cost.

        Lists go on over empty lines, and end with a line that is no item.
        """
        context = self.context
        if sentence.paragraph != context.paragraph:
            context.paragraph = sentence.paragraph
            self.counted.clear()
        if context.list_measure is not None:
            context.list_paragraph = sentence.paragraph
            if not sentence.number:
                context.list_measure = None
        context.goals = None
        if context.scenario_paragraph >= 0 and (context.heading_of_items or context.scenario == "target"):
            context.scenario_paragraph = sentence.paragraph
            context.heading_of_items = True
        elif context.scenario_paragraph != sentence.paragraph:
            context.scenario_paragraph = -1
        self.tables.pass_blank(sentence)

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
                kept = self.goals if own.scenario == "target" else self.reached
                kept.append(own)
                del kept[:-_KEPT]

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

    def _follow_question(self, view: View, own: Candidate) -> None:
        """A sum that opens an answer without a measure is of what was asked about: "and the collection? – It reached 7,812 billion"."""
        context, asked = self.context, self.context.asked_measure
        if asked is None or own.measure is not None or own.kind != "money" or own is not view.candidates[0]:
            return
        apart = own.sentence.paragraph - context.asked_measure_paragraph
        if 0 < apart <= NEARBY and own.sentence.number == 0 and asked.value in _ASKED:
            own.measure = asked.value
            own.cues["measure"] = (asked.start, asked.end, "measure that was asked about")

    def _set_not_yet(self, own: Candidate) -> None:
        """What was not reached so far is a fact, also behind the goal: "all by October; 18 schools have not done so yet"."""
        cue = own.cues.get("scenario")
        start = self.text.rfind(";", own.sentence.start, own.numeral.start)
        end = self.atoms[own.post - 1].end if own.post > own.pre else own.numeral.end
        if own.scenario != "target" or start < 0 or cue is None or cue[0] >= start:
            return
        if not any(words in self.text[start:end] for words in self.spec.language.not_yet):
            return
        own.scenario = "actual"
        own.cues.pop("scenario")
        if "date" in own.cues and own.cues["date"][0] < start:
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date")

    def _is_about_support(self) -> bool:
        """Whether title and lead tell that the budget helps with premiums."""
        if self._support is None:
            lead = TITLE_AND_LEAD.match(self.text)
            end = lead.end() if lead is not None and self.context.topic is not None else 0
            told = itertools.takewhile(lambda atom: atom.start < end, self.atoms)
            self._support = any(atom.tags.get("measure") == "support" for atom in told)
        return self._support

    def _set_support_shares(self, view: View) -> None:
        """In an article on help with premiums the shares of a list by groups are help: "- Near-poor households: 30 %;".

        What a group is told by (pupils, those without a pension) measures nothing there.
        """
        context, sentence = self.context, view.sentence
        shares = [own for own in view.candidates if own.unit == "percent" and own.numeral.value <= 100]
        if not shares or not self._is_about_support():
            return
        item = self._is_item(sentence) or (
            sentence.number > 0 and context.support_paragraph == sentence.paragraph
        )
        below = 0 <= sentence.paragraph - context.support_paragraph <= NEARBY
        if not (item and below):
            return
        context.support_paragraph = sentence.paragraph
        for own in shares:
            cell = [self.atoms[k].tags for k in range(own.pre, own.post)]
            named = {tags["measure"] for tags in cell if "measure" in tags}
            people = any(
                tags.get("unit") in ("person", "household")
                or tags.get("base") in COVERED
                or "measure" in tags
                for tags in cell
            )
            told_before = own.cues.get("measure", (0, 0, ""))[1] <= own.numeral.start
            if own.measure == "contribution_rate" and "contribution" in named and told_before:
                continue  # "1. The rate is 22 % of the income that one chooses", but "people of 65: 100 % of the premium"
            if not named <= _OF_GROUPS or own.base in ("plan", "amount_due") or own.negative or not people:
                continue  # "- 95 % voted for it"
            scheme = next((t["scheme"] for t in cell if "scheme" in t and "agency" not in t), None)
            before = (m for m in reversed(view.schemes) if m.last < own.first)
            label = next((m.value for m in before if "scheme" in self.atoms[m.first].tags), None)
            usual = (
                None if context.topic == "insurance" else context.topic
            )  # no pension that a group is without
            own.measure, own.base = "support", None
            own.scheme = scheme or label or context.support_scheme or usual or context.scheme or context.topic
            own.indicator = f"{own.scheme}.support"
            told = (*context.support_cue, "share of a list in an article on help with premiums")
            own.cues["measure"] = told
            if scheme is None or "scheme" not in own.cues:
                own.cues["scheme"] = told
            own.cues.pop("base", None)
            own.scenario, own.cues["scenario"] = "rule", (*told[:2], "shares of support are set by policy")
            own.local = self.own_act is not None or self._in_heading("place_word")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)

    def _lay_down_row(self, view: View) -> None:
        """Shares of support in a table are laid down, by the province that its heading tells of."""
        for own in view.candidates:
            if own.measure == "support" and own.kind == "percentage":
                if "scenario" not in own.cues:
                    own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
                own.local = own.local or self._in_heading("place_word")

    def _set_lawful_premiums(self, view: View) -> None:
        """A sum of nothing told that is, to the dong, what law lets one pay for health insurance is a contribution.

        A round sum is one only in a paragraph that names insurance.
        """
        insured = self.context.insured_paragraph == view.sentence.paragraph
        for own in view.candidates:
            if own.indicator != "other" or own.unit != "VND" or own.numeral.value not in PREMIUMS:
                continue
            if own.per == "day" or "scenario" in own.cues or not (insured or own.numeral.value % 1000):
                continue
            spot = own.numeral.start, own.numeral.end
            own.scheme, own.measure = "health_insurance", "contribution"
            own.indicator = "health_insurance.contribution"
            own.cues["scheme"] = own.cues["measure"] = (*spot, "a premium laid down by law, to the dong")
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
            own.scope, own.cues["scope"] = "each", own.cues["measure"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)

    @staticmethod
    def _shares_of_people(view: View) -> None:
        """A share of people that a measure of money earlier in the sentence made one of a plan is coverage: "to collect …, to bring insurance to 45 % of the workforce"."""
        for own in view.candidates:
            if own.unit == "percent" and own.indicator.endswith(".plan_completion") and own.base in COVERED:
                told = own.cues.get("scheme", (0, 0, ""))
                if "earlier" in own.cues["measure"][2] and told[2] == "scheme in the figure's clause":
                    own.measure, own.indicator = "coverage_rate", f"{own.scheme}.coverage_rate"
                    own.cues["measure"] = own.cues["base"]

    def _help_with_premiums(self, view: View) -> None:
        """Help told in one sentence with what a member still pays is laid down: "the help is 132,000 dong; you pay 198,000"."""
        paid = [
            c for c in view.candidates if (c.measure, c.kind, c.scenario) == ("contribution", "money", "rule")
        ]
        for own in view.candidates:
            if not paid or own.measure != "support" or own.kind != "money" or own.scenario != "actual":
                continue
            if own.numeral.value <= max(c.numeral.value for c in paid) and own.date_role is None:
                own.scenario, own.cues["scenario"] = "rule", paid[0].cues["measure"]
                own.scope, own.cues["scope"] = "each", paid[0].cues["measure"]

    def _in_heading(self, tag: str) -> bool:
        """Whether a word of that kind stands in the line that opened the list of help at hand."""
        start, end = self.context.support_cue
        low = bisect.bisect_left(self.atoms, start, key=lambda atom: atom.start)
        told = itertools.takewhile(lambda atom: atom.start < end, itertools.islice(self.atoms, low, None))
        return any(tag in atom.tags for atom in told)

    def _listed(self, own: Candidate, measure: str) -> bool:
        """Whether the measure of a list's heading is that of a figure in one of its items."""
        if own.kind == "percentage" and measure in _LAID_DOWN:
            return (
                own.unit == "percent" and own.measure in _OF_WHOM and own.base not in ("plan", "amount_due")
            )
        fits = own.measure is None and self._fits(own, measure)
        return fits and (own.kind != "percentage" or measure in _RATES)

    def _follow_item(self, view: View, own: Candidate) -> None:
        """A bare share in an item behind one that told what members are helped with, or what is paid for, tells the same of others."""
        told = self.item
        if told is None or own.unit != "percent" or not self._is_item(view.sentence):
            return
        near = 0 < own.sentence.paragraph - told.sentence.paragraph <= 2 or told.sentence is own.sentence
        near = near and "?" not in self.text[told.numeral.end : own.sentence.start]  # another answer
        laid = told.scenario == "rule" and told.unit == "percent" and told.measure in _LAID_DOWN
        if not (near and laid) or own.base in ("plan", "amount_due") or own.measure not in _OF_WHOM:
            return
        own.measure = told.measure
        own.cues["measure"] = (*told.cues["measure"][:2], "what the item before is about")
        if "in the figure" not in own.cues.get("scheme", ("", "", ""))[2]:
            own.scheme, own.cues["scheme"] = told.scheme, own.cues["measure"]
        if "scenario" not in own.cues:
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]

    def _repeat_item(self, view: View) -> None:
        """An item that holds only a date and figures, of the kinds of the item before, tells the same of another time:
        "- By 2026 21,500 people are members, 3.2 % of those of working age. - By 2027: 26,000 people, 3.9 %".
        """
        told, sentence = self.item_row, view.sentence
        if len(told) != len(view.candidates) or view.schemes or view.measures or not self._is_item(sentence):
            return
        if not 0 < sentence.paragraph - told[0].sentence.paragraph <= 2 or not sentence.dates:
            return
        pairs = list(zip(told, view.candidates, strict=True))
        if any(a.kind != b.kind or (b.own_unit and b.unit != a.unit) for a, b in pairs):
            return
        covered = sum(sum(map(str.isalpha, self.text[a.start : a.end])) for a in self._tagged(sentence))
        if sum(map(str.isalpha, self.text[sentence.start : sentence.end])) - covered > _UNTOLD:
            return
        for left, own in zip(told, view.candidates, strict=True):
            if left.indicator == "other" or (own.indicator != "other" and own.unit != "percent"):
                continue
            own.scheme, own.measure, own.indicator = left.scheme, left.measure, left.indicator
            own.cues["measure"] = own.cues["scheme"] = (
                *left.cues["value"][:2],
                "what the item before is about",
            )
            if own.kind == "percentage" and left.base is not None:
                own.base, own.cues["base"] = left.base, own.cues["measure"]
            elif own.kind == "count" and not own.own_unit:
                own.unit, own.cues["unit"] = left.unit, own.cues["measure"]
            if "scenario" not in own.cues and own.scenario != left.scenario:
                own.scenario, own.cues["scenario"] = left.scenario, own.cues["measure"]

    def _tagged(self, sentence: Sentence) -> list[Atom]:
        """The atoms of a sentence that tell something."""
        return [a for a in self.atoms[sentence.low : sentence.high] if a.tags or a.number is not None]

    def _follow_arrears(self, view: View) -> None:
        """Sums in brackets behind other firms, in a sentence that says nothing of its own, are what they owe too."""
        told = self.money
        if told is None or told.measure != "arrears" or told.sentence.paragraph != view.sentence.paragraph:
            return
        if view.measures or view.schemes or told.sentence is view.sentence:
            return
        for own in view.candidates:
            opened = own.first > view.sentence.low and self.atoms[own.first - 1].tags.get("mark") == "("
            if own.kind == "money" and own.measure is None and own.scenario == "actual" and opened:
                own.scheme, own.measure, own.indicator = told.scheme, told.measure, told.indicator
                own.cues["measure"] = own.cues["scheme"] = (*told.cues["value"][:2], "what others owe")

    def _keep_scheme_of_arrears(self, view: View) -> None:
        """Arrears behind another figure, whose scheme only that one's words name, are of the scheme whose arrears were told before.

        "The debts are 96.8 billion. … bring health insurance up to 95.5 % and the rate of debt below 2 %".
        """
        for at, own in enumerate(view.candidates):
            if own.measure not in _OWED or own.scheme is None:
                continue
            left = view.candidates[at - 1] if at else None
            named, told = own.cues.get("scheme", (0, 0, "")), own.cues.get("measure", (0, 0, ""))
            if self.owed is not None and left is not None and left.measure not in (*_OWED, "collection"):
                if named[1] <= left.numeral.end <= told[0] and own.scheme != self.owed.scheme:
                    own.scheme = self.owed.scheme
                    own.indicator = f"{own.scheme}.{own.measure}"
                    own.cues["scheme"] = (*told[:2], "scheme whose arrears were told before")
            self.owed = own

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
        if sentence.paragraph > _LEAD:
            return False
        lines = [line for line in self.text[: sentence.start].split("\n")[:-1] if line.strip()]
        before = self.cased[max(0, atom.start - 24) : atom.start].rstrip().rpartition(" ")[2]
        inside = self.text[sentence.start : atom.start - 1 - len(before)].strip() != ""
        named = (inside and before[:1].isupper()) or self.cased[atom.end + 1 : atom.end + 2].isupper()
        return len(lines) == 1 and named and "agency" not in atom.tags

    def _is_about_part(self, name: str = "", word: str = "") -> bool:
        """Whether an article whose title or lead names a smaller place is its story.

        It speaks of smaller places, of its `name` or of "the ward" (`word`, where no number stands before it), in two
        more paragraphs at least, and of the whole in half as many at most.
        """
        if (name, word) not in self.about_part:
            self.about_part[name, word] = self._tells_of_part(name, word)
        return self.about_part[name, word]

    def _tells_of_part(self, name: str, word: str) -> bool:
        """As `_is_about_part`, which asks once for each name and word."""
        whole: set[int] = set()
        part: set[int] = set()
        if name:
            part.update(self.text.rfind("\n", 0, m.start()) for m in re.finditer(re.escape(name), self.cased))
        for k, atom in enumerate(self.atoms):
            what = atom.tags.get("scope")
            told = word != "" and "place_part" in atom.tags and self.text[atom.start : atom.end] == word
            if told and k and self.atoms[k - 1].number is None and "scope" not in self.atoms[k - 1].tags:
                part.add(self.text.rfind("\n", 0, atom.start))
            if what == "whole" and "agency" not in atom.tags:
                whole.add(self.text.rfind("\n", 0, atom.start))
            elif what == "part" or ("place_part" in atom.tags and self._names_a_place(k)):
                part.add(self.text.rfind("\n", 0, atom.start))
        return len(part) >= 3 and 2 * len(whole) <= len(part)

    def _remember(self, view: View) -> None:
        context = self.context
        self._remember_heading(view)
        for own in view.candidates:
            if own.measure == "coverage_rate" and own.cues["scheme"][2] != WORKERS:
                context.covered_paragraph, context.covered_scheme = view.sentence.paragraph, own.scheme
                if own.scheme is not None:
                    context.rates[own.scheme] = own.numeral.value
                where = own.cues["measure"][:2]
                if any(m.value == "coverage_rate" and (m.start, m.end) == where for m in view.measures):
                    context.called_scheme = own.scheme
        if view.schemes:
            last = view.schemes[-1]
            narrow = (last.value, context.topic) == ("social_insurance", "voluntary_social_insurance")
            if narrow or self._hints_back(view):
                context.scheme = "voluntary_social_insurance"
            else:
                context.scheme = last.value
            context.scheme_paragraph = view.sentence.paragraph
            figures = view.candidates
            label = self.text[last.end : figures[0].numeral.start] if figures else ""
            context.scheme_in_item = ":" in label and self._is_item(view.sentence)
            if self.text[view.sentence.start : view.sentence.end].rstrip('" \n').endswith("?"):
                context.asked_paragraph = view.sentence.paragraph
        elif context.scheme_paragraph == view.sentence.paragraph and not view.candidates:
            if self.text[view.sentence.start : view.sentence.end].rstrip('" \n').endswith("?"):
                context.asked_paragraph = view.sentence.paragraph  # "… pay in for a pension. How much is it?"
        if view.measures and not view.candidates:
            if self.text[view.sentence.start : view.sentence.end].rstrip('" \n').endswith("?"):
                several = len({m.value for m in view.measures}) > 1
                context.asked_measure = None if several else view.measures[0]
                context.asked_measure_paragraph = view.sentence.paragraph
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
                if view.sentence.paragraph and self._is_home_of_speaker(view.sentence, atom.start):
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
                word = self.text[atom.start : atom.end] if self.spaces and "place_part" in atom.tags else ""
                if self._may_be_home(view.sentence, atom) and self._is_about_part(word=word):
                    context.home = (atom.start, atom.end, "part of the province named in the title")
            elif what == "whole" and not self._tells_where(k, context.part, view.sentence):
                context.part_paragraph = -1
                context.whole_paragraph = view.sentence.paragraph
        shares = [own for own in view.candidates if own.kind == "percentage"]
        if shares:
            levels = [c for c in shares if c.unit == "percent" and c.measure != "growth"] or shares
            covered = levels[-1].measure == "coverage_rate" or levels[-1].unit == "percentage_point"
            context.share_paragraph = view.sentence.paragraph if covered else -10
        self._remember_goals(view)
        tail = self.text[view.sentence.start : view.sentence.end].rstrip()
        colon = tail.endswith((":", *self.spec.language.as_follows))
        if colon:
            context.support_paragraph = view.sentence.paragraph
            named = (m.value for m in reversed(view.schemes) if "scheme" in self.atoms[m.first].tags)
            context.support_scheme = next(named, None)
            context.support_cue = (view.sentence.start, view.sentence.start + len(tail))
        if colon and not view.candidates and view.measures and context.topic is not None:
            told = view.measures[-1]
            context.list_measure = told if told.value in _LISTED else None
            context.list_paragraph = view.sentence.paragraph
        cues = [self.atoms[k] for k in view.sentence.where.get("scenario", ())]
        heading = (
            not view.candidates and len(tail) < 80 and _NUMBERED.match(tail) and tail[-1:] not in ".;,!?"
        )
        if tail.endswith("?") and (not cues or cues[-1].tags["scenario"] == "actual"):
            context.scenario_paragraph = -1  # what is asked lays nothing down for the answer
        elif (colon or tail.endswith("?") or heading) and cues and (colon or len(tail) < 80):
            context.scenario = cues[-1].tags["scenario"]
            context.scenario_cue = (cues[-1].start, cues[-1].end, "heading of the list")
            context.scenario_paragraph = view.sentence.paragraph
            context.heading_date = self._due_of_heading(view.sentence)
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
            context.heading_date = self._due_of_heading(view.sentence)
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
