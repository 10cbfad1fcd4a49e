"""What all reviewers work on together: the snapshot that counts now, the ledger, and where every figure stands.

A newer snapshot is taken as soon as it is published, while questions to the older one are answered to their end. Where
figures stand is worked out from the ledger once for each snapshot and then kept up with every event, so that a queue never
shows what was just decided. Two reviewers in one queue are given different figures: one that somebody has on screen is
left out for a while. Events are made in `decisions`, screens in `pages`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pipeline.audit.attachment import Judged, attach_article, ids_together, place_in
from pipeline.audit.ledger import Frozen, Ledger
from pipeline.audit.queues import QueueAddress
from pipeline.errors import LedgerError, StoreError
from pipeline.store import AuditArticle, AuditReader, CurrentArticle, Rows, current_snapshot, figure_id
from schemas.review import Anchor, Reading, Review, StaleWhy, StateName

LOOK_AGAIN = 2.0
"""Seconds after which it is looked again whether a newer snapshot was published."""
LONGEST_WAIT = 300.0
"""Seconds after which one that could not be opened is tried again at the latest; twice as long after each time."""
ON_SCREEN, AHEAD = 180.0, 30.0
"""Seconds for which a figure is kept for who has it on screen, and for who has it loaded as one of the next. The page that
has them renews both while it is in sight."""
ARTICLES_AT_ONCE = 500
MOST_LISTED = 5000
"""Figures that a queue of reviewers' making shows at most."""


class Stand(NamedTuple):
    """Where a figure of the snapshot stands."""

    state: StateName
    reviewers: tuple[str, ...]
    why: str | None = None
    """Of a stale verdict."""
    article_id: str = ""


class Lost(NamedTuple):
    """A stale verdict that found no figure, by the id under which it was given."""

    figure_id: str
    article_id: str
    why: StaleWhy | None
    seq: int
    """Number of its last event."""


class _Lease(NamedTuple):
    """Whom a figure is kept for, until when by the desk's clock, and whether it is on their screen or only loaded."""

    reviewer: str
    until: float
    on_screen: bool


class Added(NamedTuple):
    """A figure that the snapshot does not read, where it stands in the current text."""

    article: AuditArticle
    figure_id: str
    anchor: Anchor
    review: Review
    reading: Reading
    ids: tuple[str, ...]
    """All ids under which it was decided on."""


class _Opened:
    """A snapshot, the number of those who are asking it, and where its figures stand."""

    def __init__(self, reader: AuditReader) -> None:
        self.reader = reader
        self.published_at = datetime.fromtimestamp(reader.path.stat().st_mtime, UTC)
        self.users = 0
        self.is_old = False
        self.seq = 0
        self.stands: dict[str, Stand] = {}
        self.lost: dict[str, Lost] = {}
        self.by_article: dict[str, set[str]] = {}

    def put(self, article_id: str, reviews: Sequence[Review]) -> None:
        """Set what stands of one article, in place of what stood of it before."""
        put: dict[str, tuple[str, Sequence[str]]] = {}
        for about in self.by_article.pop(article_id, ()):
            self.lost.pop(about, None)
            if self.stands.pop(about, None):
                put[about] = "unreviewed", ()
        for review in reviews:
            self.by_article.setdefault(article_id, set()).add(review.figure_id or review.origin_figure_id)
            if review.figure_id is not None:
                self.stands[review.figure_id] = Stand(
                    review.state, review.reviewers, review.why, review.article_id
                )
                put[review.figure_id] = review.state, review.reviewers
            elif review.state == "stale":
                origin = review.origin_figure_id
                self.lost[origin] = Lost(origin, review.article_id, review.why, review.seq)
        if put:
            self.reader.put_states(put)


