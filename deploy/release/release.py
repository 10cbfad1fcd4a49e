"""The steps before a release that need the outside: advisories, a bill of materials, the image.

    python3 deploy/release/release.py                 # all; what could not be run is said, and is not taken for success
    python3 deploy/release/release.py audit sbom      # some

Makes `.venv-release` from the hashed requirements.txt beside this file, and writes into dist/release/. Exit status: 0 every
step ran and found nothing, 1 one found something or failed, 3 one could not be run here. Standard library only.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(__file__).with_name("requirements.txt")
LOCK = ROOT / "requirements.txt"
FAILED, NOT_RUN = 1, 3


class Outcome(NamedTuple):
    """What became of a step: `ran`, `failed` or `not run`, and why or where."""

    state: str
    told: str


def set_up(folder: Path) -> Path:
    """The folder of the tools' programs, in an environment that is made where it is not there or its lock has changed."""
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    stamp = folder / "lock.txt"
    if not stamp.exists() or stamp.read_text("utf-8") != TOOLS.read_text("utf-8"):
        venv.EnvBuilder(clear=True, with_pip=True).create(folder)
        command = [
            str(programs / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "-r",
            str(TOOLS),
        ]
        subprocess.run(command, check=True)
        stamp.write_text(TOOLS.read_text("utf-8"), "utf-8")
    return programs


def last_line(text: str) -> str:
    """What a program said at last."""
    return (text.strip().splitlines() or ["it said nothing"])[-1].strip()[:300]


def audit(programs: Path, out: Path) -> Outcome:
    """Known vulnerabilities of what users get: every pin of the lock, none left out."""
    command = ["--strict", "--require-hashes", "--disable-pip", "--format", "json", "-r", str(LOCK)]
    done = subprocess.run(
        [str(programs / "pip-audit"), *command], capture_output=True, text=True, check=False
    )
    try:
        found = json.loads(done.stdout)["dependencies"]
        vulnerable = [each["name"] for each in found if each.get("vulns")]
        skipped = [each["name"] for each in found if "skip_reason" in each]
    except (ValueError, KeyError, TypeError):
        # Without a report nothing was looked up: its advisory service could not be reached.
        return Outcome("not run", last_line(done.stderr))
    (out / "audit.json").write_text(done.stdout, "utf-8")
    if vulnerable or skipped:
        told = f"vulnerable: {', '.join(vulnerable) or 'none'}; not looked up: {', '.join(skipped) or 'none'}"
        return Outcome("failed", told)
    return Outcome("ran", f"{len(found)} packages, no advisory")


def sbom(programs: Path, out: Path) -> Outcome:
    """The bill of materials of what users get, in CycloneDX."""
    target = out / "sbom.cdx.json"
    command = [
        "requirements",
        str(LOCK),
        "--pyproject",
        str(ROOT / "pyproject.toml"),
        "--output-reproducible",
    ]
    done = subprocess.run(
        [str(programs / "cyclonedx-py"), *command, "--of", "JSON", "-o", str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return Outcome("failed", last_line(done.stderr))
    parts = json.loads(target.read_text("utf-8")).get("components", [])
    return Outcome("ran", f"{len(parts)} components")


def image(_: Path, out: Path) -> Outcome:
    """The image, built anew from its base; its digest stands in dist/release/image.txt."""
    docker = shutil.which("docker") or shutil.which("podman")
    if docker is None:
        return Outcome("not run", "neither docker nor podman is here")
    if subprocess.run([docker, "info"], capture_output=True, check=False).returncode:
        return Outcome("not run", f"{Path(docker).name} is here, but nothing answers it")
    built = out / "image.txt"
    command = [
        "build",
        "--pull",
        "--iidfile",
        str(built),
        "-f",
        str(ROOT / "deploy" / "docker" / "Dockerfile"),
    ]
    done = subprocess.run([docker, *command, str(ROOT)], capture_output=True, text=True, check=False)
    if done.returncode:
        return Outcome("failed", last_line(done.stderr))
    return Outcome("ran", built.read_text("utf-8").strip())


STEPS: dict[str, Callable[[Path, Path], Outcome]] = {"audit": audit, "sbom": sbom, "image": image}


def run_steps(names: list[str], programs: Path, out: Path) -> int:
    """Run steps, each whatever became of the others; prints a line each and returns the exit status."""
    out.mkdir(parents=True, exist_ok=True)
    states = []
    for name in names:
        outcome = STEPS[name](programs, out)
        states.append(outcome.state)
        print(f"{outcome.state:<8} {name:<6} {outcome.told}", flush=True)
    return FAILED if "failed" in states else NOT_RUN if "not run" in states else 0


def main(arguments: list[str]) -> int:
    """The command line: names of steps, or none for all."""
    if any(name not in STEPS for name in arguments):
        print(__doc__)
        return 2
    names = arguments or list(STEPS)
    try:
        programs = set_up(ROOT / ".venv-release") if {"audit", "sbom"} & set(names) else ROOT
    except (OSError, subprocess.CalledProcessError) as fault:
        print(f"not run  {' '.join(names)}: the tools could not be installed ({fault})")
        return NOT_RUN
    return run_steps(names, programs, ROOT / "dist" / "release")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
