-- What is to be reached, by when, and who said so.
CREATE OR REPLACE VIEW targets AS
SELECT
    f.figure_id, f.province, f.indicator, f.comparator, f.value, f.value_max, f.unit, f.base, f.scope, f.per,
    CASE WHEN f.date_role = 'deadline' THEN f.date_end END AS deadline,
    f.date_role, f.date_start, f.date_end, f.quote, f.confidence, f.lang, f.published, a.title, a.url, f.article_id,
    f.fact_id, f.story_id, f.langs, f.articles, f.agreement, f.editions_agree, f.outvoted, f.province_id, f.extent_id, f.vintage, f.province_flag, f.series_breaks, f.out_of, f.review_state
FROM facts AS f JOIN current_articles AS a USING (article_id)
WHERE f.scenario = 'target' AND f.scope = 'whole';
COMMENT ON VIEW targets IS 'Goals, plans and assignments for a province or the country as a whole, once each: value, indicator, deadline, place, and the article that says so. Those for parts, for each, and thresholds: facts_of_parts, facts_of_each, facts_of_thresholds.';
COMMENT ON COLUMN targets.figure_id IS 'Figure of the surest copy.';
COMMENT ON COLUMN targets.province IS 'Province that it is about; null for the whole country or unknown.';
COMMENT ON COLUMN targets.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN targets.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN targets.value IS 'The value; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN targets.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN targets.unit IS 'Unit of the value.';
COMMENT ON COLUMN targets.base IS 'What a percentage is a share of; null where the text does not say.';
COMMENT ON COLUMN targets.scope IS 'Always whole.';
COMMENT ON COLUMN targets.per IS 'Period of a rate over time, else null.';
COMMENT ON COLUMN targets.deadline IS 'Day by which it is to be reached; null where the text names none in the sentence.';
COMMENT ON COLUMN targets.date_role IS 'Role of the date that governs the figure.';
COMMENT ON COLUMN targets.date_start IS 'First day of the period, with during.';
COMMENT ON COLUMN targets.date_end IS 'Last day of the date expression, whatever its role.';
COMMENT ON COLUMN targets.quote IS 'Quote of the surest copy.';
COMMENT ON COLUMN targets.confidence IS 'Confidence of the surest copy, 0 to 1.';
COMMENT ON COLUMN targets.lang IS 'Language of the surest copy.';
COMMENT ON COLUMN targets.published IS 'Earliest publication date of the copies; null when unknown.';
COMMENT ON COLUMN targets.title IS 'Title of that article.';
COMMENT ON COLUMN targets.url IS 'Address of that article.';
COMMENT ON COLUMN targets.article_id IS 'Article of the surest copy.';
COMMENT ON COLUMN targets.fact_id IS 'The fact, as in facts.';
COMMENT ON COLUMN targets.story_id IS 'The story, as in editions.';
COMMENT ON COLUMN targets.langs IS 'Languages of the editions that say so.';
COMMENT ON COLUMN targets.articles IS 'Number of articles that say so.';
COMMENT ON COLUMN targets.agreement IS 'What each edition of the story reads, by language.';
COMMENT ON COLUMN targets.editions_agree IS 'Whether all editions of the story read the same.';
COMMENT ON COLUMN targets.outvoted IS 'Whether more editions of the story read the same quantity with another meaning.';
COMMENT ON COLUMN targets.province_id IS 'Its unit in provinces when the article appeared.';
COMMENT ON COLUMN targets.extent_id IS 'Its territory: what compares over time has the same.';
COMMENT ON COLUMN targets.vintage IS 'before or since 2025-07-01, by the publication date; null where that is unknown.';
COMMENT ON COLUMN targets.province_flag IS 'unknown_vintage or name_of_other_vintage where the unit is in doubt, else null.';
COMMENT ON COLUMN targets.series_breaks IS 'Whether the merger of 2025-07-01 breaks the series under this name.';
COMMENT ON COLUMN targets.out_of IS 'The total in "45 of 96", else null.';
COMMENT ON COLUMN targets.review_state IS 'What reviewers decided on the surest copy: unreviewed, accepted, corrected, added, skipped, disputed or stale.';
