-- The province since the merger of 2025-07-01 that a name, or a province_id, of either vintage belongs to.
-- A name has one answer whichever vintage is meant: a merged province has the name of one of its parts.
-- Names in here begin with an underscore for the reason told in quote.sql.
CREATE OR REPLACE MACRO as_of_2025_07_01(province) AS (
    SELECT any_value(_successor_name)
    FROM (SELECT name AS _name, province_id AS _id, coalesce(successor_id, province_id) AS _successor FROM provinces) AS _unit
    JOIN (SELECT province_id AS _successor, name AS _successor_name FROM provinces) AS _after USING (_successor)
    WHERE _name = province OR _id = province
);
COMMENT ON MACRO as_of_2025_07_01 IS 'as_of_2025_07_01(province): name of the province since 2025-07-01 that a name or province_id of before or since belongs to; null where it is unknown. Values of before are not those of the merged province: add up parts only where they can be.';
