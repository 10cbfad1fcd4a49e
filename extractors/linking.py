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
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from extractors.atoms import Atom
from extractors.candidates import Candidate, Cue, short_gap
from extractors.dates import DateExpression
from extractors.places import is_smaller_place
from extractors.segments import Sentence
from extractors.tables import Row, TableReader
from schemas.codes import Scenario
from schemas.lexicon import LexiconSpec

_RANKS = {";": 5.0, ":": 2.9, "\n": 6.0, ",": 3.0, ")": 2.2, "…": 3.0, "|": 5.0}
_BREAK_RANKS = {"strong": 5.0, "clause": 4.0, "continuation": 3.4, "conjunction": 2.5}

_FITTING: dict[str, frozenset[str]] = {
    "percentage": frozenset(
        {
            "coverage_rate",
            "arrears",
            "contribution",
            "support",
            "satisfaction_rate",
            "benefits",
            "beneficiaries",
            "claims",
            "participants",
            "new_participants",
            "collection",
            "other",
        }
    ),
    "money": frozenset({"collection", "arrears", "benefits", "contribution", "support", "other"}),
    "person": frozenset({"participants", "new_participants", "beneficiaries", "attendees", "other"}),
    "household": frozenset({"participants", "new_participants", "other"}),
    "document": frozenset({"cards", "other"}),
    "case": frozenset({"claims", "other"}),
    "event": frozenset({"events", "other"}),
    "organization": frozenset({"other"}),
    "item": frozenset({"participants", "new_participants", "beneficiaries", "claims", "other"}),
}
_PEOPLE = frozenset({"participants", "new_participants", "beneficiaries", "attendees"})
_LARGE = 100_000_000
"""From here on a number without a noun, in a paragraph that speaks of money, counts no people or things."""
_WITHOUT_TOPIC = frozenset({"arrears", "arrears_rate", "collection", "satisfaction_rate", "claims"})
"""Measures whose scheme, where the sentence names none, is insurance as such and not the scheme last spoken of."""


SIGNS = 3
"""From how many words on that name no scheme ("contributions", "the insured") an article is taken to be about insurance."""
_PAYMENTS = frozenset({"benefits", "contribution", "arrears"})
"""Measures of money alone."""


_NAMED_LINE = re.compile(r"[\s•*+-]*((?:[^\W\d_a-z][\w'-]*)(?: [^\W\d_a-z][\w'-]*){1,4}): ?")
LISTED = 12
"""How many lines down a list's lines still tell of what was told before it."""
NEARBY = 2
"""How many lines up (empty ones count) insurance must have been spoken of for words of money to be about it."""
_INSURED = frozenset({"scheme", "scheme_hint", "agency", "topic"})
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
_STOCKS = frozenset({"arrears", "arrears_rate", "coverage_rate", "participants"})
"""Measures of a state: in a clause of their own behind one of what was done, that one's stretch of time does not date them."""
_COVERED = frozenset({"population", "working_age", "workforce", "students", "households"})
"""Bases of which a share can be covered by insurance."""
_PAID_FOR = {"beneficiaries": "benefits", "claims": "benefits", "cards": "support"}
"""What money is that follows a count in the same sentence without a word of its own: "9,480 people, 271 billion in all"."""


@dataclass(slots=True)
class Mention:
    """A cue, or several coordinated ones read as one. Atom indices, both inclusive."""

    first: int
    last: int
    value: str
    start: int
    end: int


@dataclass(slots=True)
class Context:
    """What earlier sentences leave for later ones."""

    topic: str | None
    """The article's scheme, `insurance` where it speaks of several, None where it is not about insurance."""
    scheme: str | None = None
    scheme_paragraph: int = -1
    insured_paragraph: int = -10
    """The last paragraph that named a scheme, the agency or the insured."""
    rate: str | None = None
    """The rate that the last percentage told, coverage or arrears, with its scheme and where it was read."""
    rate_scheme: str | None = None
    rate_cue: Cue | None = None
    rate_paragraph: int = -1
    paragraph: int = -1
    part: Cue | None = None
    part_paragraph: int = -1
    scenario: Scenario = "actual"
    scenario_cue: Cue | None = None
    scenario_paragraph: int = -1
    share_paragraph: int = -10
    """The paragraph whose last percentage was a coverage."""
    covered_paragraph: int = -10
    covered_scheme: str | None = None
    listed: bool = False
    """Whether items of the heading's list have been read: the first line that is none ends it."""
    heading_of_items: bool = False
    """Whether the heading had no colon: then it holds for list items only."""
    currency: Cue | None = None
    currency_unit: str = ""
    currency_paragraph: int = -1
    percent_paragraph: int = -1


@dataclass(slots=True)
class View:
    """One sentence with its candidates, and its cues by kind."""

    sentence: Sentence
    candidates: list[Candidate]
    schemes: list[Mention] = field(default_factory=list)
    measures: list[Mention] = field(default_factory=list)


def article_topic(atoms: list[Atom], sentences: list[Sentence]) -> str | None:
    """The scheme that an article is about: the one that most of its scheme cues name, `insurance` where none dominates."""
    counts: Counter[str] = Counter()
    agencies = 0
    for atom in atoms:
        if "agency" in atom.tags:
            agencies += 1
        elif "scheme" in atom.tags:
            counts[atom.tags["scheme"]] += 1
    total = sum(counts.values())
    signs = sum(
        "topic" in atom.tags and "scheme" not in atom.tags and "agency" not in atom.tags for atom in atoms
    )
    title = [a for s in sentences if s.paragraph == sentences[0].paragraph for a in atoms[s.low : s.high]]
    signs += any("topic" in atom.tags for atom in title)
    titled = {a.tags["scheme"] for a in title if "scheme" in a.tags and "agency" not in a.tags}
    has_title = bool(titled) and sentences[-1].paragraph > sentences[0].paragraph
    if total + agencies < 2 and not has_title and total + agencies + signs < SIGNS:
        return None
    if (
        titled == {"social_insurance"}
        and counts["voluntary_social_insurance"] > counts["social_insurance"] - 1
    ):
        return "voluntary_social_insurance"  # "a fishmonger's pension"
    if len(titled) == 1:
        return str(titled.pop())
    if total and (total > 1 or signs < SIGNS):
        scheme, count = counts.most_common(1)[0]
        if count >= 0.6 * total:
            return scheme
    return "insurance"


_LOCAL_ACT = re.compile(r"[^.;:\n]{0,40}?\d[-/][\w-]{0,12}[-/](?:ubnd|hđnd|hdnd|tu)\b")
"""The number of an act of a province's committee, council or party committee: what it lays down is a goal, no law."""
_NUMBERED = re.compile(r"(?:[ivx]{1,4}|\d{1,2}|[a-h])[.)/] ")
_ITEM = re.compile(r"\s*(?:[-•+*(]|(?:\d{1,2}(?:\.\d{1,2})?|[a-z])[.)/](?!\d))")
"""How a numbered heading and an item of a list begin."""
_ROW = re.compile(r"[^.:;!?]{2,60}: ?\S[^;]{0,60}$")
"""A line that is a label and its value."""


_LED = re.compile(r"[*•●■◆▪+-] \S|[A-ZÀ-ÝĐ][A-ZÀ-ÝĐ -]{3,40}[.:] ")
"""How a paragraph begins that carries its heading in itself: a mark, or words in capitals."""


def is_bulletin(text: str, atoms: list[Atom], sentences: list[Sentence]) -> bool:
    """Whether headings part an article into items of which most, and the title, do not speak of insurance.

    `text` is the folded text with its capitals.
    """
    insured = {s.paragraph for s in sentences if any(_INSURED & a.tags.keys() for a in atoms[s.low : s.high])}
    if sentences and sentences[0].paragraph in insured:
        return False
    lines: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        low, _ = lines.get(sentence.paragraph, (sentence.start, 0))
        lines[sentence.paragraph] = low, sentence.end
    spans = [(number, text[low:high].strip()) for number, (low, high) in lines.items()]
    spans = [(number, line) for number, line in spans if line]
    longer = [number for number, line in spans if len(line) >= 60]
    headings = sum(
        (len(line) >= 60 and _LED.match(line) is not None)
        or (len(line) <= 40 and line[-1].isalnum() and len(after) >= 60 and ":" not in line)
        for (_, line), (_, after) in itertools.pairwise([*spans, (-1, "")])
    )
    return headings >= 3 and sum(number in insured for number in longer) * 2 < len(longer)


