"""The analyzers that the settings ask for, loaded; and the models they are loaded from, listed and fetched.

How an analyzer works is the extractors' matter. Loading is done before the first article, so that a missing model
stops a command at once instead of refusing every page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from extractors import Analyzer, stanza_models
from pipeline.errors import AnalyzerError
from pipeline.settings import Settings

Analyzers = Mapping[str, Analyzer]
"""The analyzer of each language that has one."""


def load_analyzers(settings: Settings, languages: Collection[str] | None = None) -> Analyzers:
    """The analyzers of the settings, or of some languages of them. Raises `AnalyzerError` where one cannot be had."""
    wanted = [lang for lang in settings.analyzed_languages() if languages is None or lang in languages]
    with _told_as_ours():
        return {lang: stanza_models.load_analyzer(lang, settings.model_dir) for lang in wanted}


def fetch_models(lang: str, settings: Settings) -> None:
    """Fetch the models of a language into the folder of the settings, over the network. Raises `AnalyzerError`."""
    if lang not in stanza_models.PROCESSORS:
        known = ", ".join(stanza_models.PROCESSORS)
        raise AnalyzerError(f"Stanza has no models of {lang!r}, only of {known}")
    with _told_as_ours():
        stanza_models.fetch_models(lang, settings.model_dir)


def list_models(settings: Settings) -> list[tuple[str, str, str, str]]:
    """A row a language that Stanza has models of: language, analyzer of the settings, models there or not, use."""
    rows: list[tuple[str, str, str, str]] = []
    for lang, processors in stanza_models.PROCESSORS.items():
        own = settings.languages.get(lang)
        there = "there" if stanza_models.has_models(lang, settings.model_dir) else "missing"
        use = "dependency parse" if "depparse" in processors else "sentence bounds"
        rows.append((lang, own.analyzer if own else "rules", there, use))
    return rows


@contextmanager
def _told_as_ours() -> Iterator[None]:
    try:
        yield
    except stanza_models.ModelError as fault:
        raise AnalyzerError(str(fault)) from fault
