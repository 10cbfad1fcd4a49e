"""Writes docs/settings.md from the models of the settings: `.venv/bin/python tests/house/refresh_settings.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.operation.reference import make_settings_page  # noqa: E402 - found in the checkout

PAGE = ROOT / "docs" / "settings.md"

if __name__ == "__main__":
    PAGE.write_text(make_settings_page(), "utf-8")
