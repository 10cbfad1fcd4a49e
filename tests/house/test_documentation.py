"""The documentation tells the truth: its commands, options, links and jobs exist, and its first two commands suffice."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from pipeline.archive import open_archive
from schemas.fetches import Response

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "corpus").rglob("*.md")])


PLACEHOLDERS = {
    "PATH…": str(ROOT / "corpus" / "sample" / "articles"),
    "FILE.jsonl": str(ROOT / "corpus" / "sample" / "articles" / "thai-nguyen.jsonl"),
    "TEXT": "ภายในปี 2573 ประชากร 97.5% จะมีบัตรประกันสุขภาพ",
    "SELECT …": "SELECT count(*) FROM articles",
}
"""What the readme leaves to its reader, and what the test puts there."""


def tinso(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command of the checkout as a user does, on a terminal wide enough not to fold its help."""
    return subprocess.run(
        [sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main())", *arguments],
        cwd=folder,
        env={"COLUMNS": "200", "PATH": "", "NO_COLOR": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


GROUPS = ("archive", "audit", "audit user", "models", "runs", "sources")
"""Commands that have commands of their own."""


@cache
def help_of(*command: str) -> str:
    done = tinso(*command, "--help")
    assert done.returncode == 0, f"tinso {' '.join(command)} --help: {done.stderr}"
    return done.stdout


def command_lines(page: Path) -> list[str]:
    """Every `tinso …` of a page: in indented or fenced blocks a line each, and in code spans of running text."""
    text = page.read_text("utf-8")
    text = re.sub(r"<!-- demo output: begin -->.*?<!-- demo output: end -->", "", text, flags=re.S)
    blocks = re.findall(r"^(?: {4}|\$ )\s*(?:\.venv/bin/)?(tinso .*)$", text, re.M)
    spans = re.findall(r"`(tinso [^`\n]+)`", text)
    return [*blocks, *spans]


def shown_runs(page: Path) -> list[tuple[str, str]]:
    """Every `$ command` of a page's console blocks, with the output shown below it."""
    blocks = re.findall(r"^```console\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S)
    runs = (re.split(r"^\$ (.*)\n", block, flags=re.M)[1:] for block in blocks)
    return [(command, output) for run in runs for command, output in zip(run[::2], run[1::2], strict=True)]


SHOWN = [(page.name, *run) for page in PAGES for run in shown_runs(page)]


@pytest.mark.parametrize(("page", "command", "output"), SHOWN)
def test_what_a_page_shows_of_a_command_is_what_it_prints(page: str, command: str, output: str) -> None:
    words = shlex.split(command)
    if words[0] == "tinso":
        printed = tinso(*words[1:]).stdout
    else:
        assert words[:2] == ["python", "-m"], f"{page}: {command}"
        done = subprocess.run([sys.executable, *words[1:]], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)  # fmt: skip
        printed = done.stdout
    wanted = ".*?".join(map(re.escape, output.strip().split("…")))
    assert re.search(wanted, printed, re.S), f"{page}: {command} prints\n{printed}"


def test_the_pages_that_are_promised_exist() -> None:
    names = {str(page.relative_to(ROOT)) for page in PAGES}
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/record.md", "docs/decisions.md"} <= names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_and_options_of_the_page_exist(page: Path) -> None:
    for line in command_lines(page):
        words = [*re.split(" {2,}", line)[0].split()[1:], "--"]
        depth = 1
        while " ".join(words[:depth]) in GROUPS and not words[depth].startswith("-"):
            depth += 1
        offered = help_of(*words[:depth])
        for option in re.findall(r"(?<=\s)(--[a-z][a-z-]*)", re.split(" {2,}", line)[0]):
            assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", offered), f"{line}: no {option}"


def test_command_lines_are_found_in_the_readme() -> None:
    commands = {line.split()[1] for line in command_lines(ROOT / "README.md")}
    assert {"ingest", "extract", "explain", "eval", "sql"} <= commands


def test_the_readmes_commands_work_one_after_the_other(tmp_path: Path) -> None:
    page = Response.model_validate(
        {
            "url": "https://www.vietnam.vn/lo/a-b-c",
            "fetched_at": "2026-11-22T01:00:00Z",
            "kind": "article",
            "status": 200,
        }
    )
    with open_archive(tmp_path / "archive") as archive:
        archive.write(page)
    ran = []
    for line in dict.fromkeys(command_lines(ROOT / "README.md")):
        words = shlex.split(re.split(" {2,}", line)[0])[1:]
        if (
            (len(words) < 2 and words not in (["eval"], ["publish"], ["reextract"], ["report"]))
            or "SLUG" in words
            or words[0] == "fetch"
        ):
            continue  # a command that running text only names, or that asks a site
        done = tinso(*(PLACEHOLDERS.get(word, word) for word in words), folder=tmp_path)
        assert done.returncode == 0, f"{line}: {done.stderr}"
        assert done.stdout, line
        ran.append(words[0])
    in_blocks = [
        "ingest", "publish", "sources", "archive", "extract", "explain", "eval", "sql", "export", "reextract", "report",
        "backup",
    ]  # fmt: skip
    assert ran == [*in_blocks, "sources", "ingest"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = [target for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", text) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_jobs_and_modules_of_the_page_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    source = (ROOT / "bootstrap.py").read_text("utf-8")
    jobs = set(re.findall(r'"(\w+)"', re.search(r"^JOBS = \((.*)\)$", source, re.M)[1]))  # type: ignore[index]
    assert set(re.findall(r"bootstrap\.py (\w+)", text)) | set(re.findall(r"`make (\w+)`", text)) <= jobs
    for module in re.findall(r"python3? -m ((?:schemas|extractors|corpus|pipeline)[\w.]*)", text):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


def test_the_readmes_two_commands_are_the_bootstraps_demo_and_test() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert re.findall(r"^ {4}(python3 .*)$", text, re.M) == [
        "python3 bootstrap.py demo",
        "python3 bootstrap.py test",
    ]


def test_every_field_of_the_models_stands_in_the_record_page() -> None:
    from schemas import Deadline, Figure

    text = (ROOT / "docs" / "record.md").read_text("utf-8")
    fields = set(Figure.model_fields) | set(Deadline.model_fields)
    assert {name for name in fields if f"`{name}`" not in text} == set()


def test_every_code_of_the_contract_stands_in_the_record_page() -> None:
    from schemas import codes

    text = (ROOT / "docs" / "record.md").read_text("utf-8")
    groups = (
        codes.KINDS, codes.COMPARATORS, codes.SCENARIOS, codes.BASES, codes.DATE_ROLES, codes.SCOPES, codes.PERS,
        codes.PRECISIONS, codes.PERCENTAGE_UNITS, codes.COUNT_UNITS, codes.SCHEMES, codes.MEASURES,
    )  # fmt: skip
    assert {code for group in groups for code in group if f"`{code}`" not in text} == set()
