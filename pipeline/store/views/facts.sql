-- One row for what is asserted once, however often an article repeats it and in however many editions it stands.
-- Copies agree in value, upper end, total, unit, indicator, scenario, scope, rate and dates. A copy without province or
-- base goes with those that name one, if they all name the same; with the province only where no article has both.
-- What reviewers corrected counts as corrected, what they rejected does not, what they added does; a judged copy is surer than others.
-- Stories are told apart, and within them meanings, places, quantities and senses, by hashes of 64 bits: grouping by the columns
-- themselves takes many times as long. Only facts that some edition of their story lacks are held against the others.
-- A snapshot holds the rows of this view as a table (pipeline/store/derivation.py), made story by story: nothing here may
-- hang on rows of another story.
CREATE OR REPLACE VIEW facts AS
WITH read AS (
    SELECT e.story_id, e.lang, e.published, f.figure_id, f.article_id, f.extraction_id, f.quote, f.comparator, f.date_role, f.confidence,
        f.kind, f.value, f.value_max, f.out_of, f.unit, f.indicator, f.scenario, f.scope, f.per, f.date_start, f.date_end,
        f.province, f.base, f.review_state, f.review_state IN ('accepted', 'corrected', 'added') AS is_judged, hash(e.story_id) AS story,
        hash(f.kind, f.value, f.value_max, f.out_of, f.unit, f.indicator, f.scenario, f.scope, f.per, f.date_start, f.date_end) AS meaning
    FROM figures_reviewed AS f JOIN editions AS e USING (extraction_id)
    WHERE f.review_state <> 'rejected'
), shared AS (
    SELECT story, meaning,
        CASE WHEN NOT bool_or(is_mixed) AND min(first_province) = max(last_province) THEN min(first_province) END AS province,
        CASE WHEN min(first_base) = max(last_base) THEN min(first_base) END AS base
    FROM (
        SELECT story, meaning, count(province) BETWEEN 1 AND count(*) - 1 AS is_mixed,
            min(province) AS first_province, max(province) AS last_province, min(base) AS first_base, max(base) AS last_base
        FROM read GROUP BY story, meaning, extraction_id
    )
    GROUP BY story, meaning
), placed AS (
    SELECT r.* REPLACE (coalesce(r.province, s.province) AS province, coalesce(r.base, s.base) AS base),
        hash(coalesce(r.province, s.province), coalesce(r.base, s.base)) AS place
    FROM read AS r JOIN shared AS s USING (story, meaning)
), united AS (
    SELECT story, meaning, place, any_value(story_id) AS story_id, any_value(kind) AS kind, any_value(value) AS value,
        any_value(value_max) AS value_max, any_value(out_of) AS out_of, any_value(unit) AS unit, any_value(indicator) AS indicator,
        any_value(scenario) AS scenario, any_value(scope) AS scope, any_value(per) AS per, any_value(date_start) AS date_start,
        any_value(date_end) AS date_end, any_value(province) AS province, any_value(base) AS base,
        list_transform(list_sort(list(struct_pack(
                later := NOT is_judged, unsure := -confidence, lang := lang, figure_id := figure_id, article_id := article_id, quote := quote, comparator := comparator,
                date_role := date_role, confidence := confidence, review_state := review_state
            ))), lambda c: struct_pack(
                figure_id := c.figure_id, article_id := c.article_id, lang := c.lang, quote := c.quote, comparator := c.comparator,
                date_role := c.date_role, confidence := c.confidence, review_state := c.review_state
            )) AS copies,
        list_sort(list_distinct(list(lang))) AS langs,
        list_unique(list(extraction_id)) AS articles,
        min(published) AS published,
        min(comparator) = max(comparator) AS one_comparator,
        bool_or(is_judged) AS is_judged
    FROM placed
    GROUP BY story, meaning, place
), compared AS (
    SELECT u.*, s.story_langs, hash(kind, value, value_max, out_of, unit) AS quantity,
        hash(unit, indicator, scenario, scope, per, date_start, date_end, province, base) AS sense
    FROM united AS u
    JOIN (SELECT hash(story_id) AS story, list_sort(list_distinct(list(lang))) AS story_langs FROM editions GROUP BY story_id) AS s USING (story)
), readings AS (
    SELECT story, quantity, sense, langs, is_judged, unnest(langs) AS lang,
        concat_ws(', ', indicator, scenario, scope, base, province, per, date_start, date_end) AS quantity_read_as,
        concat_ws(' to ', value, value_max) AS sense_read_as
    FROM compared WHERE len(langs) < len(story_langs)
), missing AS (
    SELECT story, meaning, place, quantity, sense, indicator, langs, is_judged,
        unnest(list_filter(story_langs, lambda l: NOT list_contains(langs, l))) AS lang
    FROM compared WHERE len(langs) < len(story_langs)
), told AS (
    SELECT story, meaning, place, lang, min(by_quantity).reading AS by_quantity, min(by_sense).reading AS by_sense, bool_or(is_outvoted) AS is_outvoted
    FROM (
        SELECT m.story, m.meaning, m.place, m.lang, struct_pack(langs := r.langs, reading := r.quantity_read_as) AS by_quantity,
            NULL AS by_sense, 
            NOT m.is_judged AND (r.is_judged OR len(r.langs) > len(m.langs)) AS is_outvoted
        FROM missing AS m JOIN readings AS r USING (story, quantity, lang) WHERE NOT list_has_any(r.langs, m.langs)
        UNION ALL
        SELECT m.story, m.meaning, m.place, m.lang, NULL, struct_pack(langs := r.langs, reading := r.sense_read_as), false
        FROM missing AS m JOIN readings AS r USING (story, sense, lang)
        WHERE NOT list_has_any(r.langs, m.langs) AND m.indicator <> 'other'
    )
    GROUP BY story, meaning, place, lang
), otherwise AS (
    SELECT story, meaning, place, bool_or(is_outvoted) AS is_outvoted, map(list(lang), list(coalesce(by_quantity, by_sense))) AS reads
    FROM told GROUP BY story, meaning, place
), agreed AS (
    SELECT c.*, coalesce(o.is_outvoted, false) AS outvoted,
        map(story_langs, CASE
            WHEN one_comparator AND len(langs) = len(story_langs) THEN list_transform(story_langs, lambda l: 'same')
            ELSE list_transform(story_langs, lambda l: CASE
                WHEN NOT list_contains(langs, l) THEN coalesce(o.reads[l], 'not read')
                WHEN one_comparator THEN 'same'
                WHEN list_contains(list_transform(list_filter(copies, lambda c: c.lang = l), lambda c: c.comparator), copies[1].comparator)
                THEN 'same'
                ELSE 'comparator ' || list_filter(copies, lambda c: c.lang = l)[1].comparator
            END)
        END) AS agreement,
        CASE WHEN published < DATE '2025-07-01' THEN 'before' WHEN published IS NOT NULL THEN 'since' END AS vintage
    FROM compared AS c LEFT JOIN otherwise AS o USING (story, meaning, place)
)
SELECT
    md5(concat_ws('|', story_id, kind, value, coalesce(value_max::VARCHAR, ''), coalesce(out_of::VARCHAR, ''), unit, indicator,
        scenario, scope, coalesce(per, ''), coalesce(date_start::VARCHAR, ''), coalesce(date_end::VARCHAR, ''),
        coalesce(a.province, ''), coalesce(base, ''))) AS fact_id,
    story_id, kind, indicator, scenario, copies[1].comparator AS comparator, value, value_max, out_of, unit, base, scope, per,
    copies[1].date_role AS date_role, date_start, date_end,
    coalesce(date_end, published) AS obs_date,
    CASE WHEN date_end IS NOT NULL THEN 'date_end' WHEN published IS NOT NULL THEN 'published' END AS obs_date_basis,
    a.province, a.vintage, p.province_id, p.extent_id, p.flag AS province_flag, coalesce(p.series_breaks, false) AS series_breaks,
    published, langs, articles, copies, agreement,
    list_bool_and(list_transform(map_values(agreement), lambda v: v = 'same')) AS editions_agree, outvoted,
    copies[1].figure_id AS figure_id, copies[1].article_id AS article_id, copies[1].lang AS lang, copies[1].quote AS quote,
    copies[1].confidence AS confidence, copies[1].review_state AS review_state
