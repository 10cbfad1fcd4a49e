"""Which of the languages a text is in, offline, by Compact Language Detector 2; Malay is told from Indonesian."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

import pycld2

from schemas.languages import language_heads

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_LONGEST = 20_000


class Recognition(NamedTuple):
    """`lang` is one of our codes, or None; `detected` is what the detector named: `id`, `vi`, `un` for unknown."""

    lang: str | None
    detected: str


@cache
def detector_codes() -> Mapping[str, str]:
    """The detector's code of each language to ours: it writes `no` for Bokmål (and `nn` for Nynorsk, which is not ours)."""
    return {head.detected_as or code: code for code, head in language_heads().items()}


def recognise_language(text: str, asked: Collection[str] = ()) -> Recognition:
    """The language of a text, read from its first 20,000 characters. Never raises.

    A language that is read only on request (`on_request` in its lexicon) is found where `asked` names it; elsewhere
    `lang` is None and `detected` tells it.
    """
    clean = _UNPRINTABLE.sub(" ", text[:_LONGEST])
    clean = "".join(c for c in clean if unicodedata.category(c) not in ("Cn", "Co"))
    try:
        reliable, _, details = pycld2.detect(clean, isPlainText=True, bestEffort=True)
    except pycld2.error:
        return Recognition(None, "un")
    detected = details[0][1]
    lang = detector_codes().get(detected)
    if lang is not None and lang not in asked and language_heads()[lang].on_request:
        lang = None
    if lang is None and not reliable:
        return Recognition(None, "un")  # a guess at a language that is not ours is no ground to refuse a page
    return Recognition(lang, detected)
