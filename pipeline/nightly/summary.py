"""A night in a few plain lines: what the command prints, and what is mailed and posted."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.nightly.ledger import STAGES, Night
from pipeline.nightly.logs import safe_text
from pipeline.nightly.notification import Notice
from pipeline.nightly.verdicts import Verdict

SHOWN_ISSUES = 30


def summary_lines(night: Night, verdict: Verdict) -> list[str]:
    """The verdict, the numbers, then errors and warnings, one a line. Safe to print."""
    lines = [f"Night {night.number}, {show_times(night)}: {verdict.word}", verdict.sentence, ""]
    for label, told in (
        ("fetched", _fetched(night)),
        ("stored", _stored(night)),
        ("refused", _refused(night)),
        ("read", _read(night)),
        ("waiting", _waiting(night)),
        ("published", _published(night)),
    ):
        if told:
            lines.append(f"{label:<10} {told}")
    issues = sorted(night.issues, key=lambda issue: issue.severity)
    if issues or night.notes or night.damaged_lines:
        lines.append("")
    if night.damaged_lines:
        lines.append(f"{'damaged':<10} {show_damage(night)}")
    lines += [f"{issue.severity:<10} {issue.sentence} [{issue.code}]" for issue in issues[:SHOWN_ISSUES]]
    if len(issues) > SHOWN_ISSUES:
        lines.append(f"… and {len(issues) - SHOWN_ISSUES} more: tinso runs show {night.number}")
    lines += [f"{'note':<10} {note}" for note in night.notes]
    return [safe_text(line) for line in lines]


def show_damage(night: Night) -> str:
    """What is known of lines of the ledger that cannot be read."""
    lines = "1 line" if night.damaged_lines == 1 else f"{night.damaged_lines} lines"
    return f"{lines} of the ledger of night {night.number} cannot be read: what stood there is missing here"


def make_notice(night: Night, verdict: Verdict, page: str | None, page_path: Path) -> Notice:
    """The same as something to be sent."""
    issues = sum(issue.severity == "error" for issue in night.issues)
    told = f", {issues} error{'s' if issues > 1 else ''}" if issues else ""
    facts: dict[str, Any] = {
        "night": night.number,
        "status": verdict.status,
        "result": verdict.word,
        "started": night.started.isoformat(),
        "sources": list(night.sources),
        "issues": [
            {
                name: safe_text(str(value)) if value is not None else None
                for name, value in issue._asdict().items()
            }
            for issue in night.issues
        ],
        "page": page_path.name,
    }
    lines = [*summary_lines(night, verdict), "", f"page       {page_path.name}"]
    return Notice(f"Tinso, night {night.number}: {verdict.word}{told}", "\n".join(lines) + "\n", facts, page)


def night_object(night: Night, verdict: Verdict) -> dict[str, Any]:
    """All that the ledger has of a night, for programs."""
    return {
        "night": night.number,
        "result": verdict.word,
        "status": night.status,
        "sentence": verdict.sentence,
        "started": night.started.isoformat(),
        "finished": night.finished.isoformat() if night.finished else None,
        "deadline": night.deadline.isoformat() if night.deadline else None,
        "attempts": [
            {"started": each.started.isoformat(), "pid": each.pid, "host": each.host}
            for each in night.attempts
        ],
        "sources": list(night.sources),
        "partial": night.is_partial,
        "versions": night.versions,
        "settings": night.settings_hash,
        "stages": [
            {
                "stage": line.stage,
                "source": line.source,
                "language": line.language,
                "state": line.state,
                "started": line.started.isoformat() if line.started else None,
                "seconds": line.seconds,
                "in": line.came_in,
                "out": line.went_out,
                "counts": line.counts,
            }
            for line in sorted(
                night.lines.values(),
                key=lambda line: (STAGES.index(line.stage), line.source or "", line.language or ""),
            )
        ],
        "issues": [issue._asdict() for issue in night.issues],
        "notes": night.notes,
        "damaged_lines": night.damaged_lines,
    }


def show_times(night: Night, now: datetime | None = None) -> str:
    """From when to when, and how long; of a night that is not over, until now."""
    start = f"{night.started:%Y-%m-%d %H:%M}"
    finished = night.finished or now
    if finished is None:
        return f"{start} UTC"
    same_day = finished.date() == night.started.date()
    end = f"{finished:%H:%M}" if same_day else f"{finished:%Y-%m-%d %H:%M}"
    return f"{start} to {end} UTC ({show_span(finished - night.started)})"


def show_span(span: timedelta | float) -> str:
    """A length of time as people say it: 2 h 41 min, 12 min, 3.4 s."""
    seconds = span.total_seconds() if isinstance(span, timedelta) else span
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


def sum_languages(night: Night, stage: str) -> dict[str, int]:
    """What went out of a stage by language, over all sources."""
    found: dict[str, int] = {}
    for line in night.parts(stage):
        if line.language:
            found[line.language] = found.get(line.language, 0) + (line.went_out or 0)
    return dict(sorted(found.items()))


def _fetched(night: Night) -> str:
    line = night.stage("fetch")
    if line is None or line.state == "failed":
        return "nothing: fetching failed" if line else ""
    if line.state == "skipped":
        return "nothing, as asked"
    by_language = " ".join(f"{code} {number:,}" for code, number in sum_languages(night, "fetch").items())
    sources = "1 source" if len(night.sources) == 1 else f"{len(night.sources)} sources"
    requests = f"{line.came_in:,} requests" if line.came_in is not None else ""
    return f"{line.went_out or 0:,} articles of {sources}, {requests}" + (
        f" ({by_language})" if by_language else ""
    )


def _stored(night: Night) -> str:
    line = night.stage("store")
    if line is None or line.state != "done":
        return ""
    words = (
        ("new", "new"),
        ("revised", "revised"),
        ("reextracted", "read again with newer rules"),
        ("unchanged", "unchanged"),
    )
    told = [f"{line.counts[name]:,} {word}" for name, word in words if line.counts.get(name)]
    return ", ".join(told) or "nothing"


def _refused(night: Night) -> str:
    reasons = refusals(night)
    total = sum(reasons.values())
    if not total:
        return ""
    return f"{total:,} pages ({', '.join(f'{name} {number:,}' for name, number in reasons.items())})"


def refusals(night: Night) -> dict[str, int]:
    """Pages that became no article, by reason, the most frequent first."""
    found: dict[str, int] = {}
    for line in night.parts("clean"):
        for outcome, number in line.counts.items():
            if number and outcome not in ("article", "unchanged", "superseded"):
                found[outcome] = found.get(outcome, 0) + number
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _read(night: Night) -> str:
    line = night.stage("extract")
    if line is None or line.state != "done":
        return ""
    return f"{line.went_out or 0:,} figures, {line.counts.get('deadlines', 0):,} deadlines in {line.came_in or 0:,} articles"


def _waiting(night: Night) -> str:
    waiting = {
        line.source: line.counts["left_over"]
        for line in night.parts("fetch")
        if line.language is None and line.counts.get("left_over")
    }
    if not waiting:
        return ""
    return f"{sum(waiting.values()):,} articles for the next night ({', '.join(f'{source} {number:,}' for source, number in waiting.items())})"


def _published(night: Night) -> str:
    line = night.stage("publish")
    if line is None or line.state != "done":
        return "nothing: readers have the snapshot before" if line else ""
    state = "" if line.counts.get("is_new") else ", nothing changed since"
    return f"snapshot {line.counts.get('snapshot', 0):06}, {line.counts.get('bytes', 0) / 1e6:,.1f} MB{state}"
