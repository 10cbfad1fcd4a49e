-- What the audit page must answer in milliseconds, worked out once for each snapshot: tables of the schema `audit`, kept
-- apart from what analysts query. They hold numbers instead of ids and are sorted by what is asked for, so that DuckDB reads a
-- few blocks of them. Newest stories come first.
-- A snapshot is never altered, so that a row of `articles` and `figures` is found again by its place, `rowid`.
--
-- This script makes the tables of the stories in `audit_told` (article_id, extraction_id, story_id) in the schema {schema}:
-- of all stories for a snapshot made anew, of those that a night touched for one that is brought forward. So nothing here
-- may hang on rows of another story; what does, the outliers, has a script of its own. {facts} are the facts of these stories.
--
-- Numbers are sparse, rise in the order of the page, and hang on their own story alone. Of their bits, 15 are the story's day
-- from its end, 28 the place of the first of its articles in `articles`, which no other story has, and 20 count inside it.
CREATE SCHEMA {schema};

CREATE TABLE {schema}.articles AS
WITH latest AS (
    SELECT a.rowid AS article_row, a.article_id, a.revision, t.extraction_id, a.run_id, a.lang, a.published, a.text_hash, t.story_id
    FROM articles AS a JOIN audit_told AS t ON t.article_id = a.article_id
    QUALIFY row_number() OVER (PARTITION BY a.article_id ORDER BY a.revision DESC) = 1
), fetched AS (
    SELECT article_id, arg_max(source, seq) AS source FROM fetches SEMI JOIN audit_told USING (article_id) GROUP BY article_id
), united AS (
    SELECT *, max(published) OVER story AS day, min(article_row) OVER story AS first_row, count(*) OVER story AS editions
    FROM latest WINDOW story AS (PARTITION BY story_id)
), numbered AS (
    SELECT *, CASE WHEN day IS NULL THEN 32767 ELSE greatest(0, least(32766, 32766 - (day - DATE '1970-01-01'))) END::BIGINT
        * (1::BIGINT << 48) + first_row * (1::BIGINT << 20) AS story_number
    FROM united
)
SELECT
    story_number + row_number() OVER (PARTITION BY story_number ORDER BY a.lang, a.article_id) AS article_number, story_number,
    a.article_id, a.revision, a.extraction_id, a.run_id, a.lang, f.source, a.published, a.text_hash,
    x.extractor_version, x.lexicon_hash, coalesce(x.figures, 0)::INTEGER AS figures, a.editions::INTEGER AS editions, a.article_row
FROM numbered AS a
LEFT JOIN extractions AS x ON x.extraction_id = a.extraction_id
LEFT JOIN fetched AS f ON f.article_id = a.article_id
ORDER BY article_number;
COMMENT ON TABLE {schema}.articles IS 'Articles in the order of the audit page: newest stories first, their editions together.';

CREATE TABLE {schema}.article_ids AS
SELECT article_id, article_number FROM {schema}.articles ORDER BY article_id;
COMMENT ON TABLE {schema}.article_ids IS 'Number of each article, sorted by id.';

CREATE TABLE {schema}.figures AS
WITH facts_of AS (
    SELECT unnest(list_transform(copies, lambda c: c.figure_id)) AS figure_id, fact_id FROM {facts}
)
SELECT
    a.story_number + row_number() OVER (PARTITION BY a.story_number ORDER BY a.article_number, f.start, f."end", f.rowid, k.fact_id) AS number,
    f.figure_id, a.article_number, a.story_number, k.fact_id, f.extraction_id,
    f.kind, f.value, f.unit, f.indicator, f.scenario, f.province, f.confidence::FLOAT AS confidence,
    a.lang, a.source, a.published, a.run_id, a.extractor_version, f.rowid AS figure_row
FROM figures AS f
JOIN {schema}.articles AS a USING (extraction_id)
LEFT JOIN facts_of AS k ON k.figure_id = f.figure_id
ORDER BY number;
COMMENT ON TABLE {schema}.figures IS 'Current figures in the order of their articles and of the text, with what queues are filtered by.';

CREATE TABLE {schema}.figure_ids AS
SELECT figure_id, number FROM {schema}.figures ORDER BY figure_id;
COMMENT ON TABLE {schema}.figure_ids IS 'Number of each figure, sorted by id.';

