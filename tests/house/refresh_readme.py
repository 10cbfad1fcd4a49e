"""Writes into README.md what `tinso demo` prints: `.venv/bin/python tests/house/refresh_readme.py`.

The run's id and seconds, and the folder of the file, differ from run to run: `steady` takes them out, and the test
beside this module compares what is left.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"
BLOCK = re.compile(r"(<!-- demo output: begin -->\n).*?(<!-- demo output: end -->)", re.S)


def demo_output() -> str:
    """What the demo prints for a store that is new, without a terminal. Raises where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", "from pipeline.cli import main; main()", "demo"],
            cwd=folder, env={**os.environ, "PYTHONPATH": str(README.parent)},
            capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        command = str(Path(sys.executable).parent / "tinso")
        output = done.stdout.replace(str(Path(folder).resolve()) + os.sep, "").replace(
            command, ".venv/bin/tinso"
        )
        return re.sub(r"^  tinso ", "  .venv/bin/tinso ", output, flags=re.MULTILINE).rstrip()


def steady(text: str) -> str:
    """Output without what differs from run to run."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return re.sub(r"Run \S+, [\d.]+ s\.", "Run …", "\n".join(lines))


def readme_block() -> str:
    """The output that README.md shows."""
    found = BLOCK.search(README.read_text("utf-8"))
    assert found is not None
    return re.sub(r"\A```\w*\n|\n```\Z", "", found[0].split("\n", 1)[1].rsplit("\n", 1)[0].strip())


def write_readme(output: str) -> None:
    """Put an output between the two marks of README.md."""
    block = f"```text\n{output}\n```\n"
    text = BLOCK.sub(lambda found: found[1] + block + found[2], README.read_text("utf-8"))
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    write_readme(demo_output())
