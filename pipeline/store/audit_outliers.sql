-- A value far from what the same province, indicator, unit and base showed on other days: shares by distance from the
-- median in median deviations, amounts by their order of magnitude. A fact counts once, however often it is told.
-- One fact more moves the median of its line and with it all others there, so each snapshot asks all facts anew: a scan of the
-- small columns of `facts`. What came of it is put in the place of what differs in the tables of the schema `audit`.
CREATE TEMP TABLE audit_far AS
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
SELECT n.number, 'outliers' AS queue, 'far_from_history' AS code,
    concat_ws(' ', CASE WHEN is_share THEN round(middle, 2)::VARCHAR ELSE printf('%.0f', pow(10, middle)) END, facts) AS detail,
    distance::FLOAT AS weight
FROM far JOIN audit.figure_ids AS n USING (figure_id)
WHERE distance > 3.5;

CREATE TEMP TABLE audit_far_no_more AS
SELECT number FROM (SELECT * FROM audit.reasons WHERE queue = 'outliers' EXCEPT FROM audit_far);
CREATE TEMP TABLE audit_far_now AS
FROM audit_far EXCEPT SELECT * FROM audit.reasons WHERE queue = 'outliers';
DELETE FROM audit.reasons WHERE queue = 'outliers' AND number IN (FROM audit_far_no_more);
DELETE FROM audit.queue WHERE queue = 'outliers' AND number IN (FROM audit_far_no_more);
INSERT INTO audit.reasons FROM audit_far_now ORDER BY number;
INSERT INTO audit.queue
SELECT queue, {rank} AS rank, number, f.lang, f.province, f.indicator, f.scenario, f.source, f.published, f.extractor_version
FROM audit_far_now AS m JOIN audit.figures AS f USING (number)
ORDER BY rank;
DROP TABLE audit_far;
DROP TABLE audit_far_no_more;
DROP TABLE audit_far_now;

CREATE OR REPLACE TABLE audit.totals AS
SELECT queue, lang, count(*)::INTEGER AS figures FROM audit.queue GROUP BY ALL
UNION ALL SELECT 'all', lang, count(*)::INTEGER FROM audit.figures GROUP BY ALL
ORDER BY ALL;
