"""The article of a page of unknown layout: what trafilatura finds, in the characters in which the page has it.

trafilatura turns no-break and thin spaces into plain ones and drops soft hyphens, so each of its lines is replaced by the
block of the page that says the same. `deduplicate` stays off: with it, what a page gives depends on the pages before.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Sequence
from functools import cache
from typing import Any

from pipeline.clean.furniture import drop_furniture
from pipeline.clean.lines import block_lines, inline_text, text_key
from pipeline.clean.trees import drop_element

LEAST_SIZE = "100"
"""Characters below which trafilatura is told to look again; its own bound is for longer articles."""
LIKELY = ("//*[@itemprop='articleBody']", "//article", "//main", "//body")

for noisy in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(noisy).setLevel(logging.CRITICAL)  # their findings are ours to report


@cache
def _configuration() -> Any:
    from trafilatura.settings import DEFAULT_CONFIG

    config = copy.deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", LEAST_SIZE)
    return config


def likely_lines(tree: Any) -> list[str]:
    """The lines of the article: by trafilatura, else the text blocks of its likeliest part. Takes furniture from the tree."""
    import trafilatura  # slow to import, and not needed for texts

    drop_furniture(tree)
    document = trafilatura.bare_extraction(
        copy.deepcopy(tree),
        include_comments=False,
        deduplicate=False,
        with_metadata=False,
        config=_configuration(),
    )
    body = getattr(document, "body", None)
    lines = list(block_lines(body)) if body is not None else []
    if len(lines) > 1:
        return as_served(lines, list(block_lines(tree)))
    # Short articles come back as nothing, or melted into one line.
    for path in LIKELY:
        for element in tree.xpath(path):
            part = copy.deepcopy(element)
            for aside in list(part.iter("header", "footer", "aside")):
                if not aside.xpath(".//h1"):
                    drop_element(aside)
            if inline_text(part) and (found := list(block_lines(part))):
                return found
    return lines


def as_served(lines: Sequence[str], blocks: Sequence[str]) -> list[str]:
    """Lines in the characters of the blocks of the page that say the same; those that no block says stay.

    So are rows of tables, whose wide cells trafilatura fills up with empty ones.
    """
    served = {_key(block): block for block in reversed(blocks)}
    return [served.get(_key(line), line) for line in lines]


def _key(line: str) -> str:
    return text_key(line).replace("|", "")
