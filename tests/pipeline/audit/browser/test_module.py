"""The pure parts of the browser's module, run where they run: offsets, graphemes, lanes of marks, type-ahead, keys, ids."""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

ASSETS = Path(str(files("pipeline.audit") / "assets"))
EMOJI_LAO = "😀 ປະກັນສຸຂະພາບ 95,2% 👩‍👩‍👧 ຂອງ\r\nประชากร ๙๓.๔%"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def module(page_of_module: Any) -> Iterator[Any]:
    """A call of a function that the module exports: `module("snapped", text, 0, 2, "lo")`."""
    handler = partial(_Quiet, directory=str(ASSETS))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page_of_module.goto(f"http://127.0.0.1:{server.server_port}/icon.svg")

        def call(name: str, *arguments: Any) -> Any:
            return page_of_module.evaluate(
                "([name, given]) => import('/audit.js').then(all => all[name](...given))",
                [name, list(arguments)],
            )

        call.page = page_of_module  # type: ignore[attr-defined]
        yield call
        server.shutdown()


def test_offsets_are_the_same_characters_in_python_and_in_the_browser(module: Any) -> None:
    chance = random.Random(7)
    alphabet = "a ກຳ😀ก้é\r\n👩‍👧𝟗"
    texts = [EMOJI_LAO, "", "😀", *("".join(chance.choices(alphabet, k=40)) for _ in range(20))]
    there_and_back = module.page.evaluate(
        """async texts => {
            const { Offsets } = await import('/audit.js');
            return texts.map(text => {
                const offsets = new Offsets(text), points = [...text];
                return points.every((_, at) => {
                    const unit = points.slice(0, at).join('').length;
                    return offsets.toUnits(at) === unit && offsets.toPoints(unit) === at;
                }) && offsets.toUnits(points.length) === text.length && offsets.toPoints(text.length) === points.length;
            });
        }""",
        texts,
    )
    assert there_and_back == [True] * len(texts)


def test_the_inside_of_a_wide_character_is_counted_as_its_beginning(module: Any) -> None:
    inside = "async () => new (await import('/audit.js')).Offsets('a😀b').toPoints(2)"
    assert module.page.evaluate(inside) == 1


@pytest.mark.parametrize(
    ("text", "chosen", "whole", "language"),
    [
        ("ກຳ 95", (1, 2), "ກຳ", "lo"),  # the vowel belongs to its consonant
        ("ร้อยละ 95 ", (0, 1), "ร้", "th"),
        ("x 👩‍👩‍👧 y", (3, 5), "👩‍👩‍👧", "lo"),
        ("  95,2 % ", (0, 9), "95,2 %", "fr"),
        ("e\u0301a", (0, 1), "e\u0301", "fr"),
        ("95 %", (3, 0), "95", "nb"),  # drawn from right to left
    ],
)
def test_a_selection_takes_whole_graphemes_and_no_blanks_at_its_ends(
    module: Any, text: str, chosen: tuple[int, int], whole: str, language: str
) -> None:
    start, end = module("snapped", text, *chosen, language)
    assert text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le") == whole


def test_a_selection_of_blanks_is_none(module: Any) -> None:
    assert module("snapped", "a   b", 1, 4, "fr") is None


def test_the_hash_is_the_stores(module: Any) -> None:
    assert module("textHash", EMOJI_LAO) == hashlib.sha256(EMOJI_LAO.encode()).hexdigest()


def test_crossing_spans_lie_in_different_lanes(module: Any) -> None:
    spans = [
        {"row": "indicator", "start": 0, "end": 10},
        {"row": "base", "start": 5, "end": 15},
        {"row": "date", "start": 8, "end": 9},
        {"row": "unit", "start": 16, "end": 18},
        {"row": "unit", "start": 16, "end": 18},
    ]
    lanes = [(span["row"], span["lane"]) for span in module("inLanes", spans)]
    assert lanes == [("indicator", 0), ("base", 1), ("date", 2), ("unit", 0)]


def test_text_is_cut_at_every_edge_without_gaps(module: Any) -> None:
    spans = [{"row": "a", "start": 2, "end": 6}, {"row": "b", "start": 4, "end": 8}]
    pieces = module("cutAtEdges", 0, 10, spans)
    assert [(piece["start"], piece["end"], [span["row"] for span in piece["spans"]]) for piece in pieces] == [
        (0, 2, []),
        (2, 4, ["a"]),
        (4, 6, ["a", "b"]),
        (6, 8, ["b"]),
        (8, 10, []),
    ]


def test_what_is_typed_finds_codes_without_accents_and_by_the_start_of_any_word(module: Any) -> None:
    options = [
        {"code": "other", "label": "Other"},
        {"code": "insurance.arrears", "label": "Insurance · Arrears"},
        {"code": "health_insurance.coverage_rate", "label": "Health insurance · Coverage rate"},
        {"code": "Đà Nẵng", "label": "Đà Nẵng"},
    ]
    first = {
        typed: [o["code"] for o in module("ranked", options, typed)][:1]
        for typed in ("arr", "da nang", "hea cov", "zz")
    }
    assert first == {
        "arr": ["insurance.arrears"],
        "da nang": ["Đà Nẵng"],
        "hea cov": ["health_insurance.coverage_rate"],
        "zz": [],
    }


def test_ids_of_events_are_uuid7_and_rise_with_time(module: Any) -> None:
    earlier, later = module("uuid7", 1_700_000_000_000), module("uuid7", 1_700_000_000_001)
    assert earlier < later
    assert earlier[14] == "7"
    assert earlier[:13].replace("-", "") == f"{1_700_000_000_000:012x}"


def test_keys_go_by_the_latin_letter_of_a_thai_keyboard_and_not_while_composing(module: Any) -> None:
    event = {"key": "ฟ", "code": "KeyA", "keyCode": 65}
    assert module("keyOf", event) == "a"
    assert module("keyOf", {**event, "isComposing": True}) is None
    assert module("keyOf", {**event, "keyCode": 229}) is None
    assert module("keyOf", {**event, "ctrlKey": True}) is None
    assert module("keyOf", {"key": "?", "code": "Slash", "shiftKey": True}) == "?"
