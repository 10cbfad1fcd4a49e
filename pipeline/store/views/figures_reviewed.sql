-- What counts of each figure: what reviewers say where they said it, else what the machine read. Figures that reviewers
-- added are in here too, as long as the text that they stand in is the current one.
CREATE OR REPLACE VIEW figures_reviewed AS
SELECT f.figure_id, f.extraction_id, f.article_id, f.revision,
    CASE WHEN r.reviewed_kind IS NULL THEN f.start ELSE coalesce(r.start, f.start) END AS start,
    CASE WHEN r.reviewed_kind IS NULL THEN f."end" ELSE coalesce(r."end", f."end") END AS "end",
    CASE WHEN r.reviewed_kind IS NULL THEN f.quote ELSE coalesce(r.quote, f.quote) END AS quote,
    CASE WHEN r.reviewed_kind IS NULL THEN f.kind ELSE r.reviewed_kind END AS kind,
    CASE WHEN r.reviewed_kind IS NULL THEN f.value ELSE r.reviewed_value END AS value,
    CASE WHEN r.reviewed_kind IS NULL THEN f.value_max ELSE r.reviewed_value_max END AS value_max,
    CASE WHEN r.reviewed_kind IS NULL THEN f.out_of ELSE r.reviewed_out_of END AS out_of,
    CASE WHEN r.reviewed_kind IS NULL THEN f.unit ELSE r.reviewed_unit END AS unit,
    CASE WHEN r.reviewed_kind IS NULL THEN f.comparator ELSE r.reviewed_comparator END AS comparator,
    CASE WHEN r.reviewed_kind IS NULL THEN f.scenario ELSE r.reviewed_scenario END AS scenario,
    CASE WHEN r.reviewed_kind IS NULL THEN f.indicator ELSE r.reviewed_indicator END AS indicator,
    CASE WHEN r.reviewed_kind IS NULL THEN f.base ELSE r.reviewed_base END AS base,
    CASE WHEN r.reviewed_kind IS NULL THEN f.scope ELSE r.reviewed_scope END AS scope,
    CASE WHEN r.reviewed_kind IS NULL THEN f.per ELSE r.reviewed_per END AS per,
    CASE WHEN r.reviewed_kind IS NULL THEN f.date_role ELSE r.reviewed_date_role END AS date_role,
    CASE WHEN r.reviewed_kind IS NULL THEN f.date_start ELSE r.reviewed_date_start END AS date_start,
    CASE WHEN r.reviewed_kind IS NULL THEN f.date_end ELSE r.reviewed_date_end END AS date_end,
    CASE WHEN r.reviewed_kind IS NULL THEN f.province ELSE r.reviewed_province END AS province,
    f.confidence, coalesce(r.review_state, 'unreviewed') AS review_state, coalesce(r.corrected_fields, []) AS corrected_fields,
    r.reason, r.reviewers, r.reviewed_at,
    f.kind AS machine_kind, f.value AS machine_value, f.value_max AS machine_value_max, f.out_of AS machine_out_of, f.unit AS machine_unit,
    f.comparator AS machine_comparator, f.scenario AS machine_scenario, f.indicator AS machine_indicator, f.base AS machine_base, f.scope AS machine_scope,
    f.per AS machine_per, f.date_role AS machine_date_role, f.date_start AS machine_date_start, f.date_end AS machine_date_end, f.province AS machine_province,
    r.reviewed_kind, r.reviewed_value, r.reviewed_value_max, r.reviewed_out_of, r.reviewed_unit,
    r.reviewed_comparator, r.reviewed_scenario, r.reviewed_indicator, r.reviewed_base, r.reviewed_scope,
    r.reviewed_per, r.reviewed_date_role, r.reviewed_date_start, r.reviewed_date_end, r.reviewed_province
FROM figures AS f
JOIN editions AS e ON e.extraction_id = f.extraction_id
LEFT JOIN (FROM reviews WHERE figure_id IS NOT NULL) AS r ON r.figure_id = f.figure_id
UNION ALL BY NAME
SELECT r.figure_id, e.extraction_id, r.article_id, a.revision, r.start, r."end", r.quote,
    r.reviewed_kind AS kind, r.reviewed_value AS value, r.reviewed_value_max AS value_max, r.reviewed_out_of AS out_of,
    r.reviewed_unit AS unit, r.reviewed_comparator AS comparator, r.reviewed_scenario AS scenario, r.reviewed_indicator AS indicator,
    r.reviewed_base AS base, r.reviewed_scope AS scope, r.reviewed_per AS per, r.reviewed_date_role AS date_role,
    r.reviewed_date_start AS date_start, r.reviewed_date_end AS date_end, r.reviewed_province AS province,
    1.0::DOUBLE AS confidence, r.review_state, r.corrected_fields, r.reason, r.reviewers, r.reviewed_at,
    r.reviewed_kind, r.reviewed_value, r.reviewed_value_max, r.reviewed_out_of, r.reviewed_unit,
    r.reviewed_comparator, r.reviewed_scenario, r.reviewed_indicator, r.reviewed_base, r.reviewed_scope,
    r.reviewed_per, r.reviewed_date_role, r.reviewed_date_start, r.reviewed_date_end, r.reviewed_province
