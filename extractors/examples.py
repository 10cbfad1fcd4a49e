"""A language's examples: phrases with the figures and deadlines that must be read from them, and what is refused.

Examples are what rules are written against; the gold corpus is only scored. `examples.toml` is checked by the
models below, so that a misspelt key or code fails with the file's name and the key. They are read by the rules alone:
what is learned (`second_reading`) is measured on articles. An example says only what
it is about: fields that it does not list are not checked, but the figures that it lists are all there are.
One with `forms` is a frame: it stands for as many examples as it lists forms, each put in the place of `{form}`;
so every near-synonym of a lexicon is read once in a sentence, and a figure's `cue` can say that it was this form
that told a field. `python -m extractors.examples fr nb` prints the faults of languages and how much of their lexicons is covered.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from extractors.lexicon import HERE, lexicon_of, written_forms
from extractors.normalise import fold_text
from extractors.reading import extract_figures
from schemas import Article, Extraction
from schemas.codes import (
    INDICATOR_CODES,
    Base,
    Comparator,
    DateRole,
    Kind,
    Per,
    Precision,
    Scenario,
    Scope,
    unit_fits,
)
from schemas.records import Record
from schemas.reference import read_data_file

FORM = "{form}"
"""What a frame's text holds where its forms are put."""

Null = Literal["-"]
"""How TOML, which has no null, says that a field must be empty: `date_role = "-"`."""


class ExpectedFigure(Record):
    """A figure that must be read: its quote, and any of its fields. A list holds readings that are equally right."""

    quote: str
    kind: Kind | None = None
    value: Decimal | None = None
    value_max: Decimal | Null | None = None
    out_of: Decimal | Null | None = None
    unit: str | tuple[str, ...] | None = None
    comparator: Comparator | tuple[Comparator, ...] | None = None
    scenario: Scenario | tuple[Scenario, ...] | None = None
    indicator: str | tuple[str, ...] | None = None
    base: Base | Null | tuple[Base | Null, ...] | None = None
    scope: Scope | tuple[Scope, ...] | None = None
    per: Per | Null | tuple[Per | Null, ...] | None = None
    date_role: DateRole | Null | tuple[DateRole | Null, ...] | None = None
    date_start: date | Null | tuple[date | Null, ...] | None = None
    date_end: date | Null | tuple[date | Null, ...] | None = None
    province: str | tuple[str, ...] | None = None
    cue: dict[str, str] = Field(
        default={}, description="Field to the cue that must have told it: the evidence's quote holds these letters."
    )  # fmt: skip

    @model_validator(mode="after")
    def _codes_exist(self) -> ExpectedFigure:
        for code in _several(self.indicator):
            if code not in INDICATOR_CODES:
                raise ValueError(f"indicator {code!r} is not a code")
        kinds = (self.kind,) if self.kind else ("percentage", "count", "money")
        for unit in _several(self.unit):
            if not any(unit_fits(kind, unit) for kind in kinds):
                raise ValueError(f"unit {unit!r} does not fit kind {self.kind!r}; a measure's needs kind")
        return self


class ExpectedDeadline(Record):
    """A deadline that must be read."""

    quote: str
    date: date
    precision: Precision | None = None
    responsible: str | tuple[str, ...] | None = None


class ExpectedRefusal(Record):
    """A number that must be seen and refused, with the reason."""

    quote: str
    reason: str | None = None


