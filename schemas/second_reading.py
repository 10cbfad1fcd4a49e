"""The model of `extractors/second_reading.json`: what the words around a figure are worth for its indicator and scenario."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, FiniteFloat, model_validator

from schemas.codes import DATE_ROLES, INDICATOR_CODES, SCENARIOS
from schemas.records import Record


class TrustSpec(Record):
    """A logistic model: the log odds that the second reading is right where it differs from the rules."""

    bias: FiniteFloat
    weights: dict[str, FiniteFloat] = Field(default_factory=dict)


class SecondReadingSpec(Record):
    """Multinomial logistic models over features of a figure's surroundings, and when to trust them against the rules.

    `classes` are the answers to each question (`scheme`, `measure`, `scenario`, `date_role`), in the order of the columns of
    `weights`; those of the first question come first. `weights` are hundredths, by feature; the feature `""` is always there.
    `trust` is by field of a figure (`indicator`, `scenario`, `date_role`).
    """

    classes: dict[str, tuple[str, ...]]
    weights: dict[str, tuple[int, ...]]
    trust: dict[str, TrustSpec]
    fitted_on: str
    """What the weights were fitted on, for the reader: gold, number of figures, day."""

    @model_validator(mode="after")
    def _questions_are_known(self) -> SecondReadingSpec:
        known = {
            "scheme": {code.partition(".")[0] for code in INDICATOR_CODES},
            "measure": {code.partition(".")[2] or code for code in INDICATOR_CODES},
            "scenario": set(SCENARIOS),
            "date_role": {*DATE_ROLES, "None"},
        }
        if self.classes.keys() != known.keys():
            raise ValueError(
                f"classes are of {', '.join(known)}, not of {', '.join(self.classes) or 'nothing'}"
            )
        for question, answers in self.classes.items():
            wrong = [answer for answer in answers if answer not in known[question]]
            if wrong or not answers:
                raise ValueError(f"{(wrong or ['nothing'])[0]!r} is no answer to {question!r}")
        unasked = [name for name in self.trust if name not in ("indicator", "scenario", "date_role")]
        if unasked:
            raise ValueError(f"no field {unasked[0]!r} is read a second time")
        return self

    @model_validator(mode="after")
    def _columns_fit(self) -> SecondReadingSpec:
        columns = sum(map(len, self.classes.values()))
        wrong = [name for name, row in self.weights.items() if len(row) != columns]
        if wrong or "" not in self.weights:
            raise ValueError(f"weights of {(wrong or ['the bias'])[0]!r} are not {columns} numbers")
        return self

    def columns(self) -> Mapping[str, slice]:
        """Where the answers to each question stand in a row of weights."""
        found: dict[str, slice] = {}
        start = 0
        for question, answers in self.classes.items():
            found[question] = slice(start, start + len(answers))
            start += len(answers)
        return found
