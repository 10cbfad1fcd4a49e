"""Stores of any size that look like a real one: articles that may be read, told again and again with other numbers.

The templates are the sample, the development articles and the read half of the gold, as the extractors read them: kinds,
indicators, lengths, repeats and pieces of evidence are theirs. Each story takes one template and is told by one to five
editions on one day; its values, its province and its day are its own. An edition now and then misses a figure, or
reads one field of it otherwise, as often as measured between editions. Everything hangs on the number of the
story and the seed, so that a store can be grown further and is the same each time.

What is grown goes in by SQL, which takes seconds where the extractors would take hours.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import duckdb

from corpus.gold import GOLD_FOLDER
from corpus.halves import READ_FILE
from corpus.sample import SAMPLE_DIR
from pipeline.ingest import ingest_paths
from pipeline.store import open_store

DEVELOPMENT = GOLD_FOLDER.parent / "development"
FIRST_DAY, TEMPLATES_FROM = "2025-05-01", 198
"""Day of the first story, which the dates in the templates lie about so many days behind: both vintages of provinces occur."""
STORIES_OF_A_NIGHT = 84
TABLES = ("articles", "extractions", "figures", "deadlines", "evidence")

# An edition's language is its number's; the text stays the template's, which no query minds.
STORIES = """
CREATE OR REPLACE TEMP TABLE editions_to_come AS
WITH stories AS (
    SELECT n, hash(n, {seed}, 'template') % (SELECT count(*) FROM seed.templates) AS template,
        CASE WHEN hash(n, {seed}, 'size') % 100 < 20 THEN 1 WHEN hash(n, {seed}, 'size') % 100 < 40
            THEN 2 + hash(n, {seed}, 'some') % 3 ELSE 5 END AS size,
        n // {night} AS night
    FROM range({first}, {last}) AS r (n)
)
SELECT s.*, e.edition, t.article_id AS template_id, t.extraction_id AS template_extraction,
    'https://www.example.org/' || ['fr', 'lo', 'ms', 'no', 'th'][e.edition + 1] || '/tin-cua-tinh-so-' || n AS article_id,
    ['fr', 'lo', 'ms', 'nb', 'th'][e.edition + 1] AS lang,
    CASE WHEN hash(n, edition, {seed}, 'undated') % 100 > 1 THEN DATE '{day}' + night::INTEGER END AS published,
    CASE WHEN hash(n, edition, {seed}, 'origin') % 100 > 4 THEN 'https://bao.example.org/tin-cua-tinh-so-' || n END AS origin_url,
    {start} + row_number() OVER (ORDER BY n, edition) AS extraction_id,
    t.text || chr(10) || n || '-' || edition AS text,
    sha256(t.text || chr(10) || n || '-' || edition) AS text_hash
FROM stories AS s JOIN seed.templates AS t ON t.number = s.template
JOIN (SELECT unnest(range(5)) AS edition) AS e ON e.edition < s.size;
"""
ROWS = """
INSERT INTO runs (run_id, command, status, started_at, finished_at, tinso_version, extractor_version, lexicon_hashes)
    SELECT DISTINCT 1 + night, 'ingest', 'done', '{day} 20:00:00'::TIMESTAMP + to_days(night::INTEGER),
    '{day} 21:00:00'::TIMESTAMP + to_days(night::INTEGER), '0', '1', MAP {{}}
    FROM editions_to_come WHERE 1 + night NOT IN (SELECT run_id FROM runs) ORDER BY 1;
INSERT INTO articles SELECT article_id, 1, 1 + night, lang, 'Tin ' || n, text, text_hash, sha256(article_id || text),
    article_id, origin_url, published, NULL, 'night.jsonl', 'line ' || n FROM editions_to_come ORDER BY extraction_id;
