-- What is other than at the end of a run. A figure that is the same in a new text of its article did not change, so figures
-- are paired by what they say first, the first with the first; then by their place.
CREATE OR REPLACE MACRO changes_since(run) AS TABLE
WITH old AS (
    SELECT f.*, concat_ws('|', coalesce(f.quote::VARCHAR, ''), coalesce(f.kind::VARCHAR, ''), coalesce(f.value::VARCHAR, ''), coalesce(f.value_max::VARCHAR, ''), coalesce(f.out_of::VARCHAR, ''), coalesce(f.unit::VARCHAR, ''), coalesce(f.comparator::VARCHAR, ''), coalesce(f.scenario::VARCHAR, ''), coalesce(f.indicator::VARCHAR, ''), coalesce(f.base::VARCHAR, ''), coalesce(f.scope::VARCHAR, ''), coalesce(f.per::VARCHAR, ''), coalesce(f.date_role::VARCHAR, ''), coalesce(f.date_start::VARCHAR, ''), coalesce(f.date_end::VARCHAR, ''), coalesce(f.province::VARCHAR, '')) AS says,
        row_number() OVER (PARTITION BY f.article_id, says ORDER BY f.start) AS nth
    FROM figures_as_of(run) AS f
), new AS (
    SELECT f.*, concat_ws('|', coalesce(f.quote::VARCHAR, ''), coalesce(f.kind::VARCHAR, ''), coalesce(f.value::VARCHAR, ''), coalesce(f.value_max::VARCHAR, ''), coalesce(f.out_of::VARCHAR, ''), coalesce(f.unit::VARCHAR, ''), coalesce(f.comparator::VARCHAR, ''), coalesce(f.scenario::VARCHAR, ''), coalesce(f.indicator::VARCHAR, ''), coalesce(f.base::VARCHAR, ''), coalesce(f.scope::VARCHAR, ''), coalesce(f.per::VARCHAR, ''), coalesce(f.date_role::VARCHAR, ''), coalesce(f.date_start::VARCHAR, ''), coalesce(f.date_end::VARCHAR, ''), coalesce(f.province::VARCHAR, '')) AS says,
        row_number() OVER (PARTITION BY f.article_id, says ORDER BY f.start) AS nth
    FROM current_figures AS f
), b AS (
    SELECT o.* FROM old AS o
    ANTI JOIN new AS m ON m.article_id = o.article_id AND m.says = o.says AND m.nth = o.nth
), n AS (
    SELECT m.* FROM new AS m
    ANTI JOIN old AS o ON m.article_id = o.article_id AND m.says = o.says AND m.nth = o.nth
)
SELECT
    CASE WHEN b.figure_id IS NULL THEN 'added' WHEN n.figure_id IS NULL THEN 'gone' ELSE 'altered' END AS change,
    CASE WHEN b.figure_id IS NOT NULL AND n.figure_id IS NOT NULL THEN list_filter([
            CASE WHEN b.quote IS DISTINCT FROM n.quote THEN 'quote' END,
            CASE WHEN b.kind IS DISTINCT FROM n.kind THEN 'kind' END,
            CASE WHEN b.value IS DISTINCT FROM n.value THEN 'value' END,
            CASE WHEN b.value_max IS DISTINCT FROM n.value_max THEN 'value_max' END,
            CASE WHEN b.out_of IS DISTINCT FROM n.out_of THEN 'out_of' END,
            CASE WHEN b.unit IS DISTINCT FROM n.unit THEN 'unit' END,
            CASE WHEN b.comparator IS DISTINCT FROM n.comparator THEN 'comparator' END,
            CASE WHEN b.scenario IS DISTINCT FROM n.scenario THEN 'scenario' END,
            CASE WHEN b.indicator IS DISTINCT FROM n.indicator THEN 'indicator' END,
            CASE WHEN b.base IS DISTINCT FROM n.base THEN 'base' END,
            CASE WHEN b.scope IS DISTINCT FROM n.scope THEN 'scope' END,
            CASE WHEN b.per IS DISTINCT FROM n.per THEN 'per' END,
            CASE WHEN b.date_role IS DISTINCT FROM n.date_role THEN 'date_role' END,
            CASE WHEN b.date_start IS DISTINCT FROM n.date_start THEN 'date_start' END,
            CASE WHEN b.date_end IS DISTINCT FROM n.date_end THEN 'date_end' END,
            CASE WHEN b.province IS DISTINCT FROM n.province THEN 'province' END
        ], lambda field: field IS NOT NULL) END AS altered_fields,
    coalesce(n.figure_id, b.figure_id) AS figure_id, coalesce(n.article_id, b.article_id) AS article_id,
    coalesce(n.quote, b.quote) AS quote,
    b.value AS old_value, n.value AS new_value, b.unit AS old_unit, n.unit AS new_unit,
    b.scenario AS old_scenario, n.scenario AS new_scenario, b.indicator AS old_indicator, n.indicator AS new_indicator,
    b.date_end AS old_date_end, n.date_end AS new_date_end, b.province AS old_province, n.province AS new_province
FROM b FULL JOIN n ON n.figure_id = b.figure_id;
COMMENT ON MACRO TABLE changes_since IS 'changes_since(run): figures added, gone and altered (in which fields, with the main ones as they were and are) since the end of a run. A figure that only moved in the text did not change.';
