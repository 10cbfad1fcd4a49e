"""A source's dated layout, applied to a page: which one is in force, and what its selectors find and do not find.

The layouts stand in `pipeline/sources/<slug>.toml`. Pages of other sources, and those whose body a layout does not
find, are read in `bodies`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from pipeline.clean.furniture import drop_teasers
from pipeline.clean.lines import block_lines, inline_text, same_line
from pipeline.clean.trees import drop_element, elements_at
from pipeline.sources import source_of
from schemas.sources import Layout

PARTS = ("title", "body", "published", "origin", "publisher", "lead")
"""What a layout has selectors for."""


class LayoutUse(NamedTuple):
    """The layout that a page was tried with: its source, its number there from 1, and what became of its selectors.

    `found` and `missed` hold names of `PARTS`; a part without selectors is in neither. Where `body` is missed, the page
    was read like one of unknown layout.
    """

    source: str
    number: int
    verified: bool
    found: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def name(self) -> str:
        """The layout by source and number, as the store names it."""
        return f"{self.source} {self.number}"

    @property
    def fits(self) -> bool:
        """Whether the body was found by it."""
        return "body" in self.found


class Applied:
    """A layout on one page. Notes what its selectors find as they are asked for."""

    def __init__(self, source: str, number: int, layout: Layout, tree: Any) -> None:
        """`number` counts the layouts of the source from 1."""
        self._source, self._number, self._layout, self._tree = source, number, layout, tree
        self._hits: dict[str, bool] = {}

    def elements(self, part: str) -> list[Any]:
        """The elements of a part, by the first selector that finds any."""
        for path in getattr(self._layout, part):
            if found := elements_at(self._tree, path):
                return found
        return []

    def text(self, part: str) -> str | None:
        """The first text of a part, as one line; whether there is one is noted."""
        found = next(
            (
                text
                for path in getattr(self._layout, part)
                for e in elements_at(self._tree, path)
                if (text := inline_text(e))
            ),
            None,
        )
        self.note(part, found is not None)
        return found

    def note(self, part: str, found: bool) -> None:
        """Note whether a part was found, if the layout has selectors for it."""
        if getattr(self._layout, part):
            self._hits[part] = found

    def body_lines(self) -> list[str]:
        """Title, lead and body; empty where the body is not found. What is to be left out goes from the tree."""
        body = next((e for e in self.elements("body") if inline_text(e)), None)
        if body is not None:
            for path in self._layout.leave_out:
                for element in elements_at(body, path):
                    drop_element(element)
            drop_teasers(body)
        lines = list(block_lines(body)) if body is not None else []
        self.note("body", bool(lines))
        lead = self.elements("lead")
        self.note("lead", bool(lead))
        if not lines:
            return []
        for part in (lead, self.elements("title")):
            head = list(block_lines(part[0])) if part else []
            if head and not any(same_line(line, head[0]) for line in lines[:3]):
                lines[:0] = head
        return lines

    def use(self) -> LayoutUse:
        """What became of the selectors."""
        return LayoutUse(
            self._source,
            self._number,
            self._layout.verified,
            tuple(part for part in PARTS if self._hits.get(part) is True),
            tuple(part for part in PARTS if self._hits.get(part) is False),
        )


def apply_layout(tree: Any, addresses: Iterable[str | None], day: date | None) -> Applied | None:
    """The layout for the first of the addresses that is of a source with one in force on the day; None if there is none.

    A day that is not known is taken to be one on which the layout that has no end is in force.
    """
    for address in addresses:
        source = source_of(address)
        layout = source.layout_on(day or date.max) if source else None
        if source and layout:
            return Applied(source.slug, source.layouts.index(layout) + 1, layout, tree)
    return None
