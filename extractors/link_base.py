"""What linking knows of an article and keeps from sentence to sentence: cues as mentions, views, context, topic.

The classes of `cells`, `scenarios`, `measures`, `governing_dates` and `scopes` build on `LinkBase`, each on the one
before it; `linking.Linker` is the last of them. Nothing is decided here but what an article is about.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, TypeVar

from extractors.atoms import Atom
from extractors.candidates import Candidate, Cue, Refused
from extractors.dates import DateExpression
from extractors.segments import Sentence
from extractors.syntax import Syntax
from extractors.tables import TableReader
from schemas.codes import Scenario
from schemas.lexicon import LexiconSpec

if TYPE_CHECKING:
    from extractors.linking import Linker

NEARBY = 2
"""How many lines up (empty ones count) insurance must have been spoken of for words of money to be about it."""
SIGNS = 3
"""From how many words on that name no scheme ("contributions", "the insured") an article is taken to be about insurance."""
INSURED = frozenset({"scheme", "scheme_hint", "agency", "topic"})
_LED = re.compile(r"[*•●■◆▪+-] \S|[A-ZÀ-ÝĐ][A-ZÀ-ÝĐ -]{3,40}[.:] ")
"""How a paragraph begins that carries its heading in itself: a mark, or words in capitals."""


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
    scheme_in_item: bool = False
    """Whether an item of a list named it: other paragraphs are not about that one item's scheme."""
    asked_measure: Mention | None = None
    """What the last question asked about, where it named one measure: "and the collection?"."""
    asked_measure_paragraph: int = -10
    asked_paragraph: int = -10
    """The last paragraph that asked about a scheme: its answer is about that one."""
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
    home: Cue | None = None
    """The smaller place that the title names: the article is about it."""
    whole_paragraph: int = -1
    """The paragraph that last spoke of the whole province."""
    scenario: Scenario = "actual"
    scenario_cue: Cue | None = None
    scenario_paragraph: int = -1
    heading_scheme: Mention | None = None
    """The one scheme that the last line without figures names as a heading, and the last paragraph of its items."""
    heading_paragraph: int = -10
    heading_date: DateExpression | None = None
    """The one date to come that the heading of goals names: its items are due then, where they name no other."""
    goals: Cue | None = None
    """The word that said, in the sentence before, that goals for a time to come are set."""
    goals_paragraph: int = -1
    share_paragraph: int = -10
    """The paragraph whose last percentage was a coverage."""
    covered_paragraph: int = -10
    covered_scheme: str | None = None
    rates: dict[str, Decimal] = field(default_factory=dict)
    """The coverage last told of each scheme."""
    called_scheme: str | None = None
    """That of the last share that was called a coverage, and not told as so many who take part."""
    covered_base: str | None = None
    """What every coverage so far was a share of; empty where they differ, or one did not say."""
    support_paragraph: int = -10
    """The last line that ended in a colon, or item below it that told a share of help with premiums."""
    support_scheme: str | None = None
    """The scheme that this line names."""
    support_cue: tuple[int, int] = (0, 0)
    """Where that line with the colon stands."""
    list_measure: Mention | None = None
    """What the heading of a list in progress says its figures measure, and the list's last paragraph."""
    list_paragraph: int = -1
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


def scheme_at(atoms: list[Atom], index: int) -> str | None:
    """The scheme that an atom names, where the word right behind may narrow it: "BHXH voluntary"; None where it names none."""
    scheme: str | None = atoms[index].tags.get("scheme")
    if scheme == "social_insurance" and index + 1 < len(atoms):
        behind = atoms[index + 1]
        parted = {"break", "mark"} & behind.tags.keys() or "break" in atoms[index].tags
        if behind.start - atoms[index].end <= 1 and not parted:
            narrower = behind.tags.get("scheme") or behind.tags.get("scheme_hint")
            if narrower == "voluntary_social_insurance":
                return "voluntary_social_insurance"
            if "place_word" in behind.tags:
                return None  # "BHXH of the province": the agency
    return scheme


def names_several(text: str, atom: Atom, spec: LexiconSpec) -> bool:
    """Whether a form holds a conjunction, in writing that sets no spaces: "social insurance and health insurance"."""
    named = text[atom.start : atom.end]
    return any(form in named for form in (" ", "/", *spec.breaks.get("conjunction", ())))


