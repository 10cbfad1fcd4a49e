"""Claims about the examples: each reads as it says, a mistake in the file is named, and the lexicons' coverage is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.examples import (
    Example,
    example_faults,
    example_languages,
    examples_of,
    read_examples,
    uncovered_forms,
)
from schemas.reference import DataFileError

CASES = [
    pytest.param(code, example, id=f"{code}-{at:03d}")
    for code in example_languages()
    for at, example in enumerate(examples_of(code))
]


WHOLLY_COVERED = ("en", "fr", "lo", "ms", "nb", "th")
"""Languages every form of whose lexicon stands in an example: a new form is added with one."""


@pytest.mark.parametrize(("code", "example"), CASES)
def test_every_example_reads_as_it_says(code: str, example: Example) -> None:
    faults = [f"{one.text}\n{fault}" for one in example.filled() for fault in example_faults(code, one)]
    if example.not_yet is None:
        assert not faults, "\n".join(faults)
    else:
        assert faults, f"read as it says, so that 'not_yet' can be dropped: {example.text}"


@pytest.mark.parametrize("code", example_languages())
def test_no_two_examples_have_the_same_text(code: str) -> None:
    texts = [(one.text, one.published, one.province, one.forms) for one in examples_of(code)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("code", WHOLLY_COVERED)
def test_every_form_of_a_covered_language_stands_in_an_example(code: str) -> None:
    missing, _ = uncovered_forms(code, examples_of(code))
    assert not missing


@pytest.mark.parametrize("code", example_languages())
def test_forms_that_no_example_holds_are_counted(code: str) -> None:
    missing, size = uncovered_forms(code, examples_of(code))
    print(f"{code}: {size - len(missing)} of {size} forms of the lexicon stand in an example")
    assert 0 <= len(missing) < size


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('[[examples]]\ntext = "95 %"\nfigurs = []\n', "examples.0.figurs"),
        (
            '[[examples]]\ntext = "95 %"\nfigures = [{ quote = "95 %", comparater = "=" }]\n',
            "figures.0.comparater",
        ),
        ('[[examples]]\ntext = "95 %"\nfigures = [{ quote = "95 %", unit = "persons" }]\n', "persons"),
        ('[[examples]]\ntext = "95 %"\nfigures = [{ quote = "95 %", indicator = "health" }]\n', "health"),
        ('[[examples]]\ntext = "95 %"\nfigures = [{ quote = "96 %" }]\n', "96 %"),
        ('[[examples]]\ntext = "95 %"\n', "examples.0"),
        ("[[examples]\n", "examples.toml"),
    ],
)
def test_a_mistake_in_an_example_file_is_named(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "examples.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(DataFileError) as fault:
        read_examples(path)
    assert "examples.toml" in str(fault.value)
    assert named in str(fault.value)


def test_what_is_read_otherwise_is_told_with_its_rule() -> None:
    example = Example.model_validate(
        {"text": "Plus de 95 %.", "figures": [{"quote": "95 %", "comparator": "<", "date_role": "-"}]}
    )
    assert example_faults("fr", example) == [
        "figure '95 %': comparator: expected <, read > (comparator before the number on 'Plus de')"
    ]


def test_a_figure_that_an_example_does_not_list_is_a_fault() -> None:
    example = Example.model_validate({"text": "95 % des habitants.", "figures": []})
    assert example_faults("fr", example) == ["figures: expected [], read ['95 %']"]


def test_a_list_holds_readings_that_are_equally_right_and_a_dash_is_nothing() -> None:
    figure = {"quote": "95 %", "base": ["-", "population"], "out_of": "-"}
    example = Example.model_validate({"text": "Plus de 95 %.", "figures": [figure]})
    assert example_faults("fr", example) == []


FRAME = Example.model_validate(
    {
        "text": "{form} 95 % des habitants.",
        "forms": ["Plus de", "Près de"],
        "figures": [{"quote": "95 %", "comparator": ">", "cue": {"comparator": "{form}"}}],
    }
)


def test_a_frame_stands_for_one_example_a_form() -> None:
    assert [one.text for one in FRAME.filled()] == [
        "Plus de 95 % des habitants.",
        "Près de 95 % des habitants.",
    ]
    assert [one.figures[0].cue for one in FRAME.filled() if one.figures] == [
        {"comparator": "Plus de"},
        {"comparator": "Près de"},
    ]
    assert [len(example_faults("fr", one)) for one in FRAME.filled()] == [0, 1]


def test_a_cue_that_did_not_tell_the_field_is_a_fault() -> None:
    example = Example.model_validate(
        {"text": "Plus de 95 %.", "figures": [{"quote": "95 %", "cue": {"comparator": "95"}}]}
    )
    assert example_faults("fr", example) == [
        "figure '95 %': comparator: expected from '95', told by comparator before the number on 'Plus de'"
    ]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({"text": "95 %", "forms": ["a"], "figures": []}, "go together"),
        ({"text": "{form} 95 %", "figures": []}, "go together"),
        ({"text": "{form} 95 %", "forms": ["a", "a"], "figures": []}, "twice"),
        ({"text": "{form} 95 %", "forms": ["a"], "figures": [], "not_yet": "why"}, "not_yet"),
    ],
)
def test_a_frame_that_cannot_be_filled_is_refused(content: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Example.model_validate(content)


def test_a_form_counts_as_covered_only_where_it_stands_as_a_word() -> None:
    inside = Example.model_validate({"text": "Un surplus de 95 %.", "figures": []})
    covered, size = uncovered_forms("fr", (FRAME,))
    hidden, same_size = uncovered_forms("fr", (inside,))
    assert "plus de" not in covered
    assert "plus de" in hidden
    assert size == same_size
