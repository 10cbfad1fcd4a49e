"""Deadlines: the dates by which the article says something is to be done.

A date expression is a deadline where it is a due date (by, before, until a day to come), dates a target, stands
behind a list's label ("time of completion:"), or where its sentence says that something must be done. Dates of
past events, of documents and of states are not. Who is responsible is read by `responsible`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from datetime import date
from itertools import pairwise

from extractors.atoms import Atom
from extractors.body_names import ARTICLE, START, WORD
from extractors.candidates import Candidate, Cue
from extractors.dates import DateExpression
from extractors.responsible import DUE, ITEM_MARK, ITEM_REACH, FoundDeadline, ResponsibleBodies
from extractors.segments import Sentence
from extractors.tables import read_row
from schemas.codes import Precision
from schemas.lexicon import LexiconSpec

PRECISIONS: dict[str, Precision] = {"day": "day", "month": "month", "quarter": "quarter", "half": "half", "year": "year",
              "months": "month", "years": "year"}  # fmt: skip
_NO_DUE = ("now", "same_period", "school_year", "years")
"""Shapes of dates that are no deadline."""
_MUST_GROW = 16
"""How far behind a body's name the word may stand that tells of its growth."""
_QUESTION = re.compile(r"\?[\"' ]*$", re.MULTILINE)
_LINE_HEAD = re.compile(r"^[- ]{0,3}([^\n:]{2,60}):", re.MULTILINE)


def _precision(found: DateExpression) -> Precision:
    """How exactly a date is named; the first three months are a quarter, the first six a half."""
    if found.shape == "months" and found.first is not None and found.last is not None:
        count = found.last.month - found.first.month + 1
        if found.last.month % count == 0 and count in (3, 6):
            return "quarter" if count == 3 else "half"
    return PRECISIONS[found.shape]


class DeadlineFinder(ResponsibleBodies):
    """Finds the deadlines of one article."""

    def __init__(self, text: str, atoms: list[Atom], spec: LexiconSpec, published: date | None) -> None:
        super().__init__(text, atoms, spec)
        self.published = published
        asked = len(_QUESTION.findall(text)) >= 2
        heads = Counter(found[1].strip() for found in _LINE_HEAD.finditer(text)) if asked else Counter()
        self.speakers = frozenset(head for head, count in heads.items() if count >= 2)
        """Heads of lines that stand several times in an interview: who speaks, not who must act."""
        self.dated: list[FoundDeadline] = []
        """The deadlines of the last list label, and where it stood: who is responsible may be told behind it."""
        self.dated_paragraph = -10
        self.opened: tuple[int, int] | None = None
        """The atom of the body with which the last sentence of the paragraph began, as long as sentences tell on of it, and
        where that sentence ended."""
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
            self.told = deadline
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
        word = WORD.match(self.text, sentence.start, sentence.end) if self.opened is not None else None
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
        behind = self.atoms_between(own.responsible[1], own.responsible[1] + _MUST_GROW)
        if any(
            left.tags.get("duty") and right.tags.get("change") == "up" for left, right in pairwise(behind)
        ):
            return True  # "the sector must grow by 4 % next year"
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
                    if segment >= 0 and (
                        ":" in self.text[segment:end] or self._is_bare(segment, end, sentence)
                    ):
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

    def _is_bare(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether no body stands between a semicolon and a date, or the end: "Responsible: A; to be done by May"."""
        stop = min([end, *(d.start for d in sentence.dates if start < d.start < end)])
        return not any("body" in a.tags for a in self.atoms_between(start, stop))

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
        if found.preposition in ("as_of", "until") and any(
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
        if found.preposition == "until" and self._lasts_until(sentence, found, candidates):
            return None
        untold = sentence.paragraph == 0 and not candidates and self.spec.language.spaces
        untold = untold and not self.text[: sentence.end].rstrip().endswith((".", "!"))
        if untold and future and found.relative and not self._tells_task(sentence, found):
            return None  # a title: "much is left to do as the year draws to its end"
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
        facts = found.shape == "year" and any(
            own.scenario == "actual" and own.date_role == "during" and own.cues["date"][0] == found.start
            for own in candidates
        )
        if facts:
            return (
                None  # "In 2025 the agency collected …, 102 % of its goal", printed before the year is over
            )
        if future and not named and not (found.shape == "year" and self._has_due_date(sentence, found)):
            for k in range(sentence.low, sentence.high):
                atom = self.atoms[k]
                if atom.tags.get("scenario") == "target" and "agency" not in atom.tags:
                    return "date beside a goal", (atom.start, atom.end, "")
        return None

    def _lasts_until(self, sentence: Sentence, found: DateExpression, candidates: list[Candidate]) -> bool:
        """Whether what is laid down lasts until a day to come: "the province adds 30 % until the end of 2026"."""
        before = [c for c in candidates if c.index < found.index]
        laid_down = bool(before) and all(c.scenario == "rule" for c in before)
        return laid_down and self.spec.language.spaces and not self._tells_task(sentence, found)

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
        earlier = any(d.preposition in DUE and d.index < semicolons[-1] for d in sentence.dates if semicolons)
        opens = semicolons[-1] + 1 if semicolons else found.index
        while opens < found.index and self.atoms[opens].tags.get("date") == "glue":
            opens += 1  # an article
        return earlier and opens < found.index and self._is_office(opens)

    def _opens_item(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether a body with its verb opens the list item that holds a date: "- The Department publishes the list on Monday"."""
        line = self.text.rfind("\n", 0, sentence.start + 1) + 1
        lead = ITEM_MARK.match(self.text, line)
        if lead is None or lead.end() > found.start:
            return False
        first = bisect_left(self.atoms, lead.end(), key=START)
        if not (sentence.low <= first < found.index and self._is_office(first)):
            return False
        if self._name_start(first) > lead.end() and not ARTICLE.fullmatch(
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

    def _heads_item(self, found: DateExpression) -> bool:
        """Whether a date to come opens a list item, marked off by a colon or a dash: "• Year's end - …"."""
        line = self.text.rfind("\n", max(0, found.start - ITEM_REACH), found.start) + 1
        marks = self.text[line : found.start]
        bare = not marks.strip(" -•*+0123456789.)") and marks.strip() != ""
        return bare and self.text[found.end : found.end + 3].lstrip()[:1] in (":", "-")
