"""Stanza's side that needs no Stanza: that it is not loaded unasked, what is said without it, how text is cut for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import language_codes, stanza_models


def test_nothing_of_stanza_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys, extractors, pipeline.cli, pipeline.ingest; print({'stanza', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("ask", [stanza_models.load_analyzer, stanza_models.fetch_models])
def test_without_the_extra_it_is_told_how_to_install_it(
    ask: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    with pytest.raises(stanza_models.ExtraMissingError, match=r'pip install "tinso\[stanza\]"'):
        ask("nb", tmp_path)  # type: ignore[operator]


def test_every_language_with_models_is_one_of_ours() -> None:
    assert set(stanza_models.PROCESSORS) < set(language_codes())


def test_lines_are_cut_apart_and_long_ones_at_a_space() -> None:
    text = "  én linje \n\n" + "ord " * 700 + "\n"
    pieces = list(stanza_models.cut_pieces(text))
    assert text[slice(*pieces[0])] == "én linje"
    assert [end - start <= stanza_models.PIECE for start, end in pieces] == [True] * 3
    assert all(not text[start].isspace() and not text[end - 1].isspace() for start, end in pieces)


@given(st.text(alphabet="a ก1\n\u00a0\u2028", max_size=60).map(lambda text: text * 120))
def test_cut_pieces_hold_every_letter_once_and_in_order(text: str) -> None:
    pieces = list(stanza_models.cut_pieces(text))
    assert "".join("".join(text[a:b].split()) for a, b in pieces) == "".join(text.split())
    assert all(
        0 < end - start <= stanza_models.PIECE and "\n" not in text[start:end] for start, end in pieces
    )
