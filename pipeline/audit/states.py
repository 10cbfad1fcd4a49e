"""From the events about a figure to where it stands: pure, and the same whenever it is asked.

Order is that of the sequence given, which is the ledger's; clocks have no say. The rules, in full in `docs/audit.md`:

- An event counts unless an undo of it counts; so an undo of an undo brings it back.
- A reviewer's later decision replaces the earlier one. Corrections add up while the machine's reading is the same.
- A decision about another reading than the one judged last is outdated, unless it says what the machine reads now.
- A verdict that is set aside is let go with all that was said under its id, and nothing that was said under others.
- Reviewers whose decisions differ make a dispute; a lead's event that `resolves` overrules what stands before it.

Where the figure is now, in which text and read how, is told by `attachment`; what is stored, by `ledger`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from schemas.review import (
    READING_FIELDS,
    SPAN,
    Anchor,
    Reading,
    ReviewEvent,
    ReviewState,
    StateName,
    Verdict,
    accepted_fields,
    added_reading,
    span_of,
)

DECISIONS = ("accept", "reject", "correct", "add")
"""Actions that say what is right; the others say nothing of the figure."""
UNMOVED = (0, 0)


def in_effect(events: Sequence[ReviewEvent]) -> list[ReviewEvent]:
    """The events that count, in their order: without undos and without what an undo that counts takes back."""
    undone: set[str] = set()
    for event in reversed(events):  # an undo stands after what it reverts, so its own fate is settled first
        if event.action == "undo" and event.event_id not in undone and event.reverts is not None:
            undone.add(event.reverts)
    return [event for event in events if event.action != "undo" and event.event_id not in undone]


@dataclass
class _Opinion:
    """What one reviewer holds, while their events are gone through."""

    reviewer: str
    action: str
    subject: Reading
    """The reading that was judged; of an added figure, as it was added."""
    anchor: Anchor
    texts: dict[str, str | None] = field(default_factory=dict)
    span: Anchor | None = None
    offset: tuple[int, int] = UNMOVED
    """From where the figure is now to the place where it was judged, in the current text."""
    reason: str | None = None
    comment: str | None = None
    blind: bool = False
    resolves: bool = False
    order: int = 0
    last: ReviewEvent | None = None

    @property
    def figure_id(self) -> str | None:
        """The id under which it was given last."""
        return self.last.figure_id if self.last else None

    def reviewed(self) -> Reading | None:
        """The record as the reviewer says that it is. Raises `ValueError` where corrections do not fit together."""
        return None if self.action == "reject" else self.subject.with_texts(self.texts)

    def moved(self) -> tuple[int, int]:
        """By how much start and end as the reviewer says differ from the figure's: comparable between texts."""
        if self.span is None or self.span.span == self.anchor.span:
            return UNMOVED  # a figure that was accepted where it stood is accepted where it went
        return (
            self.span.start - self.anchor.start + self.offset[0],
            self.span.end - self.anchor.end + self.offset[1],
        )

    def fields(self) -> tuple[str, ...]:
        """The fields in which the record differs from what was judged."""
        reviewed = self.reviewed()
        if reviewed is None:
            return ()
        moved = (SPAN,) if self.moved() != UNMOVED else ()
        return (*self.subject.differing(reviewed), *moved)


def fold_state(
    events: Sequence[ReviewEvent],
    current: Reading | None = None,
    offsets: Mapping[str, tuple[int, int]] = MappingProxyType({}),
) -> ReviewState:
    """Where the figure stands that all the events are about, of which there is one at least.

    They may have been made under several ids, in revisions or readings of one text: it is told under the last one, and
    `offsets` tells of each id how far its place, in the current text, lies from the figure's.
    `current` is what the machine reads there now, where that is known: decisions about another reading do not count then,
    and where only such are left the figure is stale. Raises `ValueError` with one sentence where corrections make no figure.
    """
    opinions: dict[str, _Opinion] = {}
    skipped: dict[str, ReviewEvent] = {}
    added: dict[str | None, Reading] = {}
    for order, event in enumerate(in_effect(events)):
        if event.action == "retire":
            opinions = {who: own for who, own in opinions.items() if own.figure_id != event.figure_id}
            skipped = {who: skip for who, skip in skipped.items() if skip.figure_id != event.figure_id}
            added = {about: reading for about, reading in added.items() if about != event.figure_id}
        elif event.action == "skip":
            skipped.setdefault(event.reviewer, event)
        elif event.action in DECISIONS:
            own = _decided(opinions.get(event.reviewer), event, order)
            if event.action == "add":
                added.setdefault(event.figure_id, own.subject)
            own.offset = offsets.get(event.figure_id or "", UNMOVED)
            opinions[event.reviewer] = own
    missed = next(iter(added.values()), None)
    reference = current or (max(opinions.values(), key=_order).subject if opinions else None)
    standing = [each for each in opinions.values() if reference and not _is_outdated(each, reference)]
    resolver = max((each for each in standing if each.resolves), key=_order, default=None)
    counted = [
        each for each in standing if resolver is None or each is resolver or each.order > resolver.order
    ]
    name, agreed = _agreed(counted, bool(opinions), bool(skipped))
    if agreed and name == "accepted":
        name = _kept_as(agreed, reference, missed is not None and current is None)
    counting = {each.reviewer for each in counted}
    last, about = events[-1], _last_seen(events)
    return ReviewState(
        figure_id=next(event.figure_id for event in reversed(events) if event.figure_id is not None),
        article_id=last.article_id,
        text_hash=last.text_hash,
        extractor_version=about.extractor_version,
        state=name,
        machine=None if missed is not None and current is None else reference,
        reviewed=agreed.reviewed() if agreed else None,
        anchor=agreed.anchor if agreed else about.anchor,
        added=missed,
        moved=agreed.moved() if agreed else UNMOVED,
        span=agreed.span if agreed and agreed.moved() != UNMOVED else None,
        fields=_corrected_fields(agreed, reference) if agreed and name == "corrected" else (),
        reason=agreed.reason if agreed else None,
        reviewers=tuple(each.reviewer for each in counted) or tuple(skipped if name == "skipped" else ()),
        at=last.at,
        event_id=last.event_id,
        events=len(events),
        verdicts=(
            *(
                _verdict(each, each not in standing, each.reviewer not in counting)
                for each in opinions.values()
            ),
            *(_skip_verdict(event) for who, event in skipped.items() if who not in opinions),
        ),
    )


