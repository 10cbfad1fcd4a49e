"""The commands with Stanza: models fetched from a hub on this machine, then used by ingest, extract and explain."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

TEXT = "1200 nye, hovedsakelig unge og fattige medlemmer deltar."


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *given: object) -> None:
        pass


@pytest.fixture(scope="module")
def hub(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A hub on the loopback address that hands out the small models as Stanza's own hands out its own."""
    from stanza._version import __resources_version__

    folder = tmp_path_factory.mktemp("hub")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(folder)))
    address = f"http://127.0.0.1:{server.server_port}"
    known = json.loads((models / "resources.json").read_text("utf-8"))
    known["url"] = address + "/{lang}/models/{filename}"
    (folder / f"resources_{__resources_version__}.json").write_text(json.dumps(known), "utf-8")
    for lang in ("nb", "th"):
        (folder / lang).mkdir()
        (folder / lang / "models").symlink_to(models / lang)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


def tinso(folder: Path, *arguments: str, hub: str = "http://127.0.0.1:9") -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("TINSO")}
    env |= {
        "STANZA_RESOURCES_URL": hub,
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
        "OMP_NUM_THREADS": "1",
    }
    return subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments],
        cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_models_are_fetched_listed_and_used(tmp_path: Path, hub: str) -> None:
    (tmp_path / "tinso.toml").write_text('model_dir = "kept"\n[languages.nb]\nanalyzer = "stanza"\n', "utf-8")
    article = json.dumps({"article_id": "a", "lang": "nb", "text": TEXT})
    (tmp_path / "a.jsonl").write_text(article + "\n", "utf-8")
    (tmp_path / "rules.toml").write_text("", "utf-8")

    missing = tinso(tmp_path, "extract", "a.jsonl")
    assert missing.returncode == 1
    assert "tinso models download nb" in missing.stderr
    assert missing.stdout == ""

    fetched = tinso(tmp_path, "models", "download", hub=hub)
    assert fetched.returncode == 0, fetched.stderr
    assert sorted(path.parent.name for path in (tmp_path / "kept" / "nb").glob("*/own.pt")) == [
        "depparse",
        "lemma",
        "pos",
        "tokenize",
    ]
    assert "there" in tinso(tmp_path, "models", "list").stdout

    with_rules = tinso(tmp_path, "extract", "a.jsonl", "--config", "rules.toml")
    (by_rules,) = json.loads(with_rules.stdout)["figures"]
    extracted = tinso(tmp_path, "extract", "a.jsonl")
    assert extracted.returncode == 0, extracted.stderr
    (by_parse,) = json.loads(extracted.stdout)["figures"]
    assert (by_rules["unit"], by_parse["unit"]) == ("item", "person")

    shown = tinso(tmp_path, "explain", TEXT, "--lang", "nb")
    assert "counted noun by the parse" in shown.stdout

    for config, told in ((("--config", "rules.toml"), "1 new"), ((), "1 read again"), ((), "1 unchanged")):
        done = tinso(tmp_path, "ingest", "a.jsonl", *config)
        assert done.returncode == 0, done.stderr
        assert told in done.stdout
    stored = tinso(tmp_path, "sql", "SELECT unit FROM current_figures")
    assert "person" in stored.stdout


def test_a_hub_out_of_reach_is_one_line(tmp_path: Path) -> None:
    done = tinso(tmp_path, "models", "download", "nb")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "could not be fetched" in done.stderr
