"""The release steps tell apart what ran, what found something, and what could not be run; none takes the last for the first."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tinso_release", ROOT / "deploy" / "release" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def program(folder: Path, name: str, code: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport json, sys\n{code}\n", "utf-8")
    path.chmod(0o755)


def audited(*dependencies: dict[str, object]) -> str:
    return f"print({json.dumps(json.dumps({'dependencies': list(dependencies)}))})"


CLEAN = {"name": "a", "version": "1", "vulns": []}
HOLED = {"name": "b", "version": "1", "vulns": [{"id": "X-1"}]}
SKIPPED = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("code", "status", "told"),
    [
        (audited(CLEAN), 0, "ran      audit  1 packages, no advisory"),
        (audited(CLEAN, HOLED) + "; sys.exit(1)", 1, "failed   audit  vulnerable: b; not looked up: none"),
        (audited(CLEAN, SKIPPED), 1, "failed   audit  vulnerable: none; not looked up: c"),
        ("sys.exit('no such host')", 3, "not run  audit  no such host"),
        ("print('{}')", 3, "not run  audit  it said nothing"),
    ],
)
def test_an_audit_that_looked_nothing_up_is_no_clean_one(
    release: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, status: int, told: str
) -> None:
    program(tmp_path, "pip-audit", code)
    assert release.run_steps(["audit"], tmp_path, tmp_path / "out") == status
    assert capsys.readouterr().out.strip() == told


@pytest.mark.parametrize(
    ("code", "status", "told"),
    [
        ("sys.exit(1)", 3, "docker is here, but nothing answers it"),
        ("sys.exit('broken' if sys.argv[1] == 'build' else 0)", 1, "failed   image  broken"),
        (
            "i = sys.argv.index('--iidfile') if sys.argv[1] == 'build' else 0\n"
            "i and open(sys.argv[i + 1], 'w').write('sha256:1')",
            0,
            "ran      image  sha256:1",
        ),
    ],
)
def test_an_image_is_built_or_it_is_said_that_it_was_not(
    release: ModuleType,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    status: int,
    told: str,
) -> None:
    program(tmp_path, "docker", code)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert release.run_steps(["image"], tmp_path, tmp_path / "out") == status
    assert told in capsys.readouterr().out


def test_one_step_that_fails_does_not_keep_the_others_from_running(
    release: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "pip-audit", "sys.exit('down')")
    program(tmp_path, "cyclonedx-py", "sys.exit('wrong')")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert release.run_steps(["audit", "sbom", "image"], tmp_path, tmp_path / "out") == 1
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["not", "failed", "not"]


def test_the_tools_are_pinned_with_hashes_and_name_no_address() -> None:
    text = (ROOT / "deploy" / "release" / "requirements.txt").read_text("utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert {entry.partition("==")[0] for entry in entries} >= {"pip-audit", "cyclonedx-bom"}
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
