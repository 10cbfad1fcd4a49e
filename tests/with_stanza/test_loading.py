"""Models from a folder as Stanza lays it out: loaded by the code that users run, with offsets that hold, or a clear fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from extractors.stanza_models import (
    FetchError,
    ModelMissingError,
    fetch_models,
    has_models,
    load_analyzer,
    read_document,
)
from extractors.syntax import Analyzer


@pytest.fixture(scope="module")
def norwegian(models: Path) -> Analyzer:
    return load_analyzer("nb", models)


def test_the_parse_has_the_clauses_of_the_sentence(norwegian: Analyzer) -> None:
    text = "Hue nådde 95 prosent, mens Can-Tho fikk 82,3 prosent."
    syntax = norwegian.analyze_text(text)
    assert [clause.relation for clause in syntax.clauses] == ["root", "advcl"]
    found = syntax.break_between(text.index("95"), text.index("82"))
    assert found is not None
    assert text[found[0] :].startswith(", mens")
    assert found[1] == "clause"


def test_offsets_hold_over_lines_spaces_and_letters_beyond_the_first_plane(norwegian: Analyzer) -> None:
    text = "\n  Hue fikk 95 prosent. 🙂\n\n \u00a0480 elever deltar.\nByrået sier at 60 prosent betaler."
    words = norwegian.analyze_text(text).words
    read = [text[word.start : word.end] for word in words]
    assert "".join(read) == "".join(text.split())
    assert {"95", "480", "60", "betaler"} <= set(read)
    assert all(earlier.end <= later.start for earlier, later in pairwise(words))


def test_no_sentence_reaches_over_a_line_end(norwegian: Analyzer) -> None:
    text = "480 elever\ndeltar i\nhelseforsikringen"
    assert [text[a:b] for a, b in norwegian.analyze_text(text).sentences] == text.split("\n")


@pytest.mark.parametrize("text", ["", " \n\u00a0\n", "\u200b", "🙂", "\ud800", "a" * 2500, "- " * 1100])
def test_no_text_raises(norwegian: Analyzer, text: str) -> None:
    assert len(norwegian.analyze_text(text).owners) >= 0


def test_thai_gets_sentences_and_no_parse(models: Path) -> None:
    text = "ประชาชน 450 คนมีบัตรประกันสุขภาพ อำเภอนี้มีโรงเรียน 12 แห่ง"
    syntax = load_analyzer("th", models).analyze_text(text)
    assert [text[a:b].split()[0] for a, b in syntax.sentences] == ["ประชาชน", "อำเภอนี้มีโรงเรียน"]
    assert syntax.words == ()


def test_words_of_one_printed_token_have_its_place() -> None:
    from stanza.utils.conll import CoNLL

    rows = [
        ["1-2", "du", *"_" * 7, "start_char=0|end_char=2"],
        ["1", "de", "de", "ADP", "_", "_", "3", "case", "_", "_"],
        ["2", "le", "le", "DET", "_", "_", "3", "det", "_", "_"],
        ["3", "plan", "plan", "NOUN", "_", "_", "0", "root", "_", "start_char=3|end_char=7"],
    ]
    document = CoNLL.conll2doc(input_str="\n".join("\t".join(row) for row in rows) + "\n\n")
    syntax = read_document(document, [(5, 12)], parsed=True)
    assert [(word.start, word.end, word.relation) for word in syntax.words] == [
        (5, 7, "case"),
        (5, 7, "det"),
        (8, 12, "root"),
    ]


def test_models_of_the_same_bytes_have_the_same_identity(norwegian: Analyzer, copied_models: Path) -> None:
    assert load_analyzer("nb", copied_models).identity == norwegian.identity
    shutil.copy(copied_models / "th" / "tokenize" / "own.pt", copied_models / "nb" / "tokenize" / "own.pt")
    assert load_analyzer("nb", copied_models).identity != norwegian.identity


def remove_everything(folder: Path) -> None:
    shutil.rmtree(folder)


def remove_language(folder: Path) -> None:
    shutil.rmtree(folder / "nb")


def remove_parser(folder: Path) -> None:
    (folder / "nb" / "depparse" / "own.pt").unlink()


def cut_parser_short(folder: Path) -> None:
    path = folder / "nb" / "depparse" / "own.pt"
    path.write_bytes(path.read_bytes()[:1000])


def empty_register(folder: Path) -> None:
    (folder / "resources.json").write_text("{}", "utf-8")


@pytest.mark.parametrize(
    "damage", [remove_everything, remove_language, remove_parser, cut_parser_short, empty_register]
)
def test_a_missing_or_damaged_model_names_language_folder_and_what_mends_it(
    copied_models: Path, damage: Callable[[Path], None]
) -> None:
    damage(copied_models)
    with pytest.raises(ModelMissingError) as fault:
        load_analyzer("nb", copied_models)
    told = str(fault.value)
    assert "'nb'" in told
    assert str(copied_models) in told
    assert "tinso models download nb" in told
    assert "\n" not in told


def test_a_hub_out_of_reach_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import stanza

    def refuse(*given: object, **named: object) -> None:
        raise ConnectionError("refused")

    monkeypatch.setattr(stanza.resources.common.requests, "get", refuse)
    with pytest.raises(FetchError, match="tinso models download nb") as fault:
        fetch_models("nb", tmp_path)
    assert str(tmp_path) in str(fault.value)
    assert not has_models("nb", tmp_path)
