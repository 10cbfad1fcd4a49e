-- One row for what is asserted once, however often an article repeats it and in however many editions it stands.
-- Copies agree in value, upper end, total, unit, indicator, scenario, scope, rate and dates. A copy without province or
-- base goes with those that name one, if they all name the same; with the province only where no article has both.
CREATE OR REPLACE VIEW facts AS
WITH read AS (
    SELECT f.*, e.story_id, e.lang, e.published,
        count(f.province) OVER own BETWEEN 1 AND count(*) OVER own - 1 AS is_mixed
    FROM current_figures AS f JOIN editions AS e USING (extraction_id)
    WINDOW own AS (
        PARTITION BY f.extraction_id, kind, value, value_max, out_of, unit, indicator, scenario, scope, per, date_start, date_end
    )
), placed AS (
    SELECT * REPLACE (
            CASE
                WHEN NOT bool_or(is_mixed) OVER same AND min(province) OVER same = max(province) OVER same
                THEN min(province) OVER same ELSE province
            END AS province,
            CASE WHEN min(base) OVER same = max(base) OVER same THEN min(base) OVER same ELSE base END AS base
        )
    FROM read
    WINDOW same AS (
        PARTITION BY story_id, kind, value, value_max, out_of, unit, indicator, scenario, scope, per, date_start, date_end
    )
), united AS (
    SELECT story_id, kind, value, value_max, out_of, unit, indicator, scenario, scope, per, date_start, date_end, province, base,
        list(struct_pack(
                figure_id := figure_id, article_id := article_id, lang := lang, quote := quote, comparator := comparator,
                date_role := date_role, confidence := confidence
            ) ORDER BY confidence DESC, lang, figure_id) AS copies,
        list_sort(list(DISTINCT lang)) AS langs,
        count(DISTINCT article_id) AS articles,
        min(published) AS published
    FROM placed
    GROUP BY ALL
), compared AS (
    SELECT u.*, s.story_langs,
        list(struct_pack(langs := langs, reading := concat_ws(', ', indicator, scenario, scope, base, province, per, date_start, date_end)))
            OVER (PARTITION BY u.story_id, kind, value, value_max, out_of, unit) AS same_quantity,
        CASE WHEN indicator <> 'other' THEN list(struct_pack(langs := langs, reading := concat_ws(' to ', value, value_max)))
            OVER (PARTITION BY u.story_id, unit, indicator, scenario, scope, per, date_start, date_end, province, base) END AS same_meaning
    FROM united AS u
    JOIN (SELECT story_id, list_sort(list(DISTINCT lang)) AS story_langs FROM editions GROUP BY story_id) AS s USING (story_id)
), agreed AS (
    SELECT *,
        map_from_entries(list_transform(story_langs, lambda l: struct_pack(k := l, v := CASE
            WHEN NOT list_contains(langs, l) THEN coalesce(
                list_sort(list_filter(same_quantity, lambda r: list_contains(r.langs, l) AND NOT list_has_any(r.langs, langs)))[1].reading,
                list_sort(list_filter(same_meaning, lambda r: list_contains(r.langs, l) AND NOT list_has_any(r.langs, langs)))[1].reading,
                'not read')
            WHEN list_contains(list_transform(list_filter(copies, lambda c: c.lang = l), lambda c: c.comparator), copies[1].comparator)
            THEN 'same'
            ELSE 'comparator ' || list_filter(copies, lambda c: c.lang = l)[1].comparator
        END))) AS agreement,
        len(list_filter(same_quantity, lambda r: len(r.langs) > len(langs) AND NOT list_has_any(r.langs, langs))) > 0 AS outvoted,
        CASE WHEN published < DATE '2025-07-01' THEN 'before' WHEN published IS NOT NULL THEN 'since' END AS vintage
    FROM compared
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
    copies[1].confidence AS confidence
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
COMMENT ON COLUMN facts.copies IS 'All copies, the surest first: figure_id, article_id, lang, quote, comparator, date_role, confidence.';
COMMENT ON COLUMN facts.agreement IS 'What each edition of the story reads, by language: same; another comparator, meaning or value in its place; or not read.';
COMMENT ON COLUMN facts.editions_agree IS 'Whether all editions of the story read the same; true where there is one.';
COMMENT ON COLUMN facts.outvoted IS 'Whether more editions of the story read the same quantity with another meaning: views that compare leave such facts out.';
COMMENT ON COLUMN facts.figure_id IS 'Figure of the surest copy.';
COMMENT ON COLUMN facts.article_id IS 'Article of the surest copy.';
COMMENT ON COLUMN facts.lang IS 'Language of the surest copy.';
COMMENT ON COLUMN facts.quote IS 'Quote of the surest copy.';
COMMENT ON COLUMN facts.confidence IS 'Confidence of the surest copy.';
