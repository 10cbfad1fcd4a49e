"""Deadlines: the dates by which the article says something is to be done, and the body responsible.

A date expression is a deadline where it is a due date (by, before, until a day to come), dates a target, stands
behind a list's label ("time of completion:"), or where its sentence says that something must be done. Dates of
past events, of documents and of states are not. The responsible body is read from a list's label, or is the
subject of the duty in the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter

from extractors.atoms import Atom
from extractors.candidates import Candidate, Cue
from extractors.dates import DateExpression
from extractors.segments import Sentence
from schemas.codes import Precision
from schemas.lexicon import LexiconSpec

PRECISIONS: dict[str, Precision] = {"day": "day", "month": "month", "quarter": "quarter", "half": "half", "year": "year",
              "months": "month", "years": "year"}  # fmt: skip


ITEM_REACH = 500
"""How many characters before its date a list item may begin: bounds the work on text without line ends."""

NAME_REACH = 25
"""How far behind a body's name, as far as it is known, a word that ends names may stand and still end this one."""

_GOES_ON = frozenset({
    "body", "body_end", "break", "change", "cmp_before", "deadline_label", "duty", "mark", "month", "prep", "request",
    "responsible_label", "scenario",
})  # fmt: skip
"""What a word tells with which a statement goes on, or a body's own begins."""
_A_NOUN = 4
"""How many letters that are no cue's stand at least where a noun of no body opens a statement."""
_START = attrgetter("start")
_DUE = ("by", "before", "until")
_OPENS = ("\n", ".", ",", ";", ":", "-", '"', "•", "*", "+", ")", "?", "!")
_ARTICLE = re.compile(r"[ '\"-]*(?:\w{1,3}[ '])?")
_ONE_WORD = re.compile(r"(?:,| [^\W\d_]{2,20})? (?:\w{1,3}[ '])?")
"""What may stand between a date that opens a sentence and the body: nothing, a comma, or a verb; and an article."""
_HANGING = re.compile(r"(?:\b[^\W\d_]+-,? )+[^\W\d_]{1,4} $")
_CAPITAL_NOUNS = re.compile(
    r", (?:[^\W\d_]{1,3}[ '])?(?=[^\W\d_a-z])[^\W\d_]+ ([^\W\d_]{1,4}) (?:[^\W\d_]{1,3}[ '])?(?=[^\W\d_a-z])[^\W\d_]+"
)
_TO_A_BODY = re.compile(r"[^\W\d_a-z][^\W\d_]{0,3} (?:[^\W\d_]{1,3}[ '])?")
"""A preposition, and an article, with which an order's addressee begins."""
_SMALL_NOUNS = re.compile(r", [^\W\d_]+ ([^\W\d_]{1,4}) [^\W\d_]+")
_WORD = re.compile(r" ?'?([^\W_]+(?:-[^\W_]+)*'?)")


_QUESTION = re.compile(r"\?[\"' ]*$", re.MULTILINE)
_LINE_HEAD = re.compile(r"^[- ]{0,3}([^\n:]{2,60}):", re.MULTILINE)


@dataclass(slots=True)
class FoundDeadline:
    """A deadline on the folded text; `responsible` is a span on the folded text."""

    start: int
    end: int
    date: date
    precision: Precision
    rule: str
    responsible: tuple[int, int] | None = None
    responsible_rule: str = ""
    doubt: bool = False
    cue: Cue | None = None


_LEAD = re.compile(r"\s*(?:[-•*+]|\(?[a-z]\)|\(?\d{1,2}[.)])\s+")
"""The mark of a list item."""


def _precision(found: DateExpression) -> Precision:
    """How exactly a date is named; the first three months are a quarter, the first six a half."""
    if found.shape == "months" and found.first is not None and found.last is not None:
        count = found.last.month - found.first.month + 1
        if found.last.month % count == 0 and count in (3, 6):
            return "quarter" if count == 3 else "half"
    return PRECISIONS[found.shape]


@lru_cache(maxsize=64)
def _agent_pattern(agents: tuple[str, ...], spaces: bool) -> re.Pattern[str] | None:
    """Words before the body that does what is told passively, and its article; compiled once a language."""
    words = sorted(agents, key=len, reverse=True)
    told = "|".join(re.escape(word).replace(r"\*", r"\w+") for word in words)
    spaced = rf"(?:^|\W)(?:{told})[ '](?:\w{{1,3}}[ '])?$" if spaces else rf"(?:{told}) ?$"
    return re.compile(spaced) if agents else None


