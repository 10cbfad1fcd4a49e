"""One HTML page about the state of a store: targets against actuals, coverage, deadlines ahead, the quality of the data.

It asks the views, works out where marks lie in the charts, and fills the template `report.html`, which has all words and
shapes and escapes whatever comes from articles. The page needs no script and no network, and the same store gives the same
page. What counts as reached, latest or due is decided in `pipeline.store`; where the page goes, in `pipeline.cli.report`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from importlib.resources import files
from itertools import groupby, pairwise
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, StrictUndefined

from pipeline.store import Reader
from schemas.languages import language_heads

NIGHTS = 14
"""Runs that the table of articles by language goes back."""
ROWS, DEADLINE_ROWS = 300, 60
"""Targets and deadlines that the page lists; how many more there are is told."""
SURE, UNSURE = 0.8, 0.5
"""Confidence from which a figure is called sure, and below which it is called low."""
PANEL_WIDTH, PANEL_HEIGHT = 250, 110
"""Of the drawing inside a panel of coverage over time, in CSS pixels."""

STATE = """
    SELECT (SELECT max(started_at)::DATE FROM runs) AS as_of,
        (SELECT count(*) FROM current_articles) AS articles,
        (SELECT count(DISTINCT story_id) FROM editions) AS stories,
        (SELECT count(*) FROM current_figures) AS figures,
        (SELECT count(*) FROM facts) AS facts,
        (SELECT min(published) FROM current_articles) AS first_day,
        (SELECT max(published) FROM current_articles) AS last_day,
        (SELECT count(*) FROM current_articles WHERE published IS NULL) AS undated,
        (SELECT count(*) FROM current_articles
            WHERE article_id NOT IN (SELECT article_id FROM fetches WHERE article_id IS NOT NULL)) AS from_files
"""
RUNS = """
    SELECT run_id, command, status, started_at, finished_at, articles_new, articles_revised, rejects, warnings, figures
    FROM runs ORDER BY run_id DESC LIMIT ?
"""
SOURCES = """
    SELECT f.source, any_value(s.title) AS title, count(*) AS pages, count(DISTINCT f.article_id) AS articles,
        max(f.fetched_at) AS last_fetched
    FROM fetches AS f LEFT JOIN sources AS s USING (source)
    GROUP BY f.source ORDER BY f.source
"""
TARGETS = """
    SELECT t.*, i.title AS indicator_title, i.scheme, i.measure
    FROM target_progress AS t LEFT JOIN indicators AS i USING (indicator)
    ORDER BY strip_accents(replace(t.province, 'Đ', 'D')), t.extent_id, i.title, t.compared_base NULLS FIRST,
        t.deadline NULLS LAST, t.target, t.fact_id
"""
COVERAGE = """
    SELECT c.*, i.title AS indicator_title
    FROM coverage_by_province AS c LEFT JOIN indicators AS i USING (indicator)
    ORDER BY i.title, c.indicator, strip_accents(replace(c.province, 'Đ', 'D')), c.extent_id,
        c.compared_base NULLS FIRST, c.unit, c.obs_date
"""
DEADLINES = "SELECT * FROM deadlines_ahead ORDER BY date, responsible IS NULL, deadline_id"
NIGHTLY = """
    SELECT lang, run_id, count(*) AS articles FROM articles
    WHERE run_id IN (SELECT run_id FROM runs ORDER BY run_id DESC LIMIT ?)
    GROUP BY ALL
"""
CONFIDENCE = f"""
    SELECT a.lang, count(*) AS figures, count(*) FILTER (f.confidence < {UNSURE}) AS low,
        count(*) FILTER (f.confidence >= {UNSURE} AND f.confidence < {SURE}) AS middle,
        count(*) FILTER (f.confidence >= {SURE}) AS high
    FROM current_figures AS f JOIN current_articles AS a USING (extraction_id)
    GROUP BY a.lang ORDER BY a.lang
"""
DISAGREEMENTS = """
    SELECT e.lang, count(*) AS facts, count(*) FILTER (e.reading = 'same') AS same,
        count(*) FILTER (e.reading = 'not read') AS missing,
        count(*) FILTER (e.reading NOT IN ('same', 'not read')) AS otherwise
    FROM (
        SELECT unnest(map_keys(agreement)) AS lang, unnest(map_values(agreement)) AS reading
        FROM facts WHERE cardinality(agreement) > 1
    ) AS e
    GROUP BY e.lang ORDER BY e.lang