Construction = Callable[["Linker", View], None]
"""A rule of one language's `rules.py`: changes what the engine linked in a sentence, and names itself in the cues."""


class Linker:
    """Links the candidates of one article, sentence by sentence, in order."""

    def __init__(
        self,
        text: str,
        atoms: list[Atom],
        spec: LexiconSpec,
        published: date | None,
        topic: str | None,
        constructions: tuple[Construction, ...] = (),
        bulletin: bool = False,
    ) -> None:
        """`topic` and `bulletin` are what `article_topic` and `is_bulletin` say of the article."""
        self.bulletin = bulletin
        self.constructions = constructions
        self.text = text
        named = {a.tags["scheme"] for a in atoms if "scheme" in a.tags and "agency" not in a.tags}
        named.discard("insurance")
        self.only_scheme: str | None = named.pop() if len(named) == 1 else None
        """The one scheme that the article names: its bare "insurance" means that one."""
        self.cased = text
        """The folded text with its capitals."""
        self.atoms = atoms
        self.spec = spec
        self.published = published
        self.head_before = spec.language.head == "before"
        self.spaces = spec.language.spaces
        self.context = Context(topic)
        self.money: Candidate | None = None
        """The last amount of money that a measure of insurance governed, for lists of those who owe or get it."""
        self.told: Candidate | None = None
        """The last figure of the sentences before, for words that point back to it."""
        self.tables = TableReader(text, atoms)
        schemes = Counter(a.tags["scheme"] for a in atoms if "scheme" in a.tags and "agency" not in a.tags)
        self.several = topic is not None and schemes[topic] < 0.67 * sum(schemes.values())
        """Whether the article speaks of several schemes, whatever its title names."""

    def link(self, sentence: Sentence, candidates: list[Candidate]) -> None:
        """Fill the governing fields of a sentence's candidates."""
        view = View(sentence, candidates, self._schemes(sentence), self._measures(sentence))
        if sentence.paragraph != self.context.paragraph:
            self.context.paragraph = sentence.paragraph
        if any(_INSURED & self.atoms[k].tags.keys() for k in range(sentence.low, sentence.high)):
            self.context.insured_paragraph = sentence.paragraph
        self._mark_due_head(sentence)
        self._pass_dateline(sentence)
        sentence.task = self._in_task_list(sentence)
        if candidates:
            self._cut_cells(view)
            self._inherit_units(view)
            self._set_scenarios(view)
            for at, own in enumerate(candidates):
                self._set_base(own)
                self._set_base_in_brackets(view, at)
                self._share_of_total(view, at)
                self._set_scheme(view, at)
                self._set_measure(view, at)
                self._set_rate(own)
                self._threshold(view, at)
            self._set_respectively(view)
            for at, own in enumerate(candidates):
                self._set_indicator(view, at)
                self._set_date(view, at)
                self._finish_scenario(own)
            self._set_scopes(view)
        for construction in self.constructions:
            construction(self, view)
        if candidates:
            self._set_named_line(view)
            self.money = next(
                (c for c in candidates[::-1] if c.kind == "money" and c.indicator != "other"), self.money
            )
        row = self.tables.follow(sentence, bool(candidates))
        if row is not None:
            self._link_row(view, row)
        self._remember(view)
        self.told = candidates[-1] if candidates else self.told

    def _set_named_line(self, view: View) -> None:
        """A line that is a name in capitals, a colon and figures tells of one place or firm what was told of all."""
        sentence, first = view.sentence, view.candidates[0]
        named = _NAMED_LINE.match(self.cased, sentence.start, self.atoms[first.first].start)
        if named is None or named.end() != self.atoms[first.first].start or not self.spaces:
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

    def _link_row(self, view: View, row: Row) -> None:
        """Figures of a table row are governed by the heads of their column and row, and by nothing else of the row."""
        where = "head of the table's column or row"
        context = self.context
        for at, own in enumerate(view.candidates):
            heads = self.tables.governing_atoms(row, own.numeral.start)
            own.pre, own.post, own.cut = own.first, own.last + 1, "strong"
            own.scheme = own.measure = own.base = None
            if own.kind == "count" and own.before_noun and own.last == own.index:
                own.unit, own.own_unit, own.before_noun = "item", False, False  # a noun in the row's head
            for name in ("scheme", "measure", "base", "change"):
                own.cues.pop(name, None)
            for atom in heads:
                cue = (atom.start, atom.end, where)
                tags = atom.tags
                for tag, kind in (("currency", "money"), ("physical", "measure")):
                    if tag in tags and own.kind == "count" and not own.own_unit:
                        own.kind, own.unit, own.own_unit = kind, tags[tag], True  # type: ignore[assignment]
                        own.cues["unit"] = own.cues["kind"] = cue
                if "unit" in tags and own.kind == "count" and not own.own_unit:
                    own.unit, own.own_unit = tags["unit"], True
                    own.cues["unit"] = cue
                hint = tags.get("scheme_hint") if context.topic is not None else None
                scheme = tags.get("scheme") or hint
                if scheme is not None and own.scheme is None and "agency" not in tags:
                    own.scheme, own.cues["scheme"] = scheme, cue
                if "base" in tags and own.kind == "percentage" and own.base is None:
                    own.base, own.cues["base"] = tags["base"], cue
                if "scenario" in tags and not (own.kind == "percentage" and tags.get("base") == "plan"):
                    own.scenario, own.cues["scenario"] = tags["scenario"], cue
            for atom in heads:
                measure = atom.tags.get("measure")
                if measure is not None and own.measure is None and self._fits(own, measure):
                    own.measure, own.cues["measure"] = measure, (atom.start, atom.end, where)
            if own.scheme is None and context.scheme is not None:
                own.scheme = context.scheme
                own.cues["scheme"] = (own.numeral.start, own.numeral.end, "scheme that the table is about")
            self._set_indicator(view, at)
            dated = self.tables.governing_date(row, own.numeral.start)
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)
            if dated is not None and self._dates_figures(dated):
                self._apply_date(own, dated, where)
            if (
                row.cells
                and not any("province" in a.tags for a in heads)
                and self.tables.column(row, own.numeral.start)
            ):
                own.scope = "part"
                own.cues["scope"] = (*row.cells[0], "place at the head of the table's row")

    def _under_goals(self, sentence: Sentence) -> bool:
        """Whether a line stands in a list that a heading of goals or tasks opened."""
        context = self.context
        return context.scenario == "target" and context.scenario_paragraph == sentence.paragraph - 1

    def _mark_due_head(self, sentence: Sentence) -> None:
        """A day to come that heads a list of goals, dates one of its items or stands at an item's head is a due date."""
        if not sentence.dates or self.published is None:
            return
        head = sentence.dates[0]
        listed = self._is_item(sentence) or self._is_row(sentence)
        if self._under_goals(sentence) and (listed or self._is_date_alone(sentence)):
            for found in sentence.dates:
                ahead = found.last is not None and found.last > self.published and found.shape != "months"
                if ahead and found.preposition in (None, "in", "as_of") and not self._names_plan(found):
                    found.preposition = "by"
            return
        before = [self.atoms[k] for k in range(sentence.low, head.index)]
        if any("mark" not in a.tags and (a.number is None or not a.number.plain) for a in before):
            return
        marks = (":", "-") if self._is_item(sentence) else (":",)
        if head.stop >= sentence.high or self.atoms[head.stop].tags.get("mark") not in marks:
            return
        if head.preposition in (None, "in") and head.last is not None and head.last > self.published:
            head.preposition = "by"

    def _pass_dateline(self, sentence: Sentence) -> None:
        """The day in the brackets with which a paragraph begins, "(Lai Chau News, 6 October 2026)", is that of the report."""
        if self.published is None or self.atoms[sentence.low].tags.get("mark") != "(" or sentence.number:
            return
        for k in range(sentence.low + 1, sentence.high):
            if self.atoms[k].tags.get("mark") == ")":
                for dated in sentence.dates:
                    if dated.stop <= k and dated.last is not None and dated.preposition is None:
                        if dated.shape == "day" and 0 <= (self.published - dated.last).days <= 7:
                            dated.first = dated.last = None
                return

    def _in_task_list(self, sentence: Sentence) -> bool:
        """Whether the sentence is an item below a heading of goals or tasks."""
        context = self.context
        below = context.scenario_paragraph in (sentence.paragraph, sentence.paragraph - 1)
        return below and context.scenario == "target" and self._is_item(sentence)

    # cues of the sentence

    def _schemes(self, sentence: Sentence) -> list[Mention]:
        """Scheme cues; several schemes in one coordination are insurance as such. Hints count where insurance is the topic."""
        found: list[Mention] = []
        for k in range(sentence.low, sentence.high):
            tags = self.atoms[k].tags
            if "agency" in tags:
                continue
            scheme = tags.get("scheme")
            if scheme is None and self.context.topic is not None:
                scheme = tags.get("scheme_hint")
            if scheme is None:
                continue
            atom = self.atoms[k]
            last = found[-1] if found else None
            if last is not None and self._coordinated(last.last, k):
                if last.value != scheme:
                    last.value = "insurance"
                last.last, last.end = k, atom.end
            else:
                value = scheme
                if value == "insurance" and self.only_scheme is not None:
                    value = self.only_scheme
                found.append(Mention(k, k, value, atom.start, atom.end))
        return found

    def _coordinated(self, left: int, right: int) -> bool:
        """Whether only commas, conjunctions and a few letters stand between two cues."""
        joined = False
        for k in range(left + 1, right):
            tags = self.atoms[k].tags
            if tags.get("mark") == "," or tags.get("break") == "conjunction":
                joined = True
            elif tags.get("date") != "glue" and "numglue" not in tags and "range_and" not in tags:
                return False
        measures = {self.atoms[k].tags.get("measure") for k in (left, right)} - {None}
        if len(measures) > 1:
            return False  # "voluntary participants and a health insurance coverage of 95 %"
        gap = self.text[self.atoms[left].end : self.atoms[right].start]
        letters = sum(c.isalpha() for c in gap)
        known = sum(self.atoms[k].end - self.atoms[k].start for k in range(left + 1, right))
        if not joined and not self.spaces and gap == " ":
            return True
        return joined and letters <= known + (4 if self.spaces else 2)

    def _measures(self, sentence: Sentence) -> list[Mention]:
        return [
            Mention(k, k, self.atoms[k].tags["measure"], self.atoms[k].start, self.atoms[k].end)
            for k in range(sentence.low, sentence.high)
            if "measure" in self.atoms[k].tags
        ]

    # cells

    def _cut_cells(self, view: View) -> None:
        candidates = view.candidates
        candidates[0].pre = view.sentence.low
        candidates[-1].post = view.sentence.high
        for left, right in itertools.pairwise(candidates):
            at, kind = self._cut_between(left, right)
            left.post = at
            right.pre = at
            right.cut = kind

    def _cut_between(self, left: Candidate, right: Candidate) -> tuple[int, str]:
        """The index of the first atom of the right cell, and what kind of break parts the two."""
        best, where, kind = 0.0, right.first if not self.head_before else left.last + 1, "none"
        where = min(max(where, left.last + 1), right.first)
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
                    if " " not in self.text[a.end : b.start] and b.start - a.end > 0:
                        cue = None  # a verb behind its subject, not a phrase of its own
                if cue in _BREAK_RANKS and _BREAK_RANKS[cue] > rank:
                    rank, what = _BREAK_RANKS[cue], cue
                if b.tags.get("mark") == "(":
                    rank, what = 3.4, "paren"
            numbered = b.number is not None or (k > left.last and a.number is not None)
            spaced = not self.spaces and not numbered and " " in self.text[a.end : b.start]
            if not rank and spaced and k + 1 < right.first:
                rank, what = (0.5 if k == left.last and self._leans_back(b) else 1.0), "space"
            if rank > best or (rank == best and rank and not self.head_before):
                best, where, kind = rank, k + 1, what
        if kind not in ("continuation", "paren"):
            # A continuation word later than the cut still says that the right figure continues the left one.
            for k in range(where, right.first):
                if self.atoms[k].tags.get("break") == "continuation" and kind in ("comma", "space", "none"):
                    kind = "continuation"
        return where, kind

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
            if gap == " " and self._belongs(atom):
                spaces -= k > own.last + 1 or own.kind != "percentage"  # "… people / of the province / have"
            parts = atom.tags.get("break") in ("strong", "clause", "conjunction") or "request" in atom.tags
            parts = parts and " " in gap
            if spaces > 1 or parts or atom.tags.get("mark") in (";", ":", ",", "(", ")", '"', "\n"):
                return k
            reach = atom.end
        return own.post

    @staticmethod
    def _belongs(atom: Atom) -> bool:
        """Whether a phrase begins that only tells whose or where: of the province."""
        return atom.tags.get("scope") == "whole" or "nationwide" in atom.tags

    def _cell(self, own: Candidate) -> tuple[range, range]:
        """The atom indices before and after the figure in its cell, the latter in order, the former nearest first."""
        return range(own.first - 1, own.pre - 1, -1), range(own.index + 1, own.post)

    @staticmethod
    def _beside(view: View, at: int) -> Candidate | None:
        """The figure before one in a list: shares that only tell more of it ("that is 49 %") are passed over."""
        k = at - 1
        while k > 0 and view.candidates[at].kind != "percentage" and view.candidates[k].kind == "percentage":
            if view.candidates[k].cut not in ("paren", "continuation"):
                break
            k -= 1
        return view.candidates[k] if k >= 0 else None

    def _joined(self, left: Candidate, right: Candidate) -> bool:
        """Whether only a word such as "to" stands between two numbers: from 215 to 148."""
        between = self.text[left.numeral.end : right.numeral.start]
        return right.cut == "none" and sum(c.isalpha() for c in between) <= 4

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
                and own.numeral.value >= _LARGE
                and own.numeral.scaled
                and context.currency is not None
                and context.currency_paragraph == view.sentence.paragraph
            ):
                own.kind, own.unit = "money", context.currency_unit
                own.cues["unit"] = (*context.currency[:2], "currency of the amount before")
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
        for at, right in enumerate(view.candidates):
            left = self._beside(view, at)
            if left is None:
                continue
            if (
                right.kind == left.kind == "count"
                and not right.own_unit
                and (right.cut in ("conjunction", "comma", "space", "clause") or self._joined(left, right))
                and not (
                    right.cut in ("conjunction", "comma") and self.spaces and self._has_unknown_noun(right)
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

        for left, right in zip(view.candidates[-2::-1], view.candidates[:0:-1], strict=False):
            bare = left.kind == "count" and not left.own_unit and left.numeral.scaled
            if bare and right.kind == "money" and left.numeral.value >= _LARGE:
                left.kind, left.unit = "money", right.unit
                left.cues["unit"] = (*right.cues["unit"][:2], "currency of the amount behind")
            if left.kind == right.kind == "count" and right.own_unit and not left.own_unit:
                between = self.text[left.numeral.end : right.numeral.start]
                if right.cut in ("conjunction", "comma", "strong") and sum(c.isalpha() for c in between) <= 4:
                    left.unit = right.unit
                    left.cues["unit"] = (*right.cues["unit"][:2], "unit at the end of the list")

    def _paid_word(self, own: Candidate) -> Atom | None:
        """A word of bills or payments right before a large number that nothing follows: "the bill was 85.5 million, we paid 17.1 million"."""
        if not self.spaces or own.numeral.value < 100_000 or self._has_unknown_noun(own):
            return None
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

    # scenario

    def _set_scenarios(self, view: View) -> None:
        context = self.context
        state: Scenario = "actual"
        cue: Cue | None = None
        if context.scenario_paragraph in (view.sentence.paragraph, view.sentence.paragraph - 1) and (
            (not context.heading_of_items and (not context.listed or view.sentence.number > 0))
            or self._is_item(view.sentence)
            or self._is_row(view.sentence)
        ):
            state, cue = context.scenario, context.scenario_cue
        elif (label := self._task_label(view.sentence)) is not None:
            state, cue = "target", (label.start, label.end, "a task: its label follows")
        at = view.sentence.low
        left: Candidate | None = None
        for own in view.candidates:
            for k in range(at, own.index):
                atom = self.atoms[k]
                if self._names_a_base(atom, left):
                    continue
                if (
                    state == "rule"
                    and cue is not None
                    and cue[0] >= view.sentence.start
                    and "duty" in atom.tags
                    and _LOCAL_ACT.match(self.text, cue[1]) is None
                ):
                    continue  # "according to the law, employers must pay 17.5 %"
                if "contrast" in atom.tags and state == "target" and cue is not None:
                    if cue[0] >= view.sentence.start:
                        state, cue = (
                            "actual",
                            None,
                        )  # "the goal is 95 %, but …": what follows says itself what it is
                if k == view.sentence.low and self.text[atom.end : atom.end + 2] == ") ":
                    continue  # the letter of an item
                if "scenario" in atom.tags and "agency" not in atom.tags:
                    state = atom.tags["scenario"]
                    cue = (atom.start, atom.end, f"{state} word before the figure")
            listed = own.pre > 0 and self.atoms[own.pre - 1].tags.get("mark") == ";"
            parted = not self.spaces and own.cut == "strong" and not listed
            if parted and state == "target" and cue is not None and cue[0] < self.atoms[own.pre].start:
                state, cue = "actual", None  # another clause, which says nothing of goals
            if not self.spaces and own.kind == "count" and state == "rule" and cue is not None:
                if cue[0] < self.atoms[own.pre].start:
                    state, cue = (
                        "actual",
                        None,
                    )  # what the law says of one clause's figure is no count in the next
            at, left = own.index, own
            if cue is None:
                for k in range(own.index + 1, self._near(own)):
                    atom = self.atoms[k]
                    if atom.tags.get("scenario") == "actual" and "agency" not in atom.tags:
                        break
                    if self.spaces and atom.tags.get("mark") == ";":
                        break  # "96 % are insured; the others must be by October"
                    if not self._said_on(own, k):
                        break
                    if not self._names_a_base(atom, own) and atom.tags.get("scenario") in ("target", "rule"):
                        own.scenario = atom.tags["scenario"]
                        own.cues["scenario"] = (atom.start, atom.end, f"{own.scenario} word after the figure")
                        break
            else:
                own.scenario = state
                own.cues["scenario"] = cue
            before = self.atoms[own.first - 1] if own.first > view.sentence.low else None
            if before is not None and before.tags.get("prep") == "compared" and own.scenario == "target":
                own.scenario = "actual"
                own.cues["scenario"] = (before.start, before.end, "what a goal is compared with is fact")
            elif (
                before is not None
                and "range_open" in before.tags
                and own.scenario == "target"
                and self._leads_on(view, own)
            ):
                own.scenario = "actual"
                own.cues["scenario"] = (before.start, before.end, "what a goal starts from is fact")

    def _said_on(self, own: Candidate, k: int) -> bool:
        """Whether no other subject stands before a word behind a figure: no unknown word behind a space, where spaces are few."""
        if self.spaces:
            return True
        reach = self.atoms[own.last].end
        space = self.text.find(" ", reach, self.atoms[k].start)
        if space < 0:
            return True
        dated = [a for a in self.atoms[own.last + 1 : k] if {"date", "prep", "month"} & a.tags.keys()]
        letters = sum(c.isalpha() for c in self.text[space : self.atoms[k].start])
        return letters <= 2 + sum(a.end - a.start for a in dated if a.start >= space)

    def _leads_on(self, view: View, own: Candidate) -> bool:
        """Whether a figure behind "from" is followed by "to" another of its kind: from 78 to 85 %."""
        for right in view.candidates:
            if right.index > own.index:
                between = self.atoms[own.last + 1 : right.index]
                to = any(a.tags.get("change") == "level" or "range_between" in a.tags for a in between)
                marked = any("mark" in a.tags for a in between)
                return to and not marked and (right.kind, right.unit) == (own.kind, own.unit)
        return False

    def _task_label(self, sentence: Sentence) -> Atom | None:
        """The label, "responsible:" or "due:", in a task's own line, or with which the line after its item begins."""
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

    def _finish_scenario(self, own: Candidate) -> None:
        """What date and measure say of the scenario: a due date in the future is a target, a rate of contribution a rule."""
        if own.measure in ("contribution", "contribution_rate") and "scenario" not in own.cues:
            own.scenario = "rule"
            own.cues["scenario"] = (*own.cues["measure"][:2], "contributions are set by law")
        elif own.measure == "support" and own.kind == "percentage" and own.scenario == "actual":
            own.scenario = "rule"
            own.cues["scenario"] = (*own.cues["measure"][:2], "shares of support are set by policy")
        if own.scenario == "rule":
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)

    # base, scheme, measure

    def _set_base(self, own: Candidate) -> None:
        if own.kind != "percentage" or own.unit == "percentage_point":
            return
        before, after = self._cell(own)
        for rule, indices in (("base after the percentage", after), ("base before the percentage", before)):
            for k in indices:
                atom = self.atoms[k]
                if atom.tags.get("mark") == "," and rule == "base after the percentage":
                    break
                if (
                    atom.tags.get("base") == "group"
                    and rule[5] == "b"
                    and (
                        {"place_part", "scope"} & atom.tags.keys()
                        or atom.tags.get("measure") in ("participants", "new_participants", "coverage_rate")
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

    def _share_of_total(self, view: View, at: int) -> None:
        """98 % of the 45,000 pupils are insured: the share's base and clause stand behind the number that follows it."""
        if not self.spaces or at + 1 >= len(view.candidates):
            return
        own, total = view.candidates[at], view.candidates[at + 1]
        between = self.text[own.numeral.end : total.numeral.start]
        joined = 0 < sum(c.isalpha() for c in between) <= 8 and not any(c in between for c in ",;:()-\n.")
        if (
            own.unit != "percent"
            or own.base == "plan"
            or total.unit not in ("person", "household")
            or not joined
        ):
            return
        if any("break" in self.atoms[k].tags for k in range(own.index + 1, total.index)):
            return
        for k in self._cell(total)[1]:
            if "base" in self.atoms[k].tags and self._right_behind(self.atoms[k], total):
                own.base = self.atoms[k].tags["base"]
                own.cues["base"] = (self.atoms[k].start, self.atoms[k].end, "base behind its total")
        own.post, total.pre, total.post = total.post, total.first, total.last + 1

    def _set_base_in_brackets(self, view: View, at: int) -> None:
        """82 % of the plan, above the national average (70 %): what is compared is taken of the same."""
        own, left = view.candidates[at], view.candidates[at - 1] if at else None
        if left is None or own.cut != "paren" or own.base is not None or own.unit != "percent":
            return
        if left.kind == "percentage" and left.unit == "percent" and left.base is not None:
            own.base = left.base
            own.cues["base"] = (*left.cues["base"][:2], "base of the figure before the brackets")

    def _is_goal(self, atom: Atom, own: Candidate, rule: str) -> bool:
        """Whether a word of goals and plans sets a goal here: it is a base ("82 % of the target") only right behind."""
        if atom.tags["base"] != "plan" or "scenario" not in atom.tags:
            return False
        return rule == "base before the percentage" or not self._right_behind(atom, own)

    def _right_behind(self, atom: Atom, own: Candidate) -> bool:
        return short_gap(self.text, own.numeral.end, atom.start, 25)

    def _names_a_base(self, atom: Atom, own: Candidate | None) -> bool:
        """Whether a word that could tell of a goal only says what a percentage is taken of."""
        base = atom.tags.get("base")
        if base == "amount_due":
            return True
        return (
            base == "plan" and own is not None and own.kind == "percentage" and self._right_behind(atom, own)
        )

    def _set_scheme(self, view: View, at: int) -> None:
        own = view.candidates[at]
        inside = [m for m in view.schemes if own.pre <= m.first < own.post]
        before = [m for m in inside if m.last < own.index]
        near = self._near(own)
        after = [m for m in inside if own.index < m.first < near]
        order = (before[::-1], after) if self.head_before else (after, before[::-1])
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
            return
        behind = [m for m in view.schemes if m.first in self._behind_aside(view, at)]
        if behind:
            own.scheme = behind[0].value
            own.cues["scheme"] = (
                behind[0].start,
                behind[0].end,
                "scheme in the figure's clause, behind an aside",
            )
            return
        left = view.candidates[at - 1] if at else None
        places = left is not None and left.kind == "count" and left.unit == "locality"
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
            if rule == "scheme later in the sentence" and not self.spaces:
                parted = (c.pre for c in view.candidates[at + 1 :] if c.cut in ("strong", "clause"))
                stop = next(parted, view.sentence.high)
                mentions = [m for m in mentions if m.first < stop]
            if mentions and (rule != "scheme later in the sentence" or self._shared_end(view, at)):
                own.scheme = mentions[0].value
                own.cues["scheme"] = (mentions[0].start, mentions[0].end, rule)
                return

    def _behind_aside(self, view: View, at: int) -> range:
        """The atoms with which a figure's clause goes on behind a share told aside: "A people, that is 41 %, take part"."""
        if not self.spaces or at + 1 >= len(view.candidates):
            return range(0)
        aside = view.candidates[at + 1]
        if aside.kind != "percentage" or aside.cut not in ("continuation", "paren"):
            return range(0)
        for k in range(aside.index + 1, aside.post):
            if self.atoms[k].tags.get("mark") in (",", ")"):
                return range(k + 1, aside.post)
        return range(0)

    def _shared_end(self, view: View, at: int) -> bool:
        """Whether the cells after this one are only listed on: then what stands at the list's end is shared."""
        following = view.candidates[at + 1 : at + 2]
        return bool(following) and following[0].cut in ("conjunction", "comma", "space", "none")

    def _fits(self, own: Candidate, measure: str) -> bool:
        key = own.kind if own.kind != "count" else own.unit
        return measure in _FITTING.get(key, frozenset())

    def _set_measure(self, view: View, at: int) -> None:
        own = view.candidates[at]
        near = self._near(own)
        fitting = [m for m in view.measures if own.pre <= m.first < near and self._fits(own, m.value)]
        if own.kind == "percentage" and any(
            m.value == "contribution" for m in view.measures if m.last < own.index
        ):
            fitting = [m for m in fitting if m.value != "other" or m.first < own.index]  # "4.5 % of the wage"
        if fitting:
            nearest = min(
                fitting, key=lambda m: abs(m.first - own.index) - (0.5 if m.first < own.index else 0)
            )
            strong = [m for m in fitting if m.value in ("new_participants", "attendees", "beneficiaries")]
            if nearest.value == "participants" and strong:
                nearest = min(strong, key=lambda m: abs(m.first - own.index))
            if nearest.value in ("participants", "beneficiaries", "claims"):  # satisfied of whom or with what
                nearest = next((m for m in fitting if m.value == "satisfaction_rate"), nearest)
            given = [m for m in fitting if m.value == "support" and own.first - 4 <= m.first < own.first]
            if nearest.value == "participants" and own.kind == "percentage" and given and not own.base:
                between = self.atoms[given[-1].last : own.first]
                if not any("mark" in a.tags or "break" in a.tags for a in between):
                    nearest = given[-1]  # "a support of 20 % to those who take part"
            if nearest.value == "participants" and own.kind != "count" and nearest.first < own.index:
                helped = [
                    m for m in fitting if m.value in ("support", "contribution") and m.first < nearest.first
                ]
                nearest = helped[-1] if helped else nearest  # the support that participants get
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
                and all(m.first > own.index for m in fitting)
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
            if received:
                own.measure = "benefits"
                own.cues["measure"] = (
                    received[-1].start,
                    received[-1].end,
                    "money behind those who receive it",
                )
                return
        behind = [
            m for m in view.measures if m.first in self._behind_aside(view, at) and self._fits(own, m.value)
        ]
        if behind:
            own.measure = behind[0].value
            own.cues["measure"] = (
                behind[0].start,
                behind[0].end,
                "measure in the figure's clause, behind an aside",
            )
            return
        paid = [m for m in view.measures if own.pre <= m.first < own.index and m.value == "benefits"]
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
            and not self.spaces
        ):
            own.measure = "beneficiaries" if own.unit == "person" else "claims"
            own.cues["measure"] = (*payee.cues["measure"][:2], "counted behind what was paid to them")
            return
        left = self._beside(view, at)
        same = left is not None and own.kind == left.kind and (own.kind != "count" or own.unit == left.unit)
        aside = left is not None and left.measure == "other" and own.cut == "continuation"
        if left is not None and same and left.measure and self._fits(own, left.measure) and not aside:
            own.measure = left.measure
            own.cues["measure"] = (*left.cues["measure"][:2], "measure of the figure before")
            own_scheme = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
            listed = own.cut != "continuation" and not own_scheme and own.base is None
            if own.unit == "percent" and listed and left.base not in (None, "plan"):
                own.base = left.base
                own.cues["base"] = (*left.cues["base"][:2], "base of the figure before in the list")
            return
        earlier = [m for m in view.measures if m.last < own.pre and self._fits(own, m.value)]
        if own.cut == "continuation":  # "4.5 % of the base wage of 2.34 m, that is 105,300 a month"
            earlier = [m for m in earlier if m.value != "other"] or earlier
        if earlier and own.kind in ("money", "percentage"):
            own.measure = earlier[-1].value
            own.cues["measure"] = (earlier[-1].start, earlier[-1].end, "measure earlier in the sentence")

    def _set_rate(self, own: Candidate) -> None:
        """A rate over time told in the name of what is paid: "a yearly premium of 1.3 million"."""
        cue = own.cues.get("measure")
        if own.kind != "money" or own.per is not None or cue is None:
            return
        if own.measure not in ("contribution", "benefits"):
            return
        for k in range(own.first - 1, own.pre, -1):
            left, right = self.atoms[k - 1], self.atoms[k]
            if left.number is not None or right.number is not None:
                return
            if not short_gap(self.text, left.end, right.start, 1):
                continue
            for word, paid in ((left, right), (right, left)):
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
            if what is not None:
                gap = self.text[atom.end : self.atoms[reach].start]
                if sum(c.isalpha() for c in gap) > (18 if self.spaces else 24) + (own.first - k - 1) * 6:
                    return None
                return what, (atom.start, atom.end, "change before the figure")
            if atom.number is not None or atom.tags.get("mark") in (";", ",", "(", ".", "\n"):
                break
        for k in range(own.last + 1, min(own.post, own.last + 3)):
            atom = self.atoms[k]
            if atom.number is not None or "mark" in atom.tags:
                break
            if atom.tags.get("change") in ("up", "down") and k == own.last + 1:
                gap = self.text[self.atoms[own.last].end : atom.start]
                if sum(c.isalpha() for c in gap) <= 4:
                    return atom.tags["change"], (atom.start, atom.end, "change after the figure")
        mark = self.atoms[own.first - 1].tags.get("mark") if own.first else None
        if mark == "+" and self.atoms[own.first - 1].end == self.atoms[own.first].start:
            atom = self.atoms[own.first - 1]
            return "up", (atom.start, atom.end, "plus sign before the figure")
        return None

    def _tells_change_again(self, left: Candidate, own: Candidate) -> bool:
        """Whether a share repeats the change just told as a number: "fell by 1,120 people (15 %)", "or 15 %"."""
        if (
            "change" not in left.cues
            or left.kind == "percentage"
            or own.unit != "percent"
            or own.base is not None
        ):
            return False
        between = self.text[self.atoms[left.last].end : self.atoms[own.first].start]
        return (
            own.cut in ("paren", "conjunction")
            and sum(c.isalpha() for c in between) <= 8
            and "," not in between
        )

    def _has_unknown_noun(self, own: Candidate) -> bool:
        """Whether a word that is no cue follows the number directly: the noun that it counts, most likely."""
        following = self.atoms[own.index + 1].start if own.index + 1 < len(self.atoms) else len(self.text)
        return any(c.isalpha() for c in self.text[own.numeral.end : following])

    def _set_indicator(self, view: View, at: int) -> None:
        own = view.candidates[at]
        left = view.candidates[at - 1] if at else None
        change = self._change(own)
        if change is not None:
            own.negative = change[0] == "down"
            own.cues["change"] = change[1]
        elif left is not None and self._tells_change_again(left, own):
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
        measure = self._measure_code(own, left, change is not None)
        if measure is None and self._is_coverage_again(view, at):
            measure = "coverage_rate"
        if measure is None:
            own.measure = None
            own.indicator = "other"
            return
        told, own.measure = own.measure, measure
        if measure == "satisfaction_rate" and own.base not in (None, "group"):
            own.base = None  # of those asked, whatever they are called
            own.cues.pop("base", None)
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
        if bare and measure in _PEOPLE and not self._has_unknown_noun(own):
            own.unit = "person"
            own.cues["unit"] = (*own.cues["measure"][:2], f"{measure} are people")
        if (
            measure == "coverage_rate"
            and own.base is None
            and left is not None
            and own.cut in ("continuation", "paren")
        ):
            self._set_base_of_counted(own, left)
        if measure in ("events", "attendees"):
            own.indicator = f"outreach.{measure}"
            return
        scheme = own.scheme
        carried = "carried" in own.cues.get("scheme", ("", "", ""))[2]
        paid = left is not None and measure == "claims" and left.measure in ("benefits", "beneficiaries")
        if (
            carried
            and self.context.topic is not None
            and measure in _WITHOUT_TOPIC
            and left is not None
            and left.measure not in (measure, "growth")
            and not paid
        ):
            scheme = None  # a goal for arrears behind a goal for voluntary members is not theirs
        if scheme is None and left is not None and left.scheme is not None and self._continues(own, left):
            scheme = left.scheme
            own.cues["scheme"] = (*left.cues["scheme"][:2], "scheme carried from the figure before")
        if scheme is None:
            changed = measure == "growth" and told in ("arrears", "collection")
            scheme = self._scheme_from_context(own, told if changed and told else measure)
        if scheme is None:
            own.indicator, own.measure = "other", None
            return
        own.scheme = scheme
        own.indicator = f"{scheme}.{measure}"
        if own.kind == "percentage" and measure in ("coverage_rate", "arrears_rate"):
            context = self.context
            context.rate, context.rate_scheme, context.rate_cue = measure, scheme, own.cues["measure"]
            context.rate_paragraph = own.sentence.paragraph

    def _set_base_of_counted(self, own: Candidate, left: Candidate) -> None:
        """A share told behind a count of pupils, or of a part and its total, is a share of those counted."""
        if left.kind != "count" or own.kind != "percentage":
            return
        for k in self._cell(left)[1]:
            base = self.atoms[k].tags.get("base")
            if base is not None and (left.numeral.out_of is not None or base == "students"):
                own.base = base
                own.cues["base"] = (self.atoms[k].start, self.atoms[k].end, "share of those just counted")
                return

    def _is_coverage_again(self, view: View, at: int) -> bool:
        """A share without a measure of its own that is set against the coverage just told: a goal, another place's."""
        own = view.candidates[at]
        if own.unit != "percent" or own.base not in (None, "population") or own.measure is not None:
            return False
        above = any("nationwide" in self.atoms[k].tags for k in range(own.pre, own.first))
        if own.cut == "paren" or above:
            told = [c for c in view.candidates[:at] if c.unit == "percent" and c.measure == "coverage_rate"]
            named = self.atoms[own.pre - 1].tags if own.pre > view.sentence.low else {}
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
            and 0 <= own.sentence.paragraph - context.covered_paragraph <= 2
        ):
            own.scheme = own.scheme or context.covered_scheme
            own.cues["measure"] = (*own.cues["scenario"][:2], "goal of the coverage just told")
            return True
        return False

    def _measure_code(self, own: Candidate, left: Candidate | None, changed: bool) -> str | None:
        """The measure of the indicator code, from kind, base and the measure cue; None where nothing says insurance."""
        cue = own.measure
        if changed or own.unit == "percentage_point":
            own.base = None  # a change is no share of anything
            own.cues.pop("base", None)
        if cue == "other":
            return None
        if own.kind == "percentage":
            if cue in ("contribution", "support") and own.base != "plan":
                own.base = None  # a rate of wages or of a premium, whoever is spoken of
                own.cues.pop("base", None)
            if own.unit == "percentage_point" or changed:
                return "growth"
            told = "in the figure" in own.cues.get("measure", ("", "", ""))[2]
            further = own.cut == "paren" or (own.cut == "continuation" and not told)
            if further and left is not None and left.measure == "growth" and own.base is None:
                return "growth"  # "rose by 2,140 people (6.8 %)", "that is 6.8 %"
            if own.base == "plan":
                return "plan_completion" if self._insured(own, left) else None
            if own.base == "amount_due":
                return "arrears_rate"
            if cue == "claims" and "in the figure" not in own.cues.get("scheme", ("", "", ""))[2]:
                return None  # "90 % of applications are received online" is of no scheme unless it says so
            if cue == "collection":
                return "plan_completion"
            translated = {
                "arrears": "arrears_rate",
                "contribution": "contribution_rate",
                "participants": "coverage_rate",
                "new_participants": "coverage_rate",
            }
            carried = "in the figure" not in own.cues.get("measure", ("", "", ""))[2]
            if (
                cue is not None
                and carried
                and own.base in _COVERED
                and cue in ("arrears", "collection", "support")
            ):
                own.cues["measure"] = own.cues["base"]  # a share of people is no share of money
                return "coverage_rate"
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
                own.cues.setdefault("measure", (*own.cues["scope"][:2], "threshold of coverage"))
                return "coverage_rate"
            if own.scheme is not None and ("scheme" in own.cues and "in the figure" in own.cues["scheme"][2]):
                own.cues.setdefault(
                    "measure", (*own.cues["scheme"][:2], "percentage of a scheme is its coverage")
                )
                return "coverage_rate"
            points = left is not None and left.measure == "growth" and left.unit == "percentage_point"
            if points and left is not None and own.cut in ("comma", "continuation"):
                own.cues.setdefault("measure", (*left.cues["value"][:2], "level that the change led to"))
                return "coverage_rate"
            beside = own.cut in ("continuation", "paren") or (own.cut == "comma" and own.base in _COVERED)
            if left is not None and beside and left.measure in ("participants", "coverage_rate"):
                own.cues.setdefault(
                    "measure", (*left.cues["measure"][:2], "share of the participants just counted")
                )
                return "coverage_rate"
            if self._continues_rate(own):
                return self.context.rate
            return None
        inherited = "figure before" in own.cues.get("measure", (0, 0, ""))[2]
        if changed and (cue is None or own.kind == "money" or cue == "participants" or inherited):
            return "growth" if self._insured(own, left) else None
        if (
            own.unit == "person"
            and cue in ("participants", None)
            and left is not None
            and left.indicator == "outreach.events"
            and "in the figure" not in own.cues.get("scheme", ("", "", ""))[2]
        ):
            own.cues["measure"] = (*left.cues["measure"][:2], "people counted behind events attended them")
            return "attendees"
        if cue == "attendees" and own.numeral.out_of is not None and own.scheme is not None:
            return "participants"  # of the people there are, so many
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
        listed = left is not None and left.indicator != "other" and "in the list" in own.cues["unit"][2]
        if left is not None and listed and left.kind == own.kind:
            own.cues["measure"] = (*left.cues["measure"][:2], "measure of the figure before in the list")
            return left.measure
        if own.kind == "money" and left is not None and left.measure in _PAID_FOR:
            own.cues["measure"] = (*left.cues["measure"][:2], f"money behind {left.measure}")
            return _PAID_FOR[left.measure]
        if (
            own.kind == "count"
            and own.unit == "person"
            and "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        ):
            own.cues["measure"] = (*own.cues["scheme"][:2], "people of a scheme are its participants")
            return "participants"
        if (
            own.kind == "count"
            and own.unit == "item"
            and not own.own_unit
            and own.numeral.value >= 100
            and self.context.topic is not None
            and own.cues.get("scheme", ("", "", ""))[2] == "scheme in the figure's clause"
        ):
            own.unit = "person"
            own.cues["unit"] = (*own.cues["scheme"][:2], "a number of a scheme counts people")
            own.cues["measure"] = (*own.cues["scheme"][:2], "people of a scheme are its participants")
            return "participants"
        return None

    def _continues_shares(self, own: Candidate) -> bool:
        """Whether a share of nothing named follows a sentence about coverage: "the whole country has 94 %"."""
        context = self.context
        return (
            not self.spaces
            and context.topic is not None
            and own.base is None
            and not (context.rate == "arrears_rate" and context.rate_paragraph == own.sentence.paragraph)
            and own.sentence.paragraph - context.share_paragraph in (0, 1)
        )

    def _continues_rate(self, own: Candidate) -> bool:
        """Whether a bare percentage goes on with the rate that the paragraph speaks of: "… 91.6 %. The neighbour has 93.8 %"."""
        context = self.context
        if context.rate is None or context.rate_paragraph != own.sentence.paragraph or context.topic is None:
            return False
        if own.base is not None and own.base not in _COVERED:
            return False
        if context.rate != "coverage_rate" and own.base is not None:
            return False
        assert context.rate_cue is not None
        own.cues["measure"] = (*context.rate_cue[:2], "rate that the paragraph speaks of")
        own.scheme = context.rate_scheme
        own.cues["scheme"] = (*context.rate_cue[:2], "rate that the paragraph speaks of")
        return True

    def _insured(self, own: Candidate, left: Candidate | None) -> bool:
        return (
            own.scheme is not None
            or (left is not None and left.indicator != "other")
            or (self.context.scheme is not None)
        )

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
            return None
        far = own.sentence.paragraph - context.insured_paragraph > NEARBY
        if far and measure in _WEAK | _PEOPLE and self.bulletin:
            return None  # a page of several items: this one does not speak of insurance
        where = (own.numeral.start, own.numeral.end)
        told = self.told
        if measure == "benefits" and told is not None and told.measure in ("claims", "beneficiaries"):
            if told.scheme is not None and told.sentence.paragraph == own.sentence.paragraph:
                own.cues["scheme"] = (*told.cues["value"][:2], "money behind those counted before")
                return told.scheme
        if measure in ("claims", "benefits", "collection") and self.several:
            own.cues["scheme"] = (*where, "default: insurance as such")
            return "insurance"
        always = measure in ("arrears", "arrears_rate", "satisfaction_rate")
        if measure in _WITHOUT_TOPIC and (context.topic == "insurance" or always):
            own.cues["scheme"] = (*where, "default: insurance as such")
            return "insurance"
        again = measure == "coverage_rate" and context.scheme_paragraph != own.sentence.paragraph
        if again and context.covered_scheme is not None:
            own.cues["scheme"] = (*where, "scheme of the coverage last told")
            return context.covered_scheme
        near = context.scheme_paragraph == own.sentence.paragraph or context.topic == "insurance"
        if context.scheme is not None and near and measure not in ("benefits",):
            own.cues["scheme"] = (*where, "scheme of the sentence before")
            return context.scheme
        own.cues["scheme"] = (*where, "scheme of the article")
        return context.topic

    def _set_respectively(self, view: View) -> None:
        """A took part in X and B in Y, respectively 78 % and 67 %: the later figures take the earlier ones' schemes."""
        marks = [
            k
            for k in range(view.sentence.low, view.sentence.high)
            if self.atoms[k].tags.get("break") == "respectively"
        ]
        if not marks:
            return
        for mark in marks:
            after = [c for c in view.candidates if c.index > mark]
            before = [c for c in view.candidates if c.index < mark]
            if not after and len(before) >= 4:
                after = before[len(before) // 2 :]
                before = before[: len(before) // 2]
            if not before and len(after) > 1:
                named = [
                    a
                    for a in self.atoms[view.sentence.low : mark]
                    if "scheme" in a.tags and "agency" not in a.tags
                ]
                if len(named) == len(after):
                    for atom, own in zip(named, after, strict=True):
                        own.scheme = atom.tags["scheme"]
                        own.cues["scheme"] = (atom.start, atom.end, "respectively")
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

    # date

    def _set_date(self, view: View, at: int) -> None:
        own = view.candidates[at]
        if "starts from" in own.cues.get("scenario", ("", "", ""))[2]:
            return  # its day is the one on which the goal was set, not the due one
        usable = [d for d in view.sentence.dates if self._dates_figures(d)]
        if own.scope == "threshold":  # "those below 80 % must report by June"
            usable = [d for d in usable if d.index < own.index or not self._obliged(own.index, d.index)]
        if own.scenario != "target":
            usable = [d for d in usable if not self._names_plan(d)]
        if own.measure == "growth" or own.unit == "percentage_point" or "change" in own.cues:
            usable = [d for d in usable if d.index < own.index or not self._is_past_relative(d)]
        if not usable:
            return
        inside = [d for d in usable if own.pre <= d.index < own.post]
        if own.scenario == "actual" and self.spaces:
            inside = [
                d
                for d in inside
                if not (d.preposition in ("by", "before") and self._in_next_statement(own, d))
            ]
            usable = [d for d in usable if d in inside or not own.pre <= d.index < own.post]
        chosen: DateExpression | None = None
        rule = ""
        if own.scenario == "target" and any(d.shape != "now" for d in usable):
            inside = [d for d in inside if d.shape != "now"]
        if own.scenario == "target" and self.published is not None:
            usable = [d for d in usable if not self._is_past_period(d) and not self._opens_fact(own, d)]
            inside = [d for d in inside if d in usable]
        if not self.spaces:
            inside = self._in_reach(own, inside)
        if inside:
            chosen = min(inside, key=lambda d: (self._behind_comma(own, d), abs(d.index - own.index)))
            rule = "date in the figure's clause"
        if chosen is None:
            earlier = [d for d in usable if d.index < own.index]
            if not self.spaces:
                earlier = self._handed_on(view, at, earlier)
            if earlier:
                chosen, rule = self._last_dated(view, at, earlier), "date earlier in the sentence"
        if chosen is None:
            later = [d for d in usable if d.index > own.index]
            if not self.spaces and later and self._behind_comma(own, later[0]) and later[0].shape == "now":
                later = []  # "…, at present …" begins another statement
            if later and self._reaches(view, at, later[0]) and self._same_scenario(view, at, later[0]):
                chosen, rule = later[0], "date later in the sentence"
        if chosen is None:
            return
        self._apply_date(own, chosen, rule)

    def _obliged(self, low: int, high: int) -> bool:
        """Whether a word of duty stands between two atoms."""
        return any("duty" in self.atoms[k].tags for k in range(low, high))

    def _in_reach(self, own: Candidate, inside: list[DateExpression]) -> list[DateExpression]:
        """The dates that govern a figure where no mark parts clauses: a bare year glued to a noun yields to another."""
        near = self._near(own)
        reached = [d for d in inside if d.index < max(near, own.index)]
        bound = [d for d in reached if d.preposition is not None or d.shape != "year" or d.at_end]
        return bound or reached

    def _in_next_statement(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a semicolon parts a date from the figure before it."""
        return any(self.atoms[k].tags.get("mark") == ";" for k in range(own.last + 1, found.index))

    def _behind_comma(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a comma parts the figure from a date behind it: then a date before the figure is nearer."""
        between = range(own.last + 1, found.index)
        return any(self.atoms[k].tags.get("mark") in (",", ";") for k in between)

    def _is_past_period(self, found: DateExpression) -> bool:
        """A stretch of time gone by ("in the first nine months"): it dates no goal."""
        if found.last is None or self.published is None or found.last >= self.published or found.at_end:
            return False
        return found.shape != "day" and found.preposition in (None, "in")

    def _opens_fact(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a past day behind a goal opens what has been reached: "the goal is 96 %  on 30 September the rate was"."""
        if self.spaces or found.last is None or self.published is None or found.index < own.index:
            return False
        return found.preposition == "as_of" and found.last <= self.published

    def _handed_on(self, view: View, at: int, earlier: list[DateExpression]) -> list[DateExpression]:
        """The dates that reach a figure over the one before it: those which that one took, but no due date over a break."""
        own, left = view.candidates[at], view.candidates[at - 1] if at else None
        if left is None:
            return earlier
        if left.date_role is None and "starts from" not in left.cues.get("scenario", ("", "", ""))[2]:
            return [d for d in earlier if d.index > left.index]
        switched = own.measure in _STOCKS and left.measure not in _STOCKS
        if own.cut in ("clause", "strong") and left.date_role == "during" and switched:
            return [d for d in earlier if d.index > left.index]
        if own.cut in ("clause", "strong") and own.scenario == "actual" and left.date_role == "deadline":
            return [d for d in earlier if d.index > left.index]
        return earlier

    @staticmethod
    def _last_dated(view: View, at: int, earlier: list[DateExpression]) -> DateExpression:
        """The last date before a figure, or the one that the figure before it took, where none stands between them."""
        left = view.candidates[at - 1] if at else None
        if left is not None and "date" in left.cues and earlier[-1].index < left.index:
            start = left.cues["date"][0]
            return next((d for d in earlier if d.start == start), earlier[-1])
        return earlier[-1]

    def _reaches(self, view: View, at: int, chosen: DateExpression) -> bool:
        """Whether a date at the end of a list governs the figures listed before it."""
        for following in view.candidates[at + 1 :]:
            if (following.index if self.spaces else following.pre) > chosen.index:
                break
            if following.cut in ("strong", "clause") or (following.cut == "space" and not self.spaces):
                return False
        return True

    @staticmethod
    def _same_scenario(view: View, at: int, chosen: DateExpression) -> bool:
        """Whether the figure in whose clause the date stands is told in the same way (both as fact, or both as goal)."""
        owner = next((c for c in view.candidates if c.pre <= chosen.index < c.post), None)
        return owner is None or owner.scenario == view.candidates[at].scenario

    def _names_plan(self, found: DateExpression) -> bool:
        """The plan of 2025, the 2026 goals: the year names the plan, it does not date what was reached."""
        if found.shape != "year" or found.preposition is not None:
            return False
        beside = [k for k in (found.index - 1, found.stop) if 0 <= k < len(self.atoms)]
        for k in beside:
            atom = self.atoms[k]
            gap = self.text[atom.end : found.start] if k < found.index else self.text[found.end : atom.start]
            plan = atom.tags.get("base") == "plan" or atom.tags.get("scenario") == "target"
            if plan and len(gap) <= 4 and not any(c in gap for c in ",;:.\n"):
                return True
        return False

    def _is_past_relative(self, found: DateExpression) -> bool:
        """Last year, last month, the end of last year: behind a change, what it is compared with."""
        return (
            found.preposition != "in"
            and found.last is not None
            and (found.relative or found.shape in ("year", "month", "day"))
            and self.published is not None
            and found.last < self.published
        )

    @staticmethod
    def _dates_figures(found: DateExpression) -> bool:
        if found.preposition in ("compared", "since") or found.shape in ("same_period", "school_year"):
            return False
        return found.shape == "now" or found.last is not None

    def _apply_date(self, own: Candidate, found: DateExpression, rule: str) -> None:
        cue = (found.start, found.end, f"{rule}, {found.rule}")
        if found.shape == "now":
            own.date_role = "as_of"
            own.cues["date"] = cue
            return
        assert found.first is not None
        assert found.last is not None
        turn = (
            found.shape == "year"
            and found.at_end
            and found.relative
            and found.preposition in (None, "in", "as_of")
        )
        if own.scenario == "actual" and turn and self.published is not None and self.published.month <= 6:
            end = date(self.published.year - 1, 12, 31)  # "at the turn of the year", told as a fact in spring
            own.date_role, own.date_start, own.date_end = "as_of", None, end
            own.cues["date"] = cue
            return
        future = self.published is not None and found.last > self.published
        due = found.preposition in ("by", "before", "until")
        ahead = self.published is not None and found.first > self.published
        if own.scenario == "actual" and (due or ahead) and future and found.shape != "months":
            own.scenario = "target"
            own.cues["scenario"] = cue
        if (
            found.preposition == "as_of"
            and not future
            and own.scenario == "target"
            and not self._cued_here(own)
        ):
            own.scenario = "actual"
            own.cues["scenario"] = (*cue[:2], "state on a past day")
        past = self.published is not None and found.last <= self.published
        if own.scenario == "target" and past and found.shape == "day" and found.preposition is None:
            return  # the day on which the goal was set
        if own.scenario == "target" and (future or self.published is None or due):
            own.date_role, own.date_end = "deadline", found.last
        elif (
            (found.shape == "day" and found.first == found.last)
            or found.at_end
            or (
                found.preposition in ("as_of", "until", "by", "before")
                and found.shape not in ("half", "quarter", "months")
            )
        ):
            own.date_role, own.date_end = "as_of", found.last
        else:
            own.date_role, own.date_start, own.date_end = "during", found.first, found.last
        own.cues["date"] = cue

    def _cued_here(self, own: Candidate) -> bool:
        """Whether the word that gave the scenario stands in the figure's own cell."""
        cue = own.cues.get("scenario")
        cell = range(own.pre, own.post)
        return cue is not None and len(cell) > 0 and cue[0] >= self.atoms[cell[0]].start

    # scope

    def _set_scopes(self, view: View) -> None:
        context, sentence = self.context, view.sentence
        part: Cue | None = context.part if context.part_paragraph == sentence.paragraph else None
        at = sentence.low
        every: Cue | None = None
        elsewhere = False
        for own in view.candidates:
            parted = own.cut in ("clause", "strong")
            every = None if parted else every
            if parted or not (self.spaces or own.cut in ("comma", "continuation", "paren")):
                elsewhere = parted and self._names_province(own)
            for k in range(at, own.index):
                atom = self.atoms[k]
                what = atom.tags.get("scope")
                if what is None and self._names_a_place(k):
                    what = "part"
                if what == "part":
                    part = (atom.start, atom.end, "part of the province named")
                elif what == "whole" or "nationwide" in atom.tags:
                    part = None
                elif "province" in atom.tags and part is not None and "sentence before" in part[2]:
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
            if part is not None and not elsewhere and not (own.unit == "locality" and "before" in part[2]):
                own.scope = "part"
                own.cues["scope"] = part
            behind = self._part_behind(own) if own.scope == "whole" else None
            if behind is not None:
                own.scope, own.cues["scope"] = "part", behind
            if every is not None:
                own.scope, own.cues["scope"] = "each", every
            for k in range(own.pre, own.post):
                atom = self.atoms[k]
                if k > own.index and atom.tags.get("mark") == ",":
                    break
                if atom.tags.get("scope") == "each" and self._each_of(k, own):
                    every = (atom.start, atom.end, "what each of those counted must reach or have")
                    continue
                if atom.tags.get("scope") == "each":
                    own.scope = "each"
                    own.cues["scope"] = (atom.start, atom.end, "what each must reach or have")
            if own.measure == "contribution" and own.kind == "money":
                own.scope = "each"
                own.cues.setdefault(
                    "scope", (*own.cues["measure"][:2], "a contribution is what each one pays")
                )

    def _part_behind(self, own: Candidate) -> Cue | None:
        """A smaller place named in the phrase behind a count or share: "312 workers at that factory"."""
        if not self.spaces or own.unit == "locality":
            return None
        for k in range(own.last + 1, own.post):
            atom = self.atoms[k]
            if "mark" in atom.tags or "break" in atom.tags or "prep" in atom.tags or atom.number is not None:
                return None
            if atom.tags.get("scope") in ("whole", "each"):
                return None
            if atom.tags.get("scope") == "part" or self._names_a_place(k):
                return atom.start, atom.end, "part of the province named behind the figure"
        return None

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
        if len(name) < 2 or name[0] != " " or not name[1].isupper():
            return False
        following = self.atoms[k + 1] if k + 1 < len(self.atoms) else None
        return following is None or following.start > atom.end + 1 or "province" not in following.tags

    def _threshold(self, view: View, at: int) -> None:
        own = view.candidates[at]
        if own.kind != "percentage":
            return
        for k in range(own.pre, own.index):
            atom = self.atoms[k]
            if atom.tags.get("scope") == "threshold":
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
        if not self.spaces and own.cut == "space" and self.atoms[own.pre].tags.get("base") in _COVERED:
            return  # "71 communes, poor households are down to 1 %": another subject
        limit = left.numeral.out_of is not None and own.cut == "comma" and own.comparator in ("<", "<=")
        if (limit or own.cut in ("none", "space", "continuation")) and own.base != "plan":
            own.scope = "threshold"
            own.cues["scope"] = (*left.cues["unit"][:2], "places or firms counted by what they reach")

    def _remember(self, view: View) -> None:
        context = self.context
        for own in view.candidates:
            if own.measure == "coverage_rate":
                context.covered_paragraph, context.covered_scheme = view.sentence.paragraph, own.scheme
        if view.schemes:
            last = view.schemes[-1]
            context.scheme = last.value
            context.scheme_paragraph = view.sentence.paragraph
        for k in range(view.sentence.low, view.sentence.high):
            what = self.atoms[k].tags.get("scope")
            if what is None and self._names_a_place(k):
                what = "part"
            if what == "part":
                atom = self.atoms[k]
                context.part = (atom.start, atom.end, "part of the province named in the sentence before")
                context.part_paragraph = view.sentence.paragraph
            elif what == "whole":
                context.part_paragraph = -1
        shares = [own for own in view.candidates if own.kind == "percentage"]
        if shares:
            covered = shares[-1].measure == "coverage_rate" or shares[-1].unit == "percentage_point"
            context.share_paragraph = view.sentence.paragraph if covered else -10
        tail = self.text[view.sentence.start : view.sentence.end].rstrip()
        cues = [
            self.atoms[k]
            for k in range(view.sentence.low, view.sentence.high)
            if "scenario" in self.atoms[k].tags
        ]
        heading = (
            not view.candidates and len(tail) < 80 and _NUMBERED.match(tail) and tail[-1:] not in ".;,!?"
        )
        if (tail.endswith((":", "?")) or heading) and cues and (tail.endswith(":") or len(tail) < 80):
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
        return not any(c.isalpha() for c in rest)

    def _is_item(self, sentence: Sentence) -> bool:
        start = sentence.start
        line = self.text.rfind("\n", max(0, start - 6), start) + 1
        if 0 < start - line <= 5 and line > 0:
            start = line  # "3. The Department …": the full stop of the item's number ended a sentence
        return _ITEM.match(self.text, start, min(start + 12, sentence.end)) is not None