-- Rules that a right figure seldom breaks. Each is a doubt, not an error.
CREATE TEMP TABLE audit_violations AS
WITH read AS (
    SELECT n.number, n.published, f.*, i.measure, i.kinds, i.low, i.high, p.flag
    FROM {schema}.figures AS n
    JOIN figures AS f ON f.rowid = n.figure_row
    LEFT JOIN indicators AS i ON i.indicator = f.indicator AND f.indicator <> 'other'
    LEFT JOIN province_places AS p ON p.province = f.province
        AND p.vintage IS NOT DISTINCT FROM CASE WHEN n.published < DATE '2025-07-01' THEN 'before' WHEN n.published IS NOT NULL THEN 'since' END
), judged AS (
    SELECT number, 3 AS weight, 'coverage_above_100' AS code, NULL AS detail FROM read
    WHERE measure = 'coverage_rate' AND unit = 'percent' AND greatest(value, value_max) > 100
    UNION ALL
    SELECT number, 3, 'share_above_total', rtrim(rtrim(out_of::VARCHAR, '0'), '.') FROM read WHERE out_of IS NOT NULL AND value > out_of
    UNION ALL
    SELECT number, 2, 'unit_against_indicator', array_to_string(kinds, ', ') FROM read WHERE NOT list_contains(kinds, kind)
    UNION ALL
    SELECT number, 2, 'implausible_value', concat_ws(' to ', rtrim(rtrim(low::VARCHAR, '0'), '.'), rtrim(rtrim(high::VARCHAR, '0'), '.')) FROM read
    WHERE measure <> 'coverage_rate' AND unit = 'percent' AND scope <> 'threshold' AND NOT value BETWEEN low AND high
    UNION ALL
    SELECT number, 2, 'negative_value', NULL FROM read WHERE value < 0 AND coalesce(measure, '') <> 'growth'
    UNION ALL
    SELECT number, 2, 'deadline_passed', published::VARCHAR FROM read
    WHERE scenario = 'target' AND date_role = 'deadline' AND date_end < published
    UNION ALL
    SELECT number, 2, 'reached_in_future', published::VARCHAR FROM read
    WHERE scenario = 'actual' AND ((date_role = 'as_of' AND date_end > published) OR (date_role = 'during' AND date_start > published))
    UNION ALL
    SELECT number, 1, 'name_of_other_vintage', published::VARCHAR FROM read WHERE flag = 'name_of_other_vintage'
    UNION ALL
    SELECT number, 1, 'foreign_currency', unit FROM read WHERE kind = 'money' AND unit NOT IN ('VND', 'USD')
)
SELECT number, code, detail, weight FROM judged;

-- Where editions of one story read otherwise; of each fact its surest copy stands for all.
CREATE TEMP TABLE audit_disagreements AS
WITH torn AS (
    SELECT figure_id, outvoted, list_filter(map_entries(agreement), lambda e: e.value <> 'same') AS others
    FROM {facts} WHERE NOT editions_agree
), told AS (
    SELECT *, len(list_filter(others, lambda e: e.value <> 'not read')) AS different FROM torn
)
SELECT n.number, CASE WHEN outvoted THEN 'outvoted' WHEN different > 0 THEN 'reads_otherwise' ELSE 'not_read' END AS code,
    array_to_string(list_transform(others, lambda e: e.key || ': ' || e.value), '; ') AS detail,
    CASE WHEN outvoted THEN 100 ELSE 0 END + 10 * different + len(others) AS weight
FROM told JOIN {schema}.figure_ids AS n USING (figure_id);

CREATE TABLE {schema}.reasons AS
SELECT number, 'violations' AS queue, code, detail, weight::FLOAT AS weight FROM audit_violations
UNION ALL SELECT number, 'disagreement', code, detail, weight FROM audit_disagreements
ORDER BY number, queue, weight DESC, code;
COMMENT ON TABLE {schema}.reasons IS 'Why a figure stands in a queue.';

CREATE TABLE {schema}.queue AS
SELECT queue, {rank} AS rank, number, f.lang, f.province, f.indicator, f.scenario, f.source, f.published, f.extractor_version
FROM (
    SELECT queue, number, sum(weight) AS weight FROM {schema}.reasons GROUP BY queue, number
    UNION ALL SELECT 'confidence', number, 0 FROM {schema}.figures
) AS m JOIN {schema}.figures AS f USING (number)
ORDER BY queue, rank;
COMMENT ON TABLE {schema}.queue IS 'Figures of each queue in the order in which they are to be looked at.';

DROP TABLE audit_violations;
DROP TABLE audit_disagreements;
