"""The body responsible for what is due: the subject of the duty, who is asked, the head of a list's item, an agent.

A span on the folded text, or none where the text names nobody for that task. How far a body's name reaches is read by
`body_names`; which dates are due, by `deadlines`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from extractors.atoms import Atom
from extractors.body_names import ARTICLE, START, WORD, BodyNames
from extractors.candidates import Cue
from extractors.dates import DateExpression
from extractors.segments import Sentence
from schemas.codes import Precision
from schemas.lexicon import LexiconSpec

ITEM_REACH = 500
"""How many characters before its date a list item may begin: bounds the work on text without line ends."""
LAST_WORDS = 12
"""How many characters may stand between a comma or bracket behind a body and the date: "…, to be done by 5 May"."""
_GOES_ON = frozenset({
    "body", "body_end", "break", "change", "cmp_before", "deadline_label", "duty", "mark", "month", "prep", "request",
    "responsible_label", "scenario",
})  # fmt: skip
"""What a word tells with which a statement goes on, or a body's own begins."""
_SAID = 4
"""How many letters "that" has at most, in writing without spaces."""
_MODAL = 4
"""How long a modal verb of the future is at most."""
_FULL_NAME = 8
"""How many letters a body's name has at least that a verb may be written on to."""
_A_NOUN = 4
"""How many letters that are no cue's stand at least where a noun of no body opens a statement."""
DUE = ("by", "before", "until")
_OPENS = ("\n", ".", ",", ";", ":", "-", '"', "•", "*", "+", ")", "?", "!")
_ONE_WORD = re.compile(r"(?:,| [^\W\d_]{2,20})? (?:\w{1,3}[ '])?")
"""What may stand between a date that opens a sentence and the body: nothing, a comma, or a verb; and an article."""
_PRONOUN = re.compile(r" [^\W\d_]{2,4} ")
"""A relative pronoun before its verb."""
_NEXT_ENTRY = re.compile(r"[ .,;(]*(?:[^\s\d:;,.]+(?: [^\s\d:;,.]+)? ?:? ?)?")
"""What stands between a list's body and its date: marks, and the date's own label."""
_TO_A_BODY = re.compile(r"[^\W\d_a-z][^\W\d_]{0,3} (?:[^\W\d_]{1,3}[ '])?")
"""A preposition, and an article, with which an order's addressee begins."""


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


ITEM_MARK = re.compile(r"\s*(?:[-•*+]|\(?[a-z]\)|\(?\d{1,2}[.)])\s+")
"""The mark of a list item."""


@lru_cache(maxsize=64)
def _agent_pattern(agents: tuple[str, ...], spaces: bool) -> re.Pattern[str] | None:
    """Words before the body that does what is told passively, and its article; compiled once a language."""
    words = sorted(agents, key=len, reverse=True)
    told = "|".join(re.escape(word).replace(r"\*", r"\w+") for word in words)
    spaced = rf"(?:^|\W)(?:{told})[ '](?:\w{{1,3}}[ '])?$" if spaces else rf"(?:{told}) ?$"
    return re.compile(spaced) if agents else None


@lru_cache(maxsize=16)
def _said_pattern(saying: tuple[str, ...], unsaid: tuple[str, ...]) -> re.Pattern[str] | None:
    """Words behind which somebody tells what is to be: the named group "that", not where it is part of another word."""
    if not saying:
        return None
    words = (sorted(map(re.escape, forms), key=len, reverse=True) for forms in (unsaid, saying))
    other, that = map("|".join, words)
    return re.compile(f"(?:{other})|(?P<that>{that})" if other else f"(?P<that>{that})")


@lru_cache(maxsize=16)
def _verbs_pattern(verbs: tuple[str, ...], spaces: bool) -> re.Pattern[str] | None:
    """Verbs of which a star stands for letters, right behind a place; compiled once a language."""
    if not verbs:
        return None
    told = "|".join(re.escape(verb).replace(r"\*", r"\w+") for verb in verbs)
    return re.compile(rf" (?:{told})\b" if spaces else rf" ?(?:{told})")


