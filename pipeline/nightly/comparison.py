"""What differs between two nights: what was at work, then the numbers of each stage, source and language."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.nightly.ledger import STAGES, Night
from pipeline.nightly.verdicts import word_of

SAID_BY_OUT = frozenset({"fetched", "requests", "article", "figures"})
"""Counts that say what came in or went out once more."""


class Difference(NamedTuple):
    """One thing that is not the same. Values are numbers or words; None where a night has none."""

    what: str
    first: int | str | None
    second: int | str | None

    @property
    def change(self) -> str:
        """Of two numbers, by how much and how many percent the second is more."""
        if not isinstance(self.first, int) or not isinstance(self.second, int):
            return ""
        change = self.second - self.first
        share = f" ({100 * change / self.first:+.0f} %)" if self.first else ""
        return f"{change:+,}{share}"


def compare_nights(one: Night, other: Night) -> list[Difference]:
    """All that differs, what was at work first. Durations are left out: no two nights have the same."""
    found = [
        Difference("result", word_of(one), word_of(other)),
        Difference("settings", one.settings_hash[:12], other.settings_hash[:12]),
        Difference("sources", ", ".join(one.sources), ", ".join(other.sources)),
    ]
    names = dict.fromkeys([*one.versions, *other.versions])
    found += [Difference(name, one.versions.get(name), other.versions.get(name)) for name in names]
    for code in sorted({issue.code for issue in (*one.issues, *other.issues)}):
        counts = [sum(issue.code == code for issue in night.issues) for night in (one, other)]
        found.append(Difference(f"issues {code}", *counts))
    places = sorted(
        {*one.lines, *other.lines}, key=lambda place: (STAGES.index(place[0]), place[1] or "", place[2] or "")
    )
    for place in places:
        name = " ".join(part for part in place if part)
        first, second = one.lines.get(place), other.lines.get(place)
        if first is not None and second is not None and first.state != second.state:
            found.append(Difference(f"{name} state", first.state, second.state))
        for word, field in (("in", "came_in"), ("out", "went_out")):
            values = [getattr(line, field) if line else 0 for line in (first, second)]
            if None not in values:
                found.append(Difference(f"{name} {word}", *values))
        if first is not None and second is not None:
            found += [
                Difference(
                    f"{name} {count.replace('_', ' ')}",
                    first.counts.get(count, 0),
                    second.counts.get(count, 0),
                )
                for count in sorted({*first.counts, *second.counts} - SAID_BY_OUT)
            ]
    return [each for each in found if each.first != each.second]
