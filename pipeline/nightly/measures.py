"""What the archive and the store say of a night: its pages by source and language, what became of them, what was read.

Everything is counted from where things stood when the night began (its marks), not from what a process remembers, so that
a night that was killed and continued is counted whole. Questions touch what is new; only the stories of the night are
looked for among all articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.archive import Entry
from pipeline.archive import open_reader as open_archive_reader
from pipeline.archive_ingest import pending_pages
from pipeline.errors import ArchiveMissingError
from pipeline.nightly.alarms import ALL
from pipeline.nightly.ledger import Line
from pipeline.store import Reader, Store

UNSURE = 0.5
"""Confidence below which a figure is called low, as in the report on the store."""
TAKEN = ("article", "unchanged", "superseded")
"""Outcomes of pages that stand in the store, as they are or in a later state."""
UNKNOWN = "no source"

PAGES = """
    SELECT coalesce(source, ''), coalesce(lang, ''), outcome, count(*)
    FROM (FROM fetches WHERE run_id > ? QUALIFY row_number() OVER (PARTITION BY seq ORDER BY run_id DESC) = 1)
    GROUP BY ALL ORDER BY ALL
"""
READ = f"""
    WITH tonight AS (
        SELECT article_id, any_value(source) AS source, any_value(lang) AS lang FROM fetches
        WHERE run_id > ?1 AND outcome = 'article' GROUP BY article_id
    ), dated AS (
        SELECT article_id, arg_max(published, revision) AS published FROM articles
        WHERE article_id IN (SELECT article_id FROM tonight) GROUP BY article_id
    ), read AS (
        SELECT article_id, max(extraction_id) AS extraction_id, arg_max(figures, extraction_id) AS figures,
            arg_max(deadlines, extraction_id) AS deadlines
        FROM extractions WHERE run_id > ?1 GROUP BY article_id
    ), unsure AS (
        SELECT extraction_id, count(*) AS low FROM figures
        WHERE confidence < {UNSURE} AND extraction_id IN (SELECT extraction_id FROM read) GROUP BY extraction_id
    )
    SELECT coalesce(source, ''), coalesce(lang, ''), count(*) AS articles,
        count(published) AS dated, count(read.article_id) AS articles_read, coalesce(sum(figures), 0)::BIGINT AS figures,
        coalesce(sum(deadlines), 0)::BIGINT AS deadlines, coalesce(sum(low), 0)::BIGINT AS low
    FROM tonight JOIN dated USING (article_id) LEFT JOIN read USING (article_id) LEFT JOIN unsure USING (extraction_id)
    GROUP BY ALL ORDER BY ALL
"""
EDITIONS = """
    WITH stories AS MATERIALIZED (
        SELECT story_id, lang, extraction_id FROM editions
        WHERE story_id IN (
            SELECT story_id FROM editions
            WHERE article_id IN (SELECT article_id FROM fetches WHERE run_id > ? AND outcome = 'article')
        )
    ), several AS (
        SELECT story_id, count(DISTINCT lang) AS editions FROM stories GROUP BY story_id HAVING editions > 1
    ), told AS (
        SELECT story_id, kind, value, unit, list(DISTINCT lang) AS langs
        FROM stories JOIN several USING (story_id) JOIN figures USING (extraction_id) GROUP BY ALL
    ), compared AS (
        SELECT each.lang, told.story_id, list_contains(langs, each.lang) AS has,
            len(langs) - has::INTEGER AS others, several.editions - 1 AS most
        FROM told JOIN several USING (story_id)
        JOIN (SELECT DISTINCT story_id, lang FROM stories) AS each USING (story_id)
    )
    SELECT lang, count(DISTINCT story_id) AS stories, count(*) AS compared,
        count(*) FILTER (has <> (2 * others >= most AND others > 0)) AS disagreeing
    FROM compared WHERE has OR 2 * others >= most GROUP BY lang ORDER BY lang
"""
RUNS = """
    SELECT coalesce(max(run_id), 0), coalesce(sum(articles_new), 0)::BIGINT, coalesce(sum(articles_revised), 0)::BIGINT,
        coalesce(sum(articles_reextracted), 0)::BIGINT, coalesce(sum(articles_unchanged), 0)::BIGINT,
        coalesce(sum(rejects), 0)::BIGINT, coalesce(sum(warnings), 0)::BIGINT, coalesce(sum(figures), 0)::BIGINT,
        coalesce(sum(deadlines), 0)::BIGINT
    FROM runs WHERE run_id > ?
