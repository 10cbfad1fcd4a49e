"""The morning report: one HTML page about a night, for whoever has two minutes before the day begins.

It needs no script and no network. All words and shapes stand in `morning.html`, which escapes whatever comes from articles;
here is worked out what it shows. What is usual is decided in `alarms`, what the night comes to in `verdicts`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from statistics import median
from types import MappingProxyType, SimpleNamespace

from jinja2 import Environment, StrictUndefined

from pipeline.errors import NoticeError
from pipeline.nightly.alarms import STATUSES
from pipeline.nightly.ledger import STAGES, Line, Night, NightIssue
from pipeline.nightly.logs import safe_text
from pipeline.nightly.summary import refusals, show_span, show_times
from pipeline.nightly.verdicts import judge_night, word_of

NIGHTS_SHOWN = 14
TONES: Mapping[str, str] = MappingProxyType({"well": "good", "unusual": "wait"})
"""Colour of a word; every other is bad."""
LATEST = "latest.html"

ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "no_articles": "Open the site in a browser. If it is up, `tinso sources check` tells what it answers us.",
        "few_articles": "A holiday looks so, and so does half a block: `tinso sources check`, then `tinso archive ls --source`.",
        "low_parse_share": "The layout may have changed: look at a page with `tinso archive show`, then mend the source's file.",
        "low_date_share": "Look where the page has its date now, and mend `published` in the source's layout.",
        "unusual_figures": "If rules changed lately, compare with `tinso runs diff`; else look at some articles with `tinso explain`.",
        "low_confidence": "If rules changed lately, compare with `tinso runs diff`; else see which words are new.",
        "many_rejects": "The reasons stand below under what was refused.",
        "editions_disagree": "Ask the view `edition_disagreements` which language differs, and in what.",
        "snapshot_old": "Readers see old data. `tinso publish` tells what is in its way.",
        "layout_does_not_fit": "The site changed its pages: add a dated layout to the source's file, then `tinso ingest --reclean`.",
        "language_yields_no_text": "Look at a page of that language with `tinso archive show`.",
        "not_a_sitemap": "The site answered something else: a block, or it moved its lists. It is asked again tonight.",
        "robots_unreachable": "Nothing is asked of a site whose robots.txt cannot be had. It is asked again tonight.",
        "nothing_fetched": "Is the site up? It is asked again tonight.",
        "list_unreachable": "Is the site up? It is asked again tonight.",
        "fetch_failed": "Nothing was fetched; what waits is asked for tonight.",
        "publish_failed": "Readers keep the snapshot before. `tinso publish` tries again at once.",
        "ledger_damaged": "Look at the disk of the ledger; what is stored is not touched by it.",
        "pages_unaccounted": "This should never be: keep the archive, and report it.",
        "host_resting": "The site asked for rest, and gets it. Nothing to do, unless it comes every night.",
        "left_for_tomorrow": "Nothing to do. If it grows from night to night, give the night more time.",
        "night_continued": "Nothing to do. Why it was killed may stand in the system's log.",
        "night_broken_off": "Nothing to do. Why it was killed may stand in the system's log.",
        "night_stopped": "Nothing to do, unless nobody stopped it: then see the bounds of the service.",
        "clock_changed": "See that the machine's clock is kept by NTP.",
        "duplicate_start": "Nothing to do, unless two timers are set up.",
        "notice_failed": "See the address under `[nightly]` in tinso.toml.",
    }
)
"""What to do about an issue, in a sentence; codes that say it themselves have none."""


def write_page(
    night: Night, before: Sequence[Night], path: Path, now: datetime, snapshot_at: float | None
) -> None:
    """Write the page, and the same as `latest.html` beside it, each in one step. Raises `NoticeError`.

    `before` are the nights before, the latest last.
    """
    page = make_page(night, before, now, snapshot_at)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for target in (path, path.with_name(LATEST)):
            part = target.with_name(f".{target.name}.{os.getpid()}.part")
            try:
                part.write_text(page, encoding="utf-8", newline="\n")
                os.replace(part, target)
            finally:
                with suppress(OSError):
                    part.unlink()
    except OSError as fault:
        raise NoticeError(
            f"{path}: the morning report cannot be written: {fault.strerror or fault}"
        ) from fault


def make_page(night: Night, before: Sequence[Night], now: datetime, snapshot_at: float | None) -> str:
    """The page, as text."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "number": "{:,}".format,
        "span": show_span,
        "safe_line": safe_text,
        "code": _coded,
    }
    template = environment.from_string(files("pipeline.nightly").joinpath("morning.html").read_text("utf-8"))
    verdict = judge_night(night)
    shown = [other for other in before if other.status is not None][-NIGHTS_SHOWN:]
    store, extract = night.stage("store"), night.stage("extract")
    return template.render(
        night=night,
        verdict=verdict,
        tone=TONES.get(verdict.word, "bad"),
        times=show_times(night, now),
        now=now,
        troubles=[_trouble(issue) for issue in night.issues if issue.severity == "error"],
        warnings=[_trouble(issue) for issue in night.issues if issue.severity != "error"],
        fetched=_out(night.stage("fetch")),
        stored=store.counts if store and store.state == "done" else {},
        figures=_out(extract),
        deadlines=extract.counts.get("deadlines", 0) if extract else 0,
        waiting=sum(
            line.counts.get("left_over", 0) for line in night.parts("fetch") if line.language is None
        ),
        snapshot=night.stage("publish"),
        snapshot_age=now.timestamp() - snapshot_at if snapshot_at is not None else None,
        sources=_draw_sources(night, shown),
        stages=_draw_stages(night),
        refused=_draw_refusals(night),
        strip=[_draw_night(other) for other in shown] + [_draw_night(night, verdict.word)],
    )


