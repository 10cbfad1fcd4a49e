"""What a night comes to, in one word, one sentence and one exit status."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from pipeline.nightly.alarms import STATUSES
from pipeline.nightly.ledger import Night

WELL, UNDER_WAY, UNPUBLISHED, INCOMPLETE, UNTOLD, UNBEGUN, STOPPED, BROKEN_OFF = (
    0,
    10,
    30,
    31,
    32,
    33,
    130,
    137,
)
WORDS: Mapping[int, str] = MappingProxyType(
    {
        WELL: "well",
        UNPUBLISHED: "not published",
        INCOMPLETE: "incomplete",
        UNTOLD: "not told",
        UNBEGUN: "no night began",
        STOPPED: "stopped",
        BROKEN_OFF: "broken off",
    }
    | dict.fromkeys(STATUSES.values(), "unusual")
)


class Verdict(NamedTuple):
    """What a night comes to. `word` is for tables, `sentence` for the head of a page."""

    status: int
    word: str
    sentence: str


def judge_night(night: Night) -> Verdict:
    """The verdict on a night that is over, or is about to be."""
    status = find_status(night) if night.status is None else night.status
    return Verdict(status, WORDS.get(status, f"status {status}"), _sentence(night, status))


def find_status(night: Night) -> int:
    """The exit status: not published before incomplete before unusual before not told."""
    published = night.stage("publish")
    if published is None or published.state == "failed":
        return UNPUBLISHED
    stages = [line for line in night.lines.values() if line.state == "failed"]
    if stages or any(issue.severity == "error" and issue.code not in STATUSES for issue in night.issues):
        told = {issue.code for issue in night.issues if issue.severity == "error"} - STATUSES.keys()
        if stages or told != {"notice_failed"}:
            return INCOMPLETE
    alarms = [STATUSES[issue.code] for issue in night.issues if issue.code in STATUSES]
    if alarms:
        return min(alarms)
    return UNTOLD if night.has("notice_failed") else WELL


def word_of(night: Night) -> str:
    """What a night came to, for a table; of one that has no end, that."""
    return "not ended" if night.status is None else WORDS.get(night.status, f"status {night.status}")


def failed_sources(night: Night) -> list[str]:
    """Sources of which something failed, in order."""
    found = {line.source for line in night.lines.values() if line.state == "failed" and line.source}
    return sorted(source for source in found if source)


def _sentence(night: Night, status: int) -> str:
    if status == UNPUBLISHED:
        return "Nothing was published: readers have the snapshot of the night before."
    if status == INCOMPLETE:
        broken = failed_sources(night)
        whole = len(set(night.sources) - set(broken))
        fetched = night.stage("fetch")
        if fetched and fetched.state == "done" and not fetched.went_out and not whole and len(broken) > 1:
            return (
                f"Nothing came from any of the {len(night.sources)} sources: look at this machine's network first. "
                "Readers have what was stored before."
            )
        if broken:
            return f"Published, without all of {_and(broken)}; {whole} of {len(night.sources)} sources are whole."
        return "Published, but something failed on the way."
    if status in STATUSES.values():
        number = sum(issue.code in STATUSES for issue in night.issues)
        return f"Published. {number} number{'s are' if number > 1 else ' is'} not as usual."
    if status == STOPPED:
        return "Stopped by hand; the same command goes on from there."
    if status == BROKEN_OFF:
        return "Killed, and not continued; what it left was taken up by the next night."
    if status == UNTOLD:
        return "All went well, but the summary could not be sent."
    if night.is_partial:
        return "Cut short on purpose; what was done went well."
    new, read = night.stage("store"), night.stage("extract")
    if new is None or read is None or not new.counts.get("new"):
        return "All went well; nothing new was found."
    articles = new.counts["new"]
    return (
        f"All went well: {articles:,} new article{'' if articles == 1 else 's'} with {read.went_out or 0:,} figures "
        "are published."
    )


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