FROM (FROM reviews WHERE review_state = 'added' AND figure_id IS NOT NULL) AS r
JOIN editions AS e ON e.article_id = r.article_id
JOIN extractions AS x ON x.extraction_id = e.extraction_id
JOIN articles AS a ON a.article_id = x.article_id AND a.revision = x.revision AND a.text_hash = r.text_hash
WHERE NOT EXISTS (SELECT 1 FROM figures AS f WHERE f.figure_id = r.figure_id AND f.extraction_id = e.extraction_id);
COMMENT ON VIEW figures_reviewed IS 'The figures that count with the best value of each field: as reviewed, else as the machine read it; with those that reviewers added. Rejected ones are still here, so that one can see them: leave them out by review_state.';
COMMENT ON COLUMN figures_reviewed.figure_id IS 'Stable id: a hash of article_id, text_hash, start and end. The same in every reading of the same text.';
COMMENT ON COLUMN figures_reviewed.extraction_id IS 'Reading that found it.';
COMMENT ON COLUMN figures_reviewed.article_id IS 'Article that asserts it.';
COMMENT ON COLUMN figures_reviewed.revision IS 'Revision of the article.';
COMMENT ON COLUMN figures_reviewed.start IS 'First code point of the quote in the article''s text, from 0.';
COMMENT ON COLUMN figures_reviewed."end" IS 'Code point after the last of the quote.';
COMMENT ON COLUMN figures_reviewed.quote IS 'The characters read: numeral with magnitude word and percent sign.';
COMMENT ON COLUMN figures_reviewed.kind IS 'percentage, count, money or measure.';
COMMENT ON COLUMN figures_reviewed.value IS 'The value with its magnitude applied; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN figures_reviewed.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN figures_reviewed.out_of IS 'The total in "45 of 96", else null.';
COMMENT ON COLUMN figures_reviewed.unit IS 'percent, percentage_point; person, household, organization, locality, event, document, case, item; ISO 4217 currency; or a unit of measure.';
COMMENT ON COLUMN figures_reviewed.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN figures_reviewed.scenario IS 'target (a goal), actual (reported as reached or counted) or rule (set by law or policy).';
COMMENT ON COLUMN figures_reviewed.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN figures_reviewed.base IS 'What a percentage is a share of; null where the text does not say, and for other kinds.';
COMMENT ON COLUMN figures_reviewed.scope IS 'whole (the province or country), part (of it), each (what every one has or must reach) or threshold (a limit that sorts).';
COMMENT ON COLUMN figures_reviewed.per IS 'day, month, quarter or year where the amount is a rate over time, else null.';
COMMENT ON COLUMN figures_reviewed.date_role IS 'deadline (due date of a target), as_of (state on a date), during (within a period), else null.';
COMMENT ON COLUMN figures_reviewed.date_start IS 'First day of the period; only with during.';
COMMENT ON COLUMN figures_reviewed.date_end IS 'Last day of the date expression.';
COMMENT ON COLUMN figures_reviewed.province IS 'Canonical Vietnamese name of the province the figure is about; null for the whole country or unknown.';
COMMENT ON COLUMN figures_reviewed.confidence IS 'Estimated probability that all fields of the machine''s reading are right, 0 to 1; 1 of an added figure.';
COMMENT ON COLUMN figures_reviewed.review_state IS 'unreviewed, accepted, corrected, rejected, added, skipped, disputed or stale: what reviewers decided, as in reviews.';
COMMENT ON COLUMN figures_reviewed.corrected_fields IS 'Fields that reviewers corrected; span for the place.';
COMMENT ON COLUMN figures_reviewed.reason IS 'Why it was rejected, by code; else null.';
COMMENT ON COLUMN figures_reviewed.reviewers IS 'Who decided; null where nobody did.';
COMMENT ON COLUMN figures_reviewed.reviewed_at IS 'When it was last decided on, UTC.';
COMMENT ON COLUMN figures_reviewed.machine_kind IS 'kind as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_value IS 'value as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_value_max IS 'value_max as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_out_of IS 'out_of as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_unit IS 'unit as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_comparator IS 'comparator as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_scenario IS 'scenario as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_indicator IS 'indicator as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_base IS 'base as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_scope IS 'scope as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_per IS 'per as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_date_role IS 'date_role as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_date_start IS 'date_start as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_date_end IS 'date_end as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.machine_province IS 'province as the machine reads it; null of an added figure.';
COMMENT ON COLUMN figures_reviewed.reviewed_kind IS 'kind as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_value IS 'value as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_value_max IS 'value_max as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_out_of IS 'out_of as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_unit IS 'unit as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_comparator IS 'comparator as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_scenario IS 'scenario as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_indicator IS 'indicator as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_base IS 'base as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_scope IS 'scope as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_per IS 'per as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_date_role IS 'date_role as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_date_start IS 'date_start as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_date_end IS 'date_end as reviewers say it is; null where they decided nothing.';
COMMENT ON COLUMN figures_reviewed.reviewed_province IS 'province as reviewers say it is; null where they decided nothing.';
