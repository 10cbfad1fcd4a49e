"""Surroundings: what stands around a figure that makes its reading more or less sure, for its confidence.

Not how a field was read, which its evidence tells, but what was there beside it: how many figures and schemes
share the sentence, how far off the governing cues stand, how many letters no form of the lexicon explains. Nothing
is decided here; `confidence` weighs these signals with the rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from extractors.atoms import Atom
from extractors.candidates import Candidate
from extractors.segments import Sentence

_FAR: dict[float, str] = {15: "beside it", 40: "near", 90: "off"}
"""Upper ends, in characters of the folded text, of the bands of a cue's distance; beyond the last it is far."""
_COUNTS: dict[float, str] = {1: "one", 2: "two", 4: "a few"}
_NONE_OR_MORE: dict[float, str] = {0: "none", **_COUNTS}
_COMPARED = ("scheme", "measure", "scenario", "base")
_WEIGHED = ("scheme", "measure", "scenario", "date", "base", "unit", "change", "scope")


class _Bands:
    """Signals by how large something is, written out once, for speed. `bands` are names by their upper ends."""

    def __init__(self, about: str, bands: Mapping[float, str], beyond: str) -> None:
        self.tops = tuple(bands)
        self.signals = tuple(f"{about}{name}" for name in (*bands.values(), beyond))

    def of(self, value: float) -> str:
        """The signal for a value."""
        return self.signals[bisect_left(self.tops, value)]


_CUE_SIGNALS = {
    name: (
        f"cue of {name}: none",
        _Bands(f"cue of {name}: before, ", _FAR, "far"),
        _Bands(f"cue of {name}: behind, ", _FAR, "far"),
    )
    for name in _WEIGHED
}
"""What may be said of a governing cue: none, and how far before or behind the figure."""
_NEAREST = {
    name: (f"nearest {name}: none", f"nearest {name}: another", f"nearest {name}: the same")
    for name in _COMPARED
}
_FIGURES = _Bands("figures in the sentence: ", _COUNTS, "many")
_SCHEMES = _Bands("schemes in the sentence: ", _NONE_OR_MORE, "many")
_MEASURES = _Bands("measures in the sentence: ", _NONE_OR_MORE, "many")
_SCENARIOS = _Bands("scenarios in the sentence: ", _NONE_OR_MORE, "many")
_DATES = _Bands("dates in the sentence: ", _NONE_OR_MORE, "many")
_UNKNOWN = _Bands(
    "letters that no form explains: ", {0.25: "few", 0.4: "some", 0.55: "half", 0.7: "most"}, "nearly all"
)
_LETTERS = _Bands("letters of the sentence: ", {40: "under 40", 120: "under 120", 250: "under 250"}, "more")
_OTHERS = _Bands("others before it: ", {8: "few", 20: "some", 40: "many"}, "very many")


def sentence_signals(text: str, atoms: list[Atom], sentence: Sentence, figures: int) -> tuple[str, ...]:
    """The signals of a sentence with so many figures. `text` is the folded text."""
    where = sentence.where
    named = [atoms[k].tags for k in where.get("scheme", ())]
    schemes = {tags["scheme"] for tags in named if "agency" not in tags}
    measures = {atoms[k].tags["measure"] for k in where.get("measure", ())}
    scenarios = {atoms[k].tags["scenario"] for k in where.get("scenario", ())}
    explained = [
        text[atom.start : atom.end]
        for atom in atoms[sentence.low : sentence.high]
        if atom.number is None and "mark" not in atom.tags
    ]
    known = sum(map(str.isalpha, "".join(explained)))
    dates = sum(1 for found in sentence.dates if found.end > found.start)
    letters = sum(map(str.isalpha, text[sentence.start : sentence.end]))
    unknown = (letters - known) / letters if letters else 0.0
    return (
        _FIGURES.of(figures),
        _SCHEMES.of(len(schemes)),
        _MEASURES.of(len(measures)),
        _SCENARIOS.of(len(scenarios)),
        _DATES.of(dates),
        _UNKNOWN.of(unknown),
        _LETTERS.of(letters),
    )


Compared = dict[str, tuple[list[int], list[Atom]]]
"""The cues of a sentence that a cruder reading would go by, by field, in order, with their starts."""


def compared_cues(atoms: list[Atom], sentence: Sentence) -> Compared:
    """The cues of a sentence among which `nearest_cue` looks: found once a sentence, however many figures it has."""
    told: Compared = {}
    for name in _COMPARED:
        found = [atoms[k] for k in sentence.where.get(name, ()) if "agency" not in atoms[k].tags]
        if found:
            told[name] = [atom.start for atom in found], found
    return told


def nearest_cue(own: Candidate, starts: list[int], cues: list[Atom]) -> Atom:
    """The cue nearest to a figure, of two as near the one before it: a second, cruder reading to be compared with."""
    start, end = own.numeral.start, own.numeral.end
    behind = bisect_left(starts, end)
    if behind == len(cues):
        return cues[-1]
    nearer_behind = behind == 0 or cues[behind].start - end < start - cues[behind - 1].end
    return cues[behind if nearer_behind else behind - 1]


def figure_signals(own: Candidate, around: tuple[str, ...], compared: Compared) -> tuple[str, ...]:
    """The signals of one figure: its sentence's, how far each governing cue stands from it, and what the nearest says.

    `around` is from `sentence_signals`, `compared` from `compared_cues`.
    """
    start, end = own.numeral.start, own.numeral.end
    found = list(around)
    cue_of = own.cues.get
    for name, (without, before, behind) in _CUE_SIGNALS.items():
        cue = cue_of(name)
        if cue is None:
            found.append(without)
        elif cue[0] >= end:
            found.append(behind.of(cue[0] - end))
        else:
            found.append(before.of(start - cue[1]))
    for name, (none, another, same) in _NEAREST.items():
        if name not in compared:
            found.append(none)
        else:
            agrees = nearest_cue(own, *compared[name]).tags[name] == getattr(own, name)
            found.append(same if agrees else another)
    dates = own.sentence.dates
    if dates:
        near = min(dates, key=lambda d: d.start - end if d.start >= end else start - d.end)
        cue = own.cues.get("date")
        said = (
            "left out"
            if own.date_role is None
            else "taken"
            if cue is not None and cue[0] <= near.start < cue[1]
            else "passed over"
        )
        found.append(f"nearest date: {said}")
    else:
        found.append("nearest date: none")
    found.append(_OTHERS.of(own.index - own.sentence.low))
    found.append(f"cut: {own.cut}")
    found.append(f"kind and indicator: {own.kind} {own.indicator.partition('.')[2] or own.indicator}")
    found.append(f"scenario and date: {own.scenario} {own.date_role}")
    if own.sentence.number == 0 and own.sentence.paragraph == 0:
        found.append("in the title")
    return tuple(found)
