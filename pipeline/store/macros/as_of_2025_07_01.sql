-- The province since the merger of 2025-07-01 that a name, or a province_id, of either vintage belongs to.
-- A name has one answer whichever vintage is meant: a merged province has the name of one of its parts.
CREATE OR REPLACE MACRO as_of_2025_07_01(province) AS (
    SELECT any_value(s.name)
    FROM provinces AS u JOIN provinces AS s ON s.province_id = coalesce(u.successor_id, u.province_id)
    WHERE u.name = province OR u.province_id = province
);
COMMENT ON MACRO as_of_2025_07_01 IS 'as_of_2025_07_01(province): name of the province since 2025-07-01 that a name or province_id of before or since belongs to; null where it is unknown. Values of before are not those of the merged province: add up parts only where they can be.';
