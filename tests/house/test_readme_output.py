"""What README.md says that the demo prints is what it prints."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def test_the_readme_shows_what_the_demo_prints() -> None:
    path = Path(__file__).with_name("refresh_readme.py")
    spec = importlib.util.spec_from_file_location("refresh_readme", path)
    assert spec is not None
    assert spec.loader is not None
    refresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(refresh)
    printed, shown = refresh.steady(refresh.demo_output()), refresh.steady(refresh.readme_block())
    assert shown == printed, f"README.md is behind; run {path.name}"
