"""Where the ledger and the store meet: a snapshot is published with what reviewers decided until then.

Commands and the nightly run publish through this; the store alone knows no ledger, and the ledger no store. While verdicts
are held against the current texts the store is open for writing, so nothing changes under them; reviewers go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.audit.attachment import attach_verdicts
from pipeline.audit.ledger import Ledger, ledger_path
from pipeline.store import CurrentReadings, Published, publish_store
from schemas.review import Review

KEPT = 5
"""As `pipeline.store.snapshots.KEPT`."""


class Verdicts(NamedTuple):
    """What became of the verdicts: how many by state, and of the stale ones by reason."""

    by_state: dict[str, int]
    stale_by_why: dict[str, int]

    def __str__(self) -> str:
        told = [
            f"{count:,} {state}" for state, count in sorted(self.by_state.items(), key=lambda each: -each[1])
        ]
        why = [
            f"{count:,} by {why}"
            for why, count in sorted(self.stale_by_why.items(), key=lambda each: -each[1])
        ]
        return (", ".join(told) or "none") + (f" ({', '.join(why)})" if why else "")


class PublishedReviewed(NamedTuple):
    """What publishing did; `verdicts` is None where nobody ever reviewed anything."""

    published: Published
    verdicts: Verdicts | None


def publish_reviewed(db: Path, keep: int = KEPT, *, full: bool = False) -> PublishedReviewed:
    """Publish a snapshot of the store with the verdicts of the ledger beside it; see `publish_store`.

    Where there is no ledger, verdicts that the store has from before stay. Raises `LedgerError` where it cannot be read:
    then nothing is published, rather than a snapshot without verdicts; and `StoreError`s.
    """
    path = ledger_path(db)
    if not path.is_file():
        return PublishedReviewed(publish_store(db, keep, full=full), None)
    states: Counter[str] = Counter()
    reasons: Counter[str] = Counter()

    def reviews(current: CurrentReadings) -> Iterator[Review]:
        with Ledger(path, create=False) as ledger:
            for review in attach_verdicts(ledger, current.articles):
                states[review.state] += 1
                if review.why is not None:
                    reasons[review.why] += 1
                yield review

    published = publish_store(db, keep, reviews=reviews, full=full)
    return PublishedReviewed(published, Verdicts(dict(states), dict(reasons)))
