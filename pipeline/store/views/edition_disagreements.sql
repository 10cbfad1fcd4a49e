-- Where the editions of a story do not read the same.
CREATE OR REPLACE VIEW edition_disagreements AS
SELECT story_id, fact_id, lang, agreement[lang] AS reading, langs AS other_langs, outvoted, indicator, scenario, comparator,
    value, value_max, unit, base, scope, date_end, province, figure_id, quote, review_state
FROM (SELECT * EXCLUDE (lang), unnest(map_keys(agreement)) AS lang FROM facts WHERE NOT editions_agree)
WHERE agreement[lang] <> 'same';
COMMENT ON VIEW edition_disagreements IS 'One row for each fact and each edition of its story that does not read the same: another comparator, meaning or value, or nothing.';
COMMENT ON COLUMN edition_disagreements.story_id IS 'The story, as in editions.';
COMMENT ON COLUMN edition_disagreements.fact_id IS 'The fact, as in facts.';
COMMENT ON COLUMN edition_disagreements.lang IS 'Language of the edition that differs.';
COMMENT ON COLUMN edition_disagreements.reading IS 'What it reads in place of the fact, or not read.';
COMMENT ON COLUMN edition_disagreements.other_langs IS 'Languages of the editions that tell the fact.';
COMMENT ON COLUMN edition_disagreements.outvoted IS 'Whether more editions of the story read the same quantity with another meaning.';
COMMENT ON COLUMN edition_disagreements.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN edition_disagreements.scenario IS 'target, actual or rule.';
COMMENT ON COLUMN edition_disagreements.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN edition_disagreements.value IS 'The value; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN edition_disagreements.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN edition_disagreements.unit IS 'Unit of the value.';
COMMENT ON COLUMN edition_disagreements.base IS 'What a percentage is a share of; null where the text does not say.';
COMMENT ON COLUMN edition_disagreements.scope IS 'whole, part, each or threshold.';
COMMENT ON COLUMN edition_disagreements.date_end IS 'Last day of the date expression, whatever its role.';
COMMENT ON COLUMN edition_disagreements.province IS 'Province that it is about; null for the whole country or unknown.';
COMMENT ON COLUMN edition_disagreements.figure_id IS 'Figure of the surest copy.';
COMMENT ON COLUMN edition_disagreements.quote IS 'Quote of the surest copy.';
COMMENT ON COLUMN edition_disagreements.review_state IS 'What reviewers decided on the surest copy: unreviewed, accepted, corrected, added, skipped, disputed or stale.';
