"""docs/dictionary.md is what the comments of the store say."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def test_the_dictionary_is_that_of_a_new_store() -> None:
    path = Path(__file__).with_name("refresh_dictionary.py")
    spec = importlib.util.spec_from_file_location("refresh_dictionary", path)
    assert spec is not None
    assert spec.loader is not None
    refresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(refresh)
    page = Path(refresh.PAGE).read_text("utf-8")
    assert refresh.written_page() == page, f"docs/dictionary.md is behind; run {path.name}"