CREATE OR REPLACE TEMP TABLE figures_to_come AS
    SELECT substring(sha256('["' || e.article_id || '", "' || e.text_hash || '", ' || f.start || ', ' || f."end" || ']'), 1, 32)
            AS figure_id, -- as `pipeline.store.ids` makes it: the ledger of reviewers holds figures to their place
        e.extraction_id, e.article_id, f.figure_id AS template_figure, f.start, f."end", f.quote,
        f.kind, f.unit, f.indicator, f.base, f.per, f.date_role, f.confidence,
        scaled::DECIMAL(38, 6) AS value, scaled::DECIMAL(38, 6) + (f.value_max - f.value) AS value_max, f.out_of,
        CASE WHEN other = 0 THEN '~' ELSE f.comparator END AS comparator,
        CASE WHEN other = 1 THEN 'actual' WHEN other = 2 THEN 'target' ELSE f.scenario END AS scenario,
        CASE WHEN other IN (3, 4) THEN 'part' ELSE f.scope END AS scope,
        f.date_start + (night::INTEGER - {shift}) AS date_start, f.date_end + (night::INTEGER - {shift}) AS date_end,
        CASE WHEN f.province IS NULL OR other = 5 THEN NULL ELSE p.name END AS province
    FROM editions_to_come AS e JOIN seed.figures AS f ON f.extraction_id = e.template_extraction
    CROSS JOIN LATERAL (SELECT hash(n, edition, f.start, {seed}) % 60 AS other, CASE
        WHEN f.kind = 'percentage' THEN least(f.value, round(f.value * (80 + hash(n, {seed}) % 40) / 100, 1))
        ELSE round(f.value * (50 + hash(n, {seed}) % 100) / 100) END AS scaled)
    LEFT JOIN seed.names AS p ON p.vintage = CASE WHEN DATE '{day}' + night::INTEGER < DATE '2025-07-01' THEN 'before' ELSE 'since' END
        AND p.number = hash(n, {seed}, 'province') % p.names
    WHERE hash(n, edition, f.start, {seed}, 'missed') % 25 > 0;
INSERT INTO figures BY NAME SELECT * EXCLUDE (template_figure), 1 AS revision FROM figures_to_come ORDER BY extraction_id, start;
INSERT INTO evidence SELECT f.extraction_id, f.figure_id, v.field, v.start, v."end", v.quote, v.rule
    FROM figures_to_come AS f JOIN seed.evidence AS v ON v.record_id = f.template_figure ORDER BY f.extraction_id, f.start;
CREATE OR REPLACE TEMP TABLE deadlines_to_come AS
    SELECT md5(e.article_id || d.start || 'd') AS deadline_id, e.extraction_id, e.article_id, 1 AS revision, d.start, d."end", d.quote,
        d.date + (night::INTEGER - {shift}) AS date, d.precision, d.responsible, d.confidence
    FROM editions_to_come AS e JOIN seed.deadlines AS d ON d.extraction_id = e.template_extraction;
INSERT INTO deadlines BY NAME SELECT * FROM deadlines_to_come ORDER BY extraction_id, start;
INSERT INTO extractions SELECT extraction_id, article_id, 1, 1 + night, '1', 'h', coalesce(f.number, 0), coalesce(d.number, 0)
    FROM editions_to_come
    LEFT JOIN (SELECT extraction_id, count(*) AS number FROM figures_to_come GROUP BY ALL) AS f USING (extraction_id)
    LEFT JOIN (SELECT extraction_id, count(*) AS number FROM deadlines_to_come GROUP BY ALL) AS d USING (extraction_id)
    ORDER BY extraction_id;
"""
SEED_TABLES = """
CREATE TABLE templates AS SELECT row_number() OVER (ORDER BY article_id) - 1 AS number, * FROM current_articles WHERE extraction_id IN
    (SELECT extraction_id FROM figures);
CREATE TABLE names AS SELECT name, vintage, row_number() OVER (PARTITION BY vintage ORDER BY name) - 1 AS number,
    count(*) OVER (PARTITION BY vintage) AS names FROM provinces;
"""


def readable_articles() -> list[Path]:
    """Files of the templates: what anybody may read, and never the other half of the gold."""
    record = tomllib.loads(READ_FILE.read_text("utf-8"))
    halves = [
        GOLD_FOLDER / lang / f"{name}.txt" for lang, names in record["first_half"].items() for name in names
    ]
    return [SAMPLE_DIR, *sorted(DEVELOPMENT.glob("*/*.txt")), *(path for path in halves if path.exists())]


def make_seed(path: Path) -> Path:
    """The store of the templates, read by the extractors: half a minute."""
    ingest_paths(readable_articles(), path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(SEED_TABLES)
    return path


def grow_store(path: Path, seed_store: Path, first: int, last: int, seed: int = 1) -> int:
    """Add the stories with the numbers `first` to `last` (without) to the store at `path`; returns its figures.

    Numbers rise with the days: stories of one night stand together, as they do in a real store.
    """
    open_store(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"ATTACH '{seed_store}' AS seed (READ_ONLY)")
        for begin in range(first, last, 20_000):
            rows = connection.execute("SELECT coalesce(max(extraction_id), 0) FROM extractions").fetchall()
            filled = {
                "seed": seed, "first": begin, "last": min(begin + 20_000, last), "day": FIRST_DAY, "shift": TEMPLATES_FROM,
                "night": STORIES_OF_A_NIGHT, "start": rows[0][0],
            }  # fmt: skip
            connection.execute(STORIES.format(**filled))
            connection.execute("BEGIN")
            connection.execute(ROWS.format(**filled))
            connection.execute("COMMIT")
        rows = connection.execute("SELECT count(*) FROM figures").fetchall()
    return int(rows[0][0])