"""
RUN_COUNTS = (
    "last_run", "new", "revised", "reextracted", "unchanged", "rejects", "warnings", "figures", "deadlines",
)  # fmt: skip
PAGE_LINES = "SELECT source, lang, url, article_id, outcome FROM fetches WHERE run_id > ? ORDER BY seq"


class Fetched(NamedTuple):
    """What the archive took in since a cursor: exchanges by source, whole pages of articles by source and language."""

    exchanges: Counter[str]
    pages: Counter[tuple[str, str]]
    last: int
    """The cursor after it."""

    @property
    def articles(self) -> Counter[str]:
        """Whole pages of articles by source."""
        found: Counter[str] = Counter()
        for (source, _), number in self.pages.items():
            found[source] += number
        return found


def archive_cursor(folder: Path) -> int:
    """Where the archive ends now; 0 where there is none yet. Raises `ArchiveError`s."""
    try:
        with open_archive_reader(folder) as reader:
            return next((entry.seq for entry in reader.find(limit=1)), 0)
    except ArchiveMissingError:
        return 0


def count_archived(folder: Path, cursor: int) -> Fetched:
    """Count what came after a cursor. Raises `ArchiveError`s."""
    exchanges: Counter[str] = Counter()
    pages: Counter[tuple[str, str]] = Counter()
    last = cursor
    for entry in _entries(folder, cursor):
        last = entry.seq
        source = entry.source or UNKNOWN
        exchanges[source] += 1
        if entry.kind == "article" and entry.status == 200:
            pages[source, entry.language or ""] += 1
    return Fetched(exchanges, pages, last)


def _entries(folder: Path, cursor: int) -> Iterator[Entry]:
    try:
        with open_archive_reader(folder) as reader:
            yield from reader.new_since(cursor)
    except ArchiveMissingError:
        return


def last_run(store: Reader) -> int:
    """The number of the store's last run."""
    ((run,),) = store.ask("SELECT coalesce(max(run_id), 0) FROM runs").rows
    return int(run)


def count_unaccounted(folder: Path, store: Store) -> int:
    """Of how many whole pages of articles that the archive has, of whatever night, the store has no row."""
    try:
        with open_archive_reader(folder) as reader:
            return sum(1 for _ in pending_pages(reader, store))
    except ArchiveMissingError:
        return 0


def clean_lines(store: Reader, run: int) -> list[Line]:
    """A line for each source and language: pages in, pages that stand in the store out, all by outcome."""
    lines: dict[tuple[str, str], Line] = {}
    for source, language, outcome, number in store.ask(PAGES, [run]).rows:
        place = (source or UNKNOWN, language)
        line = lines.setdefault(place, Line("clean", *place, state="done", came_in=0, went_out=0))
        assert line.came_in is not None
        assert line.went_out is not None
        line.came_in += number
        line.went_out += number if outcome in TAKEN else 0
        line.counts[outcome] = line.counts.get(outcome, 0) + number
    return list(lines.values())


def extract_lines(store: Reader, run: int) -> list[Line]:
    """A line for each source and language: articles read in, figures out; then one a language about its editions."""
    lines = []
    names = ("articles", "dated", "articles_read", "figures", "deadlines", "low")
    for source, language, *numbers in store.ask(READ, [run]).rows:
        counts = {name: int(number) for name, number in zip(names, numbers, strict=True)}
        came_in, went_out = counts.pop("articles_read"), counts.pop("figures")
        lines.append(
            Line("extract", source or UNKNOWN, language, "done", None, None, came_in, went_out, counts)
        )
    for language, stories, compared, disagreeing in store.ask(EDITIONS, [run]).rows:
        counts = {"stories": stories, "compared": compared, "disagreeing": disagreeing}
        lines.append(Line("extract", ALL, language, "done", counts=counts))
    return lines


def run_counts(store: Reader, run: int) -> dict[str, int]:
    """What the runs after one number did, added up, by the names in `RUN_COUNTS`."""
    (row,) = store.ask(RUNS, [run]).rows
    return {name: int(number) for name, number in zip(RUN_COUNTS, row, strict=True)}


def page_lines(store: Reader, run: int) -> Iterator[dict[str, str | None]]:
    """Each page of the runs after one number, for the log."""
    for row in store.ask(PAGE_LINES, [run]).rows:
        yield dict(zip(("source", "language", "url", "article_id", "outcome"), row, strict=True))
