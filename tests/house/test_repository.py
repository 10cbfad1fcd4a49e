"""The repository as a whole: nothing of a maker's machine in it, dependencies locked, argued and as declared."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

# Written in pieces, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(
    r"(?<![\w./<-])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me", "fa" + "rm"]) + r")/\w"
)
REGISTRY = re.compile("|".join(["python" + "hosted", r"pypi\." + "org", r"npmjs\." + "org"]))
LOCKS = (
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-peers.txt",
    "requirements-stanza.txt",
    "requirements-ray.txt",
)


def tracked_files(root: Path) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    return [root / name for name in listed.split("\0") if name and (root / name).is_file()]


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


def pins(path: Path) -> dict[str, set[Version]]:
    """The exact versions that a lock file names, by package; several where markers choose."""
    found: dict[str, set[Version]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", path.read_text("utf-8"), re.M):
        found.setdefault(canonicalize_name(name), set()).add(Version(version))
    return found


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine paths", "registry addresses"])
def test_tracked_files_hold_no(root: Path, pattern: re.Pattern[str]) -> None:
    files = tracked_files(root)
    assert len(files) > 100
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for path in files
        if (match := pattern.search(path.read_text("utf-8", errors="replace")))
    ]
    assert found == []


def test_the_patterns_find_what_they_look_for() -> None:
    assert MACHINE_PATH.search("see /" + "home/someone/file")
    assert REGISTRY.search("https://" + "pypi." + "org/simple")


def test_no_tracked_file_is_larger_than_a_megabyte(root: Path) -> None:
    assert [path.name for path in tracked_files(root) if path.stat().st_size > 2**20] == []


def test_the_license_is_the_one_that_the_project_declares(root: Path, project: dict[str, Any]) -> None:
    assert project["project"]["license"] == "Apache-2.0"
    text = (root / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_a_lock_has_hashes_and_the_lock_names_no_address(root: Path, lock: str) -> None:
    text = (root / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.M)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_declared_dependency_is_locked_within_its_range(root: Path, project: dict[str, Any]) -> None:
    extras = project["project"]["optional-dependencies"]
    declared = {
        "requirements.txt": project["project"]["dependencies"] + extras["build"],
        "requirements-dev.txt": project["project"]["dependencies"] + extras["build"] + extras["dev"],
        "requirements-peers.txt": project["project"]["dependencies"] + extras["build"] + extras["peers"],
        "requirements-stanza.txt": extras["dev"] + [line for line in extras["stanza"] if line[:5] != "torch"],
        "requirements-ray.txt": project["project"]["dependencies"] + extras["dev"] + extras["ray"],
    }
    for lock, lines in declared.items():
        locked = pins(root / lock)
        for requirement in map(Requirement, lines):
            if requirement.name == "tinso":
                continue
            versions = locked[canonicalize_name(requirement.name)]
            assert all(version in requirement.specifier for version in versions), (lock, requirement.name)


def test_tests_run_on_the_versions_that_users_get(root: Path) -> None:
    run, *others = (pins(root / lock) for lock in LOCKS)
    for other in others:
        assert {name: other.get(name) for name in run} == run


def test_the_oldest_duckdb_is_pinned_alone_with_hashes(root: Path) -> None:
    text = (root / "requirements-duckdb-1.4.txt").read_text("utf-8")
    assert "://" not in text
    assert "--hash=sha256:" in text
    pinned = pins(root / "requirements-duckdb-1.4.txt")
    assert set(pinned) == {"duckdb"}
    assert all(str(version).startswith("1.4.") for version in pinned["duckdb"])


def test_torch_is_pinned_apart_within_its_range_and_without_an_address(
    root: Path, project: dict[str, Any]
) -> None:
    text = (root / "requirements-torch.txt").read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", text, re.M)
    pinned = pins(root / "requirements-torch.txt")
    assert set(pinned) == {"torch"}
    assert "torch" not in pins(root / "requirements-stanza.txt")
    declared = {r.name: r for r in map(Requirement, project["project"]["optional-dependencies"]["stanza"])}
    assert all(version in declared["torch"].specifier for version in pinned["torch"])


def test_the_build_backend_in_the_lock_is_the_one_that_is_declared(project: dict[str, Any]) -> None:
    assert project["build-system"]["requires"] == project["project"]["optional-dependencies"]["build"]


def test_every_dependency_is_argued(root: Path, project: dict[str, Any]) -> None:
    extras = project["project"]["optional-dependencies"]
    lines = [*project["project"]["dependencies"], *(line for extra in extras.values() for line in extra)]
    names = {Requirement(line).name for line in lines} - {"tinso"}
    argued = set(
        re.findall(r"\*\*([a-z0-9-]+)\*?\*?\.?\*\*", (root / "docs" / "decisions.md").read_text("utf-8"))
    )
    assert names - argued == set()


def test_every_package_that_is_imported_is_declared(root: Path, project: dict[str, Any]) -> None:
    extras = project["project"]["optional-dependencies"]
    lines = [*project["project"]["dependencies"], *extras["stanza"], *extras["otel"], *extras["ray"]]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    own = {"schemas", "extractors", "corpus", "pipeline"}
    imported: set[str] = set()
    for path in (path for name in own for path in (root / name).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                imported.add(node.module.partition(".")[0])
    foreign = imported - own - sys.stdlib_module_names
    assert "pydantic" in foreign
    declared.add("pydantic-core")  # the half of pydantic that names its errors; pydantic pins it exactly
    owners = packages_distributions()
    undeclared = {
        name
        for name in foreign
        if not {canonicalize_name(owner) for owner in owners.get(name, [name])} & declared
    }
    assert undeclared == set()