class Desk:
    """The common desk. Safe to be used by many threads; close it at the end."""

    def __init__(
        self,
        db: Path,
        ledger: Ledger,
        *,
        clock: Callable[[], float] = time.monotonic,
        look_again: float = LOOK_AGAIN,
    ) -> None:
        """Open the current snapshot of `db` and bring it up to the ledger. Raises `StoreError`s and `LedgerError`s."""
        self.db = db
        self.ledger = ledger
        self._clock = clock
        self._look_again = look_again
        self._due = clock() + look_again
        self._failed = 0
        self._fault: str | None = None
        self._switching = threading.Lock()
        self._syncing = threading.Lock()
        self._counting = threading.Lock()
        self._leases: dict[int, _Lease] = {}
        self._opened = self._open()

    # The snapshot

    @property
    def snapshot(self) -> str:
        """The number of the snapshot that is being served, or the name of the store where there is none."""
        path = self._opened.reader.path
        return path.parent.name if path.parent.name.isdigit() else path.name

    def published_at(self) -> datetime:
        """When the snapshot that is being served was published, as its file told when it was opened."""
        return self._opened.published_at

    def newer_fault(self) -> str | None:
        """Why the newest snapshot cannot be opened, in a sentence; None where it is the one that is being served."""
        return self._fault

    @contextmanager
    def reading(self) -> Iterator[AuditReader]:
        """The newest snapshot, for as long as the block takes."""
        self._look()
        with self._counting:
            opened = self._opened
            opened.users += 1
        try:
            yield opened.reader
        finally:
            with self._counting:
                opened.users -= 1
                is_done = opened.is_old and opened.users == 0
            if is_done:
                opened.reader.close()

    def close(self) -> None:
        """Close the snapshot; the ledger is its owner's to close."""
        self._opened.reader.close()

    def _look(self) -> None:
        """Take a newer snapshot if there is one. One thread does it; the others go on with what is open.

        One that cannot be opened is told, and tried again ever more seldom; the older one is served meanwhile.
        """
        if self._clock() < self._due or not self._switching.acquire(blocking=False):
            return
        try:
            self._switch()
            self._failed, self._fault = 0, None
        except (StoreError, LedgerError, OSError) as fault:
            self._failed += 1
            self._fault = str(fault)[:1].upper() + str(fault)[1:].rstrip(".") + "."
        finally:
            wait = self._look_again * 2**self._failed if self._failed < 16 else LONGEST_WAIT
            self._due = self._clock() + min(wait, LONGEST_WAIT)
            self._switching.release()

    def _switch(self) -> None:
        """Open the newest snapshot if it is another one, and serve it from now on."""
        newest = current_snapshot(self.db)
        if newest is None or newest == self._opened.reader.path:
            return
        fresh = self._open()  # which takes long where much was decided: nobody's decision waits for it
        with self._syncing:
            try:
                self._take_up(fresh)
            except BaseException:
                fresh.reader.close()
                raise
            with self._counting:
                old, self._opened = self._opened, fresh
                old.is_old = True
                is_done = old.users == 0
                self._leases.clear()
        if is_done:
            old.reader.close()

    def _open(self) -> _Opened:
        """Open the snapshot that counts, and work out where every figure of the ledger stands in it."""
        opened = _Opened(AuditReader(current_snapshot(self.db) or self.db))
        try:
            opened.seq = self.ledger.last_seq()
            after = ""
            with self.ledger.frozen() as frozen:
                while ids := frozen.article_ids(after, ARTICLES_AT_ONCE):
                    self._attach(opened, frozen, ids)
                    after = ids[-1]
        except BaseException:
            opened.reader.close()
            raise
        return opened

    # Where figures stand

    def sync(self) -> None:
        """Take up what was appended to the ledger since, by this server or by others."""
        with self._syncing:
            self._take_up(self._opened)

    def _take_up(self, opened: _Opened) -> None:
        """The same for one snapshot, by whoever holds the lock."""
        seq = self.ledger.last_seq()
        if seq != opened.seq:
            events = self.ledger.events_since(opened.seq)
            with self.ledger.frozen() as frozen:
                self._attach(opened, frozen, dict.fromkeys(logged.event.article_id for logged in events))
            opened.seq = seq

    def review_of(self, reader: AuditReader, article: AuditArticle, figure_id: str) -> Review | None:
        """What was decided about a figure, brought to what is read in its article now; None where nothing was."""
        with self.ledger.frozen() as frozen:
            rows = _reviews(reader, frozen, [article.article_id])
        of_it = [
            review
            for review in rows.get(article.article_id, ())
            if figure_id in (review.figure_id, review.origin_figure_id)
        ]
        return min(of_it, key=lambda review: review.figure_id != figure_id, default=None)

    def ids_of(self, reader: AuditReader, article: AuditArticle, figure_id: str) -> tuple[str, ...]:
        """All ids under which a figure that is read was decided on: its own, and those of earlier texts and readings."""
        with self.ledger.frozen() as frozen:
            judged = [Judged(seq, state) for seq, state in frozen.states_of_articles([article.article_id])]
        return ids_together(judged, reader.current_article(article), figure_id)

    def reviews_of(self, reader: AuditReader, article: AuditArticle) -> list[Review]:
        """All that was decided about figures of an article."""
        with self.ledger.frozen() as frozen:
            return _reviews(reader, frozen, [article.article_id]).get(article.article_id, [])

    def _attach(self, opened: _Opened, frozen: Frozen, article_ids: Collection[str]) -> None:
        """Work out anew where the figures of some articles stand."""
        for ids in _pieces(article_ids, ARTICLES_AT_ONCE):
            reviews = _reviews(opened.reader, frozen, ids)
            for article_id in ids:
                opened.put(article_id, reviews.get(article_id, ()))

    def stand_of(self, figure_id: str) -> Stand | None:
        """Where a figure of the snapshot stands; None where nobody decided."""
        return self._opened.stands.get(figure_id)

    def state_of(self, figure_id: str) -> StateName:
        """Its state alone."""
        stand = self._opened.stands.get(figure_id)
        return stand.state if stand else "unreviewed"

    def ids_in(self, *states: StateName) -> list[str]:
        """Figures of the snapshot in some states, the longest decided first."""
        stands = self._opened.stands.copy()
        return [figure_id for figure_id, stand in stands.items() if stand.state in states]

    def lost(self) -> dict[str, Lost]:
        """Verdicts that found no figure any more, by the id under which they were given, the oldest first."""
        lost = self._opened.lost.copy()
        return dict(sorted(lost.items(), key=lambda item: item[1].seq))

    def is_lost(self, wanted: str) -> bool:
        """Whether the verdict given under an id found no figure."""
        return wanted in self._opened.lost

    def added_figure(self, reader: AuditReader, wanted: str) -> Added | None:
        """A figure that no machine reads, by the id of its place now or by one under which it was decided on before.

        Its id changes with the text: in a new revision it is found by its quote, as verdicts are.
        """
        stand, own = self.stand_of(wanted), self.ledger.state_of(wanted)
        article_id = stand.article_id if stand else own.article_id if own else None
        article = reader.article(article_id) if article_id else None
        if article is None:
            return None
        with self.ledger.frozen() as frozen:
            states = [state for _, state in frozen.states_of_articles([article.article_id])]
            reviews = _reviews(reader, frozen, [article.article_id]).get(article.article_id, [])
        places = {
            state.figure_id: place
            for state in states
            if (place := place_in(state, article.text, article.text_hash)) is not None
        }
        here = {
            old: figure_id(article.article_id, article.text_hash, *place) for old, place in places.items()
        }
        current = here.get(wanted, wanted)
        ids = tuple(old for old, now in here.items() if now == current)
        review = next(
            (each for each in reviews if current == each.figure_id or each.origin_figure_id in ids), None
        )
        if not ids or review is None or (review.state == "stale" and review.figure_id is None):
            return None
        missed = next((state.added for state in states if state.figure_id in ids and state.added), None)
        reading = review.reviewed or missed or review.machine
        if reading is None:
            return None
        anchor = Anchor.at(article.text, *places[ids[0]])
        return Added(article, review.figure_id or current, anchor, review, reading, ids)

    def has_decided(self, figure_id: str, reviewer: str) -> bool:
        """Whether a reviewer has a verdict of their own on a figure, which ends their blindness; a skip is none."""
        state = self.ledger.state_of(figure_id)
        return state is not None and any(
            each.reviewer == reviewer and each.state != "skipped" for each in state.verdicts
        )

    # Queues

    def rows_of(
        self, reader: AuditReader, address: QueueAddress, reviewer: str, drawn: Sequence[str] = ()
    ) -> Rows:
        """The rows of a queue. `drawn` are the figures of the sample that the address names."""
        if address.queue.is_stored:
            return Rows(address.name)
        if address.name in ("sample", "second"):
            ids: Sequence[str] = drawn
        elif address.name == "mine":
            ids = self.decided_by(reviewer)
        elif address.name == "lost":
            ids = ()
        else:
            ids = self.ids_in({"stale": "stale", "disputes": "disputed", "skipped": "skipped"}[address.name])  # type: ignore[arg-type]
        ids = ids[:MOST_LISTED]
        numbers = reader.numbers_of(list(ids))
        return Rows(address.name, tuple(numbers[figure_id] for figure_id in ids if figure_id in numbers))

    def decided_by(self, reviewer: str) -> list[str]:
        """Figures that a reviewer decided on, the latest first."""
        events = self.ledger.events_by(reviewer, MOST_LISTED)
        return list(
            dict.fromkeys(each.event.figure_id for each in events if each.event.figure_id is not None)
        )

    # Who has what on screen

    def keep(self, number: int, reviewer: str) -> None:
        """Keep a figure for who has it on screen."""
        with self._counting:
            self._leases[number] = _Lease(reviewer, self._clock() + ON_SCREEN, True)

    def keep_ahead(self, number: int, reviewer: str) -> None:
        """Keep one of the next figures for who has it loaded, unless somebody has it already."""
        now = self._clock()
        with self._counting:
            held = self._leases.get(number)
            if held is None or held.until <= now or (held.reviewer == reviewer and not held.on_screen):
                self._leases[number] = _Lease(reviewer, now + AHEAD, False)

    def release(self, number: int, reviewer: str) -> None:
        """Give it back."""
        with self._counting:
            held = self._leases.get(number)
            if held is not None and held.reviewer == reviewer:
                del self._leases[number]

    def kept_by_others(self, reviewer: str, *, on_screen: bool = False) -> dict[int, str]:
        """Numbers of figures that are kept for others, or that these have on screen; and who they are."""
        now = self._clock()
        with self._counting:
            self._leases = {number: held for number, held in self._leases.items() if held.until > now}
            return {
                number: held.reviewer
                for number, held in self._leases.items()
                if held.reviewer != reviewer and (held.on_screen or not on_screen)
            }


def _reviews(reader: AuditReader, frozen: Frozen, article_ids: Sequence[str]) -> dict[str, list[Review]]:
    """What was decided about figures of some articles, brought to what is read in them now."""
    judged: dict[str, list[Judged]] = {}
    for seq, state in frozen.states_of_articles(article_ids):
        judged.setdefault(state.article_id, []).append(Judged(seq, state))
    current = _current(reader, list(judged))
    return {
        article_id: attach_article(each, current.get(article_id), frozen.events_of)
        for article_id, each in judged.items()
    }


def _current(reader: AuditReader, article_ids: list[str]) -> dict[str, CurrentArticle]:
    """What is read in some articles now; of a single one as it is kept in memory."""
    if len(article_ids) == 1:
        article = reader.article(article_ids[0])
        return {article.article_id: reader.current_article(article)} if article else {}
    return reader.current_articles(article_ids) if article_ids else {}


def _pieces(ids: Collection[str], size: int) -> Iterator[list[str]]:
    whole = list(ids)
    for at in range(0, len(whole), size):
        yield whole[at : at + size]
