"""What is known of each language without compiling its lexicon: the `[language]` head of every `lexicon.toml`.

Which languages there are is told by the folders (`schemas.codes.LANGUAGES`); the words are left to the extractors.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pydantic import ValidationError

from schemas.codes import LANGUAGE_FOLDERS, LANGUAGES
from schemas.lexicon import LanguageSpec
from schemas.reference import DataFileError

_HEAD = re.compile(r"^\[language\]$.*?(?=^\[\w|\Z)", re.M | re.S)


@cache
def language_heads() -> Mapping[str, LanguageSpec]:
    """The head of every language by its code, in alphabetical order.

    Only that table of each file is parsed: the rest is a hundred times as long. Raises `DataFileError` where it
    is missing or wrong, or names another language than its folder.
    """
    return MappingProxyType({code: _read_head(code) for code in LANGUAGES})


def _read_head(code: str) -> LanguageSpec:
    path = LANGUAGE_FOLDERS / code / "lexicon.toml"
    name = f"{code}/{path.name}"
    found = _HEAD.search(path.read_text("utf-8"))
    if found is None:
        raise DataFileError(f"{name}: no table [language]")
    try:
        head = LanguageSpec.model_validate(tomllib.loads(found[0])["language"])
    except (ValidationError, tomllib.TOMLDecodeError) as fault:
        raise DataFileError(f"{name}: language: {fault}") from fault
    if head.code != code:
        raise DataFileError(f"{name}: language.code: {head.code!r} is not the name of the folder")
    return head


@cache
def usual_languages() -> tuple[str, ...]:
    """The languages that a text may be found to be in without anyone asking for them, in alphabetical order."""
    return tuple(code for code, head in language_heads().items() if not head.on_request)


@cache
def leading_articles() -> re.Pattern[str]:
    """An article of any of the languages at the head of a name, with what parts it from the name: "the ", "l'"."""
    forms = sorted({form for head in language_heads().values() for form in head.articles})
    elided = (re.escape(form).replace("'", "['’]") + ("" if form.endswith("'") else " ") for form in forms)
    return re.compile("^(?:" + "|".join(elided) + ")", re.IGNORECASE)


@cache
def language_aliases() -> Mapping[str, str]:
    """Every code that pages and files give to a language, to ours: `no`, `nob` and `nb` to `nb`."""
    return MappingProxyType(
        {alias: code for code, head in language_heads().items() for alias in (code, *head.aliases)}
    )