def read_whole(events: Sequence[ReviewEvent]) -> list[ReviewEvent]:
    """The `article_done` events that count: texts that a reviewer read whole."""
    return [event for event in in_effect(events) if event.action == "article_done"]


def _order(opinion: _Opinion) -> int:
    return opinion.order


def _decided(own: _Opinion | None, event: ReviewEvent, order: int) -> _Opinion:
    """A reviewer's opinion after a decision, given the one before."""
    subject = added_reading(event) if event.action == "add" else event.reading
    assert subject is not None  # the event's own check, as the next
    assert event.anchor is not None
    texts: dict[str, str | None] = {}
    span: Anchor | None = None
    if own is not None and own.action != "reject" and own.subject == subject:
        texts, span = dict(own.texts), own.span
    if event.action == "accept" and (shown := accepted_fields(event)) is not None:
        texts = {name: text for name, text in shown.items() if name != SPAN}
        place = shown.get(SPAN)
        span = Anchor.model_validate_json(place) if place else None
    elif event.action == "reject":
        texts, span = {}, None
    elif event.action == "correct" and event.field == SPAN:
        span = span_of(event)
    elif event.action == "correct" and event.field is not None:
        texts[event.field] = event.new
    return _Opinion(
        reviewer=event.reviewer,
        action=event.action,
        subject=subject,
        anchor=event.anchor,
        texts=texts,
        span=span,
        reason=event.reason,
        comment=event.comment,
        blind=event.blind,
        resolves=event.resolves or (own is not None and own.resolves),
        order=order,
        last=event,
    )


def _is_outdated(opinion: _Opinion, reference: Reading) -> bool:
    """Whether a decision is about another reading, and does not say what is read now either."""
    return opinion.subject != reference and opinion.reviewed() != reference


def _agreed(
    counted: Sequence[_Opinion], any_opinion: bool, any_skip: bool
) -> tuple[StateName, _Opinion | None]:
    """What the decisions that count come to, and the latest of them where they agree."""
    if not counted:
        return ("stale" if any_opinion else "skipped" if any_skip else "unreviewed"), None
    latest = max(counted, key=_order)
    held = (latest.reviewed(), None if latest.action == "reject" else latest.moved())
    for other in counted:
        if (other.reviewed(), None if other.action == "reject" else other.moved()) != held:
            return "disputed", None
    return ("rejected" if latest.action == "reject" else "accepted"), latest


def _kept_as(agreed: _Opinion, reference: Reading | None, was_added: bool) -> StateName:
    if was_added:
        return "added"
    return "corrected" if _corrected_fields(agreed, reference) else "accepted"


def _corrected_fields(agreed: _Opinion, reference: Reading | None) -> tuple[str, ...]:
    """The fields in which the reviewed record differs from what the machine reads."""
    reviewed = agreed.reviewed()
    if reviewed is None or reference is None:
        return ()
    moved = (SPAN,) if agreed.moved() != UNMOVED else ()
    return (*reference.differing(reviewed), *moved)


def _last_seen(events: Sequence[ReviewEvent]) -> ReviewEvent:
    """The last event that tells what was seen; the last one where none does."""
    return next((event for event in reversed(events) if event.anchor is not None), events[-1])


def _verdict(opinion: _Opinion, outdated: bool, aside: bool) -> Verdict:
    assert opinion.last is not None
    fields = opinion.fields()
    name: StateName = "accepted"
    if opinion.action == "reject":
        name = "rejected"
    elif opinion.action == "add":
        name = "added"
    elif fields:
        name = "corrected"
    return Verdict(
        reviewer=opinion.reviewer,
        state=name,
        machine=None if opinion.action == "add" else opinion.subject,
        reviewed=opinion.reviewed(),
        span=opinion.span,
        fields=tuple(each for each in (*READING_FIELDS, SPAN) if each in fields),
        reason=opinion.reason,
        comment=opinion.comment,
        blind=opinion.blind,
        resolves=opinion.resolves,
        outdated=outdated,
        overruled=aside and not outdated,
        at=opinion.last.at,
        event_id=opinion.last.event_id,
    )


def _skip_verdict(event: ReviewEvent) -> Verdict:
    return Verdict(
        reviewer=event.reviewer,
        state="skipped",
        machine=event.reading,
        reviewed=None,
        comment=event.comment,
        blind=event.blind,
        at=event.at,
        event_id=event.event_id,
    )
