"""Confidence: how sure a reading is, from what was doubtful on the way. A number in 0..1, not yet a probability.

Each doubt multiplies: a separator that could be read otherwise, a noun that is not known, a scheme or measure
carried from elsewhere, a date from elsewhere in the sentence, a value that its indicator does not admit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.reference import indicators

if TYPE_CHECKING:
    from extractors.candidates import Candidate
    from extractors.deadlines import FoundDeadline


def figure_confidence(own: Candidate) -> float:
    """Confidence of a figure's whole record, rounded to two places."""
    sure = 0.97
    if "separator" in own.doubts:
        sure *= 0.97
    if not own.own_unit:
        sure *= 0.85
    scheme = own.cues.get("scheme")
    if own.indicator != "other":
        if scheme is None or "in the figure" not in scheme[2]:
            sure *= 0.9
        measure = own.cues.get("measure")
        if measure is None or "in the figure" not in measure[2]:
            sure *= 0.9
    dated = own.cues.get("date")
    if dated is not None and "in the figure" not in dated[2]:
        sure *= 0.93
    if not _plausible(own):
        sure *= 0.4
    return round(sure, 2)


def _plausible(own: Candidate) -> bool:
    """Whether the value is one that its indicator admits, and money is not next to nothing."""
    if own.kind == "money" and own.unit == "VND" and own.numeral.value < 100:
        return False
    if own.indicator == "other" or own.measure is None or own.kind != "percentage":
        return True
    known = indicators().measures.get(own.measure)
    if known is None:
        return True
    top = own.numeral.value_max or own.numeral.value
    return (known.low is None or own.numeral.value >= known.low) and (known.high is None or top <= known.high)


def deadline_confidence(own: FoundDeadline) -> float:
    """Confidence of a deadline: dates bound by a preposition or a label are surer than dates beside a goal."""
    return {"due date": 0.95, "label of a task list": 0.97, "date of a target": 0.9}.get(own.rule, 0.75)
