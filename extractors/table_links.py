"""Table rows: what the heads of column and row, the row's unit and the line above the table make of each figure.

`tables` finds the rows and the atoms that govern; here they are put into the figures' fields. Nothing else of a row
governs its figures: a number two cells further on is no neighbour.
"""

from __future__ import annotations

import itertools
from itertools import pairwise

from extractors.atoms import Atom
from extractors.candidates import Candidate, Refused
from extractors.dates import DateExpression
from extractors.link_base import View
from extractors.measures import COVERED
from extractors.schemes import PEOPLE, WITHOUT_TOPIC
from extractors.scopes import ScopeLinks
from extractors.tables import Heads, Row

_WHERE = "head in the figure's column or row of the table"
_ABOVE = "line above the table"
_PLACES = frozenset({"locality", "organization"})
_PEOPLE = frozenset({"person", "household"})
_LARGEST_SHARE = 200
"""No share in a table is larger, in percent."""
_NEAR_ENOUGH = 1
"""How far a printed share may be off the one that the plan and the result of its row make, in percentage points."""


def _is_share(atom: Atom) -> bool:
    return atom.tags.get("mark") == "%" or atom.tags.get("percent_after") == "percent"


class TableLinks(ScopeLinks):
    """Figures of table rows."""

    row: Row | None = None
    """The last row, and its figures so far: several sentences where its cells are lines."""
    row_cells: list[Candidate]
    row_wholes: list[Candidate]
    """Those that only tell how many there are."""

    def _link_row(self, view: View, row: Row) -> None:
        """Figures of a table row are governed by the heads of their column and row, and by nothing else of the row."""
        tables = self.tables
        for own in [c for c in view.candidates if tables.counts_time(row, c.numeral.start)]:
            view.candidates.remove(own)
            span = own.numeral.start, own.numeral.end
            self.refused.append(
                Refused(*span, "duration", "length of time by the head of the table's column")
            )
        if row is not self.row:
            self.row, self.row_cells, self.row_wholes = row, [], []
        for at, own in enumerate(view.candidates):
            self._link_cell(view, row, at, own)
        self.row_cells += view.candidates
        self._set_goals_of_row(self.row_cells)
        self._set_bare_results(self.row_cells)
        for at, own in enumerate(view.candidates):
            self._share_of_row(view, at, own)
            self._share_of_whole(row, own)

    def _link_cell(self, view: View, row: Row, at: int, own: Candidate) -> None:
        tables, context = self.tables, self.context
        heads = tables.heads(row, own.numeral.start)
        if self._counts_all(own, heads):
            self.row_wholes.append(own)
        own.pre, own.post, own.cut = own.first, own.last + 1, "strong"
        own.scheme = own.measure = own.base = None
        if (
            own.kind == "count"
            and own.last == own.index
            and own.cues["unit"][0] not in range(*self._cell_of(row, own))
        ):
            own.unit, own.own_unit, own.before_noun = "item", False, False  # a noun in another cell
        for name in ("scheme", "measure", "base", "change"):
            own.cues.pop(name, None)
        named = tables.of_places(row)
        self._set_unit_of_cell(row, own, heads, named)
        for atom in (*heads.column, *heads.row):
            hint = atom.tags.get("scheme_hint") if context.topic is not None else None
            scheme = atom.tags.get("scheme") or hint
            if scheme is not None and "agency" not in atom.tags:
                if own.scheme is None or (own.scheme, scheme) == (
                    "social_insurance",
                    "voluntary_social_insurance",
                ):
                    own.scheme, own.cues["scheme"] = scheme, (atom.start, atom.end, _WHERE)
        self._set_scenario_of_cell(row, own, heads)
        planned = tables.planned(row, own.numeral.start)
        for atom in (*heads.column, *heads.row):
            tags = atom.tags
            if atom is planned or (tags.get("base") == "plan" and own.scenario == "target"):
                continue
            if tags.get("base", "group") != "group" and own.kind == "percentage" and own.base is None:
                own.base, own.cues["base"] = tags["base"], (atom.start, atom.end, _WHERE)
        told = {a.tags["measure"] for a in (*heads.column, *heads.row) if "measure" in a.tags}
        helped = told == {"other"} and any(a.tags.get("measure") == "support" for a in heads.above)
        untold = not told or helped
        for where, atoms in ((_WHERE, (*heads.column, *heads.row)), (_ABOVE, heads.above if untold else ())):
            for atom in atoms:  # "Coverage (%)", over columns of years
                measure = atom.tags.get("measure")
                if helped and measure == "other":
                    continue  # "people of 60 to 79 without a card: 70 %", below a title of support
                if measure is not None and own.measure is None and self._fits(own, measure):
                    own.measure, own.cues["measure"] = measure, (atom.start, atom.end, where)
        if own.scheme is None and row is self.row and self.row_cells and heads.column:
            if heads.column[0].tags.get("break") == "clause":  # "of which new", beside those who take part
                own.scheme = self.row_cells[-1].scheme
                own.cues["scheme"] = (heads.column[0].start, heads.column[0].end, _WHERE)
        if own.scheme is None:
            self._set_scheme_of_table(own, heads)
        counted = own.scheme is not None and own not in self.row_wholes
        if own.kind == "count" and counted and own.measure in (None, "participants"):
            self._set_people_of_cell(row, own)
        self.set_indicator(view, at)
        dated = tables.governing_date(row, own.numeral.start)
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)
        if dated is not None and self._is_state_above(own, dated):
            dated = None
        if dated is not None and self._dates_figures(dated) and not self._is_due_later(own, dated):
            past = self.published is not None and dated.last is not None and dated.last <= self.published
            if past and "scenario" in own.cues and own.cues["scenario"][2] != _WHERE:
                own.scenario = "actual"  # a column of a year gone by, below a line or a title of goals
                own.cues.pop("scenario")
            self._apply_date(own, dated, _WHERE)
        local = any("place_part" in a.tags or a.tags.get("unit") in _PLACES for a in heads.row)
        total = tables.is_total(row)
        label = row.cells[tables.label(row)]
        if total:
            own.scope, own.cues["scope"] = "whole", (*label, "sum at the table's end")
        elif (
            row.cells
            and (local or not any("province" in a.tags for a in (*heads.column, *heads.row)))
            and not any(a.tags.get("scope") == "whole" for a in heads.row)
            and tables.column(row, own.numeral.start) > tables.label(row)
            and (named or self._is_name(label))
        ):
            own.scope = "part"
            own.cues["scope"] = (*label, "place at the head of the table's row")

    def _set_goals_of_row(self, cells: list[Candidate]) -> None:
        """Where the title tells of goals, one column's head says that it is one and none tells a result, the others are too."""
        told = [c for c in cells if "scenario" in c.cues]
        if not told or any(c.scenario != "target" for c in told):
            return
        end = self.text.find("\n")
        titled = itertools.takewhile(lambda atom: atom.start < end, self.atoms)
        if not any(
            atom.tags.get("scenario") == "target" or atom.tags.get("base") == "plan" for atom in titled
        ):
            return
        for own in cells:
            if own in self.row_wholes:
                continue
            if "scenario" not in own.cues and own.date_role in (None, "deadline"):
                own.scenario = "target"
                own.cues["scenario"] = (*told[0].cues["scenario"][:2], "goal in another column of the table")

    def _is_due_later(self, own: Candidate, dated: DateExpression) -> bool:
        """Whether a date above a table is only that of its goals, and a figure is told as their result so far."""
        above = self.tables.above
        if above is None or not above.start <= dated.start < above.end or own.scenario != "actual":
            return False
        return self.published is not None and dated.last is not None and dated.last > self.published

    def _is_state_above(self, own: Candidate, dated: DateExpression) -> bool:
        """Whether a day gone by above a table, of which its results are told, stands over a column of goals."""
        above = self.tables.above
        if above is None or not above.start <= dated.start < above.end or own.scenario != "target":
            return False
        gone = self.published is not None and dated.last is not None and dated.last <= self.published
        return gone and own.cues["scenario"][2] == _WHERE and dated.shape != "year"

    def _set_bare_results(self, cells: list[Candidate]) -> None:
        """A column headed by nothing but "so far" counts what the goal in the column before it counts; so for goals."""
        for left, own in pairwise(cells):
            bare = own.kind == "count" and own.indicator == "other" and not own.own_unit
            told = "scenario" in own.cues and own.cues["scenario"][2] == _WHERE
            if not bare or not told or left.indicator == "other" or left.scenario == own.scenario:
                continue
            if left.kind != "count" and (left.kind != "percentage" or own.numeral.value > 100):
                continue  # people still to be found, beside a column of shares
            own.kind, own.unit, own.own_unit = left.kind, left.unit, True
            own.scheme, own.measure, own.indicator = left.scheme, left.measure, left.indicator
            for name in ("unit", "kind", "scheme", "measure"):
                if name in left.cues:
                    own.cues[name] = left.cues[name]

    def _cell_of(self, row: Row, own: Candidate) -> tuple[int, int]:
        number = self.tables.column(row, own.numeral.start)
        return row.cells[number] if number >= 0 else (own.numeral.start, own.numeral.end)

    def _set_unit_of_cell(self, row: Row, own: Candidate, heads: Heads, named: bool) -> None:
        """Unit and kind of a figure: of its column or its row's own unit, of the line above, of the row's head.

        Where rows tell what is measured, a column's noun ("result", "decision") counts nothing; where they name places
        or firms, no word of the name does.
        """
        measured = any(not {"measure", "scheme"}.isdisjoint(a.tags) for a in heads.row)
        above = self.tables.units_above(heads)
        counting = (*heads.units, *heads.row, *heads.column) if measured else (*heads.column, *heads.units)
        if own.numeral.value > _LARGEST_SHARE or self._counts_people(row, own, heads):
            above = [a for a in above if not _is_share(a)]  # "(people; %)": of another column
        shares = any(_is_share(a) for a in (*heads.column, *heads.units, *heads.row, *above))
        for atom in (*counting, *above, *(() if measured or named else heads.row)):
            cue, tags = (atom.start, atom.end, _WHERE), atom.tags
            if _is_share(atom) and own.kind == "count" and not own.own_unit:
                own.kind, own.unit, own.own_unit = "percentage", "percent", True
                own.cues["unit"] = own.cues["kind"] = cue
            for tag, kind in (("currency", "money"), ("physical", "measure")):
                if tag in tags and own.kind == "count" and not own.own_unit:
                    own.kind, own.unit, own.own_unit = kind, tags[tag], True  # type: ignore[assignment]
                    own.cues["unit"] = own.cues["kind"] = cue
            unit = tags.get("unit", "item")
            if own.kind != "count" or own.own_unit or shares or unit == "item":
                continue
            if measured and unit not in _PEOPLE and any(atom is a for a in heads.column):
                continue
            own.unit, own.own_unit = unit, True
            own.cues["unit"] = cue
        scales = (a.tags["scale"] for a in (*counting, *above, *heads.row) if "scale" in a.tags)
        scale = next(scales, None)
        if (
            scale is not None
            and own.cues["kind"][2] == _WHERE
            and own.kind == "money"
            and not own.numeral.scaled
        ):
            own.numeral.value, own.numeral.scaled = own.numeral.value * scale, True

    def _counts_people(self, row: Row, own: Candidate, heads: Heads) -> bool:
        """Whether the head of a figure's column speaks of people: those who take part, or who are new."""
        people = any(a.tags.get("measure") in PEOPLE or a.tags.get("unit") in _PEOPLE for a in heads.column)
        return (
            people
            or self.tables.said(row, own.numeral.start, self.tables.words.new, of_row=False) is not None
        )

    def _set_scenario_of_cell(self, row: Row, own: Candidate, heads: Heads) -> None:
        """Goal or fact: by the column's head, else by the row's, else by the line above the table."""
        tables, words = self.tables, self.tables.words
        planned = tables.planned(row, own.numeral.start)
        if planned is not None:
            own.scenario = "target"
            own.cues["scenario"] = (planned.start, planned.end, _WHERE)
            return
        told = None
        for atom in (*heads.column, *heads.row):
            of = own.kind == "percentage" and atom.tags.get("base") in ("plan", "amount_due")
            if "scenario" in atom.tags and not of:
                told = atom
        shares = own.kind == "percentage" and any(a.tags.get("base") == "plan" for a in heads.column)
        if told is not None:
            own.scenario, own.cues["scenario"] = told.tags["scenario"], (told.start, told.end, _WHERE)
        elif not shares and (done := tables.said(row, own.numeral.start, words.done)) is not None:
            own.scenario, own.cues["scenario"] = "actual", (*done, _WHERE)
        elif not shares and (plan := tables.said(row, own.numeral.start, words.planned)) is not None:
            own.scenario, own.cues["scenario"] = "target", (*plan, _WHERE)
        elif not shares and not self._counts_all(own, heads):
            for atom in heads.above:
                if atom.tags.get("scenario") == "target" or atom.tags.get("base") == "plan":
                    own.scenario, own.cues["scenario"] = "target", (atom.start, atom.end, _ABOVE)
            if "scenario" not in own.cues and (plan := tables.said_above(heads, words.planned)) is not None:
                own.scenario, own.cues["scenario"] = "target", (*plan, _ABOVE)

    @staticmethod
    def _counts_all(own: Candidate, heads: Heads) -> bool:
        """Whether a column only tells how many people, households or pupils there are, which nobody aims at."""
        told = [a.tags for a in heads.column]
        whole = any(tags.get("base") in COVERED for tags in told)
        return own.kind == "count" and whole and not any({"measure", "scheme"} & tags.keys() for tags in told)

    def _set_scheme_of_table(self, own: Candidate, heads: Heads) -> None:
        """The scheme of the line above, or the one that the article last named before the table."""
        context = self.context
        for atom in heads.above:
            if "scheme" in atom.tags and "agency" not in atom.tags and own.measure not in WITHOUT_TOPIC:
                own.scheme, own.cues["scheme"] = atom.tags["scheme"], (atom.start, atom.end, _ABOVE)
                return
        head = self.tables.head
        of_a_row = head is not None and context.scheme_paragraph > head.paragraph
        # arrears are not of the scheme in the row above
        another = of_a_row and own.measure in WITHOUT_TOPIC
        if context.scheme is not None and not another:
            own.scheme = context.scheme
            own.cues["scheme"] = (own.numeral.start, own.numeral.end, "scheme that the table is about")

    def _set_people_of_cell(self, row: Row, own: Candidate) -> None:
        """A column headed by a scheme counts those who take part in it; those who are new where its head says so."""
        told = own.cues["scheme"][2] == _WHERE or (
            own.cues["scheme"][2] == _ABOVE and self._says_only_when(row, own)
        )
        if own.unit not in _PEOPLE and (own.own_unit or not told):
            return
        if not own.own_unit:
            own.unit, own.own_unit = "person", True
            own.cues["unit"] = own.cues["scheme"]
        new = self.tables.said(row, own.numeral.start, self.tables.words.new)
        if new is not None:
            own.measure, own.cues["measure"] = "new_participants", (*new, _WHERE)
        elif own.measure is None and (told or (own.unit in _PEOPLE and self._says_only_when(row, own))):
            own.measure, own.cues["measure"] = "participants", own.cues["scheme"]

    def _says_only_when(self, row: Row, own: Candidate) -> bool:
        """Whether a column's head tells no more than a time, goal or result: what is counted stands above the table."""
        tables = self.tables
        number = tables.column(row, own.numeral.start)
        if tables.head is None or not 0 <= number < len(tables.head.cells):
            return True
        head = self.text[slice(*tables.head.cells[number])]
        words = (*tables.words.planned, *tables.words.done, *tables.words.new)
        for word in sorted(words, key=len, reverse=True):
            head = head.replace(word, "")
        known = sum(
            atom.end - atom.start
            for atom in tables.heads(row, own.numeral.start).column
            if {"date", "month", "scenario", "base", "mark"} & atom.tags.keys()
            or atom.tags.get("unit") in _PEOPLE
        )
        return sum(map(str.isalpha, head)) <= known + 2

    def _share_of_whole(self, row: Row, own: Candidate) -> None:
        """A coverage that is the row's people in percent of those whom another column counts in all is of these: pupils, households."""
        if own.unit != "percent" or own.measure != "coverage_rate" or own.base is not None:
            return
        parts = [c for c in self.row_cells if c.kind == "count" and c not in self.row_wholes]
        for whole in self.row_wholes:
            near = (abs(100 * part.numeral.value - own.numeral.value * whole.numeral.value) for part in parts)
            if not any(apart <= _NEAR_ENOUGH * whole.numeral.value for apart in near):
                continue
            for atom in self.tables.heads(row, whole.numeral.start).column:
                if atom.tags.get("base") in COVERED:
                    own.base, own.cues["base"] = atom.tags["base"], (atom.start, atom.end, _WHERE)
                    return

    def _share_of_row(self, view: View, at: int, own: Candidate) -> None:
        """A share that is the row's result in percent of its plan completes the plan, whatever its head says."""
        if (
            own.unit != "percent"
            or own.measure not in (None, "coverage_rate")
            or own.base not in (None, "plan")
        ):
            return
        left = [c for c in self.row_cells[: self.row_cells.index(own)] if c.kind in ("count", "money")]
        goals = [c for c in left if c.scenario == "target"]
        facts = [c for c in left if c.scenario == "actual"]
        if not goals or not facts or not goals[-1].numeral.value:
            return
        share = 100 * facts[-1].numeral.value / goals[-1].numeral.value
        if abs(share - own.numeral.value) > _NEAR_ENOUGH:
            return
        own.base, own.cues["base"] = "plan", (*goals[-1].cues["value"][:2], "share of the row's plan")
        own.scenario = "actual"
        own.cues.pop("scenario", None)
        if facts[-1].indicator != "other" or goals[-1].indicator != "other":
            source = facts[-1] if facts[-1].scheme is not None else goals[-1]
            own.scheme, own.measure = source.scheme, "plan_completion"
            own.cues["scheme"] = own.cues["measure"] = (
                *goals[-1].cues["value"][:2],
                "share of the row's plan",
            )
        self.set_indicator(view, at)
        own.scope = facts[-1].scope
        if "scope" in facts[-1].cues:
            own.cues["scope"] = facts[-1].cues["scope"]

    def _is_name(self, cell: tuple[int, int]) -> bool:
        """Whether a table's cell is a name and nothing else: two words or more, each with a capital, or letters without case."""
        words = self.cased[slice(*cell)].split()
        if not self.spaces:
            return not any(cell[0] <= a.start < cell[1] and "mark" not in a.tags for a in self.atoms)
        return len(words) > 1 and all(word[0].isupper() for word in words)