class DeadlineFinder:
    """Finds the deadlines of one article."""

    def __init__(self, text: str, atoms: list[Atom], spec: LexiconSpec, published: date | None) -> None:
        self.text = text
        self.cased = text
        """The folded text with its capitals."""
        self.atoms = atoms
        self.spec = spec
        self.published = published
        asked = len(_QUESTION.findall(text)) >= 2
        heads = Counter(found[1].strip() for found in _LINE_HEAD.finditer(text)) if asked else Counter()
        self.speakers = frozenset(head for head, count in heads.items() if count >= 2)
        """Heads of lines that stand several times in an interview: who speaks, not who must act."""
        self.agent = _agent_pattern(spec.deadline.agents, spec.language.spaces)
        """Words before the body that does what is told passively, and its article."""
        self.name_start: Callable[[str, int], int] | None = None
        """Where a body's name begins before its noun, with an adjective; see `lexicon.Lexicon`."""
        self.name_end: Callable[[str, int, bool], int] | None = None
        """How far a body's name goes on behind a space, before a known word or an unknown one; see `lexicon.Lexicon`."""
        self.listed: tuple[int, int] | None = None
        """The body that the last list label named."""
        self.listed_paragraph = -10
        self.dated: list[FoundDeadline] = []
        """The deadlines of the last list label, and where it stood: who is responsible may be told behind it."""
        self.dated_paragraph = -10

    def read(self, sentence: Sentence, candidates: list[Candidate]) -> list[FoundDeadline]:
        """The deadlines of a sentence, in order."""
        self._read_label(sentence)
        found: list[FoundDeadline] = []
        for expression in sentence.dates:
            why = self._reason(sentence, expression, candidates)
            if why is None or expression.last is None:
                continue
            deadline = FoundDeadline(
                expression.start,
                expression.end,
                expression.last,
                _precision(expression),
                why[0],
                cue=why[1],
            )
            self._set_responsible(deadline, sentence, expression)
            found.append(deadline)
        labelled = [own for own in found if own.rule == "label of a task list"]
        if labelled:
            self.dated, self.dated_paragraph = labelled, sentence.paragraph
        return found

    def _read_label(self, sentence: Sentence) -> None:
        if "responsible_label" not in sentence.tags and "deadline_label" not in sentence.tags:
            return
        high, last = sentence.high, sentence.end
        if sentence.dates and any("deadline_label" in a.tags for a in self.atoms[sentence.low : high]):
            while high < len(self.atoms) and self.atoms[high - 1].tags.get("mark") != "\n":
                high += 1  # "Time: quarter IV. Responsible: A", on one line
            last = self.atoms[high - 1].end
        for k in range(sentence.low, high):
            atom = self.atoms[k]
            if "responsible_label" in atom.tags:
                colon = self.text.find(":", atom.end - 1, last)  # or it is the label's own last letter
                if 0 <= colon <= atom.end + 40:
                    start = colon + 1
                    label = next(
                        (a.start for a in self.atoms[k + 1 : high] if "deadline_label" in a.tags),
                        None,
                    )
                    end = label if label is not None else last
                    if k >= sentence.high:
                        stop = self.text.find(". ", start, end)
                        end = stop if stop >= 0 else end
                    # "Responsible: A; coordinating unit: B" names A; "Responsible: A; B" names both.
                    segment = self.text.find(";", start, end)
                    if segment >= 0 and ":" in self.text[segment:end]:
                        end = segment
                    end = self._before_verb(k + 1, start, min(end, last), sentence)
                    self.listed = self._trimmed(start, end)
                    before = self.listed_paragraph
                    self.listed_paragraph = sentence.paragraph
                    near = sentence.paragraph - self.dated_paragraph
                    heads = near == 1 and sentence.number == 0 and k == sentence.low
                    if heads or (near == 0 and before < sentence.paragraph):
                        for own in self.dated:  # "Due: June 2026. Responsible: the Department of Finance"
                            own.responsible, own.responsible_rule = self.listed, "label behind the date"
                        self.dated = []

    def _before_verb(self, index: int, start: int, end: int, sentence: Sentence) -> int:
        """Where a verb behind a space ends the body that a label names, in writing that sets no spaces between words."""
        if self.spec.language.spaces:
            return end
        named = False
        for k in range(index, sentence.high):
            atom = self.atoms[k]
            if atom.start >= end:
                break
            if atom.start < start:
                continue
            if (
                named
                and "body_end" in atom.tags
                and "body" not in atom.tags
                and self.atoms[k - 1].tags.get("break") != "conjunction"
                and self.text[atom.start - 1] == " "
            ):
                return atom.start
            named = named or "body" in atom.tags
        return end

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        text = self.text
        while start < end and text[start] in " \n\t.,;:-|\"'":
            start += 1
        while end > start and text[end - 1] in " \n\t.,;:-|\"'":
            elided = (
                text[end - 1] == "'" and end - start > 3 and text[end - 3] == " " and text[end - 2].isalpha()
            )
            end -= 2 if elided else 1  # "the Department l'", before "ouvrira"
        return (start, end) if end > start else None

    def _reason(
        self, sentence: Sentence, found: DateExpression, candidates: list[Candidate]
    ) -> tuple[str, Cue] | None:
        """Why a date is a deadline, or None."""
        if found.last is None or found.shape in ("now", "same_period", "school_year", "years"):
            return None
        lead = self.atoms[found.index - 1] if found.index > sentence.low else None
        if lead is not None and lead.tags.get("refuse_before") == "identifier" and found.shape == "month":
            if found.start - lead.end <= 1 and found.preposition is None:
                return None  # "regulation no. 12/2025"
        goal = any(c.date_role == "deadline" and c.cues["date"][0] == found.start for c in candidates)
        if self.published is None and not goal:
            if any(c.date_role == "as_of" and c.cues["date"][0] == found.start for c in candidates):
                return None
        if (
            found.shape == "months"
            and found.preposition not in ("by", "before")
            and not (sentence.task or goal or self._after_label(sentence, found))
        ):
            return None
        future = self.published is not None and found.last > self.published
        if found.preposition in ("compared", "since") or (found.preposition == "as_of" and not future):
            return None
        if found.preposition == "as_of" and any(
            c.date_role == "as_of" and c.cues["date"][0] == found.start for c in candidates
        ):
            return None  # reckoned to stand so at a day to come
        here = (found.start, found.end, "")
        if self.published is not None and found.last < self.published:
            return None
        if self._after_label(sentence, found):
            return "label of a task list", here
        future = self.published is None or found.last >= self.published
        if found.preposition in ("by", "before", "until") and future:
            return "due date", here
        for own in candidates:
            cue = own.cues.get("date")
            if cue is not None and cue[0] == found.start and own.date_role == "deadline":
                return "date of a target", own.cues.get("scenario", here)
            if cue is not None and cue[0] == found.start and own.date_role == "as_of":
                if own.date_end is not None and own.date_end < found.last:
                    return None  # "at the turn of the year", told as a fact in spring
        if self.published is not None and self._heads_item(found):
            return "date that heads a list item", here
        if self.published is None and found.shape != "year":
            told = found.preposition is not None and found.shape != "months"
            cue = self._duty(sentence, found.index) if told else None
            return cue and ("date of a duty", cue)  # whether another day is to come cannot be told
        if found.shape == "day" and found.last == self.published:
            return None  # the day of the report
        if self.text[sentence.start : sentence.end].rstrip().endswith("?"):
            return None
        ahead = self.published is not None and found.last > self.published
        if sentence.task and ahead and found.shape != "year":
            return "date of a task in a list", here
        if ahead and found.shape != "year" and self._is_task_beside(sentence, found):
            return "date of a task in a list", here
        if future and found.shape != "year":
            cue = self._duty(sentence, self._duty_end(sentence, found))
            if cue is not None:
                return "date of a duty", cue
        coming = found.relative and self.published is not None and found.last.year > self.published.year
        # "the targets of 2026" name a plan, "next year all are to take part" does not
        named = found.shape == "year" and found.preposition is None and not coming
        if future and not named and not (found.shape == "year" and self._has_due_date(sentence, found)):
            for k in range(sentence.low, sentence.high):
                atom = self.atoms[k]
                if atom.tags.get("scenario") == "target" and "agency" not in atom.tags:
                    return "date beside a goal", (atom.start, atom.end, "")
        return None

    def _has_due_date(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether another date of the sentence is the due one: "the plan for the whole of 2025 by 31 January 2026"."""
        return any(
            other.index > found.index and other.last is not None and other.preposition in ("by", "before")
            for other in sentence.dates
        )

    def _is_task_beside(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether a day to come dates a body's task in a list: behind its name and a colon, or behind another's task.

        "- Department of Health: sign the contracts in December", "A delivers the map by November; B closes twelve cases
        in the fourth quarter".
        """
        if self._item_head(sentence, found) is not None:
            return True
        semicolons = [k for k in range(sentence.low, found.index) if self.atoms[k].tags.get("mark") == ";"]
        earlier = any(
            d.preposition in _DUE and d.index < semicolons[-1] for d in sentence.dates if semicolons
        )
        opens = semicolons[-1] + 1 if semicolons else found.index
        return earlier and opens < found.index and self._is_office(opens)

    def _duty_end(self, sentence: Sentence, found: DateExpression) -> int:
        """The atom up to which a duty binds a date: a semicolon behind one of whose statement no body is the subject."""
        if not self.spec.language.spaces or any(self._is_office(k) for k in range(sentence.low, found.index)):
            return sentence.high
        behind = range(found.stop, sentence.high)
        return next((k for k in behind if self.atoms[k].tags.get("mark") == ";"), sentence.high)

    def _duty(self, sentence: Sentence, stop: int | None = None) -> Cue | None:
        """The first word of duty or request of a sentence, or of the part before an atom."""
        for k in range(sentence.low, sentence.high if stop is None else stop):
            atom = self.atoms[k]
            if "duty" in atom.tags or "request" in atom.tags:
                return (atom.start, atom.end, "")
        return None

    def _after_label(self, sentence: Sentence, found: DateExpression) -> bool:
        for k in range(sentence.low, found.index):
            if "deadline_label" in self.atoms[k].tags:
                between = self.text[self.atoms[k].end : self.atoms[found.index].start]
                dated = any(k < other.index < found.index for other in sentence.dates)
                return len(between) <= 60 and '"' not in between and (self.spec.language.spaces or not dated)
        return False

    def _set_responsible(self, own: FoundDeadline, sentence: Sentence, found: DateExpression) -> None:
        if own.rule == "label of a task list":
            unlisted = self.listed_paragraph != sentence.paragraph
            head = (self._line_head(found) or self._body_of_item(sentence, found)) if unlisted else None
            if head is not None:
                own.responsible, own.responsible_rule = head, "head of the list item"
            elif self.listed_paragraph != sentence.paragraph and (
                asked := None if self.spec.language.spaces else self._body_of_duty(sentence, found)
            ):
                own.responsible, own.responsible_rule = asked, "who is asked in a task with a label"
            elif self.listed is not None and sentence.paragraph - self.listed_paragraph <= 2:
                own.responsible, own.responsible_rule = self.listed, "label of a task list"
            elif (body := self._body_of_line(sentence, found)) is not None:
                own.responsible, own.responsible_rule = body, "body of the line that a label ends"
            return
        head = (
            self._item_head(sentence, found)
            or self._behind_colon(sentence, found)
            or self._item_subject(sentence, found)
        )
        if head is not None:
            own.responsible, own.responsible_rule = head, "head of the list item"
            return
        if own.rule == "date beside a goal" or self._of_a_thing(sentence, found):
            return
        sentence = self._statement(sentence, found)
        if self._opens_clause(sentence, found):
            body = self._body_behind(found.stop, sentence)
        elif self._opens_behind_break(sentence, found):
            following = self.atoms[found.stop] if found.stop < sentence.high else None
            adjoins = following is not None and self.text[found.end : following.start] in ("", " ")
            body = (
                self._body_from(found.stop, sentence)
                if adjoins and "body" in self.atoms[found.stop].tags
                else None
            )
        else:
            found_in = (
                find(sentence, found)
                for find in (
                    self._body_of_clause,
                    self._body_of_duty,
                    self._body_of_item,
                    self._subject_of_statement,
                    self._body_of_sentence,
                    *((self._agent_of_passive,) if own.rule != "date of a target" else ()),
                )
            )
            body = next((b for b in found_in if b and ";" not in self._between(b, found)), None)
        if body is not None and ";" not in self._between(body, found) and not self._is_purpose(body, found):
            own.responsible, own.responsible_rule = body, "subject of the duty"

    def _body_of_line(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """Who must act by what the line tells before its label: "The Department leads the work; due: 30 June"."""
        line = self.text.rfind("\n", max(0, found.start - ITEM_REACH), found.start) + 1
        low = sentence.low
        while low > 0 and self.atoms[low - 1].start >= line:
            low -= 1
        labels = (a.end for a in reversed(self.atoms[low : found.index]) if "deadline_label" in a.tags)
        between = self.text[next(labels, line) : found.start]
        if low >= found.index or len(between) > 20 or not (":" in between or len(between) <= 4):
            return None
        whole = replace(sentence, low=low, start=line, dates=[found])
        asked = self._body_of_duty(whole, found)
        if asked is not None or not self._is_office(low):
            return asked
        if not _ARTICLE.fullmatch(self.text, line, self._name_start(low)):
            return None
        return self._body_from(low, whole)

    def _agent_of_passive(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body by which something is to be done: "The list will be drawn up by the Department by 10 December"."""
        if self.agent is None:
            return None
        for k in range(found.index - 1, sentence.low, -1):
            atom = self.atoms[k]
            if "mark" in atom.tags:
                return None
            if "body" not in atom.tags:
                continue
            start = self._name_start(k)
            if self.agent.search(self.text, max(sentence.start, start - 24), start):
                return self._body_from(k, sentence)
        return None

    def _is_purpose(self, body: tuple[int, int], found: DateExpression) -> bool:
        """Whether words of purpose stand between a body and the date: "… must report, so that all have cards by June"."""
        if self.spec.language.spaces:
            return False
        for k in range(found.index - 1, 0, -1):
            tags = self.atoms[k].tags
            if self.atoms[k].start < body[1]:
                break
            if tags.get("break") == "clause" and tags.get("scenario") == "target":
                return True
        return False

    def _statement(self, sentence: Sentence, found: DateExpression) -> Sentence:
        """The sentence from behind an earlier due date on, where a noun behind a space begins another statement there."""
        if self.spec.language.spaces:
            return sentence
        for other in reversed(sentence.dates):
            if other.index >= found.index or other.preposition not in _DUE:
                continue
            opens = other.stop < found.index  # else the date itself opens it
            low, end = (other.stop, other.end) if opens else (found.stop, found.end)
            if low >= sentence.high:
                continue
            noun = self.atoms[low]
            gap = self.text[end : noun.start]
            unknown = not opens and gap[:1] == " " and sum(c.isalpha() for c in gap) >= _A_NOUN
            told = _GOES_ON.isdisjoint(noun.tags) and noun.number is None
            office = opens and "body" in noun.tags and self._acts(low, found.index)
            if (
                gap == " " and (told or office or ("unit" in noun.tags and "body" not in noun.tags))
            ) or unknown:
                low = low if opens else found.index
                return replace(sentence, low=low, start=self.atoms[low].start)
        return sentence

    def _of_a_thing(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether the clause that holds a date says what must be of a thing, no body: "…, whereby the first 15 km must open in May"."""
        if self.spec.language.spaces:
            return False
        for k in range(found.index - 1, sentence.low, -1):
            tags = self.atoms[k].tags
            if "request" in tags and "body" in self.atoms[k + 1].tags:
                return False
            if tags.get("break") == "clause" and "scenario" not in tags:
                duties = [j for j in range(k + 1, found.index) if "duty" in self.atoms[j].tags]
                told = self.atoms[k + 1 : duties[0]] if duties else []
                apart = bool(duties) and self.atoms[duties[0]].start - self.atoms[k].end > _A_NOUN
                return apart and not any("body" in atom.tags for atom in told)
        return False

    def _acts(self, body: int, stop: int) -> bool:
        """Whether a verb of doing stands behind a body, before an atom: "the agency issues the cards in January"."""
        return any("body_end" in atom.tags for atom in self.atoms[body + 1 : stop])

    def _opens_behind_break(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether a date right behind "and" or "while" opens a clause with a subject of its own: "… and by 2030 the province …"."""
        if self.spec.language.spaces or not sentence.low < found.index or found.stop >= sentence.high:
            return False
        before, after = self.atoms[found.index - 1], self.atoms[found.stop]
        if "break" not in before.tags or found.start - before.end > 1:
            return False
        own_verb = "body_end" in after.tags or "duty" in after.tags or "break" in after.tags
        return not (own_verb and after.start - found.end <= 1)

    def _between(self, body: tuple[int, int], found: DateExpression) -> str:
        return self.text[body[1] : found.start] if body[0] < found.start else self.text[found.end : body[0]]

    def _item_head(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body that a list item names before its colon: "– Department of Finance: submit … in November"."""
        reach = max(0, found.start - ITEM_REACH)
        line = self.text.rfind("\n", reach, found.start) + 1
        if line == 0 and reach > 0:
            return None
        lettered = _LEAD.match(self.text, line)
        start = lettered.end() if lettered is not None else line
        while start < found.start and self.text[start] in " -•*+0123456789.)":
            start += 1
        if start < sentence.start:
            return None
        colon = self.text.find(":", start, found.start)
        if colon < 0 and start > line and self.spec.language.spaces:
            colon = self.text.find(" - ", start, found.start)
        if colon < 0 or colon - start > 80:
            return None
        bodies = [a for a in self.atoms[sentence.low : found.index] if start <= a.start < colon]
        if start == line and not (bodies and bodies[0].start == start and "body" in bodies[0].tags):
            return None
        if start == line and self.text[:line].rstrip().endswith("?"):
            return None  # who speaks in an interview
        if any("body" in a.tags or "unit" in a.tags for a in bodies) and not any(
            "responsible_label" in a.tags
            or "deadline_label" in a.tags
            or (a.tags.get("scenario") == "target" and "body" not in a.tags)
            for a in bodies
        ):
            named = next((a.start for a in bodies if "body" in a.tags), start)
            to = self.spec.language.spaces and _TO_A_BODY.fullmatch(self.cased, start, named)
            return self._trimmed(named if to else start, colon)  # "to the Department: …"
        name = self.cased[start:colon]
        if start > line and name.isalpha() and name.isupper() and len(name) > 2 and not bodies:
            return start, colon  # "- CDC: set up a store …"
        return None

    def _heads_item(self, found: DateExpression) -> bool:
        """Whether a date to come opens a list item, marked off by a colon or a dash: "• Year's end - …"."""
        line = self.text.rfind("\n", max(0, found.start - ITEM_REACH), found.start) + 1
        marks = self.text[line : found.start]
        bare = not marks.strip(" -•*+0123456789.)") and marks.strip() != ""
        return bare and self.text[found.end : found.end + 3].lstrip()[:1] in (":", "-")

    def _item_subject(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body with which a numbered task begins: "2. The Department installs 250 sensors before July"."""
        if not self.spec.language.spaces or found.preposition not in (*_DUE, "in"):
            return None
        lead = _LEAD.match(self.text, self.text.rfind("\n", 0, sentence.start + 1) + 1)
        if lead is None:
            return None
        for k in range(sentence.low, found.index):
            atom = self.atoms[k]
            if atom.start >= lead.end():
                if atom.start > lead.end() or "body" not in atom.tags:
                    return None
                ended = any("body_end" in a.tags for a in self.atoms[k + 1 : found.index])
                return self._body_from(k, sentence) if ended else None
        return None

    def _behind_colon(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body right behind a date that heads a list item: "3) Before 20 December: the Department reports"."""
        if found.stop + 1 >= sentence.high or self.atoms[found.stop].tags.get("mark") not in (":", "-"):
            return None
        body = self.atoms[found.stop + 1]
        if "body" not in body.tags or self.text[found.end : body.start].strip() not in (":", "-"):
            return None
        return self._body_from(found.stop + 1, sentence)

    def _line_head(self, found: DateExpression) -> tuple[int, int] | None:
        """The body that opens a date's line: "- Department of Finance: submit the plan. Due: 30 June"."""
        start = self.text.rfind("\n", max(0, found.start - ITEM_REACH), found.start) + 1
        while start < found.start and self.text[start] in " -•*+0123456789.)":
            start += 1
        colon = self.text.find(":", start, found.start)
        if colon < 0 or colon - start > 80:
            return None
        heads = []
        for k in range(found.index - 1, -1, -1):
            atom = self.atoms[k]
            if atom.start < start:
                break
            if atom.start < colon:
                heads.append(atom)
        if any("deadline_label" in a.tags or "responsible_label" in a.tags for a in heads):
            return None
        return self._trimmed(start, colon) if any("body" in a.tags for a in heads) else None

    def _opens_clause(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether the date opens a clause whose word of duty stands right behind it: there the subject comes after."""
        if not self.spec.language.spaces or found.stop >= sentence.high:
            return False
        duty = self.atoms[found.stop]
        if "duty" not in duty.tags or self.text[found.end : duty.start] != " ":
            return False
        before = self.atoms[found.index - 1] if found.index > sentence.low else None
        return before is None or "mark" in before.tags or before.tags.get("break") == "conjunction"

    def _body_behind(self, duty: int, sentence: Sentence) -> tuple[int, int] | None:
        """The body right behind a word of duty, with those that "and" joins to it."""
        last = None
        for k in range(duty + 1, sentence.high):
            atom = self.atoms[k]
            if self.text[self.atoms[k - 1].end : atom.start] != " ":
                break
            if "body" in atom.tags:
                last = k
            elif last is None or atom.tags.get("break") != "conjunction":
                break
        if last is None:
            return None
        limit = self.atoms[min(last + 3, sentence.high - 1)].start
        end = max(self.atoms[last].end, self._name_end(last, limit))
        local = "place_word" in self.atoms[last].tags or "province" in self.atoms[last].tags
        if local and any(
            self._sets_goal(a) for a in self.atoms[last + 1 : sentence.high] if a.start == end + 1
        ):
            return None  # "by the year's end shall the province strive …"
        return self.atoms[duty + 1].start, end

    def _body_of_clause(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body that opens the date's own clause, behind a word such as "while", where a request came before."""
        clause = None
        asked = False
        for k in range(sentence.low, found.index):
            tags = self.atoms[k].tags
            if tags.get("break") == "clause" or tags.get("mark") == ";":
                clause = k
            elif tags.get("mark") == "," and self._ends_due(k, sentence):
                clause, asked = k, True  # "A reports before 15/12, B sends … by January"
            elif "request" in tags and (clause is None or self.atoms[clause].tags.get("mark") == ";"):
                clause = None  # the clause asks on its own
                asked = True
        if clause is None or not asked:
            return None
        body = self.atoms[clause + 1]
        gaps = (" ",) if self.spec.language.spaces else (" ", "")
        if "body" in body.tags and self.text[self.atoms[clause].end : body.start] in gaps:
            return self._body_from(clause + 1, sentence)
        return None

    def _ends_due(self, comma: int, sentence: Sentence) -> bool:
        """Whether a comma ends a statement with its due date, in writing that sets no spaces between words."""
        if self.spec.language.spaces:
            return False
        end = self.atoms[comma].start
        return any(found.end == end and found.preposition in (*_DUE, "in") for found in sentence.dates)

    def _body_of_item(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body with which an item of a list begins, or which follows the date that begins it, up to its verb."""
        k = sentence.low
        while k < found.index and ("mark" in self.atoms[k].tags or self.atoms[k].number is not None):
            k += 1
        gaps = (self.text[self.atoms[j].end : self.atoms[j + 1].start] for j in range(sentence.low, k - 1))
        if self.spec.language.spaces and any(c.isalpha() for gap in gaps for c in gap):
            return None  # "3) Inspect 210 firms": what a task is about
        line = self.text.rfind("\n", 0, sentence.start) + 1
        if k == sentence.low and not (0 < sentence.start - line <= 4):
            return None
        if k == found.index:
            k = found.stop
            if k < sentence.high and self.atoms[k].tags.get("mark") == ":":
                k += 1
        if k >= sentence.high or "body" not in self.atoms[k].tags:
            return None
        if k > sentence.low and self.atoms[k].start - self.atoms[k - 1].end > 1:
            return None
        for j in range(k + 1, sentence.high):
            if "body_end" in self.atoms[j].tags:
                return self._body_from(k, sentence)
            if "mark" in self.atoms[j].tags:
                return None
        return None

    def _subject_of_statement(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body of a plain statement with a due date: "The tax office sends the lists by 25 May".

        It opens the date's clause, or stands behind the date that opens it, at once or over one word ("By 25 May
        sends the tax office …"). Provinces and the like have goals, not tasks.
        """
        if (
            not self.spec.language.spaces
            or found.preposition not in (*_DUE, "in")
            or (found.shape == "year" and not found.at_end)
        ):
            return None
        opened = None
        before = range(found.index - 1, sentence.low, -1)
        low = 1 + next((k for k in before if self.atoms[k].tags.get("mark") == ";"), sentence.low - 1)
        for k in range(low, found.index):
            start = self.atoms[k].start
            if self._opens_statement(k, sentence):
                if opened is None or self.text[self._name_end(opened, start) : start] != ", ":
                    opened = k
            elif self.atoms[k].tags.get("break") == "clause":
                opened = None
        limit = found.start
        if opened is None:
            begun = self.atoms[low].start if low > sentence.low else sentence.start
            if self.text[begun : found.start].strip(' "-'):
                return None
            limit, stop = sentence.end, found.stop
            behind = (k for k in range(stop, min(stop + 3, sentence.high)) if self._is_office(k))
            opened = next(behind, None)
            if opened is None or not _ONE_WORD.fullmatch(self.text, found.end, self._name_start(opened)):
                return None
        end = self._name_end(opened, limit)
        verbs = (a for a in self.atoms[opened + 1 : sentence.high] if a.start == end + 1)
        if found.preposition != "until" and any(self._sets_goal(verb) for verb in verbs):
            return None
        return self._trimmed(self._name_start(opened), end)

    @staticmethod
    def _sets_goal(atom: Atom) -> bool:
        """Whether a verb says what its subject aims at: who has a goal has no task."""
        tags = atom.tags
        return tags.get("scenario") == "target" and tags.keys().isdisjoint(("duty", "request", "body"))

    def _is_office(self, index: int) -> bool:
        tags = self.atoms[index].tags
        return "body" in tags and "place_word" not in tags and "province" not in tags

    def _opens_statement(self, index: int, sentence: Sentence) -> bool:
        """Whether a body stands at the beginning of a sentence or clause, with an article at most before it."""
        if not self._is_office(index):
            return False
        start, k = self._name_start(index), index - 1
        while k >= sentence.low and (self.atoms[k].end > start or self.atoms[k].tags.get("date") == "glue"):
            k -= 1  # an article, the first half of a compound
        if not _ARTICLE.fullmatch(
            self.text, self.atoms[k].end if k >= sentence.low else sentence.start, start
        ):
            return False
        tags = self.atoms[k].tags if k >= sentence.low else {"mark": "\n"}
        if "mark" in tags:
            return tags["mark"] in _OPENS
        if tags.get("break") == "clause":
            return True
        comma = k > sentence.low and self.atoms[k - 1].tags.get("mark") == ","
        return tags.get("break") == "conjunction" and comma

    def _name_start(self, index: int) -> int:
        """Where a body's name begins: before the first half of a compound left hanging ("land- and water department")."""
        start = self.atoms[index].start
        hanging = _HANGING.search(self.text, max(0, start - 40), start)
        if hanging is not None:
            return hanging.start()
        return start if self.name_start is None else self.name_start(self.text, start)

    def _name_end(self, index: int, limit: int) -> int:
        """Where a body's name is over that no known word ends: behind its noun and what is joined to it.

        Joined are words with capitals, places, and behind a preposition or "and" the next noun: "the department
        for education and training", "the tax office in the city".
        """
        ends = {a.start: a for a in self.atoms[index : index + 30]}
        end = at = self.atoms[index].end
        joined = False
        while True:
            following = ends.get(at + 2)
            if self.text[at : at + 2] == ", " and following is not None and "body" in following.tags:
                at += 1  # "the post office, the tax office and the …"
            listed = self._listed_name(at, end, limit, end > self.atoms[index].end)
            if listed is not None:
                end = at = listed
                continue
            word = _WORD.match(self.cased, at, limit)
            if word is None:
                break
            atom = ends.get(word.start(1))
            tags = atom.tags if atom is not None else {}
            stop = max(word.end(1), atom.end) if atom is not None else word.end(1)
            number = atom is not None and atom.number is not None
            linker = (
                tags.get("prep") == "in" or tags.get("date") == "glue" or tags.get("break") == "conjunction"
            )
            if linker or "numglue" in tags or "range_and" in tags:
                joined = True
            elif (
                word[1][0].isupper()
                or "body" in tags
                or "place_word" in tags
                or (joined and not tags.get("date"))
                or (tags.get("scope") == "whole" and " " in self.text[word.start(1) : stop])
            ):
                end, joined = stop, number and joined
            else:
                break
            at = stop
        return end

    def _listed_name(self, at: int, end: int, limit: int, joined: bool) -> int | None:
        """Where a name goes on behind a comma with two more of its nouns: "the department of culture, sports and tourism".

        They are written with capitals, or as small as the noun before them.
        """
        if at != end or self.text[at : at + 2] != ", ":
            return None
        small = joined and self.cased[:at].rpartition(" ")[2].islower()
        found = (_SMALL_NOUNS if small else _CAPITAL_NOUNS).match(self.cased, at, limit)
        if found is None:
            return None
        inside = [a for a in self.atoms_between(at, found.end()) if a.start >= at + 2]
        if any({"body", "province", "month", "duty", "request"} & a.tags.keys() for a in inside):
            return None
        both = any(a.tags.get("break") == "conjunction" and a.start == found.start(1) for a in inside)
        return found.end() if both else None

    def atoms_between(self, start: int, end: int) -> list[Atom]:
        """The atoms that begin in a span."""
        low = bisect_left(self.atoms, start, key=_START)
        return self.atoms[low : bisect_left(self.atoms, end, key=_START)]

    def _body_of_sentence(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body that begins the sentence or clause, or follows the date that begins it: its first phrase, the verb comes
        behind a space. Who has a goal has no task.
        """
        if self.spec.language.spaces:
            return None
        before = range(found.index - 1, sentence.low, -1)
        k = next((k for k in before if self.atoms[k].tags.get("mark") in (";", ":")), sentence.low)
        while k < found.index and ("mark" in self.atoms[k].tags or self.atoms[k].number is not None):
            k += 1
        if k == found.index:
            k = found.stop
        while k < sentence.high and self.atoms[k].tags.get("mark") in (",", ":"):
            k += 1
        if found.stop < sentence.high and self.atoms[found.index - 1].tags.get("mark") == ",":
            if "body" in self.atoms[found.stop].tags and self.atoms[found.stop].start - found.end <= 1:
                k = found.stop  # "further, in the second quarter the department checks …"
        if k + 1 < sentence.high and "body_end" in self.atoms[k].tags and "body" in self.atoms[k + 1].tags:
            if self.atoms[k].end == self.atoms[k + 1].start:
                return self._body_from(k + 1, sentence)  # "let the department connect …"
        if k + 1 >= sentence.high or "body" not in self.atoms[k].tags:
            return None
        if k > sentence.low and self.atoms[k].start - self.atoms[k - 1].end > 1:
            return None
        body = self._body_from(k, sentence)
        if body is None or body[1] - body[0] > 60:
            return None
        verb = any("body_end" in a.tags and a.start == body[1] for a in self.atoms[k + 1 : sentence.high])
        if self.text[body[1] : body[1] + 1] != " " and not (verb and body[1] - body[0] >= 10):
            return None  # a verb may be written on to a full name, not to "the unit"
        told = (a.tags for a in self.atoms[k : sentence.high] if a.start <= body[1] + 1)
        bodies = {"body", "body_end"}
        goal = any(tags.get("scenario") == "target" and bodies.isdisjoint(tags) for tags in told)
        said = any(mark in self._between(body, found) for mark in ':"')
        return None if goal or said else body

    def _nearest(self, cues: list[int], found: DateExpression) -> list[int]:
        """Cues nearest before the date first, then those behind it up to a quotation mark."""
        stop = next(
            (k for k in range(found.stop, len(self.atoms)) if self.atoms[k].tags.get("mark") in ('"', "\n")),
            len(self.atoms),
        )
        return [k for k in cues if k < found.index][::-1] + [k for k in cues if found.stop <= k < stop]

    def _body_of_duty(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body before a word of duty, or after a word of request, up to where its name is over."""
        atoms = self.atoms
        asked = [k for k in range(sentence.low, sentence.high) if "request" in atoms[k].tags]
        if not self.spec.language.spaces:
            asked = [k for k in self._nearest(asked, found) if self._asks_for(k, sentence, found)]
        elif asked:
            asked = self._asked_in_clause(asked, sentence, found)
        for k in asked:
            given = range(found.stop, k) if not self.spec.language.spaces else range(0)
            if any("duty" in atoms[j].tags for j in given):
                continue  # "by June the agency must pay 80 % … to the hospitals"
            for j in range(k + 1, min(k + 6, sentence.high)):
                if "body" in atoms[j].tags and (
                    self.spec.language.spaces
                    or self.text[atoms[k].end : atoms[j].start] in ("", " ", ":", ": ")
                ):
                    return self._body_from(j, sentence)
        duties = [k for k in range(sentence.low, sentence.high) if "duty" in atoms[k].tags]
        if not self.spec.language.spaces:
            duties = self._nearest(duties, found)
        else:
            tags = ((k, atoms[k].tags) for k in range(sentence.low, found.index))
            parted = [k for k, told in tags if told.get("break") == "clause" or told.get("mark") == ";"]
            duties.sort(key=lambda k: bool(parted) and k < parted[-1])  # the date's own clause first
        dated: set[int] = set()
        if not self.spec.language.spaces:
            dated.update(j for d in sentence.dates if d is not found for j in range(d.index, d.stop))
        for k in duties:
            if dated and k > found.stop and not dated.isdisjoint(range(found.stop, k)):
                continue  # another date's
            if (
                not self.spec.language.spaces
                and k < found.index
                and '"' in self.text[atoms[k].end : found.start]
            ):
                continue  # said in a quotation that is over
            between = range(found.stop, k) if not self.spec.language.spaces else range(0)
            if found.index > sentence.low and any(atoms[j].tags.get("break") == "clause" for j in between):
                continue  # another clause's: "A delivers the map by November, while B will …"
            relative = self._antecedent(k, sentence)
            if relative is not None:
                return relative
            start = None
            end, reach = self._before_aside(k, sentence)
            for j in range(reach, sentence.low - 1, -1):
                mark = atoms[j].tags.get("mark")
                if mark == "," and self.spec.language.spaces and start is None:
                    named = next(
                        (i for i in range(j - 1, max(sentence.low, j - 6) - 1, -1) if self._is_office(i)),
                        None,
                    )
                    if named is not None and self._name_end(named, end) > atoms[j].start:
                        start = self._name_start(named)
                        break  # "the department of culture, sports and tourism must"
                if mark in (",", ";", ":", '"', "\n", ".") or (j in dated and start is None):
                    break
                if j < k and self._tells_partner(j):
                    start, end = None, atoms[j].start
                    continue
                goal = atoms[j].tags.get("scenario") == "target" and "duty" not in atoms[j].tags
                if not self.spec.language.spaces and start is None and j < k:
                    if (found.index <= j < found.stop < k) or (goal and "body" not in atoms[j].tags):
                        break  # the date opens its clause; who has a goal has no task
                if self._ordered(j) or (start is not None and self._phrase_ends(j)):
                    break
                if "body" in atoms[j].tags:
                    start = self._name_start(j)
            if start is not None:
                return self._trimmed(start, end)
            alone = self.spec.language.spaces and k < found.index and sentence.dates[0] is found
            behind = self._body_behind(k, sentence) if alone else None
            if behind is not None:
                return behind  # "in the time to come shall the department …"
        return None

    def _asks_for(self, request: int, sentence: Sentence, found: DateExpression) -> bool:
        """Whether a request can be for what a date dates, in writing without marks between statements.

        Not where its addressee has nothing to do ("sends the list to|the chairman before 25 October"), or where it
        stands behind the date and a duty before it.
        """
        atoms = self.atoms
        if request > found.index:
            return not any("duty" in a.tags for a in atoms[sentence.low : found.index])
        reach = request + 1
        while reach < found.index and "body" in atoms[reach].tags:
            reach += 1
        idle = any(d.index == reach and d.start - atoms[reach - 1].end <= 1 for d in sentence.dates)
        if idle and reach > request + 1:
            return not any("duty" in a.tags for a in atoms[sentence.low : request])
        return True

    def _asked_in_clause(self, asked: list[int], sentence: Sentence, found: DateExpression) -> list[int]:
        """The requests that can govern a date: where its own clause holds a duty before it, only those of that clause."""
        tags = [(k, self.atoms[k].tags) for k in range(sentence.low, found.index)]
        parted = [k for k, told in tags if told.get("break") == "clause" or told.get("mark") == ";"]
        low = parted[-1] if parted else sentence.low
        if any(k >= low and "duty" in told and "request" not in told for k, told in tags):
            return [k for k in asked if low <= k < found.index]
        return asked

    def _antecedent(self, duty: int, sentence: Sentence) -> tuple[int, int] | None:
        """The body before a comma and the pronoun whose duty is told: "is left to the Post, which must finish it by …"."""
        atoms = self.atoms
        comma = duty - 2
        if comma <= sentence.low or not self.spec.language.spaces:
            return None
        if atoms[comma].tags.get("mark") != "," or atoms[duty - 1].tags.get("break") != "clause":
            return None
        for j in range(comma - 1, max(sentence.low, comma - 5) - 1, -1):
            if "mark" in atoms[j].tags:
                break
            if "body" in atoms[j].tags and self._name_end(j, atoms[comma].start) == atoms[comma].start:
                return self._trimmed(self._name_start(j), atoms[comma].start)
        return None

    def _tells_partner(self, index: int) -> bool:
        """Whether a word stands at an atom that says with whom the body before it works, in writing without spaces."""
        if self.spec.language.spaces:
            return False
        return any(
            self.text.startswith(form, self.atoms[index].start) for form in self.spec.deadline.partners
        )

    def _ordered(self, index: int) -> bool:
        """Whether a verb by which one body orders another stands at an atom: "the agency lays down that each office must"."""
        tags = self.atoms[index].tags
        return self.spec.language.spaces and "scenario" in tags and "body" not in tags and "duty" not in tags

    def _before_aside(self, duty: int, sentence: Sentence) -> tuple[int, int]:
        """Where a subject ends and its last atom: before an aside that commas set off from the word of duty."""
        atoms = self.atoms
        if duty - 1 > sentence.low and atoms[duty - 1].tags.get("mark") == ",":
            for j in range(duty - 2, sentence.low, -1):
                if atoms[j].tags.get("mark") == ",":
                    return atoms[j].start, j - 1
        return atoms[duty].start, duty - 1

    def _phrase_ends(self, index: int) -> bool:
        """Whether a space ends a phrase behind an atom, in writing that sets none between words; not around "and"."""
        left, right = self.atoms[index], self.atoms[index + 1]
        if self.spec.language.spaces or " " not in self.text[left.end : right.start]:
            return False
        return all(atom.tags.get("break") != "conjunction" for atom in (left, right))

    def _body_from(self, index: int, sentence: Sentence) -> tuple[int, int] | None:
        listed = 0
        for j in range(index + 1, sentence.high):
            tags = self.atoms[j].tags
            ended = "body_end" in tags or "duty" in tags
            if self.atoms[j].start < listed:
                continue
            if tags.get("mark") == "," and self.spec.language.spaces:
                listed = self._name_end(index, sentence.end)
                if listed > self.atoms[j].start and self.text[self.atoms[j].start : listed].count(",") == 1:
                    continue  # "the department of culture, sports and tourism"
            if tags.get("mark") == "," and not self.spec.language.spaces and j + 1 < sentence.high:
                further = self.atoms[j + 1]
                if "body" in further.tags and further.start - self.atoms[j].end == 1:
                    continue  # "the departments, the committees of communes …"
            if ended or tags.get("mark") in (",", ";", ":", "\n", '"'):
                end = self.atoms[j].start
                if self.spec.language.spaces:
                    own = self._name_end(index, end)
                    end = end if ended and end - own <= NAME_REACH else own
                return self._trimmed(self._name_start(index), end)
            if self.atoms[j].number is not None and j + 1 < sentence.high:
                following = self.atoms[j + 1].tags
                if "body" in following or following.get("unit") == "locality":
                    continue  # "the committees of 96 communes"
            if (
                self._phrase_ends(j - 1)
                and not {"body", "province"} & tags.keys()
                and self.atoms[j - 1].number is None
            ):
                gap = self.text[self.atoms[j - 1].end : self.atoms[j].start]
                end = self.atoms[j - 1].end + gap.index(" ")
                if self.name_end is not None:
                    end = self.name_end(self.text, end, gap == " ")
                return self._trimmed(self.atoms[index].start, end)
        end = self._name_end(index, sentence.end) if self.spec.language.spaces else sentence.end
        return self._trimmed(self._name_start(index), end)