def _out(line: Line | None) -> int | None:
    return line.went_out if line is not None and line.state == "done" else None


def _coded(text: str) -> list[tuple[str, bool]]:
    """The parts of a sentence, and whether each is code: what stands between backticks."""
    return [(part, number % 2 == 1) for number, part in enumerate(text.split("`")) if part]


def _trouble(issue: NightIssue) -> SimpleNamespace:
    place = " ".join(part for part in (issue.source, issue.language) if part)
    return SimpleNamespace(
        code=issue.code,
        is_alarm=issue.code in STATUSES,
        place=safe_text(place) or "the night",
        message=safe_text(issue.message),
        advice=ADVICE.get(issue.code, ""),
    )


def _draw_sources(night: Night, before: Sequence[Night]) -> list[SimpleNamespace]:
    """A row a source, with its languages: tonight, usual, and the nights before as columns."""
    rows = []
    for slug in night.sources:
        whole = night.lines.get(("fetch", slug, None))
        languages = sorted(
            {
                line.language
                for each in (night, *before)
                for line in each.lines.values()
                if line.stage == "fetch" and line.source == slug and line.language
            }
        )
        rows.append(
            SimpleNamespace(
                slug=slug,
                state=whole.state if whole else "skipped",
                waiting=whole.counts.get("left_over", 0) if whole else 0,
                total=_draw_counts(night, before, slug, None),
                languages=[(code, _draw_counts(night, before, slug, code)) for code in languages],
            )
        )
    return rows


def _draw_counts(night: Night, before: Sequence[Night], slug: str, language: str | None) -> SimpleNamespace:
    def count(each: Night) -> int | None:
        line = each.lines.get(("fetch", slug, language))
        return line.went_out if line is not None else None

    earlier = [count(each) for each in before]
    known = [number for number in earlier if number is not None]
    tonight = count(night)
    greatest = max([*known, tonight or 0, 1])
    columns = [
        SimpleNamespace(
            height=0 if number is None else max(round(24 * number / greatest), 1 if number else 0),
            told=f"night {each.number}, {each.day}: {'not asked' if number is None else number}",
            is_tonight=each is night,
        )
        for each, number in zip([*before, night], [*earlier, tonight], strict=True)
    ]
    clean = night.lines.get(("clean", slug, language)) if language else None
    return SimpleNamespace(
        tonight=tonight,
        usual=round(median(known)) if known else None,
        nights=len(known),
        columns=columns,
        parsed=clean.went_out if clean else None,
        pages=clean.came_in if clean else None,
    )


def _draw_stages(night: Night) -> list[SimpleNamespace]:
    """A bar a stage, in percent of the time of all; clean, extract and store went side by side and are shown one by one."""
    lines = [line for name in STAGES if (line := night.stage(name)) is not None]
    total = sum(line.seconds or 0.0 for line in lines) or 1.0
    at, drawn = 0.0, []
    for line in lines:
        width = 100 * (line.seconds or 0.0) / total
        drawn.append(
            SimpleNamespace(
                name=line.stage,
                state=line.state,
                left=f"{at:.2f}",
                width=f"{max(width, 0.3):.2f}",
                seconds=line.seconds,
                came_in=line.came_in,
                went_out=line.went_out,
            )
        )
        at += width
    return drawn


def _draw_refusals(night: Night) -> list[tuple[str, int, str]]:
    reasons = refusals(night)
    greatest = max(reasons.values(), default=1)
    return [(name, number, f"{100 * number / greatest:.1f}") for name, number in reasons.items()]


def _draw_night(night: Night, word: str | None = None) -> SimpleNamespace:
    told = word or word_of(night)
    return SimpleNamespace(number=night.number, day=night.day, word=told, tone=TONES.get(told, "bad"))