class ResponsibleBodies(BodyNames):
    """Finds who must do what is due, in the sentences of one article in their order."""

    def __init__(self, text: str, atoms: list[Atom], spec: LexiconSpec) -> None:
        super().__init__(text, atoms, spec)
        self.agent = _agent_pattern(spec.deadline.agents, spec.language.spaces)
        """Words before the body that does what is told passively, and its article."""
        self.listed: tuple[int, int] | None = None
        """The body that the last list label named."""
        self.listed_paragraph = -10
        self.told: FoundDeadline | None = None
        """The deadline read last."""
        self.subject: tuple[int, int] | None = None
        """The body told on of in this sentence with a pronoun: that with which the last sentence began."""

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
        if own.rule == "date beside a goal":
            agent = self._agent_of_passive(sentence, found) if self.spec.language.spaces else None
            if agent is not None:
                own.responsible, own.responsible_rule = agent, "by whom it is to be done"
            return
        if self._of_a_thing(sentence, found):
            return
        whole = sentence
        sentence = self._own_statement(self._statement(sentence, found), found)
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
                    self._body_of_joined,
                    self._body_of_duty,
                    self._body_told_to,
                    self._body_of_item,
                    self._subject_of_statement,
                    self._body_of_sentence,
                    self._agent_of_passive,
                )
            )
            body = next((b for b in found_in if b and ";" not in self._between(b, found)), None)
            if body is not None and (
                self._opens_that_clause(body, sentence, found)
                or self._has_own_subject(body, sentence, found)
                or self._says_that(body, whole, found)
            ):
                body = None
            if body is None and self._is_listed_behind(whole, found):
                own.responsible, own.responsible_rule = self.listed, "label behind the date"
                return
            if body is None and self.subject is not None and self._must_pronoun(sentence, found):
                own.responsible, own.responsible_rule = self.subject, "body of the sentence before"
                return
        if body is not None and not self.spec.language.spaces:
            body = (body[0], self._full_name(*body))
            body = self._trimmed(body[0], self._before_saying(*body))
        if body is not None and self._is_told_apart(body, sentence, found):
            return
        if body is not None and (
            self._asks_itself(body, sentence, found) or self._is_patient(body, sentence, found)
        ):
            return
        if body is not None and self.text[slice(*body)] in self.spec.deadline.unnamed:
            return
        if body is None and self.told is not None and self._goes_on_with(self.told, whole, found):
            body = self.told.responsible
            own.responsible, own.responsible_rule = body, "body of the statement before"
        elif body is not None and ";" not in self._between(body, found):
            own.responsible, own.responsible_rule = body, "subject of the duty"

    def _asks_itself(self, body: tuple[int, int], sentence: Sentence, found: DateExpression) -> bool:
        """Whether a body is who asks, not who is asked."""
        if body[0] > found.start or not self.spec.language.spaces:
            return False
        for atom in self.atoms_between(body[1], min(found.start, body[1] + 25)):
            if "request" in atom.tags:
                return True
            if {"body", "break", "mark", "duty"} & atom.tags.keys():
                return False
        return False

    def _is_patient(self, body: tuple[int, int], sentence: Sentence, found: DateExpression) -> bool:
        """Whether a body only undergoes what it has a duty of: "by next year shall the network be extended"."""
        deadline = self.spec.deadline
        spaced = self.spec.language.spaces
        passive = _verbs_pattern(deadline.passive, spaced)
        if passive is None:
            return False
        active = _verbs_pattern(deadline.deponent, spaced)
        gap = 1 if spaced else 0
        duties = [a.end for a in self.atoms_between(body[1], body[1] + 2) if "duty" in a.tags]
        verb = passive.match(self.text, body[1]) if spaced else None
        if verb is not None and verb.end() > max(duties, default=0):
            acts = active is not None and active.match(self.text, body[1]) is not None
            return not acts and not self._acts_too(verb.end(), sentence, found)
        for atom in self.atoms[sentence.low : sentence.high]:
            if "duty" not in atom.tags or "body" in atom.tags:
                continue
            if body[1] <= atom.start <= body[1] + 1:
                at = atom.end
            elif atom.end + gap == body[0]:
                at = body[1]
            else:
                continue
            at = found.end if 0 <= found.start - at <= 1 else at
            verb = passive.match(self.text, at)
            if verb is not None and not (active and active.match(self.text, at)):
                return not self._acts_too(verb.end(), sentence, found)
        return False

    def _acts_too(self, start: int, sentence: Sentence, found: DateExpression) -> bool:
        """Whether behind a passive verb "and" joins one that is not: "must be equipped and train 12 people by May"."""
        if not self.spec.language.spaces:
            return False
        passive = _verbs_pattern(self.spec.deadline.passive, spaces=True)
        inside = self.atoms_between(start, found.start if found.start > start else sentence.end)
        return any(
            left.tags.get("break") == "conjunction"
            and "body_end" in right.tags
            and not {"break", "prep"} & right.tags.keys()
            and right.start - left.end == 1
            and not (passive and passive.match(self.text, left.end))
            for left, right in pairwise(inside)
        )

    def _is_condition(self, body: tuple[int, int], sentence: Sentence, found: DateExpression) -> bool:
        """Whether a date stands in the condition with which a sentence opens, and the body behind it: "If A fails to pay by May,
        B takes the case to court".
        """
        told = self.text[sentence.start : found.start].lstrip(" -\n")
        if body[0] < found.start or not told.startswith(self.spec.deadline.conditions):
            return False
        return "," not in told and not any("duty" in a.tags for a in self.atoms[sentence.low : found.index])

    def _goes_on_with(self, told: FoundDeadline, sentence: Sentence, found: DateExpression) -> bool:
        """Whether only a noun stands between a semicolon and a date, so that who was told of before it does this too:
        "the department ends the first round by May; the second round before July". Without spaces only.
        """
        if self.spec.language.spaces or found.preposition not in DUE or told.start < sentence.start:
            return False
        before = range(found.index - 1, sentence.low, -1)
        mark = next((k for k in before if "mark" in self.atoms[k].tags), None)
        if mark is None or self.atoms[mark].tags["mark"] != ";" or self.atoms[mark].start < told.end:
            return False
        verbs = {"body", "body_end", "duty", "request", "scenario"}
        noun = self.text[self.atoms[mark].end : found.start].strip()
        return 0 < len(noun) <= LAST_WORDS and not any(
            verbs & a.tags.keys() for a in self.atoms[mark + 1 : found.index]
        )

    def _is_told_apart(self, body: tuple[int, int], sentence: Sentence, found: DateExpression) -> bool:
        """Whether a date is of what only tells which body, or which is quoted: "units that fall short on 30 June must …"."""
        if body[0] < found.start < body[1] or self._is_condition(body, sentence, found):
            return True
        if not self.spec.language.spaces:
            return False
        between = self._between(body, found)
        if body[0] > found.start:
            return between.count('"') % 2 == 1
        word = WORD.match(between)
        if word is None or word[1] not in self.spec.deadline.relative:
            return False
        inside = self.atoms_between(body[1], found.start)
        return not any("duty" in a.tags or a.tags.get("mark") in (",", "-") for a in inside)

    def _opens_that_clause(self, body: tuple[int, int], sentence: Sentence, found: DateExpression) -> bool:
        """Whether "and that" behind an earlier due date parts a body from a date: "asks A to send … by May, and that … by June"."""
        if not self.spec.language.spaces or not self.spec.deadline.that:
            return False
        for d in sentence.dates:
            if body[1] <= d.start and d.stop < found.index:
                for k in range(d.stop, found.index):
                    if self.atoms[k].tags.get("break") == "conjunction":
                        word = WORD.match(self.text, self.atoms[k].end, found.start)
                        if word is not None and word[1] in self.spec.deadline.that:
                            own = WORD.match(self.text, word.end(), found.start)
                            return own is None or own[1] not in self.spec.deadline.pronouns
        return False

    def _has_own_subject(self, body: tuple[int, int], sentence: Sentence, found: DateExpression) -> bool:
        """Whether behind an earlier due date another statement begins that has a duty or goal of its own, and so a subject
        that is not the body before: "asks A to send … by May, with the first part to be opened in June". Without spaces only;
        a duty right behind "and" has the same subject.
        """
        if body[0] > found.start:
            return False
        if self.spec.language.spaces:
            return False
        earlier = [
            d for d in sentence.dates if body[1] <= d.start and d.stop <= found.index and d is not found
        ]
        due = next((d for d in earlier if d.preposition in (*DUE, "in")), None)
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
            if joined and tags.get("scenario") == "target" and self._is_goal_set(k):
                return True
            if "request" in tags and k + 1 < found.index and "body" not in self.atoms[k + 1].tags:
                if self.atoms[k + 1].start > self.atoms[k].end:
                    return True  # "… and let all payments be made by June": a noun that is no body
        return False

    def _is_goal_set(self, index: int) -> bool:
        """Whether "that" follows a word of a goal, so that it is of who asks: "asks A to …, and aims that each agent …"."""
        return bool(self._said(self.atoms[index].start, self.atoms[index].end + 4))

    def _opens_other_statement(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether a date opens another statement, whose subject stands behind it: "… by December|by 2030 buses will run …",
        "…; as for 2026 the province …".
        """
        before = self.atoms[found.index - 1]
        after = self.atoms[found.stop] if found.stop < sentence.high else None
        if after is None or found.start - before.end > 1:
            return False
        if not any(d.stop == found.index for d in sentence.dates):
            return False
        if "place_word" in after.tags or after.tags.get("scope") == "whole":
            return True
        behind = self.atoms[found.stop : sentence.high]
        verb = next((a for a in behind if {"body_end", "duty", "request"} & a.tags.keys()), after)
        return sum(c.isalpha() for c in self.text[found.end : verb.start]) >= _A_NOUN

    def _says_that(self, body: tuple[int, int], sentence: Sentence, found: DateExpression) -> bool:
        """Whether a body only says what is to be: "the Department's director let it be known that the net will run by May"."""
        forms = self.spec.deadline.saying
        if body[0] > found.start or not forms:
            return False
        if not self.spec.language.spaces:
            return self._tells_of_another(body, sentence, found)
        for form in forms:
            at = self._word_at(form, body[0], found.start)
            if at < 0 or self.text.count(" ", body[1], max(at, body[1])) > 3:
                continue
            verb = self.atoms_between(min(body[1], at), at + len(form))
            if not any({"duty", "request", "break"} & a.tags.keys() for a in verb):
                return True
        return False

    def _word_at(self, form: str, start: int, end: int) -> int:
        """Where the space before a whole word stands in a span, or a negative number."""
        at = self.text.find(f" {form}", max(0, start), end)
        while at >= 0 and self.text[at + len(form) + 1 : at + len(form) + 2] not in (" ", ":"):
            at = self.text.find(f" {form}", at + 1, end)
        return at

    def _tells_of_another(self, body: tuple[int, int], sentence: Sentence, found: DateExpression) -> bool:
        """Whether a body says "that", in writing without spaces, and not right before a duty, which would be its own."""
        ends = self._said(body[0], found.start)
        if not ends or self.text.count(" ", body[1], max(ends[0], body[1])) > 3:
            return False
        inside = self.atoms_between(min(body[1], ends[0]), ends[0])
        if any(self.text[ends[0] : a.end].strip() for a in inside):
            return False  # "has promised that it will"
        if any({"duty", "request", "break"} & a.tags.keys() for a in inside if a.end < ends[0]):
            return False
        duty = next((a for a in self.atoms_between(ends[0], sentence.end) if "duty" in a.tags), None)
        if duty is None:
            return not any("duty" in a.tags for a in inside)
        return not self._is_own(ends[0], duty, sentence)

    def _is_own(self, that: int, duty: Atom, sentence: Sentence) -> bool:
        """Whether "will" stands right behind "that", but for a date, so that it is of who says so; not "must"."""
        will = self.text.startswith(self.spec.deadline.will, duty.start)
        return will and not any(c.isalpha() for c in self._between_dates(that, duty.start, sentence))

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
            found.preposition in DUE
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
            return None if asked is not None and self._asks_itself(asked, whole, found) else asked
        if not ARTICLE.fullmatch(self.text, line, self._name_start(low)):
            return None
        return self._body_from(low, whole)

    def _agent_of_passive(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body by which something is to be done: "The list will be drawn up by the Department by 10 December"."""
        if self.agent is None:
            return None
        if found.shape == "year" and not found.at_end:
            return None  # "the goals set by the government for 2026"
        return self._agent_before(sentence, found) or self._agent_behind(sentence, found)

    def _agent_before(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The agent of what is told before a date."""
        if self.agent is None:
            return None
        for k in range(found.index - 1, sentence.low - 1, -1):
            atom = self.atoms[k]
            if "body" not in atom.tags:
                continue
            start = self._name_start(k)
            outer = self.atoms[k - 1] if k else atom
            if "body" in outer.tags and atom.start - outer.end == 1 and self.spec.language.spaces:
                continue  # "the post of the province"
            if self.agent.search(self.text, max(sentence.start, start - 40), start):
                return None if self._goes_on_told(k, found) else self._body_from(k, sentence)
        return None

    def _goes_on_told(self, agent: int, found: DateExpression) -> bool:
        """Whether a main verb stands between an agent and a date: "the plan approved by the committee foresees … by May"."""
        if not self.spec.language.spaces:
            return False
        end = self._name_end(agent, found.start)
        word = WORD.match(self.text, end, found.start)
        if word is not None and word[1] in self.spec.deadline.told:
            return False  # "it is for the committee to …"
        before = self.atoms[agent]
        for atom in self.atoms_between(end, found.start):
            if {"mark", "break"} & before.tags.keys():
                return False
            if {"body_end", "duty", "scenario"} & atom.tags.keys() and not {
                "prep",
                "date",
            } & atom.tags.keys():
                return True
            before = atom
        return False

    def _is_agent_only(self, body: int, duty: int) -> bool:
        """Whether a body did only what a noun tells before a verb of its own: "the report made by A shows that B will"."""
        if self.agent is None or not self.spec.language.spaces:
            return False
        start = self._name_start(body)
        told = any("body_end" in a.tags and "prep" not in a.tags for a in self.atoms[body + 1 : duty])
        return told and self.agent.search(self.text, max(0, start - 40), start) is not None

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

    def _statement(self, sentence: Sentence, found: DateExpression) -> Sentence:
        """The sentence from behind an earlier due date on, where a noun behind a space begins another statement there."""
        if self.spec.language.spaces:
            return sentence
        for other in reversed(sentence.dates):
            if other.index >= found.index or other.preposition not in DUE:
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

    def _own_statement(self, sentence: Sentence, found: DateExpression) -> Sentence:
        """The part of a sentence that has one subject, and holds the date: up to a semicolon, or to "and", "while", "that" behind
        which another subject stands before its own verb.
        """
        low, high = sentence.low, sentence.high
        for k in range(sentence.low + 1, sentence.high - 1):
            if found.index <= k < found.stop:
                continue
            opens = self._opens_next(k, sentence)
            if opens and k < found.index:
                low = opens
            elif opens:
                high = k
                break
        if (low, high) == (sentence.low, sentence.high):
            return sentence
        dates = [d for d in sentence.dates if low <= d.index < high]
        return replace(
            sentence,
            low=low,
            high=high,
            start=self.atoms[low].start,
            end=self.atoms[high - 1].end,
            dates=dates,
        )

    def _opens_next(self, index: int, sentence: Sentence) -> int:
        """The atom with which another statement of a sentence begins that an atom parts from the one before; 0 where it does not."""
        atoms = self.atoms
        tags = atoms[index].tags
        if tags.get("mark") == ";":
            return index + 1
        if not self.spec.language.spaces:
            return self._opens_unspaced(index, sentence)
        if self._is_office(index + 1):
            words = self.text[atoms[index].end : self._name_start(index + 1)].split()
            if words and words[-1] in self.spec.deadline.that:
                return index + 1
        if "break" not in tags or (tags["break"] == "conjunction" and self._joins_bodies(index, sentence)):
            return 0
        if self.text[atoms[index].start : atoms[index].end].endswith(self.spec.deadline.partners):
            return 0  # "the commune must together with the schools send …"
        k, close = index + 1, atoms[index].end
        opening = next((d for d in sentence.dates if d.index > index), None)
        if opening is not None and len(self.text[close : opening.start].split()) <= 2:
            duty = atoms[opening.stop] if opening.stop < sentence.high else None
            if duty is not None and "duty" in duty.tags and duty.start == opening.end + 1:
                return k
        while k < sentence.high and atoms[k].tags.get("date") == "glue":
            k += 1
        if k >= sentence.high:
            return 0
        if self._is_office(k) and ARTICLE.fullmatch(self.text, close, self._name_start(k)):
            if self.text[atoms[index].start : close] in self.spec.deadline.that:
                return k if any("request" in a.tags for a in atoms[sentence.low : index]) else 0
            end = self._behind_aside(self._name_end(k, sentence.end), sentence)
            return (
                k if any(a.start == end + 1 and self._acts_at(a) for a in atoms[k + 1 : sentence.high]) else 0
            )
        if tags["break"] == "conjunction" and atoms[index - 1].tags.get("mark") == ",":
            for j in range(k, sentence.high):
                if "duty" in atoms[j].tags:
                    return k if len(self.text[close : atoms[j].start].split()) > 1 else 0
                if {"mark", "body", "break"} & atoms[j].tags.keys():
                    break
        return 0

    def _behind_aside(self, end: int, sentence: Sentence) -> int:
        """Where an aside ends that commas set off right behind a body's name; the name's own end where none stands there."""
        if self.text[end : end + 2] != ", ":
            return end
        close = self.text.find(", ", end + 2, sentence.end)
        return close + 1 if close > 0 else end

    def _opens_unspaced(self, index: int, sentence: Sentence) -> int:
        """The same, in writing without spaces: a word such as "while" before a body with its verb, or a space before a body
        with its duty.
        """
        atoms = self.atoms
        k = index + 1
        gap = self.text[atoms[index].end : self._name_start(k)]
        counts = self.text[atoms[index].end - 1].isdigit()
        if (
            self._is_office(k)
            and gap.endswith(" ")
            and not counts
            and not {"body", "break", "request", "mark", "province"} & atoms[index].tags.keys()
        ):
            told = any({"duty", "request"} & a.tags.keys() for a in atoms[sentence.low : k])
            duty = next((a for a in atoms[k + 1 : sentence.high] if "body" not in a.tags), None)
            if (
                told
                and duty is not None
                and "duty" in duty.tags
                and " " not in self.text[atoms[k].end : duty.start]
            ):
                return k
        if atoms[index].tags.get("break") not in ("clause", "strong") or self._is_for(index):
            return 0
        if not self._is_office(k) or self._name_start(k) - atoms[index].end > 1:
            return 0
        verb = next(
            (
                a
                for a in atoms[k + 1 : sentence.high]
                if {"mark", "break"} & a.tags.keys() or self._acts_at(a)
            ),
            None,
        )
        return k if verb is not None and self._acts_at(verb) else 0

    @staticmethod
    def _acts_at(atom: Atom) -> bool:
        tags = atom.tags
        return (
            bool({"duty", "body_end"} & tags.keys())
            and "prep" not in tags
            and "break" not in tags
            and "body" not in tags
        )

    def _joins_bodies(self, index: int, sentence: Sentence) -> bool:
        """Whether "and" stands right behind a body's name, without a comma, or before any verb of the sentence."""
        atoms = self.atoms
        before = atoms[index - 1]
        if before.tags.get("mark") == "," or any(d.stop == index for d in sentence.dates):
            return False
        named = next((k for k in range(index - 1, sentence.low - 1, -1) if "body" in atoms[k].tags), None)
        if named is None:
            return True
        close = atoms[index].start
        return self._name_end(named, close) >= close - 1

    def _of_a_thing(self, sentence: Sentence, found: DateExpression) -> bool:
        """Whether the clause that holds a date says what must be of a thing, no body: "…, whereby the first 15 km must open in May"."""
        if self.spec.language.spaces:
            return False
        for k in range(found.index - 1, sentence.low, -1):
            tags = self.atoms[k].tags
            if self.text[self.atoms[k].start : self.atoms[k].end] in self.spec.deadline.described:
                continue
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
        own_verb = "body_end" in after.tags or "duty" in after.tags
        own_verb = own_verb or after.tags.get("break") in ("clause", "conjunction", "strong")
        return not (own_verb and after.start - found.end <= 1)

    def _between(self, body: tuple[int, int], found: DateExpression) -> str:
        return self.text[body[1] : found.start] if body[0] < found.start else self.text[found.end : body[0]]

    def _item_head(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body that a list item names before its colon: "– Department of Finance: submit … in November"."""
        reach = max(0, found.start - ITEM_REACH)
        line = self.text.rfind("\n", reach, found.start) + 1
        if line == 0 and reach > 0:
            return None
        lettered = ITEM_MARK.match(self.text, line)
        start = lettered.end() if lettered is not None else line
        while start < found.start and self.text[start] in " -•*+0123456789.)":
            start += 1
        if start < sentence.start:
            return None
        colon = self.text.find(":", start, found.start)
        if colon < 0 or colon - start > 80 or ". " in self.text[start:colon]:
            return None
        bodies = [a for a in self.atoms[sentence.low : found.index] if start <= a.start < colon]
        asks = any("request" in a.tags and "body" not in a.tags for a in bodies)
        if asks and not self.spec.language.spaces:
            return None  # who assigns the tasks behind the colon
        last = bodies[-1] if bodies else None
        if (
            start == line
            and last is not None
            and last.end == colon
            and {"body_end", "duty"} & last.tags.keys()
        ):
            if "body" not in last.tags and self.spec.language.spaces:
                return None  # who tells what stands behind the colon
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

    def _item_subject(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body with which a numbered task begins: "2. The Department installs 250 sensors before July"."""
        if not self.spec.language.spaces or found.preposition not in (*DUE, "in"):
            return None
        lead = ITEM_MARK.match(self.text, self.text.rfind("\n", 0, sentence.start + 1) + 1)
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
        if found.shape == "year" and not found.at_end:
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
        return opens, end

    def _body_of_clause(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body that opens the date's own clause, behind a word such as "while", where a request came before."""
        clause = None
        asked = False
        for k in range(sentence.low, found.index):
            tags = self.atoms[k].tags
            meanwhile = tags.get("break") == "strong" and not self.spec.language.spaces
            if meanwhile or tags.get("break") == "clause" or tags.get("mark") == ";":
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

    def _body_of_joined(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body that "and" joins with a verb of its own to what another must do: "A must equip the posts, and B shares out
        the funds by May". Without spaces between words, a space or a comma joins it.
        """
        for k in range(found.index - 1, sentence.low + 1, -1):
            if not self._is_office(k) or not any(self._is_told(a) for a in self.atoms[k + 1 : found.index]):
                continue
            if not self._begins_joined(k, sentence):
                continue
            body = self._body_from(k, sentence)
            if body is None:
                continue
            after = next((a for a in self.atoms[k + 1 : found.index] if a.start >= body[1]), None)
            gap = 1 if self.spec.language.spaces else 0
            if after is not None and self._is_told(after) and after.start - body[1] == gap:
                return body if "prep" not in after.tags and "break" not in after.tags else None
        return None

    def _begins_joined(self, index: int, sentence: Sentence) -> bool:
        """Whether "and", or a space where none part words, stands before a body, and before it a body with its verb."""
        start = self._name_start(index)
        if self.spec.language.spaces:
            joint = next((k for k in range(index - 1, sentence.low, -1) if self.atoms[k].end <= start), None)
            if joint is None or self.atoms[joint].tags.get("break") != "conjunction":
                return False
            if self.text[self.atoms[joint].end : start].strip(" '") or not self._told_before(joint, sentence):
                return False
            comma = self.atoms[joint - 1].tags.get("mark") == ","
            return comma or self._counts_others(joint - 1)
        before = self.atoms[index - 1]
        if self.text[start - 1] != " " or not {"request", "break"}.isdisjoint(before.tags):
            return False
        if before.end == start - 1 and "mark" not in before.tags and "classifier" not in before.tags:
            return False
        return self._told_before(index, sentence)

    def _told_before(self, stop: int, sentence: Sentence) -> bool:
        """Whether before an atom a body has a duty."""
        before = self.atoms[sentence.low : stop]
        duty = next((n for n, a in enumerate(before) if "duty" in a.tags), None)
        return duty is not None and any("body" in a.tags for a in before[:duty])

    def _counts_others(self, index: int) -> bool:
        """Whether an atom is a noun that a number behind a verb counts: "inspects|40|firms|and …"."""
        verb, number = self.atoms[index - 2], self.atoms[index - 1]
        return number.number is not None and {"body", "break"}.isdisjoint(verb.tags)

    def _is_for(self, index: int) -> bool:
        """Whether a word at an atom tells a purpose or the agent, or is no word of a clause."""
        atom = self.atoms[index]
        return self.text[atom.start : atom.end] in (*self.spec.deadline.agents, *self.spec.deadline.that)

    def _body_behind_date(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body with which a statement begins behind an earlier due date and "and" or "while": "… by May, and B sends … by June"."""
        earlier = [d for d in sentence.dates if d.stop < found.index and d.preposition in (*DUE, "in")]
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
        return any(found.end == end and found.preposition in (*DUE, "in") for found in sentence.dates)

    def _body_of_item(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body with which an item of a list begins, or which follows the date that begins it, up to its verb."""
        k = sentence.low
        while k < found.index and ("mark" in self.atoms[k].tags or self.atoms[k].number is not None):
            k += 1
        line = self.text.rfind("\n", 0, sentence.start) + 1
        if k == sentence.low and not (0 < sentence.start - line <= 4):
            return None
        if k == found.index:
            k = found.stop
            if k < sentence.high and self.atoms[k].tags.get("mark") == ":":
                k += 1
        if k >= sentence.high or "body" not in self.atoms[k].tags:
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
        if not self.spec.language.spaces or (found.shape == "year" and not found.at_end):
            return None
        opened = None
        before = range(found.index - 1, sentence.low, -1)
        low = 1 + next((k for k in before if self.atoms[k].tags.get("mark") == ";"), sentence.low - 1)
        for k in range(low, found.index):
            start = self.atoms[k].start
            if self._opens_statement(k, sentence):
                if opened is None or self.text[self._name_end(opened, start) : start] != ", ":
                    opened = k
            elif self.atoms[k].tags.get("break") == "clause" and not (
                opened is not None and start <= self._behind_aside(self._name_end(opened, start), sentence)
            ):
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
        verbs = [a for a in self.atoms[opened + 1 : sentence.high] if a.start == end + 1]
        if verbs and "body_end" in verbs[0].tags and verbs[0].end - verbs[0].start <= _MODAL:
            verbs += [a for a in self.atoms[opened + 1 : sentence.high] if a.start == verbs[0].end + 1]
        if found.preposition != "until" and any(self._sets_goal(verb) for verb in verbs):
            return None
        return self._trimmed(self._name_start(opened), end)

    @staticmethod
    def _sets_goal(atom: Atom) -> bool:
        """Whether a verb says what its subject aims at, and is no short modal verb: who has a goal has no task."""
        tags = atom.tags
        if "body_end" in tags and atom.end - atom.start <= _MODAL:
            return False
        return tags.get("scenario") == "target" and tags.keys().isdisjoint(("duty", "request", "body"))

    def _opens_statement(self, index: int, sentence: Sentence) -> bool:
        """Whether a body stands at the beginning of a sentence or clause, with an article at most before it."""
        if not self._is_office(index):
            return False
        start, k = self._name_start(index), index - 1
        words = self.text[sentence.start : start].rsplit(None, 1)
        if words and self.spec.language.spaces and words[-1] in self.spec.deadline.that:
            return True
        while k >= sentence.low and (self.atoms[k].end > start or self.atoms[k].tags.get("date") == "glue"):
            k -= 1  # an article, the first half of a compound
        if not ARTICLE.fullmatch(
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
        if k < found.index and not self._may_begin(k):
            commas = (j for j in range(k + 1, found.index - 1) if self.atoms[j].tags.get("mark") == ",")
            comma = next(commas, None)
            aside = self.atoms[k:comma] if comma is not None and self._may_begin(comma + 1) else []
            if aside and not any({"duty", "request"} & a.tags.keys() for a in aside):
                k = k + len(aside) + 1  # "as the standing agency, the department …"
            else:
                k = self._behind_phrase(k, found)
        if k == found.index:
            k = found.stop
        while k < sentence.high and self.atoms[k].tags.get("mark") in (",", ":"):
            k += 1
        if found.stop < sentence.high and self.atoms[found.index - 1].tags.get("mark") == ",":
            if "body" in self.atoms[found.stop].tags and self.atoms[found.stop].start - found.end <= 1:
                k = found.stop  # "further, in the second quarter the department checks …"
        if k + 1 >= sentence.high or "body" not in self.atoms[k].tags:
            return None
        body = self._body_from(k, sentence)
        if body is None or body[1] - body[0] > 60:
            return None
        verb = any("body_end" in a.tags and a.start == body[1] for a in self.atoms[k + 1 : sentence.high])
        full = self.text[slice(*body)] in self.spec.deadline.whole
        if self.text[body[1] : body[1] + 1] != " " and not (
            verb and (full or body[1] - body[0] >= _FULL_NAME)
        ):
            return None  # a verb may be written on to a full name, not to "the unit"
        told = (a.tags for a in self.atoms[k : sentence.high] if a.start <= body[1] + 1)
        bodies = {"body", "body_end"}
        goal = any(tags.get("scenario") == "target" and bodies.isdisjoint(tags) for tags in told)
        said = any(mark in self._between(body, found) for mark in ':"')
        return None if goal or said else body

    def _behind_phrase(self, low: int, found: DateExpression) -> int:
        """The body behind the space or comma that ends a phrase without a verb, "For the elderly|the centre draws up …"; else
        `low`.
        """
        for k in range(low, found.index):
            tags = self.atoms[k].tags
            if "body" in tags:
                apart = k > low and self.text[self._name_start(k) - 1] == " "
                return k if apart and self._may_begin(k) else low
            if {"duty", "request", "body_end", "scenario"} & tags.keys() or self.atoms[k].number is not None:
                break
        return low

    def _may_begin(self, index: int) -> bool:
        """Whether a body's name begins at an atom, with a word for "every" before it or without, right behind a mark."""
        atom = self.atoms[index]
        every = index + 1 < len(self.atoms) and self._name_start(index + 1) == atom.start
        adjoins = index == 0 or self._name_start(index) - self.atoms[index - 1].end <= 1
        return adjoins and ("body" in atom.tags or (every and "body" in self.atoms[index + 1].tags))

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
            asked = self._nearest(asked, found)
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
                    or self._between_dates(atoms[k].end, self._name_start(j), sentence)
                    in ("", " ", ":", ": ")
                ):
                    let = not self.spec.language.spaces and "body_end" in atoms[k].tags
                    let = let and atoms[j].tags.get("unit") == "locality"
                    if let or self._is_recipient(k, j, sentence):
                        break  # "… so that each hamlet has 90 %"
                    object_ = self._asked_by(k, j, sentence)
                    if object_ is not None:
                        return object_
                    nearer = self._next_subject(j, sentence, found)
                    if nearer is not None:
                        return nearer
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
            if not self.spec.language.spaces and k > found.stop and self._is_told_first(k, found):
                continue  # another statement's: "by May the rate must be 95 % the office must check …"
            if k > sentence.low and "duty" in atoms[k - 1].tags and atoms[k].start - atoms[k - 1].end <= 1:
                continue  # "must|be responsible for"
            if (
                not self.spec.language.spaces
                and k < found.index
                and self.text.count('"', atoms[k].end, found.start) % 2
            ):
                continue  # said in a quotation that is over
            if self.spec.language.spaces and k > found.stop and self._aims_that(k, found):
                continue
            relative = self._antecedent(k, sentence) or self._described(k, sentence)
            if relative is not None:
                return relative
            named_aside = self._named_in_aside(k, sentence)
            if named_aside is not None:
                return named_aside
            joined = self._first_subject(k, sentence)
            if joined is not None:
                return joined
            start = None
            end, reach = atoms[k].start, k - 1
            said = self._said_before(k, sentence)
            phrase = self._own_phrase(k, sentence)
            for j in range(reach, sentence.low - 1, -1):
                if atoms[j].start < said:
                    break  # who says that another must
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
                partner = self._tells_partner(j) if j < k else None
                if partner is not None:
                    start, end = None, partner
                    continue
                goal = atoms[j].tags.get("scenario") == "target" and "duty" not in atoms[j].tags
                if not self.spec.language.spaces and start is None and j < k:
                    if (found.index <= j < found.stop < k) or (goal and "body" not in atoms[j].tags):
                        break  # the date opens its clause; who has a goal has no task
                if start is not None and "duty" in atoms[j].tags and not self.spec.language.spaces:
                    break  # another's: "A must pay, and B must keep the road clear"
                if self._ordered(j) or (
                    start is not None and self._phrase_ends(j) and not self._counts_bodies(j)
                ):
                    break
                if "body" in atoms[j].tags and not self._is_genitive(j, k):
                    if start is not None and not self.spec.language.spaces and self._counts_others(j):
                        break  # "… must inspect 40 firms, and B must"
                    if start is None and self._is_agent_only(j, k):
                        break
                    if start is None and any(self._is_told(a) for a in atoms[j + 1 : phrase]):
                        break  # of the statement before: "A received 12 cases|the inquiry must end …"
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

    def _aims_that(self, duty: int, found: DateExpression) -> bool:
        """Whether a goal and "that" stand between a date and a duty: "in 2026 the sector has as its goal that … must"."""
        if not any(a.tags.get("scenario") == "target" for a in self.atoms[found.stop : duty]):
            return False
        words = self.text[found.end : self.atoms[duty].start].split()
        return any(word in words for word in self.spec.deadline.that)

    def _is_told_first(self, duty: int, found: DateExpression) -> bool:
        """Whether another duty or goal, of no body, stands between a date and a word of duty behind it."""
        first = next(
            (
                j
                for j in range(found.stop, duty)
                if "duty" in self.atoms[j].tags or self.atoms[j].tags.get("scenario") == "target"
            ),
            None,
        )
        return first is not None and not any("body" in a.tags for a in self.atoms[found.stop : first])

    @staticmethod
    def _is_told(atom: Atom) -> bool:
        """Whether an atom is a verb behind a body, of a task or of what was done."""
        return "body_end" in atom.tags or atom.tags.get("scenario") == "actual"

    def _own_phrase(self, duty: int, sentence: Sentence) -> int:
        """The atom before which the phrase begins that stands right before a word of duty and holds no body; 0 where the
        duty follows a space itself, or in writing with spaces.
        """
        if self.spec.language.spaces or duty <= sentence.low:
            return 0
        space = self.text.rfind(" ", sentence.start, self.atoms[duty].start)
        low = bisect_left(self.atoms, space + 1, key=START)
        held = {"body", "break", "number"}
        return 0 if any(held & a.tags.keys() for a in self.atoms[low:duty]) else low

    def _said_before(self, duty: int, sentence: Sentence) -> int:
        """Where "said that" ends before a word of duty whose subject stands between, in writing without spaces; else 0."""
        ends = self._said(sentence.start, self.atoms[duty].start)
        return ends[-1] if ends and not self._is_own(ends[-1], self.atoms[duty], sentence) else 0

    def _before_saying(self, start: int, end: int) -> int:
        """Where a body's name is over before "said that" with which it was read; elsewhere its own end. Without spaces only."""
        deadline = self.spec.deadline
        said = _said_pattern((*deadline.saying, *deadline.that), deadline.unsaid)
        if said is None:
            return end
        words = (m for m in said.finditer(self.text, start, end + _SAID) if m["that"])
        return next((m.start() for m in words if start < m.start() < end <= m.end()), end)

    def _said(self, start: int, end: int) -> list[int]:
        """Where words such as "that" end in a span, in writing without spaces."""
        deadline = self.spec.deadline
        said = _said_pattern((*deadline.saying, *deadline.that), deadline.unsaid)
        if self.spec.language.spaces or said is None:
            return []
        return [m.end() for m in said.finditer(self.text, start, end) if m["that"]]

    def _is_genitive(self, index: int, duty: int) -> bool:
        """Whether "of" is written on before a body, in writing without spaces: "the debt of|the employers must fall"."""
        if self.spec.language.spaces or any("break" in a.tags for a in self.atoms[index:duty]):
            return False
        of = self.spec.date.words.get("glue", ())[:1]
        return self.text.endswith(of, 0, self.atoms[index].start)

    def _between_dates(self, start: int, end: int, sentence: Sentence) -> str:
        """What stands between two places beside a date that begins right behind the first, and its spaces."""
        for d in sentence.dates:
            if start <= d.start and d.end <= end and " " not in self.text[start : d.start].strip():
                start = d.end
        return self.text[start:end]

    def _body_told_to(self, sentence: Sentence, found: DateExpression) -> tuple[int, int] | None:
        """The body behind which stands what another wants it to do, whatever the verb: "A leaves it to B to vaccinate …"."""
        told = self.spec.deadline.told
        for k in range(found.index - 1, sentence.low, -1) if told else ():
            if not self._is_office(k) or not any("body" in a.tags for a in self.atoms[sentence.low : k]):
                continue
            end = self._name_end(k, found.start)
            word = WORD.match(self.text, end, found.start)
            if word is not None and word[1] in told:
                return self._trimmed(self._name_start(k), end)
        return None

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

    def _asked_by(self, request: int, asker: int, sentence: Sentence) -> tuple[int, int] | None:
        """The body asked by the one right behind the verb, where the sentence began with something else: "At the meeting
        asked the director the offices to …"; None where one body follows.
        """
        if not self.spec.language.spaces or self.atoms[request].start == sentence.start:
            return None
        end = self._name_end(asker, sentence.end)
        for j in range(asker + 1, min(asker + 6, sentence.high)):
            atom = self.atoms[j]
            if "mark" in atom.tags or "break" in atom.tags:
                return None
            start = self._name_start(j)
            if "body" in atom.tags and end < start and atom.start >= end:
                bare = ARTICLE.fullmatch(self.text, end, start) is not None
                return self._body_from(j, sentence) if bare else None
        return None

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

    def _described(self, duty: int, sentence: Sentence) -> tuple[int, int] | None:
        """The body with which a statement begins, and a clause that tells of it before its duty; without spaces only."""
        if self.spec.language.spaces or not self._is_office(sentence.low):
            return None
        start = self._name_start(sentence.low)
        clause = next(
            (a for a in self.atoms[sentence.low + 1 : duty] if "break" in a.tags or "body" in a.tags), None
        )
        if clause is None or self.text[clause.start : clause.end] not in self.spec.deadline.described:
            return None
        named = self._trimmed(start, clause.start)
        later = self.atoms[bisect_left(self.atoms, clause.end, key=START) : duty]
        return None if any("mark" in a.tags or "duty" in a.tags for a in later) else named

    def _tells_partner(self, index: int) -> int | None:
        """Where a word begins, on which an atom stands, that says with whom the body before works; without spaces only."""
        if self.spec.language.spaces:
            return self._named_behind(index)
        start = self.atoms[index].start
        for form in self.spec.deadline.partners:
            at = self.text.rfind(form, max(0, start - len(form) + 1), start + len(form))
            if 0 <= at <= start:
                return at
        return None

    def _named_behind(self, index: int) -> int | None:
        """Where a word such as "with" begins before a body's name, an article and a number."""
        if "body" not in self.atoms[index].tags:
            return None
        start = self._name_start(index)
        for form in self.spec.deadline.partners:
            at = self.text.rfind(f" {form} ", max(0, start - len(form) - 14), start)
            between = self.text[at + len(form) + 2 : start].split()
            if at >= 0 and len(between) <= 1:
                return at
        return None

    def _ordered(self, index: int) -> bool:
        """Whether a verb by which one body orders another stands at an atom: "the agency lays down that each office must"."""
        tags = self.atoms[index].tags
        return self.spec.language.spaces and "scenario" in tags and "body" not in tags and "duty" not in tags

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
        for k in range(sentence.low, duty - 1):
            if self._opens_statement(k, sentence):
                following = (j for j in range(k + 1, duty) if "body_end" in self.atoms[j].tags)
                verb = next(following, None)
                if verb is None:
                    return None
                return self._body_from(k, sentence)
        return None

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
        if body is None or not ARTICLE.fullmatch(self.text, atoms[opens].end, self._name_start(body)):
            return None
        if self._name_end(body, atoms[close].start) != atoms[close].start:
            return None
        return self._trimmed(self._name_start(body), atoms[close].start)
