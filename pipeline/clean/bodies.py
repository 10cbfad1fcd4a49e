"""The article of a page of unknown layout: what trafilatura finds, in the characters in which the page has it.

trafilatura turns no-break and thin spaces into plain ones, drops soft hyphens and loses captions and leads, so its lines are
replaced by the blocks of the page that say the same, and gaps between them are filled. `deduplicate` stays off: with it, what a page gives depends on the pages before.
"""

from __future__ import annotations

import copy
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from pipeline.clean.furniture import captions_of, drop_furniture, linked_texts
from pipeline.clean.lines import block_lines, inline_text, same_line, text_key
from pipeline.clean.trees import drop_element

LEAST_SIZE = "100"
"""Characters below which trafilatura is told to look again; its own bound is for longer articles."""
LIKELY = ("//*[@itemprop='articleBody']", "//article", "//main", "//body")

LEAST_SENTENCE = 40
"""Characters without blanks from which a block between two others is taken for a sentence of the article."""
MOST_BEFORE = 15
"""Blocks between the title and the first line of the text, among which the lead may be."""
MOST_LEFT_OUT = 0.25
"""Share of the text that may stand before the title and be left out."""

for noisy in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(noisy).setLevel(logging.CRITICAL)  # their findings are ours to report


@cache
def _configuration() -> Any:
    from trafilatura.settings import DEFAULT_CONFIG

    config = copy.deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", LEAST_SIZE)
    return config


def likely_lines(tree: Any, title: str | None = None) -> list[str]:
    """The lines of the article, from its title on: by trafilatura, else the text blocks of its likeliest part.

    Takes furniture from the tree.
    """
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
        blocks = list(block_lines(tree))
        return from_title(fill_gaps(lines, blocks, title, captions_of(tree), linked_texts(tree)), title)
    # Short articles come back as nothing, or melted into one line.
    for path in LIKELY:
        for element in tree.xpath(path):
            part = copy.deepcopy(element)
            for aside in list(part.iter("header", "footer", "aside")):
                if not aside.xpath(".//h1"):
                    drop_element(aside)
            if inline_text(part) and (found := list(block_lines(part))):
                return from_title(found, title)
    return lines


def fill_gaps(
    lines: Sequence[str],
    blocks: Sequence[str],
    title: str | None,
    captions: frozenset[str],
    linked: frozenset[str],
) -> list[str]:
    """Lines in the characters of the page's blocks, with the blocks that were lost between them.

    trafilatura loses captions and leads, and fills up the wide cells of tables with empty ones. What stands between two of
    its lines, or between the title and its first, is taken if it is a caption, a row of a table or long enough for a
    sentence, and no link. Lines that are no block of the page stay as they are.
    """
    whole = "".join(map(_key, lines))
    places: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        places.setdefault(_key(block), []).append(number)

    def lost(start: int, end: int) -> list[str]:
        return [
            block
            for block in blocks[max(start, 0) : end]
            if (
                text_key(block) in captions
                or block.startswith("| ")
                or len(text_key(block)) >= LEAST_SENTENCE
            )
            and text_key(block) not in linked
            and _key(block) not in whole
        ]

    placed = _in_order(lines, places)
    if placed and title:
        longest = max(placed, key=lambda one: len(one[1]))[0]
        heads = [n for n in range(longest) if same_line(blocks[n], title)]
        if heads:
            placed = _behind(placed, heads[-1])
            first = placed[0][0]
            if first - heads[-1] <= MOST_BEFORE:
                placed[:0] = [(heads[-1], block) for block in lost(heads[-1] + 1, first)]
    result: list[str] = []
    last: int | None = None
    for at, line in placed:
        if last is not None and at > last:
            result += lost(last + 1, at)
        result.append(blocks[at] if at >= 0 and _key(blocks[at]) == _key(line) else line)
        last = at
    return result


def _in_order(lines: Sequence[str], places: Mapping[str, Sequence[int]]) -> list[tuple[int, str]]:
    """Lines with the number of their block, in the order of the page: trafilatura moves tables.

    `places` are the numbers of the blocks by key. A line that is no block follows the one before it.
    """
    used: Counter[str] = Counter()
    placed: list[tuple[int, str]] = []
    for line in lines:
        key = _key(line)
        numbers = places.get(key, ())
        before = placed[-1][0] if placed else -1
        placed.append((numbers[used[key]] if used[key] < len(numbers) else before, line))
        used[key] += 1
    return sorted(placed, key=itemgetter(0))


def _behind(placed: list[tuple[int, str]], head: int) -> list[tuple[int, str]]:
    """Placed lines without those before the title's block, unless they are much of the text."""
    kept = [one for one in placed if one[0] >= head]
    left_out = sum(len(line) for number, line in placed if number < head)
    return kept if left_out < MOST_LEFT_OUT * sum(len(line) for _, line in placed) else placed


def from_title(lines: list[str], title: str | None) -> list[str]:
    """Lines without what stands before the title."""
    for number, line in enumerate(lines[:MOST_BEFORE]):
        if title and same_line(line, title):
            return lines[number:]
    return lines


def _key(line: str) -> str:
    return text_key(line).replace("|", "")
