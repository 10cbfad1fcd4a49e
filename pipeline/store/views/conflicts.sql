-- Where the news contradicts itself: one province, indicator, base and day, but several values.
-- Only a day that the text names counts, and of actuals only exact values: "over 95" does not contradict 95.2.
CREATE OR REPLACE VIEW conflicts AS
SELECT arg_max(province, coalesce(vintage, '')) AS province, arg_max(province_id, coalesce(vintage, '')) AS province_id, extent_id, indicator, scenario, compared_base AS base, unit, per, date_start, obs_date,
    count(DISTINCT value)::INTEGER AS different_values, min(value) AS lowest, max(value) AS highest,
    list(struct_pack(value := value, comparator := comparator, fact_id := fact_id, article_id := article_id, langs := langs, quote := quote, review_state := review_state)
        ORDER BY value, fact_id) AS readings,
    compared_base
FROM provincial_facts
WHERE obs_date_basis = 'date_end' AND measure <> 'growth' AND value_max IS NULL AND (scenario = 'target' OR comparator = '=')
GROUP BY ALL
HAVING count(DISTINCT value) > 1;
COMMENT ON VIEW conflicts IS 'Same province, indicator, scenario, base, unit and named day, but different values.';
COMMENT ON COLUMN conflicts.province IS 'Province that it is about; null for the whole country or unknown.';
COMMENT ON COLUMN conflicts.province_id IS 'Its unit in provinces: of those the articles mean, the one since 2025-07-01.';
COMMENT ON COLUMN conflicts.extent_id IS 'Its territory: what compares over time has the same.';
COMMENT ON COLUMN conflicts.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN conflicts.scenario IS 'target, actual or rule.';
COMMENT ON COLUMN conflicts.base IS 'What a percentage is a share of; population for coverage of health insurance whose base is not named.';
COMMENT ON COLUMN conflicts.unit IS 'Unit of the value.';
COMMENT ON COLUMN conflicts.per IS 'Period of a rate over time, else null.';
COMMENT ON COLUMN conflicts.date_start IS 'First day of the period, with during.';
COMMENT ON COLUMN conflicts.obs_date IS 'The day that the texts name.';
COMMENT ON COLUMN conflicts.different_values IS 'How many values.';
COMMENT ON COLUMN conflicts.lowest IS 'The lowest.';
COMMENT ON COLUMN conflicts.highest IS 'The highest.';
COMMENT ON COLUMN conflicts.readings IS 'Every fact: value, comparator, fact_id, article_id, langs, quote, review_state.';
COMMENT ON COLUMN conflicts.compared_base IS 'The same as base: its name in earlier versions.';
