"""Surroundings: what stands around a figure that makes its reading more or less sure, for its confidence.

Not how a field was read, which its evidence tells, but what was there beside it: how many figures and schemes
share the sentence, how far off the governing cues stand, how many letters no form of the lexicon explains. Nothing
is decided here; `confidence` weighs these signals with the rules.
"""

from __future__ import annotations

from bisect import bisect_left

from extractors.atoms import Atom
from extractors.candidates import Candidate
from extractors.segments import Sentence

_FAR = ((15, "beside it"), (40, "near"), (90, "off"))
"""Upper ends, in characters of the folded text, of the bands of a cue's distance; beyond the last it is far."""
_COUNTS = ((1, "one"), (2, "two"), (4, "a few"))
_SHARES = ((0.25, "few"), (0.4, "some"), (0.55, "half"), (0.7, "most"))
_COMPARED = ("scheme", "measure", "scenario", "base")
_WEIGHED = ("scheme", "measure", "scenario", "date", "base", "unit", "change", "scope")
_BANDS = (*(name for _, name in _FAR), "far")
_CUE_SIGNALS = {
    name: (
        f"cue of {name}: none",
        {band: f"cue of {name}: before, {band}" for band in _BANDS},
        {band: f"cue of {name}: behind, {band}" for band in _BANDS},
    )
    for name in _WEIGHED
}
"""What may be said of a governing cue: none, and how far before or behind the figure. Written out once, for speed."""


def _band(value: float, bands: tuple[tuple[float, str], ...], beyond: str) -> str:
    for top, name in bands:
        if value <= top:
            return name
    return beyond


def sentence_signals(text: str, atoms: list[Atom], sentence: Sentence, figures: int) -> tuple[str, ...]:
    """The signals of a sentence with so many figures. `text` is the folded text."""
    schemes, measures, scenarios = set(), set(), set()
    dates = known = 0
    for atom in atoms[sentence.low : sentence.high]:
        tags = atom.tags
        if "scheme" in tags and "agency" not in tags:
            schemes.add(tags["scheme"])
        if "measure" in tags:
            measures.add(tags["measure"])
        if "scenario" in tags:
            scenarios.add(tags["scenario"])
        if "mark" not in tags and atom.number is None:
            known += sum(map(str.isalpha, text[atom.start : atom.end]))
    dates = sum(1 for found in sentence.dates if found.end > found.start)
    letters = sum(map(str.isalpha, text[sentence.start : sentence.end]))
    unknown = (letters - known) / letters if letters else 0.0
    return (
        f"figures in the sentence: {_band(figures, _COUNTS, 'many')}",
        f"schemes in the sentence: {_band(len(schemes), ((0, 'none'), *_COUNTS), 'many')}",
        f"measures in the sentence: {_band(len(measures), ((0, 'none'), *_COUNTS), 'many')}",
        f"scenarios in the sentence: {_band(len(scenarios), ((0, 'none'), *_COUNTS), 'many')}",
        f"dates in the sentence: {_band(dates, ((0, 'none'), *_COUNTS), 'many')}",
        f"letters that no form explains: {_band(unknown, _SHARES, 'nearly all')}",
        f"letters of the sentence: {_band(letters, ((40, 'under 40'), (120, 'under 120'), (250, 'under 250')), 'more')}",
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
            found.append(behind[_band(cue[0] - end, _FAR, "far")])
        else:
            found.append(before[_band(max(0, start - cue[1]), _FAR, "far")])
    for name in _COMPARED:
        if name not in compared:
            found.append(f"nearest {name}: none")
        else:
            same = nearest_cue(own, *compared[name]).tags[name] == getattr(own, name)
            found.append(f"nearest {name}: {'the same' if same else 'another'}")
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
    found.append(
        f"others before it: {_band(own.index - own.sentence.low, ((8, 'few'), (20, 'some'), (40, 'many')), 'very many')}"
    )
    found.append(f"cut: {own.cut}")
    found.append(f"kind and indicator: {own.kind} {own.indicator.partition('.')[2] or own.indicator}")
    found.append(f"scenario and date: {own.scenario} {own.date_role}")
    if own.sentence.number == 0 and own.sentence.paragraph == 0:
        found.append("in the title")
    return tuple(found)
