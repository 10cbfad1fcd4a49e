-- Figures of a part of a province or the country: a ward, a firm, a named group of places.
CREATE OR REPLACE VIEW facts_of_parts AS
SELECT
    f.figure_id, f.province, f.indicator, f.scenario, f.comparator, f.value, f.value_max, f.out_of, f.unit, f.base, f.per,
    CASE WHEN f.date_role = 'deadline' THEN f.date_end END AS deadline,
    f.obs_date, f.obs_date_basis, f.date_role, f.date_start, f.date_end,
    f.quote, f.confidence, f.lang, f.published, a.title, a.url, f.article_id, f.fact_id, f.story_id, f.langs, f.articles, f.agreement, f.editions_agree, f.outvoted, f.province_id, f.extent_id, f.vintage, f.province_flag, f.series_breaks, f.review_state
FROM facts AS f JOIN current_articles AS a USING (article_id)
WHERE f.scope = 'part';
COMMENT ON VIEW facts_of_parts IS 'Facts, targets and rules about a part of a province or the country: a ward, a firm, a named group of places; the views of provinces leave them out.';
COMMENT ON COLUMN facts_of_parts.figure_id IS 'Figure of the surest copy.';
COMMENT ON COLUMN facts_of_parts.province IS 'Province that it lies in; null for the whole country or unknown.';
COMMENT ON COLUMN facts_of_parts.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN facts_of_parts.scenario IS 'target, actual or rule.';
COMMENT ON COLUMN facts_of_parts.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN facts_of_parts.value IS 'The value; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN facts_of_parts.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN facts_of_parts.out_of IS 'The total in "45 of 96", else null.';
COMMENT ON COLUMN facts_of_parts.unit IS 'Unit of the value.';
COMMENT ON COLUMN facts_of_parts.base IS 'What a percentage is a share of; null where the text does not say.';
COMMENT ON COLUMN facts_of_parts.per IS 'Period of a rate over time, else null.';
COMMENT ON COLUMN facts_of_parts.deadline IS 'Day by which it is to be reached; null where the text names none in the sentence.';
COMMENT ON COLUMN facts_of_parts.obs_date IS 'Day that it is about: its own date, else the publication date.';
COMMENT ON COLUMN facts_of_parts.obs_date_basis IS 'date_end or published: where that day comes from.';
COMMENT ON COLUMN facts_of_parts.date_role IS 'Role of the date that governs the figure.';
COMMENT ON COLUMN facts_of_parts.date_start IS 'First day of the period, with during.';
COMMENT ON COLUMN facts_of_parts.date_end IS 'Last day of the date expression, whatever its role.';
COMMENT ON COLUMN facts_of_parts.quote IS 'Quote of the surest copy.';
COMMENT ON COLUMN facts_of_parts.confidence IS 'Confidence of the surest copy, 0 to 1.';
COMMENT ON COLUMN facts_of_parts.lang IS 'Language of the surest copy.';
COMMENT ON COLUMN facts_of_parts.published IS 'Earliest publication date of the copies; null when unknown.';
COMMENT ON COLUMN facts_of_parts.title IS 'Title of that article.';
COMMENT ON COLUMN facts_of_parts.url IS 'Address of that article.';
COMMENT ON COLUMN facts_of_parts.article_id IS 'Article of the surest copy.';
COMMENT ON COLUMN facts_of_parts.fact_id IS 'The fact, as in facts.';
COMMENT ON COLUMN facts_of_parts.story_id IS 'The story, as in editions.';
COMMENT ON COLUMN facts_of_parts.langs IS 'Languages of the editions that say so.';
COMMENT ON COLUMN facts_of_parts.articles IS 'Number of articles that say so.';
COMMENT ON COLUMN facts_of_parts.agreement IS 'What each edition of the story reads, by language.';
COMMENT ON COLUMN facts_of_parts.editions_agree IS 'Whether all editions of the story read the same.';
COMMENT ON COLUMN facts_of_parts.outvoted IS 'Whether more editions of the story read the same quantity with another meaning.';
COMMENT ON COLUMN facts_of_parts.province_id IS 'Its unit in provinces when the article appeared.';
COMMENT ON COLUMN facts_of_parts.extent_id IS 'Its territory: what compares over time has the same.';
COMMENT ON COLUMN facts_of_parts.vintage IS 'before or since 2025-07-01, by the publication date; null where that is unknown.';
COMMENT ON COLUMN facts_of_parts.province_flag IS 'unknown_vintage or name_of_other_vintage where the unit is in doubt, else null.';
COMMENT ON COLUMN facts_of_parts.series_breaks IS 'Whether the merger of 2025-07-01 breaks the series under this name.';
COMMENT ON COLUMN facts_of_parts.review_state IS 'What reviewers decided on the surest copy: unreviewed, accepted, corrected, added, skipped, disputed or stale.';
