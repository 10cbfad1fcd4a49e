-- Figures of a limit that sorts, such as communes below 80 %.
CREATE OR REPLACE VIEW facts_of_thresholds AS
SELECT
    f.figure_id, f.province, f.indicator, f.scenario, f.comparator, f.value, f.value_max, f.out_of, f.unit, f.base, f.per,
    CASE WHEN f.date_role = 'deadline' THEN f.date_end END AS deadline,
    f.obs_date, f.obs_date_basis, f.date_role, f.date_start, f.date_end,
    f.quote, f.confidence, f.lang, f.published, a.title, a.url, f.article_id, f.fact_id, f.story_id, f.langs, f.articles, f.agreement, f.editions_agree, f.outvoted, f.province_id, f.extent_id, f.vintage, f.province_flag, f.series_breaks, f.review_state
FROM facts AS f JOIN current_articles AS a USING (article_id)
WHERE f.scope = 'threshold';
COMMENT ON VIEW facts_of_thresholds IS 'Facts, targets and rules about a limit that sorts, such as communes below 80 %; the views of provinces leave them out.';
COMMENT ON COLUMN facts_of_thresholds.figure_id IS 'Figure of the surest copy.';
COMMENT ON COLUMN facts_of_thresholds.province IS 'Province that it lies in; null for the whole country or unknown.';
COMMENT ON COLUMN facts_of_thresholds.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN facts_of_thresholds.scenario IS 'target, actual or rule.';
COMMENT ON COLUMN facts_of_thresholds.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN facts_of_thresholds.value IS 'The value; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN facts_of_thresholds.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN facts_of_thresholds.out_of IS 'The total in "45 of 96", else null.';
COMMENT ON COLUMN facts_of_thresholds.unit IS 'Unit of the value.';
COMMENT ON COLUMN facts_of_thresholds.base IS 'What a percentage is a share of; null where the text does not say.';
COMMENT ON COLUMN facts_of_thresholds.per IS 'Period of a rate over time, else null.';
COMMENT ON COLUMN facts_of_thresholds.deadline IS 'Day by which it is to be reached; null where the text names none in the sentence.';
COMMENT ON COLUMN facts_of_thresholds.obs_date IS 'Day that it is about: its own date, else the publication date.';
COMMENT ON COLUMN facts_of_thresholds.obs_date_basis IS 'date_end or published: where that day comes from.';
COMMENT ON COLUMN facts_of_thresholds.date_role IS 'Role of the date that governs the figure.';
COMMENT ON COLUMN facts_of_thresholds.date_start IS 'First day of the period, with during.';
COMMENT ON COLUMN facts_of_thresholds.date_end IS 'Last day of the date expression, whatever its role.';
COMMENT ON COLUMN facts_of_thresholds.quote IS 'Quote of the surest copy.';
COMMENT ON COLUMN facts_of_thresholds.confidence IS 'Confidence of the surest copy, 0 to 1.';
COMMENT ON COLUMN facts_of_thresholds.lang IS 'Language of the surest copy.';
COMMENT ON COLUMN facts_of_thresholds.published IS 'Earliest publication date of the copies; null when unknown.';
COMMENT ON COLUMN facts_of_thresholds.title IS 'Title of that article.';
COMMENT ON COLUMN facts_of_thresholds.url IS 'Address of that article.';
COMMENT ON COLUMN facts_of_thresholds.article_id IS 'Article of the surest copy.';
COMMENT ON COLUMN facts_of_thresholds.fact_id IS 'The fact, as in facts.';
COMMENT ON COLUMN facts_of_thresholds.story_id IS 'The story, as in editions.';
COMMENT ON COLUMN facts_of_thresholds.langs IS 'Languages of the editions that say so.';
COMMENT ON COLUMN facts_of_thresholds.articles IS 'Number of articles that say so.';
COMMENT ON COLUMN facts_of_thresholds.agreement IS 'What each edition of the story reads, by language.';
COMMENT ON COLUMN facts_of_thresholds.editions_agree IS 'Whether all editions of the story read the same.';
COMMENT ON COLUMN facts_of_thresholds.outvoted IS 'Whether more editions of the story read the same quantity with another meaning.';
COMMENT ON COLUMN facts_of_thresholds.province_id IS 'Its unit in provinces when the article appeared.';
COMMENT ON COLUMN facts_of_thresholds.extent_id IS 'Its territory: what compares over time has the same.';
COMMENT ON COLUMN facts_of_thresholds.vintage IS 'before or since 2025-07-01, by the publication date; null where that is unknown.';
COMMENT ON COLUMN facts_of_thresholds.province_flag IS 'unknown_vintage or name_of_other_vintage where the unit is in doubt, else null.';
COMMENT ON COLUMN facts_of_thresholds.series_breaks IS 'Whether the merger of 2025-07-01 breaks the series under this name.';
COMMENT ON COLUMN facts_of_thresholds.review_state IS 'What reviewers decided on the surest copy: unreviewed, accepted, corrected, added, skipped, disputed or stale.';
