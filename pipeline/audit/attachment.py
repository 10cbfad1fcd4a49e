"""Verdicts find their figures again: after another reading of the same text, and in a new revision of it.

The events stand under the id that a figure had when it was judged. Here each such id is brought to the figure that the
current text has in its place, or told as stale with the reason; all that was decided about one figure under several ids is
folded together. Nothing is applied where the reading differs, nothing is dropped because it does not fit.

- Same text, same place: the verdict is held against what is read there now.
- Same text, figure gone: it goes to the figure that overlaps, the one that reads the same before others. A rejection does
  not, because what was wrong may have been the place; where nothing is read any more, it is settled.
- New text: the quote with the characters on either side must stand there exactly once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from pipeline.audit.ledger import Ledger, Logged
from pipeline.audit.states import fold_state
from pipeline.store import CurrentArticle, CurrentFigure, figure_id
from schemas.review import Anchor, Review, ReviewState, StaleWhy

ARTICLES_AT_ONCE = 500
SILENT = ("unreviewed", "skipped")
"""States in which nobody says anything of the figure."""
Way = Literal["same", "overlap", "quote", "settled", "nothing"]


class Judged(NamedTuple):
    """A figure with events: where it stands by them, and the number of the last one."""

    seq: int
    state: ReviewState


class _Place(NamedTuple):
    """Where an id has been brought to."""

    judged: Judged
    way: Way
    start: int = 0
    end: int = 0
    figure: CurrentFigure | None = None
    why: StaleWhy | None = None

    @property
    def is_found(self) -> bool:
        return self.way in ("same", "overlap", "quote")


Trail = Callable[[str], list[Logged]]
"""The events of a figure, as the ledger tells them."""


def attach_verdicts(
    ledger: Ledger, articles: Callable[[Sequence[str]], dict[str, CurrentArticle]]
) -> Iterator[Review]:
    """A row for every figure that somebody judged and did not take back; `articles` tells what is read in them now.

    The ledger is taken as it is at the start, whatever is appended meanwhile.
    """
    with ledger.frozen() as frozen:
        after = ""
        while ids := frozen.article_ids(after, ARTICLES_AT_ONCE):
            current = articles(ids)
            by_article: dict[str, list[Judged]] = {}
            for seq, state in frozen.states_of_articles(ids):
                by_article.setdefault(state.article_id, []).append(Judged(seq, state))
            for article_id, judged in by_article.items():
                yield from attach_article(judged, current.get(article_id), frozen.events_of)
            after = ids[-1]


def attach_article(judged: Sequence[Judged], current: CurrentArticle | None, trail: Trail) -> list[Review]:
    """The rows of one article. `current` is None where the article is not in the store any more."""
    if current is None:
        return [
            _stale(_Place(each, "nothing", why="article"), None)
            for each in judged
            if each.state.state not in SILENT
        ]
    groups: dict[str, list[_Place]] = {}
    rows: list[Review] = []
    for place in _located(judged, current):
        if (about := _about(place, current)) is not None:
            groups.setdefault(about, []).append(place)
        elif place.judged.state.state in SILENT:
            continue  # nothing was said of a figure that is gone
        elif place.why is not None:
            rows.append(_stale(place, current))
        else:
            rows.append(_settled(place, current))
    told = {row.figure_id for row in rows}
    for about, together in groups.items():
        row = _reviewed(about, together, current, trail)
        if row is not None and not (row.state == "skipped" and about in told):
            rows.append(row)
    return rows


def ids_together(judged: Sequence[Judged], current: CurrentArticle, about: str) -> tuple[str, ...]:
    """All ids under which was decided what is folded together for one figure of the current text."""
    return tuple(
        place.judged.state.figure_id for place in _located(judged, current) if _about(place, current) == about
    )


def _about(place: _Place, current: CurrentArticle) -> str | None:
    """The id of the figure that a verdict was brought to; None where it found none, or one that it does not fit."""
    if place.why is not None or not place.is_found:
        return None
    return place.figure.figure_id if place.figure else _id_at(current, place.start, place.end)


def _located(judged: Sequence[Judged], current: CurrentArticle) -> list[_Place]:
    """Each id with its place now, the ones that are where they were first, as others give way to them."""
    by_id = {figure.figure_id: figure for figure in current.figures}
    held = {each.state.figure_id: each.state for each in judged}
    found: list[_Place] = []
    waiting: list[tuple[Judged, Way, int, int]] = []
    for each in sorted(judged, key=lambda each: -each.seq):
        state, anchor = each.state, each.state.anchor
        if state.figure_id in by_id:
            figure = by_id[state.figure_id]
            found.append(_Place(each, "same", figure.start, figure.end, figure))
        elif anchor is None:  # skipped unseen, and not there any more
            found.append(_Place(each, "nothing", why="figure"))
        elif state.text_hash == current.text_hash:
            waiting.append((each, "same", anchor.start, anchor.end))
        elif (start := find_once(current.text, anchor)) is None:
            found.append(_Place(each, "nothing", why="text"))
        else:
            waiting.append((each, "quote", start, start + len(anchor.quote)))
    claims: dict[str, list[tuple[Judged, Way, int, int]]] = {}
    added = {(start, end) for each, _, start, end in waiting if _is_added(each.state)}
    for each, way, start, end in waiting:
        candidates = [figure for figure in current.figures if figure.start < end and start < figure.end]
        exact = next((figure for figure in candidates if (figure.start, figure.end) == (start, end)), None)
        if exact is not None:  # in a new revision: in the same text its id would have told
            found.append(_Place(each, way, start, end, exact))
        elif each.state.state in SILENT:
            found.append(_Place(each, "nothing"))
        elif not candidates or _stands_beside(each.state, candidates, held):
            found.append(_left_alone(each, way, start, end, (start, end) in added))
        else:
            best = _best(each.state, start, end, candidates)
            claims.setdefault(best.figure_id, []).append((each, way, start, end))
    at_place = {
        place.figure.figure_id
        for place in found
        if place.figure is not None and place.judged.state.state not in SILENT
    }
    for about, claiming in claims.items():
        claiming.sort(key=lambda claim: _fit(claim[0].state, claim[2], claim[3], by_id[about]), reverse=True)
        for number, (each, way, start, end) in enumerate(claiming):
            found.append(_moved(each, way, start, end, by_id[about], bool(number), about in at_place))
    return found


def place_in(state: ReviewState, text: str, text_hash: str) -> tuple[int, int] | None:
    """Start and end of the place that was judged, in the current text of its article; None where it is not found there."""
    anchor = state.anchor
    if anchor is None:
        return None
    if state.text_hash == text_hash:
        return anchor.span
    start = find_once(text, anchor)
    return None if start is None else (start, start + len(anchor.quote))


def find_once(text: str, anchor: Anchor) -> int | None:
    """Where the quote stands with just what was around it; None where nowhere, or in several places."""
    whole = anchor.before + anchor.quote + anchor.after
    first = text.find(whole)
    if first < 0 or text.find(whole, first + 1) >= 0:
        return None
    return first + len(anchor.before)


def _stands_beside(
    state: ReviewState, candidates: Sequence[CurrentFigure], held: dict[str, ReviewState]
) -> bool:
    """Whether an added figure overlaps only figures that reviewers rejected: it was added in their place."""
    if not _is_added(state):
        return False
    return all(
        figure.figure_id in held and held[figure.figure_id].state == "rejected" for figure in candidates
    )


def _is_added(state: ReviewState) -> bool:
    """Whether it is a figure that was missed, and that still stands: disputed or not."""
    return state.added is not None and state.state in ("added", "disputed")


def _left_alone(each: Judged, way: Way, start: int, end: int, was_added: bool) -> _Place:
    """What becomes of a verdict where nothing is read at its place. `was_added`: a figure was added just there, perhaps in
    an earlier text, and the verdict is about that.
    """
    if was_added:
        return _Place(each, way, start, end)
    if each.state.state == "rejected":
        return _Place(each, "settled", start, end)
    return _Place(each, "nothing", start, end, why="figure")


def _best(state: ReviewState, start: int, end: int, candidates: Sequence[CurrentFigure]) -> CurrentFigure:
    return max(candidates, key=lambda figure: (*_fit(state, start, end, figure), -figure.start))


def _fit(state: ReviewState, start: int, end: int, figure: CurrentFigure) -> tuple[bool, int]:
    """How well a figure fits a verdict: whether it reads as was judged or said, then the characters in common."""
    said = [each for verdict in state.verdicts for each in (verdict.machine, verdict.reviewed) if each]
    return figure.reading in said, min(end, figure.end) - max(start, figure.start)


def _moved(
    each: Judged, way: Way, start: int, end: int, figure: CurrentFigure, is_claimed: bool, is_judged: bool
) -> _Place:
    """A verdict that goes to a figure at another place than was judged.

    `is_claimed`: another verdict fits that figure better. `is_judged`: the figure has a verdict under its own id.
    """
    state = each.state
    moved_to = _Place(each, "overlap" if way == "same" else way, start, end, figure)
    if is_claimed or (state.state == "added" and is_judged):
        return moved_to._replace(why="taken")
    wanted = (start + state.moved[0], end + state.moved[1])
    if state.state == "rejected" or (state.span and wanted != (figure.start, figure.end)):
        # What was wrong was, or may have been, the place: the verdict says nothing of the new one.
        if not is_judged:
            return moved_to._replace(why="span")
        return (
            _Place(each, "settled", start, end)
            if state.state == "rejected"
            else moved_to._replace(why="taken")
        )
    return moved_to


def _reviewed(about: str, together: Sequence[_Place], current: CurrentArticle, trail: Trail) -> Review | None:
    """The row of a figure, from all that was decided about it under whatever ids; None where all of it was taken back."""
    latest = max(together, key=lambda place: place.judged.seq)
    figure, state = latest.figure, latest.judged.state
    events = state.events
    start, end = (figure.start, figure.end) if figure else (latest.start, latest.end)
    if len(together) > 1 or (
        figure and (state.machine != figure.reading or (latest.start, latest.end) != (start, end))
    ):
        ids = {place.judged.state.figure_id: place for place in together}
        logged = sorted((each for about in ids for each in trail(about)), key=lambda each: each.seq)
        events = len(logged)
        try:
            state = fold_state(
                [each.event for each in logged],
                figure.reading if figure else None,
                {about: (place.start - start, place.end - end) for about, place in ids.items()},
            )
        except ValueError:  # corrections that made a figure under each id make none together
            return _stale(latest._replace(start=start, end=end, why="reading"), current, events)
    latest = latest._replace(start=start, end=end)
    if state.state == "unreviewed":
        return None
    if state.state == "stale":
        return _stale(latest._replace(why="reading"), current, events)
    start, end = start + state.moved[0], end + state.moved[1]
    if state.span is not None and current.text[start:end] != state.span.quote:
        return _stale(latest._replace(why="text"), current, events)
    return Review(
        figure_id=about,
        origin_figure_id=latest.judged.state.figure_id,
        article_id=current.article_id,
        text_hash=current.text_hash,
        state=state.state,
        attached=latest.way,
        fields=state.fields,
        machine=latest.judged.state.machine if figure else None,
        reviewed=state.reviewed,
        start=start,
        end=end,
        quote=current.text[start:end],
        reason=state.reason,
        reviewers=state.reviewers,
        at=state.at,
        event_id=state.event_id,
        seq=latest.judged.seq,
        events=events,
    )


def _settled(place: _Place, current: CurrentArticle) -> Review:
    """A rejected figure that is not read any more."""
    state = place.judged.state
    return Review(
        figure_id=None,
        origin_figure_id=state.figure_id,
        article_id=state.article_id,
        text_hash=current.text_hash,
        state="rejected",
        attached="settled",
        machine=state.machine,
        start=place.start,
        end=place.end,
        quote=current.text[place.start : place.end],
        reason=state.reason,
        reviewers=state.reviewers,
        at=state.at,
        event_id=state.event_id,
        seq=place.judged.seq,
        events=state.events,
    )


def _stale(place: _Place, current: CurrentArticle | None, events: int | None = None) -> Review:
    """A verdict that does not fit any more: nothing of it is applied, and it is told."""
    state, figure = place.judged.state, place.figure
    start, end = (figure.start, figure.end) if figure else (place.start, place.end)
    has_place = current is not None and end > start
    return Review(
        figure_id=figure.figure_id if figure and place.why != "taken" else None,
        origin_figure_id=state.figure_id,
        article_id=state.article_id,
        text_hash=current.text_hash if current else state.text_hash,
        state="stale",
        attached=place.way,
        why=place.why,
        machine=state.machine,
        start=start if has_place else None,
        end=end if has_place else None,
        quote=current.text[start:end] if current and has_place else None,
        reviewers=state.reviewers or tuple(each.reviewer for each in state.verdicts),
        at=state.at,
        event_id=state.event_id,
        seq=place.judged.seq,
        events=events or state.events,
    )


def _id_at(current: CurrentArticle, start: int, end: int) -> str:
    return figure_id(current.article_id, current.text_hash, start, end)
