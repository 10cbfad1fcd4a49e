"""A language is one folder: nothing outside it names the languages, and a folder more is a language more."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.atoms import scan_atoms
from extractors.lexicon import language_codes, lexicon_of
from extractors.normalise import fold_text
from schemas import Article
from schemas.codes import LANGUAGE_FOLDERS, LANGUAGES, known_language
from schemas.languages import language_aliases, language_heads, leading_articles, usual_languages

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("schemas", "extractors", "corpus", "pipeline")
TEXT = "Provinsen har 12 345 deltakere i helseforsikringen, 92,5 % av befolkningen."


def test_the_languages_are_the_folders_that_hold_a_lexicon() -> None:
    folders = {path.name for path in LANGUAGE_FOLDERS.iterdir() if (path / "lexicon.toml").exists()}
    assert set(LANGUAGES) == folders == set(language_codes())
    assert {"lo", "ms", "th", "nb", "fr"} <= folders


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_folder_holds_the_same_four_files_and_no_more_code(code: str) -> None:
    names = {path.name for path in (LANGUAGE_FOLDERS / code).iterdir() if path.is_file()}
    assert names == {"__init__.py", "lexicon.toml", "rules.py", "examples.toml"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_head_that_is_read_alone_is_that_of_the_whole_lexicon(code: str) -> None:
    assert language_heads()[code] == lexicon_of(code).spec.language


def test_no_two_languages_share_a_name_that_others_give_them() -> None:
    heads = language_heads().values()
    told = [head.detected_as or head.code for head in heads]
    assert len(told) == len(set(told))
    assert len(language_aliases()) == sum(1 + len(head.aliases) for head in heads)
    assert (language_aliases()["no"], language_aliases()["fra"]) == ("nb", "fr")


def test_an_unknown_language_fails_by_name() -> None:
    with pytest.raises(ValueError, match=r"language 'xx' is not one of .*fr, lo, ms, nb, th"):
        known_language("xx")
    with pytest.raises(ValueError, match="language 'xx' is not one of"):
        Article(article_id="a", lang="xx", text="95 %")


def test_english_is_read_only_on_request() -> None:
    assert set(LANGUAGES) - set(usual_languages()) == {"en"}


@pytest.mark.parametrize(
    ("name", "bare"),
    [("The Department", "Department"), ("l’Office", "Office"), ("Den norske", "norske"), ("Leger", "Leger")],
)
def test_the_articles_of_all_languages_lead_names(name: str, bare: str) -> None:
    assert leading_articles().sub("", name) == bare


@pytest.fixture(scope="module")
def enlarged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages with one folder more: Norwegian under another code, read on request."""
    copy = tmp_path_factory.mktemp("enlarged")
    for name in PACKAGES:
        left_out = shutil.ignore_patterns("__pycache__", "gold", "development", "closed")
        shutil.copytree(ROOT / name, copy / name, ignore=left_out)
    folder = copy / "extractors" / "qx"
    shutil.copytree(copy / "extractors" / "nb", folder)
    lexicon = folder / "lexicon.toml"
    text = re.sub(r'^code = "nb"$', 'code = "qx"\non_request = true', lexicon.read_text("utf-8"), flags=re.M)
    text = re.sub(r"^(detected_as|aliases) = .*\n", "", text, flags=re.M)
    lexicon.write_text(text, "utf-8")
    return copy


def run_in(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(copy),
        "NO_COLOR": "1",
        "COLUMNS": "200",
        "PYTHONUTF8": "1",
    }
    environment.pop("TINSO_DB", None)
    return subprocess.run(
        [sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )


TINSO = ("-c", "import sys; from pipeline.cli import main; sys.exit(main())")


def test_a_folder_more_is_a_language_more_everywhere(enlarged: Path) -> None:
    told = run_in(enlarged, *TINSO, "explain", "--lang", "qx", TEXT)
    assert told.returncode == 0, told.stderr
    assert "health_insurance.participants" in told.stdout
    line = {"article_id": "a", "lang": "qx", "text": TEXT}
    (enlarged / "a.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    read = json.loads(run_in(enlarged, *TINSO, "extract", "a.jsonl").stdout)
    assert (read["lang"], [figure["value"] for figure in read["figures"]]) == ("qx", ["12345", "92.5"])
    stored = run_in(enlarged, *TINSO, "ingest", "a.jsonl", "--db", "q.duckdb")
    assert stored.returncode == 0, stored.stderr
    asked = "SELECT lang, count(*) FROM current_articles GROUP BY 1"
    assert "qx" in run_in(enlarged, *TINSO, "sql", asked, "--db", "q.duckdb").stdout
    assert "qx" in run_in(enlarged, *TINSO, "explain", "--help").stdout
    assert "qx" in run_in(enlarged, *TINSO, "explain", "--lang", "xx", TEXT).stderr
    examples = run_in(enlarged, "-m", "extractors.examples", "qx")
    assert examples.returncode == 0, examples.stdout


def test_a_folder_under_another_languages_name_fails_by_name(enlarged: Path) -> None:
    folder = enlarged / "extractors" / "qy"
    shutil.copytree(enlarged / "extractors" / "qx", folder)
    failed = run_in(enlarged, *TINSO, "explain", TEXT)
    shutil.rmtree(folder)
    assert failed.returncode == 1
    assert "qy/lexicon.toml: language.code: 'qx' is not the name of the folder" in failed.stderr


@pytest.mark.parametrize("lang", ["ms", "nb", "fr"])
@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Thua Thien-Hue", "Thừa Thiên Huế"),
        ("Thừa Thiên - Huế", "Thừa Thiên Huế"),
        ("Ba Ria-Vung Tau", "Bà Rịa - Vũng Tàu"),
        ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Đắc Lắc", "Đắk Lắk"),
        ("DakLak", "Đắk Lắk"),
        ("Bac Can", "Bắc Kạn"),
        ("Kontum", "Kon Tum"),
        ("Quang-Ninh", "Quảng Ninh"),
        ("Khánh Hoà", "Khánh Hòa"),
        ("HCM City", "Hồ Chí Minh"),
    ],
)
def test_names_in_latin_letters_may_be_joined_hyphened_or_spelt_of_old(
    lang: str, printed: str, name: str
) -> None:
    text = f"{printed}: 3 %"
    atoms, _ = scan_atoms(fold_text(text), lexicon_of(lang))
    found = [(text[a.start : a.end], a.tags["province"]) for a in atoms if "province" in a.tags]
    assert found == [(printed, name)]
