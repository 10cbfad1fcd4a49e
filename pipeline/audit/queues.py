"""The queues as addresses: what each is for, how it is narrowed down, and the address that says so.

A queue that the snapshot holds is told by its name alone; others list figures by what reviewers did, or by a sample, and
get their ids from the desk. An address says all of it, so that it can be kept and sent to a colleague.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from urllib.parse import quote, urlencode

from pipeline.store import Filters
from schemas.codes import INDICATOR_CODES, SCENARIOS
from schemas.review import STATES

OPEN = "open"


class Queue(NamedTuple):
    """One kind of queue."""

    name: str
    title: str
    why: str
    order: str
    is_stored: bool = True
    """Whether the snapshot holds its members; else the desk lists them."""
    state: str | None = OPEN
    """State that is shown unless the address says another."""
    in_overview: bool = True


QUEUES: Mapping[str, Queue] = {
    each.name: each
    for each in (
        Queue(
            "violations",
            "Broken rules",
            "Coverage above 100 %, a unit that its indicator never has, a place or a day that cannot be.",
            "gravest first",
        ),
        Queue(
            "disagreement",
            "Editions disagree",
            "The same article says something else in another language.",
            "most different first",
        ),
        Queue(
            "outliers",
            "Far from their history",
            "Values unlike all that the same province has shown before.",
            "farthest first",
        ),
        Queue(
            "stale",
            "Verdicts gone stale",
            "Decided before, but the text or the reading has changed since.",
            "oldest first",
            is_stored=False,
            state=None,
        ),
        Queue(
            "lost",
            "Verdicts without a figure",
            "Decided before, but the figure is gone from the text or from the reading.",
            "oldest first",
            is_stored=False,
            state=None,
        ),
        Queue(
            "disputes",
            "Reviewers disagree",
            "Two reviewers decided differently; a lead settles it.",
            "oldest first",
            is_stored=False,
            state=None,
        ),
        Queue("confidence", "Least sure", "What the extraction itself is least sure of.", "least sure first"),
        Queue("new", "Last night", "All that the last run brought in.", "by article"),
        Queue(
            "skipped",
            "Left to others",
            "Skipped by somebody who was not sure.",
            "oldest first",
            is_stored=False,
            state=None,
        ),
        Queue("all", "All figures", "Everything, whatever its state.", "newest first", state=None),
        Queue(
            "mine",
            "Decided by me",
            "What I decided, the latest first.",
            "latest first",
            is_stored=False,
            state=None,
            in_overview=False,
        ),
        Queue(
            "sample",
            "Sample",
            "Drawn at random, to measure how good the extraction is.",
            "as drawn",
            is_stored=False,
            in_overview=False,
        ),
        Queue(
            "second",
            "Second look",
            "A part of a sample once more, without sight of the first verdict.",
            "as drawn",
            is_stored=False,
            state=None,
            in_overview=False,
        ),
    )
}
"""In the order in which they are worth somebody's time."""

CHOICES = ("lang", "province", "indicator", "scenario", "source", "version")
"""Filters with one value of several, as they are named in addresses."""
NARROWED = {"lang", "province", "indicator", "scenario", "source", "version", "from", "to", "state", "sample"}


class AddressError(ValueError):
    """An address that names no queue, or a filter with a value that cannot be; the message says which."""


@dataclass(frozen=True)
class QueueAddress:
    """A queue as narrowed down, such as `/queue/violations?lang=lo&state=open`."""

    name: str
    filters: Filters = field(default_factory=Filters)
    state: str | None = None
    """As given; None where the address does not say."""
    sample: str | None = None

    @property
    def queue(self) -> Queue:
        """The kind of queue."""
        return QUEUES[self.name]

    @property
    def wanted_state(self) -> str | None:
        """The state that is shown: `open`, one of the states, or None for all."""
        if self.state is None:
            return self.queue.state
        return None if self.state == "all" else self.state

    def options(self) -> dict[str, str]:
        """What stands in the address behind the name."""
        told: dict[str, str | None] = {
            "lang": self.filters.lang,
            "province": self.filters.province,
            "indicator": self.filters.indicator,
            "scenario": self.filters.scenario,
            "source": self.filters.source,
            "version": self.filters.version,
            "from": self.filters.first.isoformat() if self.filters.first else None,
            "to": self.filters.last.isoformat() if self.filters.last else None,
            "state": self.state,
            "sample": self.sample,
        }
        return {name: value for name, value in told.items() if value is not None}

    def href(self, **more: str | None) -> str:
        """The address of its list."""
        return link(f"/queue/{self.name}", **{**self.options(), **more})

    def figure_href(self, figure_id: str) -> str:
        """The address of one figure in it."""
        return link(f"/figure/{figure_id}", queue=self.name, **self.options())

    def with_option(self, name: str, value: str | None) -> QueueAddress:
        """The same queue with one filter set otherwise."""
        options = {**self.options(), name: value or ""}
        return read_address(self.name, options)


def read_address(name: str, options: Mapping[str, str]) -> QueueAddress:
    """The queue that an address names. What is no filter is left alone. Raises `AddressError`."""
    if name not in QUEUES:
        raise AddressError(f"there is no queue {name!r}: there are {', '.join(QUEUES)}")
    given = {key: value.strip() for key, value in options.items() if key in NARROWED and value.strip()}
    for key, known in (
        ("scenario", SCENARIOS),
        ("state", (*STATES, OPEN, "all")),
        ("indicator", INDICATOR_CODES),
    ):
        if given.get(key, next(iter(known))) not in known:
            raise AddressError(f"{key} {given[key]!r} is not known")
    if name in ("sample", "second") and "sample" not in given:
        raise AddressError("the address of a sample's queue names the sample")
    if name == "lost" and (more := set(given) - {"lang"}):
        raise AddressError(
            f"verdicts without a figure are narrowed down by language, not by {', '.join(sorted(more))}"
        )
    return QueueAddress(
        name,
        Filters(
            **{key: given.get(key) for key in CHOICES},
            first=_day("from", given.get("from")),
            last=_day("to", given.get("to")),
        ),
        given.get("state"),
        given.get("sample"),
    )


def link(path: str, **query: object) -> str:
    """An address with its query, what is None left out."""
    told = {name.rstrip("_"): value for name, value in query.items() if value is not None and value != ""}
    return path + ("?" + urlencode(told, quote_via=quote, safe="") if told else "")


def article_href(article_id: str, **query: object) -> str:
    """The address of an article's page: its id may be an address itself."""
    return link(f"/article/{quote(article_id, safe='')}", **query)


def archived_href(article_id: str) -> str:
    """The address of the page that an article was read from, as it lies in the archive."""
    return link(f"/archived/{quote(article_id, safe='')}")


def _day(name: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise AddressError(f"{name} {text!r} is no day: write 2025-11-30") from fault
