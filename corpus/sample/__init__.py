"""The embedded sample: articles of our own in the five languages, on which `tinso demo` runs.

Holds data and its place, no code. What the files are and why stands in `README.md` beside this module.
"""

from pathlib import Path

SAMPLE_DIR = Path(__file__).parent / "articles"
"""A folder that `tinso ingest` can be given: `<lang>/*.html`, `<lang>/*.txt` and one `*.jsonl`."""
