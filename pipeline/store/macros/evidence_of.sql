-- Why a figure or deadline was read so. The reading is sought first: rows of a reading stand together, those of an id do not.
-- Names in here begin with an underscore for the reason told in quote.sql.
CREATE OR REPLACE MACRO evidence_of(id) AS TABLE
SELECT _e.field, _e.quote, _e.start, _e."end", _e.rule, starts_with(_e.rule, 'default:') AS is_assumed
FROM evidence AS _e
WHERE _e.record_id = id AND _e.extraction_id = (
    SELECT max(_reading) FROM (
        SELECT figure_id AS _id, extraction_id AS _reading FROM figures
        UNION ALL SELECT deadline_id, extraction_id FROM deadlines
    ) AS _read WHERE _id = id
)
ORDER BY _e.start, _e."end", _e.field;
COMMENT ON MACRO TABLE evidence_of IS 'evidence_of(id): where each field of the figure or deadline of that id was read, and by which rule, in the latest reading that has it: field, quote, start, end, rule, is_assumed (no characters say so). No row where the id is unknown, or the figure was added by a reviewer.';
