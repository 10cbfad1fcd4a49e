-- Each target beside the latest actual of the same territory, indicator, base and unit.
-- Flows are left out: a sum of a period has no latest state. The trend is the line through the first and the latest actual.
CREATE OR REPLACE VIEW target_progress AS
WITH clock AS (
    SELECT max(started_at)::DATE AS as_of FROM runs
), goals AS (
    SELECT *, CASE WHEN date_role = 'deadline' THEN date_end END AS deadline,
        comparator IN ('<', '<=') OR measure IN ('arrears', 'arrears_rate') AS lower_is_better
    FROM provincial_facts
    WHERE scenario = 'target' AND nature IN ('stock', 'rate') AND per IS NULL AND measure <> 'plan_completion'
    QUALIFY row_number() OVER (
        PARTITION BY extent_id, indicator, compared_base, unit, comparator, value, value_max, deadline
        ORDER BY published DESC NULLS LAST, confidence DESC, fact_id
    ) = 1
), marks AS (
    SELECT extent_id, indicator, compared_base, unit,
        list(struct_pack(
            obs_date := obs_date, obs_date_basis := obs_date_basis, confidence := confidence, fact_id := fact_id,
            value := value, comparator := comparator, quote := quote, review_state := review_state
        ) ORDER BY obs_date, confidence, fact_id) AS marks
    FROM provincial_facts, clock
    WHERE scenario = 'actual' AND per IS NULL AND obs_date <= as_of
    GROUP BY ALL
), joined AS (
    SELECT g.*, clock.as_of, m.marks[-1] AS latest, m.marks[1] AS earliest
    FROM goals AS g CROSS JOIN clock
    LEFT JOIN marks AS m
        ON m.extent_id = g.extent_id AND m.indicator = g.indicator AND m.unit = g.unit
        AND m.compared_base IS NOT DISTINCT FROM g.compared_base
), drawn AS (
    SELECT *,
        CASE WHEN earliest.obs_date < latest.obs_date AND deadline > latest.obs_date THEN
            latest.value::DOUBLE + (latest.value::DOUBLE - earliest.value::DOUBLE)
            * (deadline - latest.obs_date) / (latest.obs_date - earliest.obs_date) END AS projected,
        CASE
            WHEN comparator = '<' THEN latest.value < value
            WHEN comparator = '>' THEN latest.value > value
            WHEN lower_is_better THEN latest.value <= value
            ELSE latest.value >= value
        END AS reached
    FROM joined
)
SELECT
    province, province_id, extent_id, vintage, province_flag, series_breaks, indicator, compared_base AS base, unit,
    comparator, value AS target, value_max AS target_max, deadline, as_of, deadline - as_of AS days_left,
    latest.value AS actual, latest.comparator AS actual_comparator, latest.obs_date AS actual_date,
    latest.obs_date_basis AS actual_date_basis, latest.value - value AS gap, reached, projected,
    CASE
        WHEN reached THEN true
        WHEN latest IS NULL THEN NULL
        WHEN deadline < as_of THEN false
        WHEN comparator = '<' THEN projected < value
        WHEN comparator = '>' THEN projected > value
        WHEN lower_is_better THEN projected <= value
        ELSE projected >= value
    END AS on_track,
    fact_id, latest.fact_id AS actual_fact_id, quote, latest.quote AS actual_quote, published, article_id, langs, confidence,
    review_state, latest.review_state AS actual_review_state, compared_base
FROM drawn;
COMMENT ON VIEW target_progress IS 'Each target of a province beside the latest actual of the same territory, indicator, base and unit: gap, days left, reached, on track. A target told by several stories is one row.';
COMMENT ON COLUMN target_progress.province IS 'Province that it is about; null for the whole country or unknown.';
COMMENT ON COLUMN target_progress.province_id IS 'Its unit in provinces when the article appeared.';
COMMENT ON COLUMN target_progress.extent_id IS 'Its territory: what compares over time has the same.';
COMMENT ON COLUMN target_progress.vintage IS 'before or since 2025-07-01, by the publication date; null where that is unknown.';
COMMENT ON COLUMN target_progress.province_flag IS 'unknown_vintage or name_of_other_vintage where the unit is in doubt, else null.';
COMMENT ON COLUMN target_progress.series_breaks IS 'Whether the merger of 2025-07-01 breaks the series under this name.';
COMMENT ON COLUMN target_progress.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN target_progress.base IS 'What a percentage is a share of; population for coverage of health insurance whose base is not named.';
COMMENT ON COLUMN target_progress.unit IS 'Unit of the value.';
COMMENT ON COLUMN target_progress.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN target_progress.target IS 'The target; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN target_progress.target_max IS 'Upper end of the target''s range, else null.';
COMMENT ON COLUMN target_progress.deadline IS 'Day by which it is to be reached; null where the text names none in the sentence.';
COMMENT ON COLUMN target_progress.as_of IS 'Day of the last run: what days_left counts from.';
COMMENT ON COLUMN target_progress.days_left IS 'Days from as_of to the deadline; below zero where it is past.';
COMMENT ON COLUMN target_progress.actual IS 'Latest actual of the same territory, indicator, base and unit; null where there is none.';
COMMENT ON COLUMN target_progress.actual_comparator IS 'Its comparator.';
COMMENT ON COLUMN target_progress.actual_date IS 'Day it is about.';
COMMENT ON COLUMN target_progress.actual_date_basis IS 'date_end or published: where that day comes from.';
COMMENT ON COLUMN target_progress.gap IS 'actual less target: in points for percentages, else in the unit.';
COMMENT ON COLUMN target_progress.reached IS 'Whether the actual meets the target as its comparator says; arrears meet it from above. Null without an actual.';
COMMENT ON COLUMN target_progress.projected IS 'Where the line through the first and the latest actual is at the deadline; null where there are not two days.';
COMMENT ON COLUMN target_progress.on_track IS 'True when reached, or when projected meets the target; false when it does not, or the deadline is past; null where nothing tells.';
COMMENT ON COLUMN target_progress.fact_id IS 'The target''s fact.';
COMMENT ON COLUMN target_progress.actual_fact_id IS 'The actual''s fact.';
COMMENT ON COLUMN target_progress.quote IS 'The target''s characters.';
COMMENT ON COLUMN target_progress.actual_quote IS 'The actual''s characters.';
COMMENT ON COLUMN target_progress.published IS 'Earliest publication date of the copies; null when unknown.';
COMMENT ON COLUMN target_progress.article_id IS 'Article of the surest copy.';
COMMENT ON COLUMN target_progress.langs IS 'Languages of the editions that tell the target.';
COMMENT ON COLUMN target_progress.confidence IS 'Confidence of the target.';
COMMENT ON COLUMN target_progress.review_state IS 'What reviewers decided on the surest copy of the target: unreviewed, accepted, corrected, added, skipped, disputed or stale.';
COMMENT ON COLUMN target_progress.actual_review_state IS 'The same of the actual; null where there is none.';
COMMENT ON COLUMN target_progress.compared_base IS 'The same as base: its name in earlier versions.';
