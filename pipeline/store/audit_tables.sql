-- What the audit page must answer in milliseconds, worked out once for each snapshot: tables of the schema `audit`, kept
-- apart from what analysts query. They hold numbers instead of ids, are sorted by what is asked for, so that DuckDB reads a
-- few blocks of them, and are made from the views (or from tables of the same names). Newest stories come first.
-- A snapshot is never altered, so that a row of `articles` and `figures` is found again by its place, `rowid`.
CREATE SCHEMA audit;

CREATE TABLE audit.articles AS
WITH stories AS (
    SELECT story_id, max(published) AS day, count(*) AS editions FROM editions GROUP BY story_id
), fetched AS (
    SELECT article_id, arg_max(source, seq) AS source FROM fetches WHERE article_id IS NOT NULL GROUP BY article_id
), counted AS (
    SELECT extraction_id, count(*)::INTEGER AS figures FROM current_figures GROUP BY extraction_id
)
SELECT
    row_number() OVER newest::INTEGER AS article_number,
    dense_rank() OVER (ORDER BY s.day DESC NULLS LAST, s.story_id)::INTEGER AS story_number,
    a.article_id, a.revision, a.extraction_id, a.run_id, a.lang, f.source, a.published, a.text_hash,
    x.extractor_version, x.lexicon_hash, coalesce(c.figures, 0)::INTEGER AS figures, s.editions::INTEGER AS editions, r.rowid AS article_row
FROM current_articles AS a
JOIN articles AS r ON r.article_id = a.article_id AND r.revision = a.revision
JOIN editions AS e ON e.article_id = a.article_id
JOIN stories AS s USING (story_id)
LEFT JOIN extractions AS x ON x.extraction_id = a.extraction_id
LEFT JOIN fetched AS f ON f.article_id = a.article_id
LEFT JOIN counted AS c ON c.extraction_id = a.extraction_id
WINDOW newest AS (ORDER BY s.day DESC NULLS LAST, s.story_id, a.lang, a.article_id)
ORDER BY article_number;
COMMENT ON TABLE audit.articles IS 'Articles in the order of the audit page: newest stories first, their editions together.';

CREATE TABLE audit.article_ids AS
SELECT article_id, article_number FROM audit.articles ORDER BY article_id;
COMMENT ON TABLE audit.article_ids IS 'Number of each article, sorted by id.';

CREATE TABLE audit.figures AS
WITH facts_of AS (
    SELECT unnest(list_transform(copies, lambda c: c.figure_id)) AS figure_id, fact_id FROM facts
)
SELECT
    row_number() OVER (ORDER BY a.article_number, f.start, f."end")::INTEGER AS number,
    f.figure_id, a.article_number, a.story_number, k.fact_id, f.extraction_id,
    f.kind, f.value, f.unit, f.indicator, f.scenario, f.province, f.confidence::FLOAT AS confidence,
    a.lang, a.source, a.published, a.run_id, a.extractor_version, f.rowid AS figure_row
FROM figures AS f
JOIN audit.articles AS a USING (extraction_id)
LEFT JOIN facts_of AS k ON k.figure_id = f.figure_id
ORDER BY number;
COMMENT ON TABLE audit.figures IS 'Current figures in the order of their articles and of the text, with what queues are filtered by.';

CREATE TABLE audit.figure_ids AS
SELECT figure_id, number FROM audit.figures ORDER BY figure_id;
COMMENT ON TABLE audit.figure_ids IS 'Number of each figure, sorted by id.';

