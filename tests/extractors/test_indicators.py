"""An indicator is one entry and its words: docs/indicator.md, followed in a copy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.lexicon import lexicon_of
from schemas.codes import INDICATOR_CODES, MEASURE_CUES, MEASURES, SCHEMES
from schemas.reference import DataFileError, IndicatorFile, indicators, read_data_file

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "indicator.md").read_text("utf-8")
TEXT = "I sosialforsikringen ble det gjort 345 registersjekker i fjor."


def block_of(page: str, head: str) -> str:
    """The indented block of a page that begins with a line."""
    lines = page.splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip() == head)
    indent = len(lines[at]) - len(lines[at].lstrip())
    block = []
    for line in lines[at:]:
        if not line.startswith(" " * indent):
            break
        block.append(line[indent:])
    return "\n".join(block) + "\n"


def explained(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main())", "explain", "--lang", "nb", text],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1", "NO_COLOR": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("scratch")
    left_out = shutil.ignore_patterns("__pycache__", "gold", "development", "closed")
    for name in ("schemas", "extractors", "corpus", "pipeline"):
        shutil.copytree(ROOT / name, copy / name, ignore=left_out)
    return copy


def test_an_entry_and_its_words_are_an_indicator(scratch: Path) -> None:
    assert "indicator   other" in explained(scratch, TEXT).stdout
    with (scratch / "schemas" / "indicators.toml").open("a", encoding="utf-8") as entries:
        entries.write("\n" + block_of(PAGE, "[measures.checks]"))
    lexicon = scratch / "extractors" / "nb" / "lexicon.toml"
    words = block_of(PAGE, "[measure]")
    text, count = re.subn(r"^\[measure\]\n", words, lexicon.read_text("utf-8"), flags=re.M)
    assert count == 1
    lexicon.write_text(text, "utf-8")
    told = explained(scratch, TEXT)
    assert told.returncode == 0, told.stderr
    assert "indicator   social_insurance.checks" in told.stdout


def test_codes_and_cues_come_from_the_entries() -> None:
    entries = indicators()
    assert (tuple(entries.schemes), tuple(entries.measures)) == (SCHEMES, MEASURES)
    assert {f"{scheme}.{measure}" for scheme in SCHEMES for measure in MEASURES} < INDICATOR_CODES
    told = {name for name, entry in entries.measures.items() if entry.words_govern}
    assert set(MEASURE_CUES) == told | {"events", "attendees", "other"}
    assert set(lexicon_of("en").spec.measure) == set(MEASURE_CUES)


def test_a_figure_that_there_is_none_of_fails_by_name(tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    text = (ROOT / "schemas" / "indicators.toml").read_text("utf-8")
    path.write_text(text.replace('words_govern = ["document"]', 'words_govern = ["documents"]'), "utf-8")
    with pytest.raises(DataFileError, match=r"indicators\.toml.*measures\.cards\.words_govern.*'documents'"):
        read_data_file(path, IndicatorFile)
