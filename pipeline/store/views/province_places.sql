-- What a name means in an article of before or since the merger of 2025-07-01, or of an unknown date.
CREATE OR REPLACE VIEW province_places AS
WITH names AS (
    SELECT name,
        min(province_id) FILTER (vintage = 'before') AS before_id,
        min(province_id) FILTER (vintage = 'since') AS since_id,
        min(extent_id) AS first_extent,
        max(extent_id) AS last_extent
    FROM provinces GROUP BY name
), read AS (
    SELECT name, first_extent, last_extent, vintage,
        CASE vintage WHEN 'before' THEN before_id WHEN 'since' THEN since_id END AS own_id,
        coalesce(before_id, since_id) AS any_id,
        before_id IS NULL OR since_id IS NULL AS in_one_vintage
    FROM names CROSS JOIN (VALUES ('before'), ('since'), (NULL)) AS vintages (vintage)
)
SELECT r.name AS province, r.vintage, p.province_id,
    CASE WHEN r.first_extent = r.last_extent THEN r.first_extent ELSE p.extent_id END AS extent_id,
    coalesce(p.merged, s.merged) AS series_breaks,
    CASE
        WHEN r.vintage IS NULL THEN 'unknown_vintage'
        WHEN r.own_id IS NULL THEN 'name_of_other_vintage'
    END AS flag
FROM read AS r
LEFT JOIN provinces AS p ON p.province_id = coalesce(r.own_id, CASE WHEN r.in_one_vintage THEN r.any_id END)
LEFT JOIN (SELECT name, bool_or(merged) AS merged FROM provinces GROUP BY name) AS s ON s.name = r.name;
COMMENT ON VIEW province_places IS 'The unit and territory that a province''s name means, by vintage: join on province and vintage (IS NOT DISTINCT FROM).';
COMMENT ON COLUMN province_places.province IS 'Canonical Vietnamese name.';
COMMENT ON COLUMN province_places.vintage IS 'before or since 2025-07-01; null where the publication date is unknown.';
COMMENT ON COLUMN province_places.province_id IS 'The unit in provinces; null where the date is unknown and the name was used before and since.';
COMMENT ON COLUMN province_places.extent_id IS 'The territory; known without a date too where the name means one only.';
COMMENT ON COLUMN province_places.series_breaks IS 'Whether the merger of 2025-07-01 breaks the series under this name.';
COMMENT ON COLUMN province_places.flag IS 'unknown_vintage: no publication date; name_of_other_vintage: the article uses a name that its day knew no unit of; else null.';