"""
ISSUES = """
    SELECT severity, code, count(*) AS number, max(run_id) AS last_run, min_by(message, issue_id) AS example
    FROM issues GROUP BY severity, code ORDER BY severity, number DESC, code
"""


@dataclass(frozen=True)
class Bullet:
    """A target's chart: where its marks lie, in percent of the width, and the end of its scale."""

    end: Decimal
    zone_from: Decimal
    """The zone in which the target is met."""
    zone_width: Decimal
    target: Decimal
    actual: Decimal | None


@dataclass(frozen=True)
class Panel:
    """One series of coverage over time: its points as drawn, and the rows they stand for."""

    rows: Sequence[SimpleNamespace]
    points: Sequence[tuple[Decimal, Decimal]]


def write_report(store: Reader) -> str:
    """The page, as text. Raises `QueryRefusedError` where the store lacks the views, and other `StoreError`s."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(number=show_number, amount=show_amount, web=web_address)
    template = environment.from_string(files("pipeline").joinpath("report.html").read_text("utf-8"))
    state = ask(store, STATE)[0]
    runs = ask(store, RUNS, NIGHTS)
    targets = ask(store, TARGETS)
    for row in targets:
        row.bullet, row.status = draw_bullet(row), find_status(row)
    deadlines = ask(store, DEADLINES)
    return template.render(
        state=state,
        runs=runs,
        sources=ask(store, SOURCES),
        provinces=[
            (province, list(group))
            for (province, _), group in groupby(targets[:ROWS], lambda row: (row.province, row.extent_id))
        ],
        targets=targets,
        statuses=count_statuses(targets),
        coverage=draw_coverage(ask(store, COVERAGE)),
        panel=(PANEL_WIDTH, PANEL_HEIGHT),
        deadlines=deadlines,
        due=count_due(state.as_of, [row.date for row in deadlines]),
        nightly=arrange_nights([row.run_id for row in runs], ask(store, NIGHTLY, NIGHTS)),
        confidence=ask(store, CONFIDENCE),
        sure=SURE,
        unsure=UNSURE,
        disagreements=ask(store, DISAGREEMENTS),
        issues=ask(store, ISSUES),
        rows=ROWS,
        deadline_rows=DEADLINE_ROWS,
        languages={code: head.name for code, head in language_heads().items()},
    )


def ask(store: Reader, sql: str, *parameters: Any) -> list[SimpleNamespace]:
    """All rows of a query, with columns as attributes."""
    answer = store.ask(sql, parameters)
    return [SimpleNamespace(**dict(zip(answer.columns, row, strict=True))) for row in answer.rows]


def draw_bullet(row: SimpleNamespace) -> Bullet:
    """Where target, actual and the zone that meets the target lie on a scale from 0."""
    marks = [mark for mark in (row.target, row.target_max, row.actual) if mark is not None]
    end = scale_end(max(marks), row.unit)
    places = [min(max(mark * 100 / end, Decimal(0)), Decimal(100)) for mark in (row.target, row.actual or 0)]
    target, actual = (place.quantize(Decimal("0.01")) for place in places)
    if row.comparator in ("<", "<=") or row.measure in ("arrears", "arrears_rate"):
        zone_from, zone_width = Decimal(0), target
    else:
        zone_from, zone_width = target, 100 - target
    return Bullet(end, zone_from, zone_width, target, None if row.actual is None else actual)


def scale_end(greatest: Decimal, unit: str) -> Decimal:
    """A round end for a scale that begins at 0: 100 for percentages from 40 to 100, else some way above the greatest."""
    if unit == "percent" and 40 <= greatest <= 100:
        return Decimal(100)
    if greatest <= 0:
        return Decimal(1)
    wanted = greatest * Decimal("1.15")
    step = Decimal(10) ** wanted.adjusted()
    return next(step * times for times in (1, 2, 3, 4, 5, 6, 8, 10) if step * times >= wanted)


def find_status(row: SimpleNamespace) -> str:
    """A target's state in one word, as the template names them."""
    if row.reached:
        return "reached"
    if row.deadline is not None and row.deadline < row.as_of:
        return "past"
    if row.actual is None:
        return "unknown"
    if row.on_track is None:
        return "open"
    return "on_track" if row.on_track else "behind"


