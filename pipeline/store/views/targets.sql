-- What is to be reached, by when, and who said so.
CREATE OR REPLACE VIEW targets AS
SELECT
    f.figure_id,
    f.province,
    f.indicator,
    f.comparator,
    f.value,
    f.value_max,
    f.unit,
    f.base,
    f.scope,
    f.per,
    CASE WHEN f.date_role = 'deadline' THEN f.date_end END AS deadline,
    f.date_role,
    f.date_start,
    f.date_end,
    f.quote,
    f.confidence,
    a.lang,
    a.published,
    a.title,
    a.url,
    a.article_id
FROM current_figures AS f
JOIN current_articles AS a USING (extraction_id)
WHERE f.scenario = 'target';
COMMENT ON VIEW targets IS 'Goals, plans and assignments that articles state, in their latest revision: value, indicator, deadline, place, and the article that says so. Each edition of an article counts for itself.';
COMMENT ON COLUMN targets.figure_id IS 'Stable id of the figure.';
COMMENT ON COLUMN targets.province IS 'Province that the target is for; null for the whole country or unknown.';
COMMENT ON COLUMN targets.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN targets.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN targets.value IS 'The target; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN targets.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN targets.unit IS 'Unit of the value.';
COMMENT ON COLUMN targets.base IS 'What a percentage is a share of; null where the text does not say.';
COMMENT ON COLUMN targets.scope IS 'whole, part, each or threshold: filter on whole for targets of a province as a whole.';
COMMENT ON COLUMN targets.per IS 'Period of a rate over time, else null.';
COMMENT ON COLUMN targets.deadline IS 'Day by which it is to be reached; null where the text names none in the sentence.';
COMMENT ON COLUMN targets.date_role IS 'Role of the date that governs the figure.';
COMMENT ON COLUMN targets.date_start IS 'First day of the period, with during.';
COMMENT ON COLUMN targets.date_end IS 'Last day of the date expression, whatever its role.';
COMMENT ON COLUMN targets.quote IS 'The characters read.';
COMMENT ON COLUMN targets.confidence IS 'How sure the extractors are, 0 to 1.';
COMMENT ON COLUMN targets.lang IS 'Language of the article.';
COMMENT ON COLUMN targets.published IS 'Publication date of the article.';
COMMENT ON COLUMN targets.title IS 'Title of the article.';
COMMENT ON COLUMN targets.url IS 'Address of the article.';
COMMENT ON COLUMN targets.article_id IS 'The article.';