def article_topic(atoms: list[Atom], sentences: list[Sentence]) -> str | None:
    """The scheme that an article is about: the one that most of its scheme cues name, `insurance` where none dominates."""
    counts: Counter[str] = Counter()
    hints: Counter[str] = Counter()
    agencies = signs = pensions = 0
    for sentence in sentences:
        for index in sentence.having("scheme_hint", "base"):
            tags = atoms[index].tags
            hint = tags.get("scheme_hint") or ("health_insurance" if tags.get("base") == "students" else None)
            if hint is not None and "scheme" not in tags:
                hints[hint] += 1
        for index in sentence.having("scheme", "agency", "topic"):
            tags = atoms[index].tags
            if "agency" in tags:
                agencies += 1
            elif "scheme" in tags:
                if (scheme := scheme_at(atoms, index)) is not None:
                    counts[scheme] += 1
                    pensions += scheme == "social_insurance" and "measure" in tags
            else:
                signs += 1
    total = sum(counts.values())
    title = [a for s in sentences if s.paragraph == sentences[0].paragraph for a in atoms[s.low : s.high]]
    signs += any("topic" in atom.tags for atom in title)
    named = [k for k, a in enumerate(title) if "scheme" in a.tags and "agency" not in a.tags]
    titled = {scheme_at(title, k) for k in named} - {None}
    if len(titled) > 1:  # "a pension by voluntary insurance": the pension is that one's
        titled = {scheme_at(title, k) for k in named if "measure" not in title[k].tags} - {None} or titled
    has_title = bool(titled) and sentences[-1].paragraph > sentences[0].paragraph
    told = signs
    if total and any(atom.tags.get("measure") in ("support", "contribution") for atom in title):
        signs = SIGNS  # "Help with premiums", and which they are is told below
    if total and counts.keys() == {"health_insurance"}:
        cards = sum(atoms[k].tags["measure"] == "cards" for s in sentences for k in s.having("measure"))
        if cards >= SIGNS:
            return "health_insurance"  # it is named once, and what is told of are cards
    if total + agencies < 2 and not has_title and total + agencies + signs < SIGNS:
        return None
    if (
        titled == {"social_insurance"}
        and counts["voluntary_social_insurance"] > counts["social_insurance"] - 1
    ):
        return "voluntary_social_insurance"  # "a fishmonger's pension"
    of_pensions = all("measure" in a.tags for a in title if a.tags.get("scheme") == "social_insurance")
    voluntary = counts["voluntary_social_insurance"]
    if titled == {"social_insurance"} and of_pensions and voluntary >= 2:
        if voluntary >= counts["social_insurance"] - pensions:
            return "voluntary_social_insurance"  # the same, its pension told of oftener
    if titled == {"social_insurance", "voluntary_social_insurance"}:
        titled = {"voluntary_social_insurance"}  # the narrower
    if len(titled) == 1:
        return str(titled.pop())
    if total and (total > 1 or told < SIGNS):
        scheme, count = counts.most_common(1)[0]
        if count >= 0.6 * total:
            return scheme
    if counts.keys() <= {"insurance"} and hints.total() >= SIGNS:
        scheme, count = hints.most_common(1)[0]
        if count >= 0.8 * hints.total():
            return scheme  # no scheme is named, but what one is asked for: "the pupils' card", "care", "care"
    return "insurance"


def is_bulletin(text: str, atoms: list[Atom], sentences: list[Sentence]) -> bool:
    """Whether headings part an article into items of which most, and the title, do not speak of insurance, or one line alone does.

    `text` is the folded text with its capitals.
    """
    insured = {s.paragraph for s in sentences if not INSURED.isdisjoint(s.tags)}
    if sentences and sentences[0].paragraph in insured:
        return False
    lines: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        low, _ = lines.get(sentence.paragraph, (sentence.start, 0))
        lines[sentence.paragraph] = low, sentence.end
    spans = [(number, text[low:high].strip()) for number, (low, high) in lines.items()]
    spans = [(number, line) for number, line in spans if line]
    longer = [number for number, line in spans if len(line) >= 60]
    few = sum(number in insured for number in longer)
    told = sum(number in insured for number, _ in spans)
    if len(longer) > 3 and told < 2 and few * 4 <= len(longer) and longer[0] not in insured:
        return True  # an article on something else that once comes to speak of insurance
    headings = sum(
        (len(line) >= 60 and _LED.match(line) is not None)
        or (len(line) <= 40 and line[-1].isalnum() and len(after) >= 60 and ":" not in line)
        for (_, line), (_, after) in itertools.pairwise([*spans, (-1, "")])
    )
    return headings >= 3 and sum(number in insured for number in longer) * 2 < len(longer)


class _Placed(Protocol):
    """What has a place on the folded text: a mention, a date expression."""

    start: int