def count_statuses(targets: Sequence[SimpleNamespace]) -> dict[str, int]:
    """How many targets are in each state, those to look at first in the middle of the bar."""
    names = ("reached", "on_track", "open", "behind", "past", "unknown")
    return {name: sum(row.status == name for row in targets) for name in names}


def draw_coverage(rows: Sequence[SimpleNamespace]) -> list[SimpleNamespace]:
    """Panels of each indicator, a series each, all on the indicator's own scale and on one range of days."""
    if not rows:
        return []
    first = min(row.obs_date for row in rows) - timedelta(days=15)
    last = max(row.obs_date for row in rows) + timedelta(days=15)
    drawn = []
    for title, indicator in groupby(rows, lambda row: row.indicator_title or row.indicator):
        own = list(indicator)
        values = [row.value for row in own]
        low = max(min(values) // 10 * 10 - (10 if min(values) % 10 < 2 else 0), Decimal(0))
        high = (max(values) / 10).to_integral_value(ROUND_CEILING) * 10
        high = high if high > low else low + 10
        panels = [
            Panel(series, [place_point(row, first, last, low, high) for row in series])
            for series in (
                list(group)
                for _, group in groupby(own, lambda row: (row.extent_id, row.compared_base, row.unit))
            )
        ]
        drawn.append(
            SimpleNamespace(title=title, low=low, high=high, first=first, last=last, panels=panels, rows=own)
        )
    return drawn


def place_point(
    row: SimpleNamespace, first: date, last: date, low: Decimal, high: Decimal
) -> tuple[Decimal, Decimal]:
    """Where a value lies in its panel, from the upper left, in CSS pixels."""
    x = PANEL_WIDTH * Decimal((row.obs_date - first).days) / (last - first).days
    y = PANEL_HEIGHT * (high - row.value) / (high - low)
    return x.quantize(Decimal("0.1")), y.quantize(Decimal("0.1"))


def count_due(as_of: date | None, days: Sequence[date]) -> list[tuple[str, int]]:
    """Deadlines by month for a year from `as_of` on, and how many are later. Empty where there are none."""
    if as_of is None or not days:
        return []
    starts = [
        date(as_of.year + (as_of.month - 1 + number) // 12, (as_of.month - 1 + number) % 12 + 1, 1)
        for number in range(13)
    ]
    months = [
        (start.strftime("%Y-%m"), sum(start <= day < after for day in days))
        for start, after in pairwise(starts)
    ]
    return [*months, ("later", sum(day >= starts[-1] for day in days))]


def arrange_nights(runs: Sequence[int], counts: Sequence[SimpleNamespace]) -> SimpleNamespace:
    """Articles stored by language (down) and run (across, the latest last), and the greatest of them."""
    table = {(row.lang, row.run_id): int(row.articles) for row in counts}
    usual = {code for code, head in language_heads().items() if not head.on_request}
    languages = sorted({*usual, *(row.lang for row in counts)})
    ordered = sorted(runs)
    return SimpleNamespace(
        runs=ordered,
        lines=[(lang, [table.get((lang, run), 0) for run in ordered]) for lang in languages],
        greatest=max(table.values(), default=1),
    )


def show_number(value: Decimal | int) -> str:
    """A number as a reader expects it: 27,000; 93.4; 412.7 bn."""
    number, word = Decimal(value), ""
    for magnitude, name in ((12, " tn"), (9, " bn")):
        if abs(number) >= Decimal(10) ** magnitude:
            number, word = number / Decimal(10) ** magnitude, name
            break
    text = f"{number:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + word


def show_amount(value: Decimal | int, unit: str) -> str:
    """The number with its unit; a thing that is counted goes without."""
    words = {"percent": "\N{NO-BREAK SPACE}%", "percentage_point": "\N{NO-BREAK SPACE}points"}
    money = f"\N{NO-BREAK SPACE}{unit}" if unit.isupper() else ""
    return show_number(value) + words.get(unit, money)


def web_address(address: str | None) -> str | None:
    """The address if it leads to the web: any other kind of link could do something in the reader's name."""
    return address if address is not None and address.startswith(("https://", "http://")) else None
