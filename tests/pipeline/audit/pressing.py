"""A reviewer as a process: decides without end, and writes down each event that was acknowledged. Killed by the tests.

Run as `python pressing.py LEDGER REVIEWER FROM`; prints the ids of a batch in one line once `append` has returned.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from pipeline.audit.ledger import Ledger, derived_id, new_event_id
from pipeline.store import figure_id
from schemas.review import Anchor, Reading, ReviewEvent

TEXT = "97,5 % ของประชากร 🙂 "
HASH = "0" * 64
READING = Reading.model_validate({"kind": "percentage", "value": "97.5", "unit": "percent"})


def batch_of(reviewer: str, number: int) -> list[ReviewEvent]:
    """The number-th decision of a reviewer: one event, or three in one save."""
    request = new_event_id()
    article = f"{reviewer}-{number % 7}"
    about = {
        "batch": request,
        "article_id": article,
        "text_hash": HASH,
        "extractor_version": "1",
        "reviewer": reviewer,
        "at": datetime.now(UTC),
        "figure_id": figure_id(article, HASH, 0, 6),
        "anchor": Anchor.at(TEXT, 0, 6),
        "reading": READING,
        "comment": "x" * random.Random(number).randrange(3000),
    }
    if number % 3:
        return [ReviewEvent.model_validate({**about, "event_id": request, "action": "accept"})]
    fields = {"value": str(number), "comparator": ">=", "scope": "part"}
    return [
        ReviewEvent.model_validate(
            {
                **about,
                "event_id": derived_id(request, place),
                "action": "correct",
                "field": field,
                "old": READING.texts()[field],
                "new": new,
            }
        )
        for place, (field, new) in enumerate(fields.items())
    ]


def main() -> None:
    path, reviewer, first = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    with Ledger(path) as ledger:
        print("ready", flush=True)
        number = first
        while True:
            batch = batch_of(reviewer, number)
            done = ledger.append(batch)
            print(" ".join(each.event_id for each in done), flush=True)
            if number % 11 == 5:
                request = new_event_id()
                undone = ledger.undo(done[0].event_id, reviewer, request, datetime.now(UTC))
                print(" ".join(each.event_id for each in undone), flush=True)
            number += 1


if __name__ == "__main__":
    main()
