-- The figures that count: those of the latest reading of the latest revision of each article, as the machine read them.
CREATE OR REPLACE VIEW current_figures AS
SELECT figures.*, coalesce(r.review_state, 'unreviewed') AS review_state
FROM figures
JOIN current_articles USING (extraction_id)
LEFT JOIN (SELECT figure_id, review_state FROM reviews WHERE figure_id IS NOT NULL) AS r ON r.figure_id = figures.figure_id;
COMMENT ON VIEW current_figures IS 'The figures of the latest reading of the latest revision of each article, as the machine read them. View figures_reviewed has what reviewers made of them.';
COMMENT ON COLUMN current_figures.figure_id IS 'Stable id: a hash of article_id, text_hash, start and end. The same in every reading of the same text.';
COMMENT ON COLUMN current_figures.extraction_id IS 'Reading that found it.';
COMMENT ON COLUMN current_figures.article_id IS 'Article that asserts it.';
COMMENT ON COLUMN current_figures.revision IS 'Revision of the article.';
COMMENT ON COLUMN current_figures.start IS 'First code point of the quote in the article''s text, from 0.';
COMMENT ON COLUMN current_figures."end" IS 'Code point after the last of the quote.';
COMMENT ON COLUMN current_figures.quote IS 'The characters read: numeral with magnitude word and percent sign.';
COMMENT ON COLUMN current_figures.kind IS 'percentage, count, money or measure.';
COMMENT ON COLUMN current_figures.value IS 'The value with its magnitude applied; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN current_figures.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN current_figures.out_of IS 'The total in "45 of 96", else null.';
COMMENT ON COLUMN current_figures.unit IS 'percent, percentage_point; person, household, organization, locality, event, document, case, item; ISO 4217 currency; or a unit of measure.';
COMMENT ON COLUMN current_figures.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN current_figures.scenario IS 'target (a goal), actual (reported as reached or counted) or rule (set by law or policy).';
COMMENT ON COLUMN current_figures.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN current_figures.base IS 'What a percentage is a share of; null where the text does not say, and for other kinds.';
COMMENT ON COLUMN current_figures.scope IS 'whole (the province or country), part (of it), each (what every one has or must reach) or threshold (a limit that sorts).';
COMMENT ON COLUMN current_figures.per IS 'day, month, quarter or year where the amount is a rate over time, else null.';
COMMENT ON COLUMN current_figures.date_role IS 'deadline (due date of a target), as_of (state on a date), during (within a period), else null.';
COMMENT ON COLUMN current_figures.date_start IS 'First day of the period; only with during.';
COMMENT ON COLUMN current_figures.date_end IS 'Last day of the date expression.';
COMMENT ON COLUMN current_figures.province IS 'Canonical Vietnamese name of the province the figure is about; null for the whole country or unknown.';
COMMENT ON COLUMN current_figures.confidence IS 'Estimated probability that all fields of the figure are right, 0 to 1.';
COMMENT ON COLUMN current_figures.review_state IS 'unreviewed, accepted, corrected, rejected, added, skipped, disputed or stale: what reviewers decided, as in reviews.';
