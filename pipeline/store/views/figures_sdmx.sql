-- Facts under the names of SDMX concepts, for tools that know those. What reviewers decided is no OBS_STATUS: of the SDMX code
-- list CL_OBS_STATUS only V (unvalidated) speaks of it, and it would hide what is estimated or forecast. It has an attribute of ours.
CREATE OR REPLACE VIEW figures_sdmx AS
SELECT
    f.indicator AS INDICATOR, coalesce(f.extent_id, '_U') AS REF_AREA, f.scenario AS SCENARIO, coalesce(f.base, '_U') AS BASE, f.scope AS SCOPE,
    f.obs_date AS TIME_PERIOD, f.value AS OBS_VALUE, f.value_max AS OBS_VALUE_MAX, f.comparator AS COMPARATOR,
    CASE WHEN f.unit = 'percent' THEN 'PT' WHEN f.unit = 'percentage_point' THEN 'PP' ELSE f.unit END AS UNIT_MEASURE,
    coalesce(f.per, '_Z') AS FREQ_OF_RATE, 0 AS UNIT_MULT,
    CASE
        WHEN f.scenario = 'target' THEN 'F'
        WHEN f.comparator <> '=' THEN 'E'
        ELSE 'A'
    END AS OBS_STATUS,
    f.obs_date_basis AS TIME_BASIS, f.fact_id AS OBS_ID, f.quote AS COMMENT_OBS, f.article_id AS SOURCE_ID, f.review_state AS REVIEW_STATE
FROM facts AS f
WHERE f.obs_date IS NOT NULL;
COMMENT ON VIEW figures_sdmx IS 'Facts with a known day, of every scope, under the names of SDMX concepts.';
COMMENT ON COLUMN figures_sdmx.INDICATOR IS 'Code of the indicator; its code list is the table indicators.';
COMMENT ON COLUMN figures_sdmx.REF_AREA IS 'Territory: extent_id of provinces; _U where it is the whole country or unknown.';
COMMENT ON COLUMN figures_sdmx.SCENARIO IS 'target, actual or rule.';
COMMENT ON COLUMN figures_sdmx.BASE IS 'What a percentage is a share of; _U where the text does not say or it is none.';
COMMENT ON COLUMN figures_sdmx.SCOPE IS 'whole, part, each or threshold.';
COMMENT ON COLUMN figures_sdmx.TIME_PERIOD IS 'Day that it is about.';
COMMENT ON COLUMN figures_sdmx.OBS_VALUE IS 'The value.';
COMMENT ON COLUMN figures_sdmx.OBS_VALUE_MAX IS 'Upper end of a range, else null.';
COMMENT ON COLUMN figures_sdmx.COMPARATOR IS 'The comparator.';
COMMENT ON COLUMN figures_sdmx.UNIT_MEASURE IS 'PT percent, PP percentage points, else the unit of the record contract.';
COMMENT ON COLUMN figures_sdmx.FREQ_OF_RATE IS 'Period of a rate over time; _Z where it is none.';
COMMENT ON COLUMN figures_sdmx.UNIT_MULT IS 'Always 0: values have their magnitude applied.';
COMMENT ON COLUMN figures_sdmx.OBS_STATUS IS 'Of the SDMX code list CL_OBS_STATUS: A normal; E estimated, for bounds and about; F forecast, for targets.';
COMMENT ON COLUMN figures_sdmx.TIME_BASIS IS 'date_end or published: where the day comes from.';
COMMENT ON COLUMN figures_sdmx.OBS_ID IS 'The fact.';
COMMENT ON COLUMN figures_sdmx.COMMENT_OBS IS 'The characters read.';
COMMENT ON COLUMN figures_sdmx.SOURCE_ID IS 'The article.';
COMMENT ON COLUMN figures_sdmx.REVIEW_STATE IS 'What reviewers decided on the surest copy: unreviewed, accepted, corrected, added, skipped, disputed or stale. An attribute of ours.';
