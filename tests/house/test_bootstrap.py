"""The bootstrap: what it says where it cannot work, when it installs again, and that everything else only calls it."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def bootstrap(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, looking at a small checkout of its own under `tmp_path` instead of this one."""
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", root / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    for name in (
        "pyproject.toml",
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-peers.txt",
        "requirements-stanza.txt",
        "requirements-ray.txt",
        "requirements-torch.txt",
    ):
        (tmp_path / name).write_text(name, "utf-8")
    for name, value in {
        "ROOT": tmp_path,
        "VENV": venv,
        "BIN": venv / "bin",
        "PYTHON": venv / "bin" / "python",
        "STAMP": venv / "tinso-setup.txt",
        "TORCH": tmp_path / "requirements-torch.txt",
        "LOCKS": {"run": tmp_path / "requirements.txt", "dev": tmp_path / "requirements-dev.txt"},
    }.items():
        monkeypatch.setattr(module, name, value)
    monkeypatch.setenv("TINSO_OLD_DUCKDB", "")  # what the bootstrap makes of it is taken back after the test
    return module


def finish(bootstrap: ModuleType, level: str) -> None:
    """Leave the environment as a finished set-up of that level leaves it."""
    bootstrap.PYTHON.touch()
    bootstrap.STAMP.write_text(bootstrap.wanted_stamp(level), "utf-8")


def test_an_older_python_is_told_which_one_is_needed(root: Path) -> None:
    start = (
        "import sys, runpy\nsys.version_info = (3, 9, 7)\n"
        f"runpy.run_path({str(root / 'bootstrap.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Tinso needs Python 3.11 or newer; this is Python 3.9")
    assert "Traceback" not in done.stderr


