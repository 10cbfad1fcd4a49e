"""Surroundings: what stands around a figure that makes its reading more or less sure, for its confidence.

Not how a field was read, which its evidence tells, but what was there beside it: how many figures and schemes
share the sentence, how far off the governing cues stand, how many letters no form of the lexicon explains. Nothing
is decided here; `confidence` weighs these signals with the rules.
"""

from __future__ import annotations

from extractors.atoms import Atom
from extractors.candidates import Candidate
from extractors.segments import Sentence

_FAR = ((15, "beside it"), (40, "near"), (90, "off"))
"""Upper ends, in characters of the folded text, of the bands of a cue's distance; beyond the last it is far."""
_COUNTS = ((1, "one"), (2, "two"), (4, "a few"))
_SHARES = ((0.25, "few"), (0.4, "some"), (0.55, "half"), (0.7, "most"))
_COMPARED = ("scheme", "measure", "scenario", "base")
_WEIGHED = ("scheme", "measure", "scenario", "date", "base", "unit", "change", "scope")


def _band(value: float, bands: tuple[tuple[float, str], ...], beyond: str) -> str:
    return next((name for top, name in bands if value <= top), beyond)


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


def nearest_cues(own: Candidate, atoms: list[Atom]) -> dict[str, str]:
    """What the cue nearest to a figure in its sentence tells, by field: a second, cruder reading to be compared with."""
    start, end = own.numeral.start, own.numeral.end
    nearest: dict[str, tuple[int, str]] = {}
    for atom in atoms[own.sentence.low : own.sentence.high]:
        tags = atom.tags
        away = atom.start - end if atom.start >= end else start - atom.end
        for name in _COMPARED:
            if name in tags and "agency" not in tags and (name not in nearest or away < nearest[name][0]):
                nearest[name] = away, tags[name]
    return {name: value for name, (_, value) in nearest.items()}


def figure_signals(own: Candidate, around: tuple[str, ...], atoms: list[Atom]) -> tuple[str, ...]:
    """The signals of one figure: its sentence's, how far each governing cue stands from it, and what the nearest says."""
    start, end = own.numeral.start, own.numeral.end
    found = list(around)
    for name in _WEIGHED:
        cue = own.cues.get(name)
        if cue is None:
            found.append(f"cue of {name}: none")
        elif cue[0] >= end:
            found.append(f"cue of {name}: behind, {_band(cue[0] - end, _FAR, 'far')}")
        else:
            found.append(f"cue of {name}: before, {_band(max(0, start - cue[1]), _FAR, 'far')}")
    nearest = nearest_cues(own, atoms)
    for name in _COMPARED:
        if name not in nearest:
            found.append(f"nearest {name}: none")
        else:
            same = nearest[name] == getattr(own, name)
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