FROM agreed AS a
LEFT JOIN province_places AS p ON p.province = a.province AND p.vintage IS NOT DISTINCT FROM a.vintage;
COMMENT ON VIEW facts IS 'One row for what is asserted once: repeats within an article and editions of one story are copies of one fact.';
COMMENT ON COLUMN facts.fact_id IS 'Hash of the story and of all that the copies agree in.';
COMMENT ON COLUMN facts.story_id IS 'The story, as in editions.';
COMMENT ON COLUMN facts.kind IS 'percentage, count, money or measure.';
COMMENT ON COLUMN facts.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN facts.scenario IS 'target, actual or rule.';
COMMENT ON COLUMN facts.comparator IS '= ; > more than; >= at least; < under; <= at most; ~ about: as the surest copy has it.';
COMMENT ON COLUMN facts.value IS 'The value with its magnitude applied; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN facts.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN facts.out_of IS 'The total in "45 of 96", else null.';
COMMENT ON COLUMN facts.unit IS 'Unit of the value.';
COMMENT ON COLUMN facts.base IS 'What a percentage is a share of; null where no copy says.';
COMMENT ON COLUMN facts.scope IS 'whole (the province or country), part, each or threshold.';
COMMENT ON COLUMN facts.per IS 'Period of a rate over time, else null.';
COMMENT ON COLUMN facts.date_role IS 'deadline, as_of or during: as the surest copy has it; null without a date expression.';
COMMENT ON COLUMN facts.date_start IS 'First day of the period.';
COMMENT ON COLUMN facts.date_end IS 'Last day of the date expression.';
COMMENT ON COLUMN facts.obs_date IS 'Day that the fact is about: date_end, else the publication date.';
COMMENT ON COLUMN facts.obs_date_basis IS 'Which of them it is: date_end or published; null where neither is known.';
COMMENT ON COLUMN facts.province IS 'Canonical Vietnamese name of the province; null for the whole country or unknown.';
COMMENT ON COLUMN facts.vintage IS 'before or since 2025-07-01, by the publication date (never the due date); null where that is unknown.';
COMMENT ON COLUMN facts.province_id IS 'The unit in provinces that the name meant when the article appeared.';
COMMENT ON COLUMN facts.extent_id IS 'Its territory: facts compare over time where this is the same.';
COMMENT ON COLUMN facts.province_flag IS 'unknown_vintage or name_of_other_vintage where the unit is in doubt, else null.';
COMMENT ON COLUMN facts.series_breaks IS 'Whether the merger of 2025-07-01 breaks the series under this name.';
COMMENT ON COLUMN facts.published IS 'Earliest publication date of the copies.';
COMMENT ON COLUMN facts.langs IS 'Languages of the editions that say so.';
COMMENT ON COLUMN facts.articles IS 'Number of articles that say so.';
COMMENT ON COLUMN facts.copies IS 'All copies, those judged by reviewers and then the surest first: figure_id, article_id, lang, quote, comparator, date_role, confidence, review_state.';
COMMENT ON COLUMN facts.agreement IS 'What each edition of the story reads, by language: same; another comparator, meaning or value in its place; or not read.';
COMMENT ON COLUMN facts.editions_agree IS 'Whether all editions of the story read the same; true where there is one.';
COMMENT ON COLUMN facts.outvoted IS 'Whether more editions of the story, or a reviewer, read the same quantity with another meaning: views that compare leave such facts out. Never of what a reviewer judged.';
COMMENT ON COLUMN facts.figure_id IS 'Figure of the surest copy.';
COMMENT ON COLUMN facts.article_id IS 'Article of the surest copy.';
COMMENT ON COLUMN facts.lang IS 'Language of the surest copy.';
COMMENT ON COLUMN facts.quote IS 'Quote of the surest copy.';
COMMENT ON COLUMN facts.confidence IS 'Confidence of the surest copy.';
COMMENT ON COLUMN facts.review_state IS 'What reviewers decided on the surest copy: unreviewed, accepted, corrected, added, skipped, disputed or stale.';
