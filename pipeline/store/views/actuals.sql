-- What is reported as reached, counted or done, and who said so.
CREATE OR REPLACE VIEW actuals AS
SELECT
    f.figure_id, f.province, f.indicator, f.comparator, f.value, f.value_max, f.out_of, f.unit, f.base, f.scope, f.per,
    f.obs_date, f.obs_date_basis, f.date_role, f.date_start, f.date_end,
    f.quote, f.confidence, f.lang, f.published, a.title, a.url, f.article_id, f.fact_id, f.story_id, f.langs, f.articles, f.agreement, f.editions_agree, f.outvoted, f.province_id, f.extent_id, f.vintage, f.province_flag, f.series_breaks, f.review_state
FROM facts AS f JOIN current_articles AS a USING (article_id)
WHERE f.scenario = 'actual' AND f.scope = 'whole';
COMMENT ON VIEW actuals IS 'What is reported as reached, counted or done in a province or the country as a whole, once each.';
COMMENT ON COLUMN actuals.figure_id IS 'Figure of the surest copy.';
COMMENT ON COLUMN actuals.province IS 'Province that it is about; null for the whole country or unknown.';
COMMENT ON COLUMN actuals.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN actuals.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN actuals.value IS 'The value; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN actuals.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN actuals.out_of IS 'The total in "45 of 96", else null.';
COMMENT ON COLUMN actuals.unit IS 'Unit of the value.';
COMMENT ON COLUMN actuals.base IS 'What a percentage is a share of; null where the text does not say.';
COMMENT ON COLUMN actuals.scope IS 'Always whole.';
COMMENT ON COLUMN actuals.per IS 'Period of a rate over time, else null.';
COMMENT ON COLUMN actuals.obs_date IS 'Day that it is about: its own date, else the publication date.';
COMMENT ON COLUMN actuals.obs_date_basis IS 'date_end or published: where that day comes from.';
COMMENT ON COLUMN actuals.date_role IS 'Role of the date that governs the figure.';
COMMENT ON COLUMN actuals.date_start IS 'First day of the period, with during.';
COMMENT ON COLUMN actuals.date_end IS 'Last day of the date expression, whatever its role.';
COMMENT ON COLUMN actuals.quote IS 'Quote of the surest copy.';
COMMENT ON COLUMN actuals.confidence IS 'Confidence of the surest copy, 0 to 1.';
COMMENT ON COLUMN actuals.lang IS 'Language of the surest copy.';
COMMENT ON COLUMN actuals.published IS 'Earliest publication date of the copies; null when unknown.';
COMMENT ON COLUMN actuals.title IS 'Title of that article.';
COMMENT ON COLUMN actuals.url IS 'Address of that article.';
COMMENT ON COLUMN actuals.article_id IS 'Article of the surest copy.';
COMMENT ON COLUMN actuals.fact_id IS 'The fact, as in facts.';
COMMENT ON COLUMN actuals.story_id IS 'The story, as in editions.';
COMMENT ON COLUMN actuals.langs IS 'Languages of the editions that say so.';
COMMENT ON COLUMN actuals.articles IS 'Number of articles that say so.';
COMMENT ON COLUMN actuals.agreement IS 'What each edition of the story reads, by language.';
COMMENT ON COLUMN actuals.editions_agree IS 'Whether all editions of the story read the same.';
COMMENT ON COLUMN actuals.outvoted IS 'Whether more editions of the story read the same quantity with another meaning.';
COMMENT ON COLUMN actuals.province_id IS 'Its unit in provinces when the article appeared.';
COMMENT ON COLUMN actuals.extent_id IS 'Its territory: what compares over time has the same.';
COMMENT ON COLUMN actuals.vintage IS 'before or since 2025-07-01, by the publication date; null where that is unknown.';
COMMENT ON COLUMN actuals.province_flag IS 'unknown_vintage or name_of_other_vintage where the unit is in doubt, else null.';
COMMENT ON COLUMN actuals.series_breaks IS 'Whether the merger of 2025-07-01 breaks the series under this name.';
COMMENT ON COLUMN actuals.review_state IS 'What reviewers decided on the surest copy: unreviewed, accepted, corrected, added, skipped, disputed or stale.';
