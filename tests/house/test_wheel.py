"""What is handed on: every data file is in the wheel, nothing else is, and it runs where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import duckdb
import pytest

PACKAGES = ("schemas", "extractors", "corpus", "pipeline")

pytestmark = pytest.mark.wheel
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout, built with the backend that the lock names, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            *PIP,
            "wheel",
            "--no-deps",
            "--no-build-isolation",
            "--no-index",
            "--wheel-dir",
            str(folder),
            str(root),
        ],
        check=True,
    )
    (built,) = folder.glob("tinso-*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_tracked_file_of_the_packages_is_in_the_wheel(root: Path, names: set[str]) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *PACKAGES], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    tracked = {name for name in listed.split("\0") if name and (root / name).is_file()}
    assert len(tracked) > 200
    assert tracked - names == set()


@pytest.mark.parametrize(
    ("folder", "suffix"),
    [
        ("schemas/", ".toml"),
        ("extractors/lo/", ".toml"),
        ("extractors/th/", ".toml"),
        ("pipeline/store/migrations/", ".sql"),
        ("pipeline/store/views/", ".sql"),
        ("corpus/sample/articles/", ".html"),
        ("corpus/sample/articles/", ".txt"),
        ("corpus/sample/articles/", ".jsonl"),
        ("corpus/gold/", ".json"),
    ],
)
def test_data_files_of_every_kind_are_in_the_wheel(names: set[str], folder: str, suffix: str) -> None:
    assert [name for name in names if name.startswith(folder) and name.endswith(suffix)]


def test_the_source_archive_holds_every_tracked_file(root: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (built,) = tmp_path.glob("tinso-*.tar.gz")
    with tarfile.open(built) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)
    tracked = {name for name in listed.stdout.split("\0") if name and (root / name).is_file()}
    assert tracked - held == set()


def test_the_wheel_holds_nothing_but_the_packages_and_its_own_record(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
    assert not [name for name in names if "__pycache__" in name or name.endswith(".duckdb")]


def test_the_license_travels_with_the_wheel(names: set[str]) -> None:
    assert [name for name in names if name.endswith(".dist-info/licenses/LICENSE")]


def test_the_wheel_runs_the_demo_outside_the_checkout(wheel: Path, root: Path, tmp_path: Path) -> None:
    """Installed in an environment of its own; the dependencies are lent by the one that runs the tests."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    scripts, site = (
        Path(sysconfig.get_path(name, "venv", vars={"base": str(venv), "platbase": str(venv)}))
        for name in ("scripts", "purelib")
    )
    subprocess.run(
        [*PIP, "--python", str(scripts / "python"), "install", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    # A plain path line: the .pth files over there, and with them the editable checkout, are not followed.
    (site / "lent.pth").write_text(sysconfig.get_path("platlib") + "\n", "utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TINSO"))}

    where = subprocess.run(
        [str(scripts / "python"), "-c", "import pipeline; print(pipeline.__file__)"],
        cwd=elsewhere, env=clean, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert Path(where.strip()).is_relative_to(site)

    demo = subprocess.run(
        [str(scripts / "tinso"), "demo"],
        cwd=elsewhere,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert demo.returncode == 0, demo.stderr
    (store,) = elsewhere.glob("*.duckdb")
    with duckdb.connect(str(store), read_only=True) as database:
        by_language = dict(database.sql("SELECT lang, count(*) FROM articles GROUP BY lang").fetchall())
    assert by_language == dict.fromkeys(("lo", "ms", "th", "nb", "fr"), 3)