class Example(Record):
    """One text and what must be read from it; `figures = []` says that it holds none. Parts left out are not checked."""

    text: str = Field(min_length=1)
    published: date | None = None
    province: str | None = None
    url: str | None = None
    figures: tuple[ExpectedFigure, ...] | None = None
    deadlines: tuple[ExpectedDeadline, ...] | None = None
    refused: tuple[ExpectedRefusal, ...] | None = None
    not_yet: str | None = Field(
        default=None, description="Why this one is not read yet; then it must fail, so that the mark is dropped in time."
    )  # fmt: skip

    forms: tuple[str, ...] = Field(
        default=(), description="Forms to be put, one after the other, where text and quotes say `{form}`."
    )

    @model_validator(mode="after")
    def _has_a_place_for_its_forms(self) -> Example:
        if bool(self.forms) != (FORM in self.text):
            raise ValueError(f"'forms' and {FORM!r} in 'text' go together")
        if len(set(self.forms)) != len(self.forms):
            raise ValueError("a form is listed twice")
        if self.forms and self.not_yet is not None:
            raise ValueError("a frame with forms cannot be marked 'not_yet'")
        return self

    def filled(self) -> tuple[Example, ...]:
        """The examples that a frame stands for, one a form, in the order of its forms; itself where it has none."""
        if not self.forms:
            return (self,)
        plain = self.model_dump(exclude_unset=True, exclude={"forms"})
        return tuple(Example.model_validate(_with_form(plain, form)) for form in self.forms)

    @model_validator(mode="after")
    def _says_something(self) -> Example:
        if self.figures is None and self.deadlines is None and self.refused is None:
            raise ValueError("one of 'figures', 'deadlines' and 'refused' must be given")
        expected: tuple[ExpectedFigure | ExpectedDeadline | ExpectedRefusal, ...]
        expected = (*(self.figures or ()), *(self.deadlines or ()), *(self.refused or ()))
        for one in expected:
            if one.quote not in self.text:
                raise ValueError(f"the quote {one.quote!r} does not stand in the text")
        return self


def _with_form(part: Any, form: str) -> Any:
    """A dump of an example with every `{form}` in its strings replaced."""
    if isinstance(part, str):
        return part.replace(FORM, form)
    if isinstance(part, dict):
        return {key: _with_form(value, form) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_with_form(value, form) for value in part]
    return part


class ExampleFile(Record):
    """One language's `examples.toml`."""

    examples: tuple[Example, ...]