-- Rules that a right figure seldom breaks. Each is a doubt, not an error.
CREATE TEMP TABLE audit_violations AS
WITH read AS (
    SELECT n.number, n.published, f.*, i.measure, i.kinds, i.low, i.high, p.flag
    FROM audit.figures AS n
    JOIN current_figures AS f USING (figure_id)
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

-- A value far from what the same province, indicator, unit and base showed on other days: shares by distance from the
-- median in median deviations, amounts by their order of magnitude. A fact counts once, however often it is told.
CREATE TEMP TABLE audit_outliers AS
WITH series AS (
    SELECT fact_id, figure_id, value, unit, kind IN ('percentage') AS is_share,
        CASE WHEN kind = 'percentage' THEN value::DOUBLE ELSE log10(greatest(abs(value::DOUBLE), 1)) END AS height,
        (extent_id, indicator, scenario, unit, base, per, kind) AS line
    FROM facts
    WHERE scope = 'whole' AND indicator <> 'other' AND scenario IN ('actual', 'target') AND extent_id IS NOT NULL
), levels AS (
    SELECT line, median(height) AS middle, count(*) AS facts, any_value(is_share) AS is_share
    FROM series GROUP BY line HAVING count(*) >= 5
), spreads AS (
    SELECT l.line, median(abs(s.height - l.middle)) AS spread FROM series AS s JOIN levels AS l USING (line) GROUP BY l.line
), far AS (
    SELECT s.figure_id, l.facts, l.middle, l.is_share,
        abs(s.height - l.middle) / greatest(spread * 1.4826, CASE WHEN l.is_share THEN 1.5 ELSE 0.15 END) AS distance
    FROM series AS s JOIN levels AS l USING (line) JOIN spreads USING (line)
)
SELECT n.number, 'far_from_history' AS code,
    concat_ws(' ', CASE WHEN is_share THEN round(middle, 2)::VARCHAR ELSE printf('%.0f', pow(10, middle)) END, facts) AS detail,
    distance AS weight
FROM far JOIN audit.figure_ids AS n USING (figure_id)
WHERE distance > 3.5;

-- Where editions of one story read otherwise; of each fact its surest copy stands for all.
CREATE TEMP TABLE audit_disagreements AS
WITH torn AS (
    SELECT figure_id, outvoted, list_filter(map_entries(agreement), lambda e: e.value <> 'same') AS others
    FROM facts WHERE NOT editions_agree
), told AS (
    SELECT *, len(list_filter(others, lambda e: e.value <> 'not read')) AS different FROM torn
)
SELECT n.number, CASE WHEN outvoted THEN 'outvoted' WHEN different > 0 THEN 'reads_otherwise' ELSE 'not_read' END AS code,
    array_to_string(list_transform(others, lambda e: e.key || ': ' || e.value), '; ') AS detail,
    CASE WHEN outvoted THEN 100 ELSE 0 END + 10 * different + len(others) AS weight
FROM told JOIN audit.figure_ids AS n USING (figure_id);

CREATE TABLE audit.reasons AS
SELECT number, 'violations' AS queue, code, detail, weight::FLOAT AS weight FROM audit_violations
UNION ALL SELECT number, 'outliers', code, detail, weight FROM audit_outliers
UNION ALL SELECT number, 'disagreement', code, detail, weight FROM audit_disagreements
ORDER BY number, queue, weight DESC, code;
COMMENT ON TABLE audit.reasons IS 'Why a figure stands in a queue.';

CREATE TABLE audit.queue AS
WITH members AS (
    SELECT queue, number, sum(weight) AS weight FROM audit.reasons GROUP BY queue, number
    UNION ALL SELECT 'confidence', number, 0 FROM audit.figures
)
SELECT queue, row_number() OVER (PARTITION BY queue ORDER BY m.weight DESC, f.confidence, number)::INTEGER AS rank, number,
    f.lang, f.province, f.indicator, f.scenario, f.source, f.published, f.extractor_version
FROM members AS m JOIN audit.figures AS f USING (number)
ORDER BY queue, rank;
COMMENT ON TABLE audit.queue IS 'Figures of each queue in the order in which they are to be looked at.';

CREATE TABLE audit.totals AS
SELECT queue, lang, count(*)::INTEGER AS figures FROM audit.queue GROUP BY ALL
UNION ALL SELECT 'all', lang, count(*)::INTEGER FROM audit.figures GROUP BY ALL
ORDER BY ALL;

DROP TABLE audit_violations;
DROP TABLE audit_outliers;
DROP TABLE audit_disagreements;
