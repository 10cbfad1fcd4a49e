"""The model of `extractors/confidence.toml`: what each rule's word is worth for the confidence of a figure."""

from __future__ import annotations

from pydantic import Field

from schemas.records import Record


class ConfidenceSpec(Record):
    """A logistic model: the log odds that a record is wholly right are `bias` plus the weights of its features.

    A feature is `FIELD: RULE` for each piece of evidence, and the flags that `extractors.confidence` names.
    """

    bias: float
    weights: dict[str, float] = Field(default_factory=dict)
    fitted_on: str
    """What the weights were fitted on, for the reader: gold, number of figures, day."""