def _several(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def example_languages() -> tuple[str, ...]:
    """The languages that have examples, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in HERE.glob("*/examples.toml")))


def read_examples(path: Path) -> tuple[Example, ...]:
    """The examples of a file, frames unfilled. Raises `DataFileError` naming the file and every wrong key."""
    return read_data_file(path, ExampleFile).examples


def examples_of(code: str) -> tuple[Example, ...]:
    """The examples of a language. Raises `DataFileError` for a wrong file, `FileNotFoundError` where there is none."""
    return read_examples(HERE / code / "examples.toml")


def example_faults(code: str, example: Example) -> list[str]:
    """What is read otherwise than the example says, a line each; empty where all is as it says."""
    article = Article.model_validate(
        {
            "article_id": "example",
            "lang": code,
            "text": example.text,
            "published": example.published,
            "province": example.province,
            "url": example.url,
        }
    )
    read = extract_figures(article, second_reading=False)
    return [*_figure_faults(example, read), *_deadline_faults(example, read), *_refusal_faults(example, read)]


def _figure_faults(example: Example, read: Extraction) -> list[str]:
    if example.figures is None:
        return []
    return _compared("figure", example.figures, read.figures)


def _deadline_faults(example: Example, read: Extraction) -> list[str]:
    if example.deadlines is None:
        return []
    return _compared("deadline", example.deadlines, read.deadlines)


def _compared(what: str, expected: Sequence[Any], got: Sequence[Any]) -> list[str]:
    quotes, wanted = [one.quote for one in got], [one.quote for one in expected]
    if quotes != wanted:
        return [f"{what}s: expected {wanted}, read {quotes}"]
    faults = []
    for want, one in zip(expected, got, strict=True):
        for name, letters in sorted(want.cue.items() if isinstance(want, ExpectedFigure) else ()):
            told = one.evidence.get(name)
            if told is None or fold_text(letters).text not in fold_text(told.quote or "").text:
                shown = f"{told.rule} on {told.quote!r}" if told else "nothing"
                faults.append(f"{what} {want.quote!r}: {name}: expected from {letters!r}, told by {shown}")
        for name in sorted(want.model_fields_set - {"quote", "cue"}):
            allowed = tuple(None if v == "-" else v for v in _several(getattr(want, name)))
            value = getattr(one, name)
            if value not in allowed:
                evidence = one.evidence.get(name)
                why = f" ({evidence.rule} on {evidence.quote!r})" if evidence else ""
                shown = " or ".join(str(v) for v in allowed)
                faults.append(f"{what} {want.quote!r}: {name}: expected {shown}, read {value}{why}")
    return faults


def _refusal_faults(example: Example, read: Extraction) -> list[str]:
    faults = []
    for want in example.refused or ():
        reasons = [r.reason for r in read.refusals if want.quote in r.quote]
        if not reasons:
            faults.append(f"refused {want.quote!r}: not refused")
        elif want.reason is not None and want.reason not in reasons:
            faults.append(f"refused {want.quote!r}: expected {want.reason}, read {', '.join(reasons)}")
    return faults


def run_examples(code: str) -> list[tuple[Example, list[str]]]:
    """The examples of a language that are not read as they say, each with its faults; those marked `not_yet` are passed over."""
    rows = [
        (one, example_faults(code, one))
        for example in examples_of(code)
        for one in example.filled()
        if one.not_yet is None
    ]
    return [(one, faults) for one, faults in rows if faults]


def _stands(text: str, literal: str, open_left: bool, open_right: bool) -> bool:
    """Whether a literal stands in a text, with no letter beside it where the form is not open there."""
    at = text.find(literal)
    while at >= 0:
        end = at + len(literal)
        before, after = text[at - 1 : at] if at else "", text[end : end + 1]
        if (open_left or not before.isalpha()) and (open_right or not after.isalpha()):
            return True
        at = text.find(literal, at + 1)
    return False


def uncovered_forms(code: str, examples: Iterable[Example]) -> tuple[list[str], int]:
    """The forms of a language's `lexicon.toml` that stand in none of the examples, and how many forms it has.

    What is built by rule (compound number words, inflections, transliterated names; `extra_forms` of the
    language's `rules.py`) and the names of provinces in Latin letters are left out: `built_forms` counts them.
    """
    lexicon = lexicon_of(code)
    text = "\n".join(fold_text(one.text).text for example in examples for one in example.filled())
    missing, size = [], 0
    for form in dict.fromkeys(form for form, _, _ in written_forms(lexicon.spec)):
        size += 1
        literal = fold_text(form.removeprefix("^").strip("*")).text
        if literal not in text:
            missing.append(form)
        elif lexicon.spec.language.spaces:
            open_left = form.removeprefix("^").startswith("*") or not literal[0].isalpha()
            open_right = form.endswith("*") or not literal[-1].isalpha()  # "moins d'", "/mois"
            if not _stands(text, literal, open_left, open_right):
                missing.append(form)
    return missing, size


def built_forms(code: str) -> int:
    """How many forms a language builds by rule or takes from the table of provinces, beside those of its lexicon."""
    lexicon = lexicon_of(code)
    return len(lexicon.forms) - len({form for form, _, _ in written_forms(lexicon.spec)})


def main(codes: Sequence[str]) -> int:
    """Print the faults of languages' examples; `--missing` also lists the forms that no example holds."""
    status = 0
    for code in [c for c in codes if not c.startswith("-")] or example_languages():
        examples = examples_of(code)
        rows = run_examples(code)
        for example, faults in rows:
            print(f"{code}: {example.text!r}")
            print("".join(f"    {fault}\n" for fault in faults), end="")
        missing, size = uncovered_forms(code, examples)
        if "--missing" in codes:
            print(*missing, sep=" | ")
        print(
            f"{code}: {sum(len(one.filled()) for one in examples)} examples, {len(rows)} with faults; "
            f"{size - len(missing)} of {size} forms covered; {built_forms(code)} more built by rule"
        )
        status = status or int(bool(rows))
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
