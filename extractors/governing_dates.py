"""Governing dates: which date expression of its sentence governs a figure, and in which role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from extractors.atoms import Atom
from extractors.candidates import Candidate, Cues
from extractors.dates import DateExpression, month_end, next_year
from extractors.link_base import View
from extractors.measures import MeasureLinks
from extractors.segments import Sentence, between

NEAR = timedelta(days=7)
"""How long before its day a state may be reckoned in advance: a year's results, told on 29 December."""
LONG_AGO = timedelta(days=60)
"""From how long ago on a time of this year is not what is meant where something is to be done by it."""
_A_REQUEST = 4
"""How many letters a word has at least that asks somebody, and does not only let do."""
_SAYS_ON = frozenset({"break", "change", "mark", "prep"})
"""What a word tells with which a statement goes on behind its date."""
_OF_SOME_YEAR = frozenset(
    {"this", "past", "next", "this_year", "past_year", "next_year", "era_buddhist", "era_common"}
)
"""Words of a date expression that tell its year without its number."""
_LEVELS = frozenset({"arrears", "arrears_rate", "coverage_rate"})
_STOCKS = _LEVELS | {"participants"}
"""Measures of a state: in a clause of their own behind one of what was done, that one's stretch of time does not date them."""


class DateLinks(MeasureLinks):
    """The date that governs, and its role."""

    def _mark_due_head(self, sentence: Sentence) -> None:
        """A day to come that heads a list of goals, dates one of its items or stands at an item's head is a due date."""
        if not sentence.dates or self.published is None:
            return
        for found in sentence.dates if self.spaces else ():
            behind = self.atoms[found.stop] if found.stop < sentence.high else None
            latest = behind is not None and behind.tags.get("prep") == "by" and behind.start - found.end == 1
            opens = any(other.index <= found.stop < other.stop for other in sentence.dates)
            if latest and not opens and found.preposition in (None, "in", "as_of") and found.last is not None:
                found.preposition = "by"  # "on 30 September at the latest"
                gone = found.relative and self.published - found.last > LONG_AGO
                if gone and found.shape in ("day", "month") and found.last < self.published:
                    found.first = None if found.first is None else next_year(found.first)
                    found.last = next_year(found.last)
        for found in sentence.dates:
            self._bring_forward(sentence, found)
        head = sentence.dates[0]
        listed = self._is_item(sentence) or self._is_row(sentence)
        if self._under_goals(sentence) and (listed or self._is_date_alone(sentence)):
            for found in sentence.dates:
                gone = found.last is not None and (self.published - found.last).days > 30
                if (
                    gone
                    and found.relative
                    and found.shape in ("day", "month", "quarter", "half")
                    and self.spaces
                ):
                    if found.preposition in (None, "in", "by", "before") and found.last is not None:
                        found.first = None if found.first is None else next_year(found.first)
                        found.last = next_year(
                            found.last
                        )  # "in the first half of the year", in a plan of December
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

    def _bring_forward(self, sentence: Sentence, found: DateExpression) -> None:
        """A time without a year, long gone by this year, by which something is to be done, is next year's: "before September's end"."""
        if not found.relative or found.last is None or self.published is None or found.first is None:
            return
        if found.shape not in ("day", "month", "quarter", "half") or self.published - found.last <= LONG_AGO:
            return
        before = range(max(sentence.low, found.index - 8), found.index)
        bound = any("duty" in self.atoms[k].tags for k in before)
        if not self.spaces:
            bound = any({"duty", "request"} & self.atoms[k].tags.keys() for k in before)
        if bound and (found.preposition in ("by", "before") or found.shape in ("quarter", "half")):
            if found.first.year == self.published.year:
                found.first, found.last = next_year(found.first), next_year(found.last)

    def _settle_month_ends(self, sentence: Sentence) -> None:
        """The end of "the month", told as a state behind a month gone by, is that month's: "in October …, at the month's end …"."""
        for left, found in pairwise(sentence.dates):
            if (
                found.shape != "month"
                or not (found.relative and found.at_end)
                or left.shape not in ("month", "day")
                or any("month" in self.atoms[k].tags for k in range(found.index, found.stop))
            ):
                continue  # "… in June, at the end of September …" names its own
            if (
                left.last is None
                or found.first is None
                or left.preposition in ("compared", "since", "vision")
            ):
                continue
            if left.last < found.first and found.preposition not in ("by", "before", "until"):
                month = left.last
                found.first = month.replace(day=1)
                found.last = month_end(month.year, month.month)

    def _settle_years(self, sentence: Sentence) -> None:
        """A due day without a year, behind a year to come, is of that year: "in 2026 …, before 30 June", told in October 2025."""
        if self.published is None:
            return
        for at, found in enumerate(sentence.dates):
            if found.shape == "quarter":
                self._settle_quarter(sentence, at, found)
            if found.shape != "day" or found.preposition not in ("by", "before") or found.last is None:
                continue
            bare = not any(c.isdigit() for c in self.text[found.start : found.end][-4:])
            if not bare or found.last >= self.published or found.first is None:
                continue
            years = [d for d in sentence.dates[:at] if d.shape == "year" and d.last is not None]
            if years and years[-1].last is not None and years[-1].last.year == self.published.year + 1:
                apart = years[-1].last.year - found.last.year
                if (found.last.month, found.last.day) != (2, 29):
                    found.first = found.last = found.last.replace(year=found.last.year + apart)

    def _settle_quarter(self, sentence: Sentence, at: int, found: DateExpression) -> None:
        """A quarter without a year, behind a day of the next year, is of that year: "by 10 January 2026 …; in the second quarter …"."""
        if self.published is None or found.first is None or found.last is None or not at:
            return
        before = sentence.dates[at - 1]
        told = self.text[before.start : before.end]
        if before.shape != "day" or before.last is None or str(before.last.year) not in told:
            return
        apart = before.last.year - found.last.year
        behind = self.atoms[found.index : sentence.high]
        named = any(a.tags.get("date") in _OF_SOME_YEAR for a in behind[: found.stop - found.index])
        bare = not named and str(found.last.year) not in self.text[found.start : found.end]
        bare = bare and not any(a.tags.get("scenario") == "actual" for a in behind)
        if bare and apart == 1 and found.last < self.published < before.last:
            found.first = found.first.replace(year=before.last.year)
            found.last = found.last.replace(year=before.last.year)

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

    def set_date(self, view: View, at: int) -> None:
        own = view.candidates[at]
        if not view.sentence.dates:
            return
        if "starts from" in own.cues.get("scenario", ("", "", ""))[2]:
            return  # its day is the one on which the goal was set, not the due one
        if self._is_of_earlier(view, own):
            return
        usable = [d for d in view.sentence.dates if self._dates_figures(d)]
        usable = [
            d for d in usable if not self._told_aside(view, own, d) and not self._in_closed_quotation(own, d)
        ]
        if not usable:
            return
        tied = next((d for d in usable if self._is_tied(own, d)), None)
        if tied is not None:
            self._apply_date(own, tied, "date right behind the figure")
            return
        if usable and own is not view.candidates[0]:
            before: dict[int, list[Candidate]] = {}  # by the places of dates right behind them
            for c in view.candidates[:at]:
                for place in (c.last + 1, c.last + 2):
                    before.setdefault(place, []).append(c)
            usable = [d for d in usable if not any(self._is_tied(c, d) for c in before.get(d.index, ()))]
        if self.spaces:  # "70 billion a school; by 2028 no commune may lack rooms"
            behind = [d for d in usable if d.start > own.numeral.end]
            away = [d for d in behind if self.text[own.numeral.end : d.start].rstrip().endswith(";")]
            usable = [d for d in usable if d not in away] if away else usable
        if self._is_compared(view, own):
            usable = [d for d in usable if d.index > own.index or d.shape != "now"]
        if own.scope == "threshold":  # "those below 80 % must report by June"
            usable = [
                d
                for d in usable
                if d.index < own.index
                or not (
                    self._obliged(own.index, d.index) or (self.spaces and d.preposition in ("by", "before"))
                )
            ]
        if own.scenario != "target":
            usable = [d for d in usable if not self._names_plan(d)]
        else:
            usable = [d for d in usable if not self._is_day_of_setting(d)]
        if own.measure == "growth" or own.unit == "percentage_point" or "change" in own.cues:
            usable = [d for d in usable if d.index < own.index or not self._is_past_relative(d)]
        usable = [d for d in usable if d.index > own.index or not self._of_statement_before(own, d)]
        if own.scenario == "target":  # "A must report by 5 May and B is asked to win 15 members"
            usable = [d for d in usable if d.index > own.index or not self._asks_on(own, d)]
            usable = [
                d for d in usable if d.index < own.index or self.spaces or not self._asks_behind(own, d)
            ]
        if own.scenario == "actual":
            usable = [d for d in usable if not self._due_in_statement_before(own, d)]
            usable = [d for d in usable if not self._before_since(own, d)]
        else:
            usable = [d for d in usable if not self._ends_statement_before(own, d)]
        if own.scenario == "actual" and self.spaces:
            usable = [d for d in usable if not self._is_plan_to_come(own, d)]
            usable = [
                d for d in usable if not self._in_next_statement(own, d) and not self._turns_to_now(own, d)
            ]
        if not self.spaces:
            usable = [d for d in usable if not self._since_another(own, d)]
            if own.scenario == "actual":
                usable = [d for d in usable if not self._has_subject_behind(own, d)]
        if not usable:
            return
        inside = self._in_clause(own, [d for d in usable if own.pre <= d.index < own.post])
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
            usable = [d for d in usable if not self._dates_fact_before(view, at, d)]
            inside = [d for d in inside if d in usable]
        if not self.spaces:
            inside = self._in_reach(own, inside)
            if at + 1 < len(view.candidates):
                away = [d for d in usable if own.index < d.index < own.post and self._opens_next(view, at, d)]
                inside = [d for d in inside if d not in away]
                usable = [d for d in usable if d not in away or d.preposition != "in"]
            usable = [d for d in usable if d.index < own.index or not self._of_another(own, d)]
            if at and view.candidates[at - 1].date_role == "deadline":
                usable = [d for d in usable if d.index < own.index or not self._opens_duty(d)]
            if own.kind == "percentage" and any(d.index < own.index for d in usable):
                usable = [d for d in usable if d.index < own.index or not self._names_base(d)]
            inside = [d for d in inside if d in usable]
        if inside:
            chosen = min(
                inside,
                key=lambda d: (
                    self._behind_comma(own, d),
                    self._of_main(own, d),
                    self._is_day_of_telling(own, d, inside),
                    abs(d.index - own.index),
                ),
            )
            rule = "date in the figure's clause"
        if chosen is None:
            earlier = [d for d in usable if d.index < own.index]
            if not self.spaces:
                earlier = self._handed_on(view, at, earlier)
            elif at and self._led_to(own, view.candidates[at - 1]):
                left = view.candidates[at - 1]
                earlier = [
                    d for d in earlier if not left.pre <= d.index < own.pre or d.index < left.first - 4
                ]
            elif at and self._is_state_behind(own, view.candidates[at - 1]):
                left = view.candidates[at - 1]
                earlier = [d for d in earlier if d.shape != "months" or not left.index < d.index < own.pre]
            elif at > 1 and self._says_level_again(own, *view.candidates[at - 2 : at]):
                earlier = []
            if earlier:
                chosen, rule = self._last_dated(view, at, earlier), "date earlier in the sentence"
        if chosen is None:
            later = [d for d in usable if d.index > own.index and not self._is_week(d)]
            if later and self._behind_comma(own, later[0]) and later[0].shape == "now":
                later = []  # "…, at present …" begins another statement
            if later and self.spaces and self._parted_statement(view, own, later[0]):
                later = []
            if later and self._reaches(view, at, later[0]) and self._same_scenario(view, at, later[0]):
                chosen, rule = later[0], "date later in the sentence"
        if chosen is None:
            return
        if self.published is None and chosen.stop <= own.index:
            nearer = [d for d in view.sentence.dates if d.last is None and chosen.index < d.index < own.index]
            if any(d.shape != "same_period" and d.preposition != "compared" for d in nearer):
                return  # a nearer date says when, but without a day of publication nobody can tell
        self._apply_date(own, chosen, rule)

    def _set_since(self, view: View) -> None:
        """What was done since a month of this year, where no other date says when, was done from then to the day it is told."""
        dates = view.sentence.dates
        told = self.published
        since = next((d for d in dates if d.preposition == "since"), None)
        if told is None or since is None:
            return
        turned = since.shape == "year" and since.at_end and since.relative  # "since the turn of the year"
        if not (since.shape == "month" or turned) or since.first is None or not since.first <= told:
            return
        if since.first.year != told.year or since.end == since.start:
            return
        grown = any("change" in c.cues and c.index < since.index for c in view.candidates)
        for own in () if grown else view.candidates:
            changed = own.measure == "growth" or own.unit == "percentage_point" or "change" in own.cues
            if own.scenario != "actual" or changed or own.scope == "threshold":
                continue
            if own.measure in _LEVELS:
                continue  # "since September the coverage is 92 %"
            if self._compared_with(own, since):
                continue
            if len(dates) > 1 and not self._alone_in_statement(own, since, dates):
                continue
            if len(dates) == 1 and own.date_role is not None:
                continue
            low, high = sorted((since.index, own.index))
            apart = between(view.sentence.having("mark"), low, high)
            parting = (";", "(", ")") if since.index < own.index else (";", "(", ")", ",")
            if any(self.atoms[k].tags["mark"] in parting for k in apart):
                continue
            if not self.spaces and not own.pre <= since.index < own.post:
                continue
            own.date_role, own.date_start, own.date_end = "during", since.first, told
            own.cues["date"] = (since.start, since.end, f"since then until now, {since.rule}")

    def _compared_with(self, own: Candidate, since: DateExpression) -> bool:
        """Whether a word of comparison stands between a figure and the date it is set against: "12 % more than since January"."""
        tags = [self.atoms[k].tags for k in range(own.last + 1, since.index + 1)]
        return any(t.get("prep") == "compared" or "change" in t for t in tags)

    def _alone_in_statement(self, own: Candidate, since: DateExpression, dates: list[DateExpression]) -> bool:
        """Whether semicolons part a figure and its date from all others: "by 31 October 6,214 …; 391 have left since January"."""
        marks = [k for k in own.sentence.having("mark") if self.atoms[k].tags["mark"] == ";"]
        low = max((k for k in marks if k < own.index), default=own.sentence.low)
        high = min((k for k in marks if k > own.index), default=own.sentence.high)
        return [d for d in dates if low <= d.index < high] == [since]

    def _is_plan_to_come(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a stretch of years to come stands behind a fact: "passed 32 resolutions, one on help for 2026–2030"."""
        if self.published is None or found.last is None:
            return False
        ahead = found.last.year > self.published.year
        told = "scenario" in own.cues and found.index > own.index
        return ahead and found.shape == "years" and told

    @staticmethod
    def _is_week(found: DateExpression) -> bool:
        """Last week, this week: it dates its own clause alone."""
        return found.shape == "day" and found.relative and found.first != found.last

    def _is_of_earlier(self, view: View, own: Candidate) -> bool:
        """Whether a number is set against another as that of an earlier time: "5,318 claims, against 6,204 a year before"."""
        before = self.atoms[own.first - 1].tags if own.first > view.sentence.low else {}
        if not self.spaces or own is view.candidates[0] or before.get("prep") != "compared":
            return False
        return any(d.shape == "same_period" and 0 <= d.index - own.last - 1 <= 1 for d in view.sentence.dates)

    def _is_compared(self, view: View, own: Candidate) -> bool:
        """Whether a share is what another one is set against, so that "now" dates that one: "now 93.4 %, against 89.7 % before"."""
        if not self.spaces or own is view.candidates[0] or own.unit != "percent":
            return False
        return self.atoms[own.first - 1].tags.get("prep") == "compared"

    def _is_day_of_setting(self, found: DateExpression) -> bool:
        """A day gone by without a preposition: on it the goal was set, or the act that sets it was signed."""
        past = self.published is not None and found.last is not None and found.last <= self.published
        return past and found.shape == "day" and found.preposition is None

    def _is_tied(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a date right behind a figure is that figure's alone: in brackets, "85 % (2020)", or "from 85 % in 2020 to …"."""
        k = own.last + 1
        if found.index == k + 1 and found.stop < len(self.atoms) and self.atoms[k].tags.get("mark") == "(":
            return self.atoms[found.stop].tags.get("mark") == ")" and not self.spaces
        if found.index != k or self.spaces or found.stop >= len(self.atoms):
            return False
        if (
            found.preposition == "in"
            and own.kind == "percentage"
            and self.atoms[found.stop].number is not None
        ):
            return True  # "89 % in 2023  91 % in 2024"
        opened = self.atoms[own.first - 1].tags if own.first else {}
        return "range_open" in opened or opened.get("prep") == "compared" or opened.get("change") == "level"

    def _told_aside(self, view: View, own: Candidate, found: DateExpression) -> bool:
        """Whether a date before a figure stands in brackets, with a figure of its own, that are closed before this one."""
        if found.index > own.index:
            return False
        marks = between(view.sentence.having("mark"), found.stop, own.index)
        closed = next((k for k in marks if self.atoms[k].tags["mark"] in ("(", ")")), None)
        if closed is None or "(" in self.text[found.end : self.atoms[closed].end]:
            return False
        return any(found.stop <= c.index < closed for c in view.candidates)

    def _in_closed_quotation(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a date stands in a quotation that a figure stands outside of: "'now I have a card', says he, who tills 2 ha"."""
        low, high = sorted((found.start, own.numeral.start))
        if '"' not in self.text[low:high]:
            return False
        line = self.text.rfind("\n", 0, found.start) + 1
        inside = self.text.count('"', line, found.start) % 2 == 1
        return inside and self.text.count('"', line, own.numeral.start) % 2 == 0

    def _turns_to_now(self, own: Candidate, found: DateExpression) -> bool:
        """Whether "now" opens a statement behind the figure's own: "I used to carry 50 kg, now the car comes up here"."""
        if found.shape != "now" or found.index <= own.last + 1 or found.stop >= own.sentence.high:
            return False
        if self.atoms[found.index - 1].tags.get("mark") != ",":
            return False
        behind = self.atoms[found.stop]
        return sum(map(str.isalpha, self.text[found.end : behind.start])) >= 3 or "mark" not in behind.tags

    def _is_near(self, found: DateExpression) -> bool:
        """Whether a day to come is so near that what is said to stand then is reckoned, not aimed at."""
        return self.published is not None and found.last is not None and found.last - self.published <= NEAR

    def _obliged(self, low: int, high: int) -> bool:
        """Whether a word of duty stands between two atoms."""
        return any("duty" in self.atoms[k].tags for k in range(low, high))

    def _is_day_of_telling(self, own: Candidate, found: DateExpression, others: list[DateExpression]) -> bool:
        """Whether a bare day before a figure only tells when it was told: the state's own day stands in the clause too."""
        if not self.spaces or own.scenario != "actual" or found.shape != "day" or found.index > own.index:
            return False
        return found.preposition in (None, "in") and any(d.preposition == "as_of" for d in others)

    def _in_reach(self, own: Candidate, inside: list[DateExpression]) -> list[DateExpression]:
        """The dates that govern a figure where no mark parts clauses: a bare year glued to a noun yields to another."""
        near = self._near(own)
        reached = [d for d in inside if d.index < max(near, own.index)]
        bound = [d for d in reached if d.preposition is not None or d.shape != "year" or d.at_end]
        return bound or reached

    def _of_main(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a word that opens a clause of its own stands between a date and the figure behind it: "… this month, so that …"."""
        if self.spaces:
            return False
        if found.preposition in ("by", "before") and any(
            "body" in self.atoms[k].tags and "duty" in self.atoms[k + 1].tags
            for k in range(found.stop, own.first - 1)
        ):
            return True  # "A reports by 31 January and B must …"
        return any(self.atoms[k].tags.get("break") == "clause" for k in range(found.stop, own.first))

    def _of_another(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a body that must act opens a statement of its own, behind a space, between a figure and a date behind it.

        Behind a fact a word of duty is enough: "84 communes have reached it  the others must by 20 December".
        """
        due = own.scenario == "actual" and found.preposition in ("by", "before", "until")
        for k in range(own.last + 1, found.index):
            goal = self.atoms[k].tags
            if due and ("duty" in goal or goal.get("scenario") == "target"):
                between = self.text[self.atoms[own.last].end : self.atoms[k].start].lstrip()
                led = any(c.isalpha() for c in between[between.find(" ") :]) or self._is_goal_noun(
                    self.atoms[k]
                )
                if led and " " in between:
                    return True
            if "body" in self.atoms[k].tags and self.text[self.atoms[k].start - 1] == " ":
                if self._obliged(k + 1, min(k + 4, found.index)):
                    return True
        return False

    def _names_base(self, found: DateExpression) -> bool:
        """Whether a time gone by is written on to the noun that a share is of: "80 % of last quarter's costs"."""
        past = self.published is not None and found.last is not None and found.last < self.published
        return past and found.relative and found.preposition is None and self.text[found.start - 1].isalpha()

    def _opens_next(self, view: View, at: int, found: DateExpression) -> bool:
        """Whether a due date between spaces dates what follows: "95 % of the people  by 2030 these rates are 97 % …"."""
        around = self.text[found.start - 1], self.text[found.end : found.end + 1]
        if view.candidates[at + 1].index < found.index or around != (" ", " ") or found.preposition is None:
            return False
        if found.preposition in ("by", "before", "until"):
            return at > 0 and view.candidates[at - 1].date_role == "deadline"
        following = self.atoms[found.stop].tags
        return _SAYS_ON.isdisjoint(following)

    def _opens_duty(self, found: DateExpression) -> bool:
        """Whether a due date between spaces opens a duty told next: "… and 70 %  before 30 August  must send …"."""
        around = self.text[found.start - 1], self.text[found.end : found.end + 1]
        if found.preposition not in ("by", "before") or around != (" ", " "):
            return False
        following = self.atoms[found.stop] if found.stop < len(self.atoms) else None
        return following is not None and "duty" in following.tags and following.start == found.end + 1

    def _behind_comma(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a comma parts the figure from a date behind it: then a date before the figure is nearer."""
        between = range(own.last + 1, found.index)
        return any(self.atoms[k].tags.get("mark") in (",", ";") for k in between)

    def _is_past_period(self, found: DateExpression) -> bool:
        """A stretch of time gone by ("in the first nine months"): it dates no goal."""
        if found.last is None or self.published is None or found.last >= self.published or found.at_end:
            return False
        return found.shape != "day" and found.preposition in (None, "in")

    def _handed_on(self, view: View, at: int, earlier: list[DateExpression]) -> list[DateExpression]:
        """The dates that reach a figure over the one before it: those which that one took, but no due date over a break."""
        own, left = view.candidates[at], view.candidates[at - 1] if at else None
        if left is None:
            return earlier
        if left.scenario == "target" and left.date_role is None and at > 1:
            left = view.candidates[at - 2]  # an undated goal between two facts
        if left.date_role is None and "starts from" not in left.cues.get("scenario", ("", "", ""))[2]:
            return [d for d in earlier if d.index > left.index]
        if own.cut == "strong" and left.date_role == "deadline":
            earlier = [d for d in earlier if d.index >= own.pre or d.index < left.index]
        switched = own.measure in _STOCKS and left.measure not in _STOCKS
        if own.cut in ("clause", "strong") and left.date_role == "during" and switched:
            return [d for d in earlier if d.index >= own.pre]
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

    def _asked_between(self, low: int, high: int) -> bool:
        """Whether a body is asked to do something between two atoms: what stands behind is its task."""
        for k in range(low, high - 1):
            left, right = self.atoms[k : k + 2]
            if "request" in left.tags and "body" in right.tags:
                return True
            joined = not self.spaces and left.tags.get("break") == "conjunction" and left.end == right.start
            if joined and "request" in right.tags and "unit" in self.atoms[k + 2].tags:
                return True  # "… and asks each agent to …"
        return False

    def _reaches(self, view: View, at: int, chosen: DateExpression) -> bool:
        """Whether a date at the end of a list governs the figures listed before it."""
        for following in view.candidates[at + 1 :]:
            if following.pre > chosen.index:
                break
            told = following.cues.get("scenario")
            due = chosen.preposition in ("by", "before") and following.scenario == "target"
            due = due and not self._asked_between(view.candidates[at].last + 1, chosen.index)
            listed = due and told == view.candidates[at].cues.get(
                "scenario"
            )  # of one duty: "dig A  build B by May"
            if following.cut in ("strong", "clause"):
                return False
            if following.cut == "space" and not self.spaces and not listed:
                return False
            opened = self.atoms[following.pre : chosen.index]
            if following.pre <= chosen.index and all("break" in a.tags or "mark" in a.tags for a in opened):
                return False  # "… and by 2030 …": the date opens what follows
        return True

    @staticmethod
    def _since_another(own: Candidate, found: DateExpression) -> bool:
        """Whether a day since when it is so opens a figure's clause behind a date: "now 95 % are covered  since 1 July 61 communes …"."""
        since = (d for d in own.sentence.dates if d.preposition == "since" and d.last is not None)
        return any(found.index < d.index and own.pre <= d.index < own.index for d in since)

    def _asks_behind(self, own: Candidate, found: DateExpression) -> bool:
        """Whether behind a figure and a space somebody is asked for something by a date: "below 2.3 %  I ordered all branches … until May"."""
        for k in range(own.last + 1, found.index):
            asked = self.atoms[k]
            if "request" in asked.tags and asked.end - asked.start >= _A_REQUEST:
                return " " in self.text[self.atoms[own.last].end : asked.start]
        return self._asked_between(own.last + 1, found.index)

    def _asks_on(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a due date ends one body's task, and another is asked to do what the figure tells."""
        low = own.sentence.low
        asked = any({"duty", "request"} & self.atoms[k].tags.keys() for k in range(low, found.index))
        if not asked:
            return False
        behind = self.atoms[found.stop : own.first] if not self.spaces else []
        other = any("request" in a.tags and a.end - a.start >= _A_REQUEST for a in behind)
        return other or self._asked_between(found.stop, own.first)

    @staticmethod
    def _is_state_behind(own: Candidate, left: Candidate) -> bool:
        """Whether a state follows what was added over some months: "2,240 more in eleven months, and the rate is up to 91.5 %"."""
        return own.measure in _STOCKS and left.measure in ("growth", "new_participants")

    def _led_to(self, own: Candidate, left: Candidate) -> bool:
        """Whether a change led from the figure before to this one: "was 4.6 % at the end of 2024, and is down to 3.7 %"."""
        told = self.atoms[min(own.pre, max(left.last + 1, own.first - 1)) : own.first]
        level = any(a.tags.get("change") == "level" for a in told)
        return level and (own.kind, own.unit) == (left.kind, left.unit) and own.scenario == left.scenario

    def _says_level_again(self, own: Candidate, before: Candidate, left: Candidate) -> bool:
        """Whether a share says again what a change led to, which the earlier level's date does not date."""
        again = own.cut in ("continuation", "paren") or self._says_level(left, own)
        return again and left.date_role is None and self._led_to(left, before)

    def _says_level(self, left: Candidate, own: Candidate) -> bool:
        between = self.text[self.atoms[left.last].end : self.atoms[own.first].start]
        return own.unit == "percent" and left.unit != "percent" and sum(map(str.isalpha, between)) <= 5

    def _parted_statement(self, view: View, own: Candidate, chosen: DateExpression) -> bool:
        """Whether a date behind the next figure is that of its own verb: "has 4.4 million people, and 3.9 million were insured in June"."""
        owner = next((c for c in view.candidates if c.pre <= chosen.index < c.post), None)
        if owner is None or owner is own or owner.index > chosen.index:
            return False
        verbs = between(view.sentence.having("scenario"), owner.index + 1, chosen.index)
        before = between(view.sentence.having("scenario"), view.sentence.low, own.index)
        return bool(verbs and before)

    @staticmethod
    def _same_scenario(view: View, at: int, chosen: DateExpression) -> bool:
        """Whether the figure in whose clause the date stands is told in the same way (both as fact, or both as goal)."""
        owner = next((c for c in view.candidates if c.pre <= chosen.index < c.post), None)
        return owner is None or owner.scenario == view.candidates[at].scenario

    def _names_plan(self, found: DateExpression) -> bool:
        """The plan of 2025, the 2026 goals: the year names the plan, it does not date what was reached."""
        if found.shape != "year" or found.preposition not in (None, "in"):
            return False
        behind = (found.stop,) if found.preposition is None else ()
        beside = [k for k in (found.index - 1, *behind) if 0 <= k < len(self.atoms)]
        for k in beside:
            atom = self.atoms[k]
            gap = self.text[atom.end : found.start] if k < found.index else self.text[found.end : atom.start]
            plan = self._is_plan_word(atom)
            if k < found.index and self.spaces and atom.tags.get("measure") == "other" and len(gap) <= 4:
                before = self.atoms[k - 1] if k else atom  # "the plan of public investment 2026"
                plan = plan or (self._is_plan_word(before) and self.text[before.end : atom.start] == " ")
            if plan and len(gap) <= 4 and not any(c in gap for c in ",;:.\n"):
                return True
        return False

    def _is_plan_word(self, atom: Atom) -> bool:
        if self.spaces and "change" in atom.tags:  # "0.15 points below the target for 2025"
            last = self.text[atom.start : atom.end].rpartition(" ")[2]
            return last in self.spec.base.get("plan", ()) or last in self.spec.scenario.get("target", ())
        return atom.tags.get("base") == "plan" or atom.tags.get("scenario") == "target"

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
        if found.preposition in ("compared", "since", "vision") or found.shape in (
            "same_period",
            "school_year",
        ):
            return False
        return found.shape == "now" or found.last is not None

    def date_as(self, own: Candidate, found: DateExpression) -> Candidate | None:
        """A copy of a figure as it is read where a date expression governs it, or None where that dates no figures."""
        if not self._dates_figures(found):
            return None
        dated = replace(own, cues=Cues(own.cues))
        self._apply_date(dated, found, "second reading")
        return dated

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
        spring = self.published is not None and self.published.year > 1 and self.published.month <= 6
        if own.scenario == "actual" and turn and spring and self.published is not None:
            end = date(self.published.year - 1, 12, 31)  # "at the turn of the year", told as a fact in spring
            own.date_role, own.date_start, own.date_end = "as_of", None, end
            own.cues["date"] = cue
            return
        future = self.published is not None and found.last > self.published
        due = found.preposition in ("by", "before", "until")
        # A word for the last part of a year, as Thai and Lao have it, is no day that a fact cannot have reached.
        at_its_end = found.at_end and found.shape != "month" and self.spaces
        begun = found.last - NEAR if at_its_end else found.first
        ahead = self.published is not None and begun > self.published
        estimated = found.preposition in ("as_of", "until") and future and self._is_near(found)
        if (
            own.scenario == "actual"
            and (due or ahead)
            and future
            and not estimated
            and found.shape != "months"
        ):
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
            (found.shape == "day" and (found.first == found.last or self._in_the_middle(own, found)))
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

    def _before_since(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a statement of its own, since another day, begins between a date and a figure: "now 95 %; but since July 61,000 …"."""
        if found.index > own.index or not self.spaces:
            return False
        for since in own.sentence.dates:
            if since.preposition == "since" and found.stop <= since.index < own.index:
                between = self.atoms[found.stop : since.index]
                if any(a.tags.get("mark") == ";" or "contrast" in a.tags for a in between):
                    return True
        return False

    def _in_the_middle(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a date is the middle of a month, told as a day on which a stock or a rate stood so: "by mid-July"."""
        middle = any(a.tags.get("date") == "middle" for a in self.atoms[found.index : found.stop])
        stands = own.measure in _STOCKS or own.kind == "percentage"
        return middle and found.preposition != "in" and stands

    def _in_next_statement(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a semicolon parts a date from the figure before it."""
        marks = between(own.sentence.having("mark"), own.last + 1, found.index)
        return any(self.atoms[k].tags["mark"] == ";" for k in marks)

    def _due_in_statement_before(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a semicolon parts a fact from a day to come before it: "is to be done by September; since January 73 …"."""
        if found.index > own.index or self.published is None or found.last is None:
            return False
        marks = between(own.sentence.having("mark"), found.stop, own.index)
        parting = next((k for k in marks if self.atoms[k].tags["mark"] == ";"), None)
        if found.last <= self.published or parting is None or self._is_near(found):
            return False
        told = self.atoms[own.sentence.low : parting]
        return any("duty" in a.tags or a.tags.get("scenario") == "target" for a in told)

    def _ends_statement_before(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a day to come ends the statement before a semicolon, and so its task only: "sow by 10 January; dig 64 km"."""
        if found.stop >= own.index or found.preposition not in ("by", "before", "until"):
            return False
        return self.atoms[found.stop].tags.get("mark") == ";"

    def _of_statement_before(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a semicolon parts a figure from the bare day on which something else happened: "began on 12 August; 96 …"."""
        if not self.spaces or found.shape != "day" or found.preposition is not None:
            return False
        opened = all("mark" in self.atoms[k].tags for k in range(own.sentence.low, found.index))
        marks = (self.atoms[k].tags.get("mark") for k in range(found.stop, own.index))
        return not opened and ";" in marks

    def _dates_fact_before(self, view: View, at: int, found: DateExpression) -> bool:
        """Whether a day gone by dates a fact told before a goal: "by 31 October 3.3 million …; 68,000 are still to join"."""
        gone = self.published is not None and found.last is not None and found.last <= self.published
        return (
            gone
            and self._cued_here(view.candidates[at])
            and any(c.date_role == "as_of" and c.cues["date"][0] == found.start for c in view.candidates[:at])
        )

    def _opens_fact(self, own: Candidate, found: DateExpression) -> bool:
        """Whether a past day behind a goal opens what has been reached: "the goal is 96 %  on 30 September the rate was"."""
        if self.spaces or found.last is None or self.published is None or found.index < own.index:
            return False
        return found.preposition == "as_of" and found.last <= self.published
