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
from itertools import pairwise
from operator import attrgetter

from extractors.atoms import Atom
from extractors.candidates import Candidate, Cue
from extractors.dates import DateExpression
from extractors.segments import Sentence
from extractors.tables import read_row
from schemas.codes import Precision
from schemas.lexicon import LexiconSpec

PRECISIONS: dict[str, Precision] = {"day": "day", "month": "month", "quarter": "quarter", "half": "half", "year": "year",
              "months": "month", "years": "year"}  # fmt: skip


ITEM_REACH = 500
"""How many characters before its date a list item may begin: bounds the work on text without line ends."""

LAST_WORDS = 12
"""How many characters may stand between a comma or bracket behind a body and the date: "…, to be done by 5 May"."""

NAME_REACH = 25
"""How far behind a body's name, as far as it is known, a word that ends names may stand and still end this one."""

_GOES_ON = frozenset({
    "body", "body_end", "break", "change", "cmp_before", "deadline_label", "duty", "mark", "month", "prep", "request",
    "responsible_label", "scenario",
})  # fmt: skip
"""What a word tells with which a statement goes on, or a body's own begins."""
_KINDS = frozenset({"body", "date", "prep", "break"})
"""Words at which a body's name may be over that are no verbs."""
_MODAL = 4
"""How long a modal verb of the future is at most."""
_A_NOUN = 4
"""How many letters that are no cue's stand at least where a noun of no body opens a statement."""
_START = attrgetter("start")
_NO_DUE = ("now", "same_period", "school_year", "years")
"""Shapes of dates that are no deadline."""
_DUE = ("by", "before", "until")
_OPENS = ("\n", ".", ",", ";", ":", "-", '"', "•", "*", "+", ")", "?", "!")
_ARTICLE = re.compile(r"[ '\"-]*(?:\w{1,3}[ '])?")
_ONE_WORD = re.compile(r"(?:,| [^\W\d_]{2,20})? (?:\w{1,3}[ '])?")
"""What may stand between a date that opens a sentence and the body: nothing, a comma, or a verb; and an article."""
_PRONOUN = re.compile(r" [^\W\d_]{2,4} ")
"""A relative pronoun before its verb."""
_BRACKETED = re.compile(r" \([^()\n]{1,20}\) $")
_LAST_WORD = re.compile(r" ([^\W\d_]{1,3})$")
_NEXT_ENTRY = re.compile(r"[ .,;(]*(?:[^\W\d_]+(?: [^\W\d_]+)? ?: ?)?")
"""What stands between a list's body and its date: marks, and the date's own label."""
_COMMA_ARTICLE = re.compile(r",(?= (?:\w{1,3}[ '])$)")
"""A comma, where only an article stands behind it."""
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
        self.glue = frozenset(form for form in spec.date.words.get("glue", ()) if form.isalpha())
        """Prepositions and articles: no body's name ends with one."""
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
        self.opened: tuple[int, int] | None = None
        """The atom of the body with which the last sentence of the paragraph began, as long as sentences tell on of it, and
        where that sentence ended."""
        self.subject: tuple[int, int] | None = None
        """That body, where this sentence tells on of it, with a pronoun."""
        self.columns: tuple[int, int] | None = None
        """Of the table of tasks being read, the number of the column of due dates and of that of bodies, or -1."""
        self.columns_paragraph = -10

    def read(self, sentence: Sentence, candidates: list[Candidate]) -> list[FoundDeadline]:
        """The deadlines of a sentence, in order."""
        columns = self._columns_of(sentence)
        if columns is not None:
            return self._read_task_row(sentence, *columns)
        self._read_label(sentence)
        self._resume(sentence)
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
            if deadline.responsible is not None and self._is_goal_of_place(deadline, candidates):
                deadline.responsible, deadline.responsible_rule = None, ""
            found.append(deadline)
        labelled = [own for own in found if own.rule == "label of a task list"]
        if labelled:
            self.dated, self.dated_paragraph = labelled, sentence.paragraph
        return found

    def _resume(self, sentence: Sentence) -> None:
        """Note with which body a sentence begins, or that a pronoun takes up that of the sentence before: "It must also …"."""
        if not self.spec.deadline.pronouns:
            return
        if sentence.number == 0:
            self.opened = None
        self.subject = None
        word = _WORD.match(self.text, sentence.start, sentence.end) if self.opened is not None else None
        if self.opened is not None and word is not None and word[1] in self.spec.deadline.pronouns:
            index, end = self.opened
            self.subject = self._trimmed(self._name_start(index), self._name_end(index, end))
        if self.subject is not None:
            return
        first = range(sentence.low, min(sentence.low + 3, sentence.high))
        self.opened = next(((k, sentence.end) for k in first if self._opens_statement(k, sentence)), None)

    def _is_goal_of_place(self, own: FoundDeadline, candidates: list[Candidate]) -> bool:
        """Whether a date's figures are goals of places and not somebody's task: "by May must the province have reached 90 %"."""
        if own.responsible is None or own.responsible_rule != "subject of the duty":
            return False
        inside = self.atoms_between(*own.responsible)
        if len(inside) != 1 or "place_word" not in inside[0].tags or "agency" in inside[0].tags:
            return False
        goals = [
            c for c in candidates if c.scenario == "target" and c.cues.get("date", (-1,))[0] == own.start
        ]
        return any(c.kind == "percentage" or "unit" not in inside[0].tags for c in goals)

    def _columns_of(self, sentence: Sentence) -> tuple[int, int] | None:
        """The columns of due dates and of bodies in the table of tasks of which a sentence is a row, else None."""
        if "|" not in self.text[sentence.start : sentence.end]:
            return None
        row = read_row(self.text, sentence)
        near = sentence.paragraph - self.columns_paragraph <= 1
        columns = self.columns if near and row is not None else None
        if row is not None and columns is None and not sentence.dates:
            due = self._labelled_cell(row.cells, self.spec.deadline.deadline_labels)
            who = self._labelled_cell(row.cells, self.spec.deadline.responsible_labels)
            columns = (due, who) if due >= 0 and len(row.cells) > 1 else None
        self.columns, self.columns_paragraph = columns, sentence.paragraph
        return columns

    def _labelled_cell(self, cells: list[tuple[int, int]], labels: tuple[str, ...]) -> int:
        """The number of the cell that holds a list's label and nothing else, -1 for none."""
        bare = {label.rstrip(" :") for label in labels}
        return next((n for n, (a, b) in enumerate(cells) if self.text[a:b].strip(" \n:.") in bare), -1)

    def _read_task_row(self, sentence: Sentence, due: int, who: int) -> list[FoundDeadline]:
        """The deadlines of a row of a table of tasks: the dates in its cell of due dates."""
        row = read_row(self.text, sentence)
        cells = [] if row is None else row.cells
        if due >= len(cells):
            return []
        body = self._trimmed(*cells[who]) if 0 <= who < len(cells) else None
        return [
            FoundDeadline(
                d.start,
                d.end,
                d.last,
                _precision(d),
                "column of a table of tasks",
                body,
                "column of a table of tasks",
            )
            for d in sentence.dates
            if cells[due][0] <= d.start < cells[due][1]
            and d.last is not None
            and d.shape not in _NO_DUE
            and (self.published is None or d.last >= self.published)
        ]

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
                    end = min([end, *(d.start for d in sentence.dates if start < d.start < end)])
                    further = self.text.find(":", start, end)
                    if further >= 0 and not self.spec.language.spaces:
                        space = self.text.rfind(" ", start + 1, further)
                        end = space if space > start and self.text[start:space].strip() else end
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
        while end > start and text[end - 1] in " \n\t.,;:-|(\"'":
            elided = (
                text[end - 1] == "'" and end - start > 3 and text[end - 3] == " " and text[end - 2].isalpha()
            )
            end -= 2 if elided else 1  # "the Department l'", before "ouvrira"
        last = _LAST_WORD.search(text, start, end) if self.spec.language.spaces else None
        if last is not None and last[1] in self.glue:
            end = last.start()  # "the communes to", before a verb
        return (start, end) if end > start else None

    def _reason(
        self, sentence: Sentence, found: DateExpression, candidates: list[Candidate]
    ) -> tuple[str, Cue] | None:
        """Why a date is a deadline, or None."""
        if found.last is None or found.shape in _NO_DUE:
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
        if found.rule == "date: lunar new year" and found.relative and not self._tells_task(sentence, found):
            return None  # "with Tết drawing near": when, not by when
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

    def _tells_task(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether a sentence says beside a date that something is to be done: a duty, a request or a goal."""
        beside = (*range(sentence.low, found.index), *range(found.stop, sentence.high))
        told = [self.atoms[k].tags for k in beside]
        return any("duty" in tags or "request" in tags or tags.get("scenario") == "target" for tags in told)

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
        if self._item_head(sentence, found) is not None or self._opens_item(sentence, found):
            return True
        semicolons = [k for k in range(sentence.low, found.index) if self.atoms[k].tags.get("mark") == ";"]
        earlier = any(
            d.preposition in _DUE and d.index < semicolons[-1] for d in sentence.dates if semicolons
        )
        opens = semicolons[-1] + 1 if semicolons else found.index
        while opens < found.index and self.atoms[opens].tags.get("date") == "glue":
            opens += 1  # an article
        return earlier and opens < found.index and self._is_office(opens)

    def _opens_item(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether a body with its verb opens the list item that holds a date: "- The Department publishes the list on Monday"."""
        line = self.text.rfind("\n", 0, sentence.start + 1) + 1
        lead = _LEAD.match(self.text, line)
        if lead is None or lead.end() > found.start:
            return False
        first = bisect_left(self.atoms, lead.end(), key=_START)
        if not (sentence.low <= first < found.index and self._is_office(first)):
            return False
        if self._name_start(first) > lead.end() and not _ARTICLE.fullmatch(
            self.text, lead.end(), self._name_start(first)
        ):
            return False
        return any("body_end" in a.tags and "prep" not in a.tags for a in self.atoms[first + 1 : found.index])

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
            if own.responsible is not None or not self._is_verb(sentence, found):
                return
        elif self._stands_behind_listed(sentence, found):
            own.responsible, own.responsible_rule = self.listed, "label before the date"
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
            body = self._body_behind(found.stop, sentence) or self._agent_of_passive(sentence, found)
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
                    self._body_behind_date,
                    self._body_of_clause,
                    self._body_of_duty,
                    self._body_of_item,
                    self._subject_of_statement,
                    self._body_of_sentence,
                    *((self._subject_of_task,) if own.rule == "date of a task in a list" else ()),
                    *((self._agent_of_passive,) if own.rule != "date of a target" else ()),
                )
            )
            body = next((b for b in found_in if b and ";" not in self._between(b, found)), None)
            if body is not None and (
                self._opens_that_clause(body, sentence, found)
                or self._has_own_subject(body, sentence, found)
                or self._says_that(body, found)
            ):
                body = None
            if body is None and self._is_listed_behind(sentence, found):
                own.responsible, own.responsible_rule = self.listed, "label behind the date"
                return
            if body is None and self.subject is not None and self._must_pronoun(sentence, found):
                own.responsible, own.responsible_rule = self.subject, "body of the sentence before"
                return
        if body is not None and ";" not in self._between(body, found) and not self._is_purpose(body, found):
            own.responsible, own.responsible_rule = body, "subject of the duty"

    def _opens_that_clause(self, body: tuple[int, int], sentence: Sentence, found: DateExpression) -> bool:
        """Whether "and that" behind an earlier due date parts a body from a date: "asks A to send … by May, and that … by June"."""
        if not self.spec.language.spaces or not self.spec.deadline.that:
            return False
        for d in sentence.dates:
            if body[1] <= d.start and d.stop < found.index:
                for k in range(d.stop, found.index):
                    if self.atoms[k].tags.get("break") == "conjunction":
                        word = _WORD.match(self.text, self.atoms[k].end, found.start)
                        if word is not None and word[1] in self.spec.deadline.that:
                            return True
        return False

    def _has_own_subject(self, body: tuple[int, int], sentence: Sentence, found: DateExpression) -> bool:
        """Whether behind an earlier due date another statement begins that has a duty or goal of its own, and so a subject
        that is not the body before: "asks A to send … by May, with the first part to be opened in June". Without spaces only;
        a duty right behind "and" has the same subject.
        """
        if self.spec.language.spaces or body[0] > found.start:
            return False
        earlier = [
            d for d in sentence.dates if body[1] <= d.start and d.stop <= found.index and d is not found
        ]
        due = next((d for d in earlier if d.preposition in (*_DUE, "in")), None)
        if due is None:
            return False
        if self._opens_other_statement(sentence, found):
            return True
        for k in range(due.stop, found.index):
            tags = self.atoms[k].tags
            if "duty" not in tags and "request" not in tags and tags.get("scenario") != "target":
                continue
            before = self.atoms[k - 1]
            joined = before.tags.get("break") == "conjunction" and self.atoms[k].start - before.end <= 1
            if not joined and "body" not in tags and "request" not in tags:
                return True
            if "request" in tags and k + 1 < found.index and "body" not in self.atoms[k + 1].tags:
                if self.atoms[k + 1].start > self.atoms[k].end:
                    return True  # "… and let all payments be made by June": a noun that is no body
        return False

    def _opens_other_statement(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether a date opens another statement, whose subject stands behind it: "… by December|by 2030 buses will run …",
        "…; as for 2026 the province …".
        """
        before = self.atoms[found.index - 1]
        after = self.atoms[found.stop] if found.stop < sentence.high else None
        if after is None or found.start - before.end > 1:
            return False
        if before.tags.get("break") == "clause":
            return "body" in after.tags or "place_word" in after.tags
        if not any(d.stop == found.index for d in sentence.dates):
            return False
        behind = self.atoms[found.stop : sentence.high]
        verb = next((a for a in behind if {"body_end", "duty", "request"} & a.tags.keys()), after)
        return sum(c.isalpha() for c in self.text[found.end : verb.start]) >= _A_NOUN

    def _says_that(self, body: tuple[int, int], found: DateExpression) -> bool:
        """Whether a body only says what is to be: "the Department's director let it be known that the net will run by May"."""
        forms = self.spec.deadline.saying
        if body[0] > found.start or not forms:
            return False
        for form in forms:
            spaced = self.spec.language.spaces
            at = self.text.find(f" {form} " if spaced else form, max(0, body[0]), found.start)
            if at < 0 or self.text.count(" ", body[1], max(at, body[1])) > 3:
                continue
            verb = self.atoms_between(min(body[1], at), at + len(form))
            if not any({"duty", "request", "break"} & a.tags.keys() for a in verb):
                return True
        return False

    def _must_pronoun(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether the duty of a sentence stands right behind the pronoun that opens it, and the date in the same statement."""
        duties = [a for a in self.atoms[sentence.low : sentence.low + 4] if "duty" in a.tags]
        if not duties or len(self.text[sentence.start : duties[0].start].split()) > 2:
            return False
        between = self.text[duties[0].end : found.start]
        return ";" not in between and '"' not in between

    def _is_verb(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether the word before a due date that could be a list's label is a verb of its sentence: no colon is behind it."""
        label = next(a for a in self.atoms[found.index - 1 :: -1] if "deadline_label" in a.tags)
        return (
            found.preposition in _DUE
            and ":" not in self.text[sentence.start : found.start]
            and label.end < found.start - 1
        )

    def _is_listed_behind(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether a label behind a date, in its sentence, names the body: "… before 20 December; responsible: A"."""
        if self.listed is None or self.listed_paragraph != sentence.paragraph or self.listed[0] < found.end:
            return False
        apart = (d.start for d in sentence.dates if d is not found)
        return self.listed[1] <= sentence.end and not any(found.end <= at < self.listed[0] for at in apart)

    def _stands_behind_listed(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether a date stands right behind the body of a label: "(lead: A, by 15 December)", "Responsible: A. Time: …"."""
        if self.listed is None or self.listed_paragraph != sentence.paragraph or self.listed[1] > found.start:
            return False
        return _NEXT_ENTRY.fullmatch(self.text, self.listed[1], found.start) is not None

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
        if self.text[sentence.start : found.start].strip(" -") == "":
            return self._agent_behind(sentence, found)
        for k in range(found.index - 1, sentence.low, -1):
            atom = self.atoms[k]
            aside = atom.tags.get("mark") in (",", "(") and found.start - atom.end <= LAST_WORDS
            if "mark" in atom.tags and not aside:
                return None
            if "body" not in atom.tags:
                continue
            start = self._name_start(k)
            if self.agent.search(self.text, max(sentence.start, start - 40), start):
                return self._body_from(k, sentence)
        return None

    def _agent_behind(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The agent of what a date opens: "Before 8 December, the list must be sent by the schools to …"."""
        agent = self.agent
        for k in range(found.stop, sentence.high):
            if self.atoms[k].tags.get("mark") in (";", ":", '"') or agent is None:
                return None
            start = self._name_start(k)
            if "body" in self.atoms[k].tags and agent.search(self.text, max(found.end, start - 40), start):
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
        if colon < 0 or colon - start > 80 or ". " in self.text[start:colon]:
            return None
        bodies = [a for a in self.atoms[sentence.low : found.index] if start <= a.start < colon]
        if start == line and not (bodies and bodies[0].start == start and "body" in bodies[0].tags):
            return None
        if start == line and self.text[:line].rstrip().endswith("?"):
            return None  # who speaks in an interview
        if self.text[colon + 1 : colon + 3].lstrip()[:1] == '"':
            return None  # what somebody says
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
        if colon < 0 or colon - start > 80 or ". " in self.text[start:colon]:
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
        opens = self.atoms[duty].end + 1
        near = range(duty + 1, min(duty + 5, sentence.high))
        last = next((k for k in near if "body" in self.atoms[k].tags and self._name_start(k) == opens), None)
        for k in range(duty + 1 if last is None else last + 1, sentence.high):
            atom = self.atoms[k]
            if self.text[self.atoms[k - 1].end : atom.start] != " ":
                break
            if "body" in atom.tags:
                last = k
            elif last is None or atom.tags.get("break") != "conjunction":
                break
        if last is None:
            return None
        limit = self.atoms[min(last + 6, sentence.high - 1)].start
        end = max(self.atoms[last].end, self._name_end(last, limit))
        local = "place_word" in self.atoms[last].tags or "province" in self.atoms[last].tags
        if local and any(
            self._sets_goal(a) for a in self.atoms[last + 1 : sentence.high] if a.start == end + 1
        ):
            return None  # "by the year's end shall the province strive …"
        return opens, end

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

    def _body_behind_date(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body with which a statement begins behind an earlier due date and "and" or "while": "… by May, and B sends … by June"."""
        earlier = [d for d in sentence.dates if d.stop < found.index and d.preposition in (*_DUE, "in")]
        if not earlier:
            return None
        k = earlier[-1].stop
        if self.atoms[k].tags.get("mark") == ",":
            k += 1
        if k + 1 >= found.index or self.atoms[k].tags.get("break") not in ("conjunction", "clause", "strong"):
            return None
        body = self.atoms[k + 1]
        if self.text[self.atoms[k].start : self.atoms[k].end] in self.spec.deadline.agents:
            return None  # "…, with each commune having …"
        if "body" not in body.tags or self.text[self.atoms[k].end : self._name_start(k + 1)] not in ("", " "):
            return None
        return self._body_from(k + 1, sentence)

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

    def _subject_of_statement(
        self, sentence: Sentence, found: DateExpression, listed: bool = False
    ) -> tuple[int, int] | None:
        """The body of a plain statement with a due date: "The tax office sends the lists by 25 May".

        It opens the date's clause, or stands behind the date that opens it, at once or over one word ("By 25 May
        sends the tax office …"). Provinces and the like have goals, not tasks.
        """
        if (
            not self.spec.language.spaces
            or (found.preposition not in (*_DUE, "in") and not (listed and found.preposition == "as_of"))
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
            aside = self.atoms[found.index - 2 : found.index] if found.index - 2 > low else []
            if (
                len(aside) == 2
                and aside[0].tags.get("break") == "clause"
                and aside[1].tags.get("mark") == ","
            ):
                begun = found.start  # "asks that, by May, the office …"
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

    def _subject_of_task(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body of a plain statement in a list of tasks, whatever preposition stands before its date."""
        return self._subject_of_statement(sentence, found, listed=True)

    @staticmethod
    def _sets_goal(atom: Atom) -> bool:
        """Whether a verb says what its subject aims at, and is no short modal verb: who has a goal has no task."""
        tags = atom.tags
        if "body_end" in tags and atom.end - atom.start <= _MODAL:
            return False
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
            if word[1] in self.spec.language.articles and not joined:
                break  # another noun: "… the department the list"
            if len(word[1]) <= 3 and tags.get("unit") and " " in self.text[word.start(1) : stop]:
                end = at = stop  # "the centre of public services"
                joined = False
                continue
            linker = (
                tags.get("prep") == "in" or tags.get("date") == "glue" or tags.get("break") == "conjunction"
            )
            if linker or "numglue" in tags or "range_and" in tags:
                joined = True
            elif (
                word[1][0].isupper()
                or "body" in tags
                or "place_word" in tags
                or (tags.get("unit") == "locality" and self.cased[:at].rpartition(" ")[2][:1].isupper())
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
        reported = self._reports(k, found)
        k = k if reported is None else reported
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

    def _reports(self, low: int, found: DateExpression) -> int | None:
        """The body right behind "that", with which what was decided or said begins."""
        for k in range(low + 1, found.index):
            if "body" in self.atoms[k].tags and self.text[
                max(0, self.atoms[k].start - 24) : self.atoms[k].start
            ].rstrip().endswith(self.spec.deadline.that):
                return k
        return None

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
            reach = k + 6 if found.index != k + 2 else found.stop + 3  # "asks that, by May, the office …"
            for j in range(k + 1, min(reach, sentence.high)):
                if "body" in atoms[j].tags and (
                    self.spec.language.spaces
                    or self.text[atoms[k].end : atoms[j].start] in ("", " ", ":", ": ")
                ):
                    if self._is_recipient(k, j, sentence):
                        break
                    nearer = self._next_subject(j, sentence, found)
                    if nearer is not None:
                        return nearer
                    return self._body_from(j, sentence)
        duties = [k for k in range(sentence.low, sentence.high) if "duty" in atoms[k].tags]
        if not self.spec.language.spaces:
            duties = self._nearest(duties, found)
        else:
            tags = ((k, atoms[k].tags) for k in range(sentence.low, found.index))
            parted = [
                k
                for k, told in tags
                if told.get("break") == "clause" or told.get("mark") == ";" or self._joins_statement(k, found)
            ]
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
            named_aside = self._named_in_aside(k, sentence)
            if named_aside is not None:
                return named_aside
            joined = self._first_subject(k, sentence)
            if joined is not None:
                return joined
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
                if self._ordered(j) or (
                    start is not None and self._phrase_ends(j) and not self._counts_bodies(j)
                ):
                    break
                if "body" in atoms[j].tags and not self._is_genitive(j, k):
                    if start is not None and self._verb_between(j, start):
                        break
                    start = self._name_start(j)
            if start is not None:
                end = self._without_relative(start, end)
                start = self._named_in_full(start, end)
                return self._trimmed(self._list_start(start, end, sentence), end)
            alone = self.spec.language.spaces and k < found.index and sentence.dates[0] is found
            behind = self._body_behind(k, sentence) if alone else None
            if behind is not None:
                return behind  # "in the time to come shall the department …"
        return None

    def _is_genitive(self, index: int, duty: int) -> bool:
        """Whether "of" is written on before a body, in writing without spaces: "the debt of|the employers must fall"."""
        if self.spec.language.spaces or any("break" in a.tags for a in self.atoms[index:duty]):
            return False
        of = self.spec.date.words.get("glue", ())[:1]
        return self.text.endswith(of, 0, self.atoms[index].start)

    def _joins_statement(self, index: int, found: DateExpression) -> bool:
        """Whether "and" behind a comma joins a statement with a body and a duty of its own: "…, and the tax office must …"."""
        if self.atoms[index].tags.get("break") != "conjunction" or index < 1 or index + 2 >= found.index:
            return False
        if self.atoms[index - 1].tags.get("mark") != "," or "body" not in self.atoms[index + 1].tags:
            return False
        return any("duty" in a.tags for a in self.atoms[index + 2 : found.index])

    def _asks_for(self, request: int, sentence: Sentence, found: DateExpression) -> bool:
        """Whether a request can be for what a date dates, in writing without marks between statements.

        Not where its addressee has nothing to do ("sends the list to|the chairman before 25 October"), or where it
        stands behind the date and a duty before it.
        """
        atoms = self.atoms
        if request > found.index:
            aimed = (a.tags for a in atoms[sentence.low : found.index])
            return not any("duty" in tags or tags.get("scenario") == "target" for tags in aimed)
        reach = request + 1
        while reach < found.index and "body" in atoms[reach].tags:
            reach += 1
        idle = any(d.index == reach and d.start - atoms[reach - 1].end <= 1 for d in sentence.dates)
        if idle and reach > request + 1:
            return not any("duty" in a.tags for a in atoms[sentence.low : request])
        return True

    def _next_subject(self, asked: int, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body behind a comma that does something else than the one asked: "asks A to check …, each B holds … by May"."""
        if not self.spec.language.spaces:
            return None
        for k in range(found.index - 1, asked, -1):
            comma = self.atoms[k - 1]
            if "body" not in self.atoms[k].tags or comma.tags.get("mark") != ",":
                continue
            verbs = [a for a in self.atoms[asked + 1 : k - 1] if "body_end" in a.tags]
            own = any(
                "body_end" in a.tags and a.start == self._name_end(k, found.start) + 1
                for a in self.atoms[k + 1 : found.index]
            )
            if verbs and own and self.text[comma.end : self._name_start(k)] == " ":
                return self._body_from(k, sentence)
        return None

    def _is_recipient(self, given: int, body: int, sentence: Sentence) -> bool:
        """Whether a body behind "to" is only who gets something, in writing without spaces: "A must send … to B by 5 May".

        Who is asked to do something has a verb behind its name.
        """
        if self.spec.language.spaces:
            return False
        earlier = self.atoms[sentence.low : given]
        if not any("body" in a.tags for a in earlier):
            return False
        named = self._body_from(body, sentence)
        if named is None:
            return False
        for d in sentence.dates:
            if 0 <= d.start - named[1] <= 1 and not self.text[named[1] : d.start].strip():
                after = self.atoms[d.stop] if d.stop < sentence.high else None
                return after is None or "mark" in after.tags or after.tags.get("break") == "conjunction"
        return False

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
        if not self.spec.language.spaces:
            return None
        comma = next((j for j in (duty - 1, duty - 2) if atoms[j].tags.get("mark") == ","), -1)
        if comma <= sentence.low or not _PRONOUN.fullmatch(self.text, atoms[comma].end, atoms[duty].start):
            return None
        named = None
        for j in range(comma - 1, max(sentence.low, comma - 5) - 1, -1):
            if "mark" in atoms[j].tags:
                break
            if "body" in atoms[j].tags and self._name_end(j, atoms[comma].start) == atoms[comma].start:
                named = self._trimmed(self._name_start(j), atoms[comma].start)
        return named

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

    def _named_in_full(self, start: int, end: int) -> int:
        """Where a body's name begins behind what it is: "the investor, that is company A", in writing without spaces."""
        if self.spec.language.spaces:
            return start
        inside = self.atoms_between(start, end)
        for left, right in pairwise(inside):
            if (
                left.tags.get("break") == "continuation"
                and "body" in right.tags
                and right.start - left.end <= 1
            ):
                return right.start
        return start

    def _counts_bodies(self, index: int) -> bool:
        """Whether an atom is a number between a body and those it is of, or the body before it: "the committees of|96|communes"."""
        number = index if self.atoms[index].number is not None else index + 1
        counted = self.atoms[number].number
        return counted is not None and counted.plain and "body" in self.atoms[number - 1].tags

    def _first_subject(self, duty: int, sentence: Sentence) -> tuple[int, int] | None:
        """The body that begins the sentence where a duty is joined on by "and": "The office checks 12 firms and must report …"."""
        before = self.atoms[duty - 1] if duty > sentence.low else None
        if before is None or before.tags.get("break") != "conjunction":
            return None
        if self.atoms[duty].start - before.end > 1:
            return None
        for k in range(sentence.low, duty - 1):
            if self._opens_statement(k, sentence):
                following = (j for j in range(k + 1, duty) if "body_end" in self.atoms[j].tags)
                verb = next(following, None)
                if verb is None:
                    return None
                if self.spec.language.spaces:
                    return self._trimmed(self._name_start(k), self._name_end(k, self.atoms[verb].start))
                return self._body_from(k, sentence)
        return None

    def _verb_between(self, body: int, start: int) -> bool:
        """Whether a verb stands between a body and the next: "the government lays down that all employers must …"."""
        if not self.spec.language.spaces:
            return False
        inside = self.atoms_between(self.atoms[body].end, start)
        verbs = (a for a in inside if "body_end" in a.tags and _KINDS.isdisjoint(a.tags))
        return any(self.cased[a.start].islower() for a in verbs)

    def _named_in_aside(self, duty: int, sentence: Sentence) -> tuple[int, int] | None:
        """The body that an aside names, set off by commas from the word of duty: "The investor, company A, must …"."""
        atoms, close = self.atoms, duty - 1
        if not self.spec.language.spaces or close <= sentence.low or atoms[close].tags.get("mark") != ",":
            return None
        opens = next(
            (j for j in range(close - 1, sentence.low, -1) if atoms[j].tags.get("mark") == ","), None
        )
        if opens is None or not any("body" in a.tags for a in atoms[sentence.low : opens]):
            return None
        body = next((j for j in range(opens + 1, close) if "body" in atoms[j].tags), None)
        if body is None or not _ARTICLE.fullmatch(self.text, atoms[opens].end, self._name_start(body)):
            return None
        if self._name_end(body, atoms[close].start) != atoms[close].start:
            return None
        return self._trimmed(self._name_start(body), atoms[close].start)

    def _without_relative(self, start: int, end: int) -> int:
        """Where a body ends that a pronoun or "and" follows before the word of duty: "… is the task of the office, which must"."""
        inside = self.atoms_between(start, end)
        if not inside or self.text[inside[-1].end : end].strip():
            return end
        tags = inside[-1].tags
        pronoun = self.spec.language.spaces and "body_end" in tags and "body" not in tags
        return inside[-1].start if pronoun or tags.get("break") in ("clause", "conjunction") else end

    def _list_start(self, start: int, end: int, sentence: Sentence) -> int:
        """Where a list of bodies begins whose last ones stand in a span: "the office A, the office B and the office C must"."""
        inside = self.atoms_between(start, end)
        bracket = _BRACKETED.search(self.text, max(sentence.start, start - 40), start)
        if bracket is not None:
            first = self._listed_before(bracket.start(), sentence)
            return start if first is None else self._name_start(first)  # "the committee (PC) of commune A"
        if not any(a.tags.get("break") == "conjunction" and a.start > start for a in inside):
            return start
        spaces = self.spec.language.spaces
        low = bisect_left(self.atoms, start, key=_START)
        while low > sentence.low:
            before = self.text[sentence.start : start]
            bare = before.rstrip()
            if bare.endswith(","):
                close = sentence.start + len(bare) - 1
            elif not spaces and before.endswith(" "):
                close = sentence.start + len(bare)
            else:
                article = _COMMA_ARTICLE.search(before) if spaces else None
                if article is None:
                    break
                close = sentence.start + article.start()
            first = self._listed_before(close, sentence)
            if first is None:
                break
            start = self._name_start(first)
            low = first
        return start

    def _listed_before(self, close: int, sentence: Sentence) -> int | None:
        """The atom of the body whose name, and nothing else, ends at a place: behind a comma, a space or the beginning."""
        spaces = self.spec.language.spaces
        high = bisect_left(self.atoms, close, key=_START)
        low = high
        while low > sentence.low and "mark" not in self.atoms[low - 1].tags:
            low -= 1
            if not spaces and (low == sentence.low or self.text[self.atoms[low].start - 1] in " \n"):
                break
        opens = self.atoms[low - 1].end if low > sentence.low and spaces else sentence.start
        body = next((j for j in range(low, high) if "body" in self.atoms[j].tags), None)
        if body is None:
            return None
        if not spaces:
            verbs = any(
                {"body_end", "duty", "request", "date"} & a.tags.keys() for a in self.atoms[body + 1 : high]
            )
            return None if body != low or verbs else body
        if not _ARTICLE.fullmatch(self.text, opens, self._name_start(body)):
            return None
        return body if self._name_end(body, close) == close else None

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
                    last = self.atoms[j - 1]
                    joins = last.start > own and last.tags.get("break") == "conjunction"
                    goal = any("scenario" in a.tags for a in self.atoms_between(own, end))
                    end = end if ended and end - own <= NAME_REACH and not (joins or goal) else own
                return self._trimmed(self._name_start(index), end)
            if self.atoms[j].number is not None and j + 1 < sentence.high:
                following = self.atoms[j + 1].tags
                if "body" in following or following.get("unit") == "locality":
                    continue  # "the committees of 96 communes"
                if self._numbers_name(j):
                    continue
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

    def _numbers_name(self, index: int) -> bool:
        """Whether a number belongs to the name before it, in writing without spaces: "the tax office of region 7 …"."""
        number, left, right = self.atoms[index].number, self.atoms[index - 1], self.atoms[index + 1]
        if self.spec.language.spaces or number is None or not number.plain or number.value > 99:
            return False
        if self.atoms[index].start - left.end > 1:
            return False
        return not {"unit", "unit_generic", "classifier", "percent_after", "month"} & right.tags.keys()
