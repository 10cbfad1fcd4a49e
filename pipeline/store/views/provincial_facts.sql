-- What the views of provinces compare: facts about a province as a whole whose territory and day are known.
-- Coverage of health insurance whose base is not named is of the population.
CREATE OR REPLACE VIEW provincial_facts AS
SELECT f.* EXCLUDE (base), i.scheme, i.measure, i.nature, f.base,
    coalesce(f.base, CASE WHEN f.indicator = 'health_insurance.coverage_rate' THEN 'population' END) AS compared_base
FROM facts AS f JOIN indicators AS i USING (indicator)
WHERE f.scope = 'whole' AND f.indicator <> 'other' AND f.extent_id IS NOT NULL AND f.obs_date IS NOT NULL AND NOT f.outvoted;
COMMENT ON VIEW provincial_facts IS 'Facts about a province as a whole whose territory and day are known: what the views of provinces compare. Left out are indicator other and what more editions read with another meaning.';
COMMENT ON COLUMN provincial_facts.fact_id IS 'The fact, as in facts.';
COMMENT ON COLUMN provincial_facts.story_id IS 'The story, as in editions.';
COMMENT ON COLUMN provincial_facts.kind IS 'percentage, count, money or measure.';
COMMENT ON COLUMN provincial_facts.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN provincial_facts.scenario IS 'target, actual or rule.';
COMMENT ON COLUMN provincial_facts.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN provincial_facts.value IS 'The value; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN provincial_facts.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN provincial_facts.out_of IS 'The total in "45 of 96", else null.';
COMMENT ON COLUMN provincial_facts.unit IS 'Unit of the value.';
COMMENT ON COLUMN provincial_facts.scope IS 'Always whole.';
COMMENT ON COLUMN provincial_facts.per IS 'Period of a rate over time, else null.';
COMMENT ON COLUMN provincial_facts.date_role IS 'Role of the date that governs the figure.';
COMMENT ON COLUMN provincial_facts.date_start IS 'First day of the period, with during.';
COMMENT ON COLUMN provincial_facts.date_end IS 'Last day of the date expression, whatever its role.';
COMMENT ON COLUMN provincial_facts.obs_date IS 'Day that it is about: its own date, else the publication date.';
COMMENT ON COLUMN provincial_facts.obs_date_basis IS 'date_end or published: where that day comes from.';
COMMENT ON COLUMN provincial_facts.province IS 'Province that it is about; null for the whole country or unknown.';
COMMENT ON COLUMN provincial_facts.vintage IS 'before or since 2025-07-01, by the publication date; null where that is unknown.';
COMMENT ON COLUMN provincial_facts.province_id IS 'Its unit in provinces when the article appeared.';
COMMENT ON COLUMN provincial_facts.extent_id IS 'Its territory: what compares over time has the same.';
COMMENT ON COLUMN provincial_facts.province_flag IS 'unknown_vintage or name_of_other_vintage where the unit is in doubt, else null.';
COMMENT ON COLUMN provincial_facts.series_breaks IS 'Whether the merger of 2025-07-01 breaks the series under this name.';
COMMENT ON COLUMN provincial_facts.published IS 'Earliest publication date of the copies; null when unknown.';
COMMENT ON COLUMN provincial_facts.langs IS 'Languages of the editions that say so.';
COMMENT ON COLUMN provincial_facts.articles IS 'Number of articles that say so.';
COMMENT ON COLUMN provincial_facts.copies IS 'All copies, the surest first.';
COMMENT ON COLUMN provincial_facts.agreement IS 'What each edition of the story reads, by language.';
COMMENT ON COLUMN provincial_facts.editions_agree IS 'Whether all editions of the story read the same.';
COMMENT ON COLUMN provincial_facts.outvoted IS 'Always false.';
COMMENT ON COLUMN provincial_facts.figure_id IS 'Figure of the surest copy.';
COMMENT ON COLUMN provincial_facts.article_id IS 'Article of the surest copy.';
COMMENT ON COLUMN provincial_facts.lang IS 'Language of the surest copy.';
COMMENT ON COLUMN provincial_facts.quote IS 'Quote of the surest copy.';
COMMENT ON COLUMN provincial_facts.confidence IS 'Confidence of the surest copy, 0 to 1.';
COMMENT ON COLUMN provincial_facts.review_state IS 'What reviewers decided on the surest copy: unreviewed, accepted, corrected, added, skipped, disputed or stale.';
COMMENT ON COLUMN provincial_facts.scheme IS 'Scheme of insurance, or outreach.';
COMMENT ON COLUMN provincial_facts.measure IS 'What is measured.';
COMMENT ON COLUMN provincial_facts.nature IS 'stock, flow, rate or rule.';
COMMENT ON COLUMN provincial_facts.base IS 'What a percentage is a share of; null where the text does not say.';
COMMENT ON COLUMN provincial_facts.compared_base IS 'The base, and population for coverage of health insurance whose base is not named.';