Placed = TypeVar("Placed", bound=_Placed)


Construction = Callable[["Linker", View], None]
"""A rule of one language's `rules.py`: changes what the engine linked in a sentence, and names itself in the cues.

It is asked of sentences with figures; of all sentences that are not blank only where it stands in `WITHOUT_FIGURES` too.
"""


class LinkBase:
    """What all parts of linking share: the article's text, atoms and publication date, and the context so far."""

    def __init__(
        self,
        text: str,
        atoms: list[Atom],
        sentences: list[Sentence],
        spec: LexiconSpec,
        published: date | None,
        topic: str | None,
        constructions: tuple[Construction, ...] = (),
        bulletin: bool = False,
    ) -> None:
        """`topic` and `bulletin` are what `article_topic` and `is_bulletin` say of the article."""
        self.bulletin = bulletin
        self.constructions = constructions
        self.without_figures: tuple[Construction, ...] = ()
        """The constructions that sentences without figures need; see `lexicon.Lexicon`."""
        self.text = text
        schemes = Counter(
            scheme_at(atoms, k)
            for sentence in sentences
            for k in sentence.where.get("scheme", ())
            if "agency" not in atoms[k].tags
        )
        named = schemes.keys() - {"insurance"}
        together = not spec.language.spaces and any(
            atoms[k].tags["scheme"] == "insurance" and names_several(text, atoms[k], spec)
            for sentence in sentences
            for k in sentence.where.get("scheme", ())
        )
        self.only_scheme: str | None = named.pop() if len(named) == 1 and not together else None
        """The one scheme that the article names: its bare "insurance" means that one."""
        self.cased = text
        """The folded text with its capitals."""
        self.syntax: Syntax | None = None
        """The parse of the folded text, where an analyzer was given."""
        self.atoms = atoms
        self.spec = spec
        self.published = published
        self.labels = [k for s in sentences for k in s.having("deadline_label", "responsible_label")]
        """The indices of the article's labels of task lists, in order."""
        self.head_before = spec.language.head == "before"
        self.spaces = spec.language.spaces
        self.context = Context(topic)
        self.money: Candidate | None = None
        """The last amount of money that a measure of insurance governed, for lists of those who owe or get it."""
        self.owed: Candidate | None = None
        """The last arrears that were told, in money or as a rate."""
        self.helped: Candidate | None = None
        """The last figure that told what members are helped with."""
        self.paid: Candidate | None = None
        """The last one that counted those who are paid, or their claims."""
        self.told: Candidate | None = None
        """The last figure of the sentences before, for words that point back to it."""
        self.item: Candidate | None = None
        """The last figure of the last item of a list."""
        self.about_part: dict[tuple[str, str], bool] = {}
        """Whether the article is a smaller place's story, by the name and word that were asked for."""
        self.item_row: list[Candidate] = []
        """The figures of the last item of a list."""
        self.insured_before = -10
        """The last paragraph that named a scheme, the agency or the insured before the sentence at hand."""
        self.title_insured = False
        """Whether the title names one of them."""
        self.counted: list[Candidate] = []
        """The figures of the paragraph's sentences before."""
        self.share: Candidate | None = None
        """The last share of those insured, or of a plan for them."""
        self.rates: list[Candidate] = []
        """The shares of those insured in the last sentence that told any."""
        self.goals: list[Candidate] = []
        """The people and sums that the article so far told as goals of insurance."""
        self.reached: list[Candidate] = []
        """Those that it told as reached."""
        self.tables = TableReader(text, atoms, spec, sentences)
        self.refused: list[Refused] = []
        """Candidates that linking found to be no figures, since they were last asked for."""
        # A bare "insurance" in an article on a scheme for few means that one.
        narrow = topic in ("unemployment_insurance", "voluntary_social_insurance")
        others = sum(schemes.values()) - (schemes["insurance"] if narrow else 0)
        self.several = topic is not None and schemes[topic] < 0.67 * others
        """Whether the article speaks of several schemes, whatever its title names."""

    def answers(self, sentence: Sentence) -> bool:
        """Whether a line stands right behind one that asked about a scheme."""
        return 0 < sentence.paragraph - self.context.asked_paragraph <= NEARBY

    def _in_clause(self, own: Candidate, found: list[Placed]) -> list[Placed]:
        """Those of some cues that stand in the figure's own clause, where a parse tells it and any do; else all."""
        if self.syntax is None or len(found) < 2:
            return found
        clause = self.syntax.clause_at(own.numeral.start)
        return [cue for cue in found if self.syntax.clause_at(cue.start) == clause] or found
