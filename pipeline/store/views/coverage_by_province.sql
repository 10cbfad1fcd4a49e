-- How far coverage has come, province by province, over time.
CREATE OR REPLACE VIEW coverage_by_province AS
WITH observed AS (
    SELECT *, count(DISTINCT value) OVER (PARTITION BY extent_id, indicator, compared_base, unit, obs_date) > 1 AS is_conflicting
    FROM provincial_facts
    WHERE scenario = 'actual' AND measure = 'coverage_rate' AND unit = 'percent'
), chosen AS (
    SELECT * FROM observed
    QUALIFY row_number() OVER (PARTITION BY extent_id, indicator, compared_base, unit, obs_date
        ORDER BY review_state IN ('accepted', 'corrected', 'added') DESC, obs_date_basis, confidence DESC, articles DESC, fact_id) = 1
)
SELECT
    province, province_id, extent_id, vintage, province_flag, series_breaks, indicator, scheme, compared_base AS base, unit,
    obs_date, obs_date_basis, comparator, value, value_max,
    lag(value) OVER course AS previous_value, value - lag(value) OVER course AS change,
    lead(obs_date) OVER course IS NULL AS is_latest, is_conflicting, langs, articles, fact_id, figure_id, article_id, quote, confidence, review_state,
    compared_base
FROM chosen
WINDOW course AS (PARTITION BY extent_id, indicator, compared_base, unit ORDER BY obs_date);
COMMENT ON VIEW coverage_by_province IS 'Coverage rates reported for provinces as a whole, one a day for each territory, indicator and base: the surest of the day. Filter on is_latest for the present state.';
COMMENT ON COLUMN coverage_by_province.province IS 'Province that it is about; null for the whole country or unknown.';
COMMENT ON COLUMN coverage_by_province.province_id IS 'Its unit in provinces when the article appeared.';
COMMENT ON COLUMN coverage_by_province.extent_id IS 'Its territory: what compares over time has the same.';
COMMENT ON COLUMN coverage_by_province.vintage IS 'before or since 2025-07-01, by the publication date; null where that is unknown.';
COMMENT ON COLUMN coverage_by_province.province_flag IS 'unknown_vintage or name_of_other_vintage where the unit is in doubt, else null.';
COMMENT ON COLUMN coverage_by_province.series_breaks IS 'Whether the merger of 2025-07-01 breaks the series under this name.';
COMMENT ON COLUMN coverage_by_province.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN coverage_by_province.scheme IS 'Scheme of insurance.';
COMMENT ON COLUMN coverage_by_province.base IS 'What a percentage is a share of; population for coverage of health insurance whose base is not named.';
COMMENT ON COLUMN coverage_by_province.unit IS 'Unit of the value.';
COMMENT ON COLUMN coverage_by_province.obs_date IS 'Day that it is about: its own date, else the publication date.';
COMMENT ON COLUMN coverage_by_province.obs_date_basis IS 'date_end or published: where that day comes from.';
COMMENT ON COLUMN coverage_by_province.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN coverage_by_province.value IS 'The value; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN coverage_by_province.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN coverage_by_province.previous_value IS 'The value on the day before it in the series, else null.';
COMMENT ON COLUMN coverage_by_province.change IS 'value less previous_value.';
COMMENT ON COLUMN coverage_by_province.is_latest IS 'Whether it is the latest of its territory, indicator and base.';
COMMENT ON COLUMN coverage_by_province.is_conflicting IS 'Whether other facts tell another value for the day: see conflicts.';
COMMENT ON COLUMN coverage_by_province.langs IS 'Languages of the editions that say so.';
COMMENT ON COLUMN coverage_by_province.articles IS 'Number of articles that say so.';
COMMENT ON COLUMN coverage_by_province.fact_id IS 'The fact, as in facts.';
COMMENT ON COLUMN coverage_by_province.figure_id IS 'Figure of the surest copy.';
COMMENT ON COLUMN coverage_by_province.article_id IS 'Article of the surest copy.';
COMMENT ON COLUMN coverage_by_province.quote IS 'Quote of the surest copy.';
COMMENT ON COLUMN coverage_by_province.confidence IS 'Confidence of the surest copy, 0 to 1.';
COMMENT ON COLUMN coverage_by_province.review_state IS 'What reviewers decided on the surest copy: unreviewed, accepted, corrected, added, skipped, disputed or stale.';
COMMENT ON COLUMN coverage_by_province.compared_base IS 'The same as base: its name in earlier versions.';
