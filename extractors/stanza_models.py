"""Stanza as an analyzer: loads its models from a folder, turns its documents into `syntax.Syntax`, fetches models.

Stanza and torch are an extra (`pip install "tinso[stanza]"`) and are imported only when one of these functions is
called. `load_analyzer` never touches the network; `fetch_models` alone does, for `tinso models download`. Which
languages use it, and where the models lie, is the caller's configuration.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors.syntax import Analyzer, Syntax, Word, make_syntax

PROCESSORS = {"fr": "tokenize,pos,lemma,depparse", "nb": "tokenize,pos,lemma,depparse", "th": "tokenize"}
"""What is used of Stanza by language: the dependency parse, or the sentence segmentation alone."""
PIECE = 2000
"""Characters of a line that are analysed at once: a parser's work and memory grow with the square of a sentence."""
_GAP = "\n\n"
"""What parts pieces in the text given to Stanza: a sentence never reaches over it."""
_DAMAGED = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RuntimeError,
    EOFError,
    pickle.UnpicklingError,
)
"""What reading a damaged or foreign model file raises, in torch and in Stanza."""


class ModelError(ValueError):
    """Base of what keeps an analyzer from being had; the message says in one line what mends it."""


class ExtraMissingError(ModelError):
    """Stanza is not installed."""


class ModelMissingError(ModelError):
    """The models of a language are not in the folder, or cannot be read."""


class FetchError(ModelError):
    """The models could not be fetched: no way to the hub, or nowhere to write."""


class StanzaAnalyzer:
    """A loaded pipeline of one language. Make it with `load_analyzer`."""

    def __init__(self, pipeline: Any, parses: bool, identity: str) -> None:
        self._pipeline = pipeline
        self._parses = parses
        self.identity = identity

    def analyze_text(self, text: str) -> Syntax:
        """The sentences of a text, and their parse in the languages that have one. A line end always ends a sentence."""
        pieces = list(cut_pieces(text))
        if not pieces:
            return Syntax(())
        document = self._pipeline(_GAP.join(text[start:end] for start, end in pieces))
        return read_document(document, pieces, parsed=self._parses)


def cut_pieces(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the lines of a text that hold more than space, long ones cut at a space, each up to `PIECE` long."""
    low = 0
    for line in text.split("\n"):
        start, high = low, low + len(line)
        low = high + 1
        while start < high:
            while start < high and text[start].isspace():
                start += 1
            end = high
            if end - start > PIECE:
                space = text.rfind(" ", start + 1, start + PIECE)
                end = space if space > 0 else start + PIECE
            stop = end
            while stop > start and text[stop - 1].isspace():
                stop -= 1
            if stop > start:
                yield start, stop
            start = end


def read_document(document: Any, pieces: list[tuple[int, int]], *, parsed: bool) -> Syntax:
    """The syntax in a Stanza document over `pieces` of a text joined by blank lines, with offsets into that text.

    Words of one printed token ("du" is "de" and "le") have the token's span: only tokens have places, and a token's
    own text may have its white space changed.
    """
    shifts: list[tuple[int, int]] = []
    joined = 0
    for start, end in pieces:
        shifts.append((joined, start - joined))
        joined += end - start + len(_GAP)
    at = 0
    sentences: list[list[Word]] = []
    for sentence in document.sentences:
        words: list[Word] = []
        for token in sentence.tokens:
            while at + 1 < len(shifts) and token.start_char >= shifts[at + 1][0]:
                at += 1
            shift = shifts[at][1]
            span = token.start_char + shift, token.end_char + shift
            if parsed:
                words += (
                    Word(*span, word.head - 1, word.deprel or "", word.upos or "") for word in token.words
                )
            else:
                words.append(Word(*span, -1, "", ""))
        sentences.append(words)
    return make_syntax(sentences, parsed=parsed)


def _import_stanza() -> Any:
    try:
        import stanza
    except ImportError as fault:
        raise ExtraMissingError(
            'Stanza is not installed (it is an extra): pip install "tinso[stanza]"; see docs/stanza.md'
        ) from fault
    return stanza


def load_analyzer(lang: str, folder: Path) -> Analyzer:
    """The analyzer of a language from the models in a folder, on the processor (no graphics card), without the network.

    Raises `ExtraMissingError`, `ModelMissingError`, and `KeyError` for a language without one (see `PROCESSORS`).
    """
    processors = PROCESSORS[lang]
    stanza = _import_stanza()
    mend = f"run: tinso models download {lang}"
    if not (folder / "resources.json").is_file() or not (folder / lang).is_dir():
        raise ModelMissingError(f"no Stanza models for {lang!r} in the folder {folder}; {mend}")
    try:
        pipeline = stanza.Pipeline(
            lang, dir=str(folder), processors=processors, download_method=None, use_gpu=False, verbose=False
        )
    except FileNotFoundError as fault:
        raise ModelMissingError(
            f"a Stanza model for {lang!r} is missing in the folder {folder} ({_first_line(fault)}); {mend}"
        ) from fault
    except _DAMAGED as fault:
        raise ModelMissingError(
            f"the Stanza models for {lang!r} in the folder {folder} cannot be read ({_first_line(fault)}); "
            f"remove {folder / lang}, then {mend}"
        ) from fault
    digest = hashlib.sha256()
    for name, place in sorted(pipeline.config.items()):
        if name.endswith("_path") and isinstance(place, str):
            with open(place, "rb") as model:
                digest.update(hashlib.file_digest(model, "sha256").digest())
    identity = f"stanza-{stanza.__version__}-{digest.hexdigest()[:8]}"
    return StanzaAnalyzer(pipeline, "depparse" in processors, identity)


def fetch_models(lang: str, folder: Path) -> None:
    """Fetch a language's models from Stanza's hub into a folder; what is there already is kept. Touches the network.

    Raises `ExtraMissingError`, `FetchError`, and `KeyError` for a language without models.
    """
    processors = PROCESSORS[lang]
    stanza = _import_stanza()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stanza.download(lang, model_dir=str(folder), processors=processors, verbose=False)
    except (OSError, ValueError) as fault:  # what requests and the hub's client raise derives from OSError
        raise FetchError(
            f"the Stanza models for {lang!r} could not be fetched into {folder} ({_first_line(fault)}); "
            f"once the hub can be reached and the folder written, run again: tinso models download {lang}"
        ) from fault


def has_models(lang: str, folder: Path) -> bool:
    """Whether a folder holds models of a language; whether they are whole shows when they are loaded."""
    return (folder / "resources.json").is_file() and any((folder / lang).glob("*/*.pt"))


def _first_line(fault: BaseException) -> str:
    """The beginning of a fault's message, on one line."""
    return f"{type(fault).__name__}: {' '.join(str(fault).split())[:160]}".rstrip(": ")