def test_an_older_python_can_read_the_file_as_far_as_its_message(root: Path) -> None:
    source = (root / "bootstrap.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 6))


def test_only_the_standard_library_is_imported(root: Path) -> None:
    tree = ast.parse((root / "bootstrap.py").read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_a_python_without_pip_and_ensurepip_is_told_what_to_install(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(bootstrap.SetupError, match="python3-venv"):
        bootstrap.make_environment()


def test_a_python_without_ensurepip_lends_its_own_pip(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        bootstrap.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name
    )
    assert bootstrap.pip_command() == [sys.executable, "-m", "pip", "--python", str(bootstrap.PYTHON)]


def test_a_finished_environment_is_not_installed_again(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(bootstrap, "run")
    monkeypatch.setattr(bootstrap, "install", lambda level: pytest.fail("installed again"))
    bootstrap.set_up("run")


def test_an_environment_for_tests_runs_the_demo_but_not_the_reverse(bootstrap: ModuleType) -> None:
    finish(bootstrap, "dev")
    assert bootstrap.is_ready("run")
    finish(bootstrap, "run")
    assert not bootstrap.is_ready("dev")


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.txt", "requirements-dev.txt"])
def test_a_changed_lock_or_project_file_is_installed(bootstrap: ModuleType, name: str) -> None:
    finish(bootstrap, "run")
    (bootstrap.ROOT / name).write_text("changed", "utf-8")
    assert not bootstrap.is_ready("run")


def test_the_libraries_that_are_compared_get_an_environment_of_their_own(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, ...]] = []
    levels: list[str] = []
    monkeypatch.setattr(bootstrap, "set_up", levels.append)
    monkeypatch.setattr(bootstrap, "call", lambda *command: called.append(command) or 0)
    assert bootstrap.run_job("peers", ["--development"]) == 0
    assert levels == ["peers"]
    assert Path(called[0][0]) == bootstrap.ROOT / ".venv-peers" / "bin" / "python"
    assert called[0][-2:] == ("tests.benchmarks.peers", "--development")


def test_torch_is_installed_apart_from_the_lock_and_only_for_stanza(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[list[str]] = []
    monkeypatch.setitem(bootstrap.LOCKS, "stanza", bootstrap.ROOT / "requirements-stanza.txt")
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda step, cwd: steps.append(step) or 0)
    bootstrap.install("dev")
    assert not [step for step in steps if str(bootstrap.TORCH) in step]
    steps.clear()
    bootstrap.install("stanza")
    assert "--require-hashes" in steps[0]
    assert steps[1][-2:] == ["--requirement", str(bootstrap.TORCH)]


def test_the_oldest_duckdb_is_alone_in_its_environment_and_lent_to_the_tests(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[list[str]] = []
    monkeypatch.setitem(bootstrap.LOCKS, "duckdb-1.4", bootstrap.ROOT / "requirements-duckdb-1.4.txt")
    monkeypatch.setattr(bootstrap, "make_environment", lambda: (bootstrap.ROOT / ".venv-duckdb-1.4").mkdir())
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda step, cwd: steps.append(step) or 0)
    for name in ("requirements-duckdb-1.4.txt",):
        (bootstrap.ROOT / name).write_text(name, "utf-8")
    bootstrap.lend_old_duckdb()
    (step,) = steps
    assert step[-3:] == [
        "--require-hashes",
        "--requirement",
        str(bootstrap.ROOT / "requirements-duckdb-1.4.txt"),
    ]
    lent = Path(os.environ["TINSO_OLD_DUCKDB"])
    assert lent == bootstrap.ROOT / ".venv-duckdb-1.4" / "bin" / "python"
    assert bootstrap.VENV == bootstrap.ROOT / ".venv", "everything else goes on in the usual one"


def test_the_tests_that_need_stanza_run_last_and_fail_the_run(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, ...]] = []
    levels: list[str] = []

    def call(*command: str) -> int:
        called.append(command)
        return 5 if "tests/with_stanza" in command else 0

    monkeypatch.setattr(bootstrap, "set_up", levels.append)
    monkeypatch.setattr(bootstrap, "call", call)
    assert bootstrap.run_job("test", []) == 5
    assert levels == ["dev", "duckdb-1.4", "ray", "stanza"]
    assert Path(called[-1][0]) == bootstrap.ROOT / ".venv-stanza" / "bin" / "python"
    assert called[-1][1:5] == ("-m", "pytest", "-m", "stanza and not benchmark")


def test_the_tests_that_need_ray_have_an_environment_of_their_own_and_leave_the_long_ones(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, ...]] = []
    levels: list[str] = []
    monkeypatch.setattr(bootstrap, "set_up", levels.append)
    monkeypatch.setattr(bootstrap, "call", lambda *command: called.append(command) or 0)
    assert bootstrap.run_job("ray", ["-x"]) == 0
    assert levels == ["ray"]
    assert Path(called[0][0]) == bootstrap.ROOT / ".venv-ray" / "bin" / "python"
    assert called[0][1:] == (
        "-m",
        "pytest",
        "-m",
        "ray and not benchmark and not soak",
        "-x",
        "tests/with_ray",
    )


def test_an_interrupted_installation_is_not_taken_for_finished(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(level: str) -> None:
        raise KeyboardInterrupt

    finish(bootstrap, "run")
    monkeypatch.setattr(bootstrap, "install", stop)
    monkeypatch.setattr(bootstrap, "is_usable", lambda: True)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.set_up("dev")
    assert not bootstrap.is_ready("run")


def test_an_environment_finds_in_the_one_for_tests_what_it_has_not_itself_and_is_made_anew_without_it(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def create(place: Path, **_: object) -> None:
        (place / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
        (place / "bin").mkdir()

    monkeypatch.setattr(bootstrap.venv, "create", create)
    finish(bootstrap, "dev")
    lender = bootstrap.VENV
    bootstrap.enter(".venv-ray")
    bootstrap.make_environment()
    finish(bootstrap, "ray")
    pointer = bootstrap.VENV / "lib" / "python3.11" / "site-packages" / bootstrap.LENT
    assert pointer.read_text("utf-8").strip() == str(lender / "lib" / "python3.11" / "site-packages")
    assert bootstrap.is_ready("ray")
    (lender / bootstrap.STAMP.name).unlink()
    assert not bootstrap.is_ready("ray")
    assert not bootstrap.is_usable()


def test_the_environment_of_a_moved_checkout_is_made_anew(bootstrap: ModuleType) -> None:
    finish(bootstrap, "run")
    bootstrap.STAMP.write_text("run 0123 /somewhere/else", "utf-8")
    assert not bootstrap.is_usable()


def test_a_failed_check_is_the_exit_status_and_ends_the_run(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[str] = []

    def call(*command: str) -> int:
        called.append(command[0])
        return 3 if command[0] == "mypy" else 0

    monkeypatch.setattr(bootstrap, "call", call)
    assert bootstrap.run_tests([]) == 3
    assert called == ["ruff", "ruff", "mypy"]
    assert "failed" in capsys.readouterr().err


def test_pytest_comes_last_and_is_given_what_follows(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, ...]] = []
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(bootstrap, "call", lambda *command: called.append(command) or 0)
    assert bootstrap.run_tests(["-k", "dates"]) == 0
    assert [command[0] for command in called] == ["ruff", "ruff", "mypy", "lint-imports", "pytest"]
    assert called[-1] == ("pytest", "-n", "2", "-k", "dates")


def test_a_browser_is_installed_in_ci_alone_and_only_where_it_is_missing(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda command, **_: called.append(command) or 0)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.delenv("TINSO_CHROMIUM", raising=False)
    monkeypatch.delenv("CI", raising=False)
    bootstrap.prepare_browser()
    assert called == []
    monkeypatch.setenv("CI", "true")
    bootstrap.prepare_browser()
    assert [command[3] for command in called] == ["update", "install"]
    assert called[-1][-3:] == ["chromium", "fontconfig", "fonts-noto-core"]


def test_who_may_not_install_a_browser_is_told_what_to_install(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    monkeypatch.delenv("TINSO_CHROMIUM", raising=False)
    monkeypatch.setenv("CI", "true")
    bootstrap.prepare_browser()
    assert "install chromium fontconfig fonts-noto-core" in capsys.readouterr().err


def test_without_a_job_the_jobs_are_listed(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "bootstrap.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "bootstrap.py demo" in done.stdout


def test_every_job_stands_in_the_bootstraps_own_page_and_in_the_makefile(
    bootstrap: ModuleType, root: Path
) -> None:
    assert set(re.findall(r"bootstrap\.py (\w+)", bootstrap.__doc__ or "")) == set(bootstrap.JOBS)
    makefile = (root / "Makefile").read_text("utf-8")
    jobs = re.search(r"^JOBS := (.*)$", makefile, re.M)
    assert jobs is not None
    assert jobs[1].split() == list(bootstrap.JOBS)


@pytest.mark.skipif(os.name == "nt", reason="CI's entry is a bash script")
def test_ci_calls_the_test_command_and_nothing_else(root: Path) -> None:
    script = root / ".ci" / "run"
    assert os.access(script, os.X_OK)
    done = subprocess.run(
        ["bash", str(script)],
        env={**os.environ, "PYTHON": "echo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "bootstrap.py test\n"
