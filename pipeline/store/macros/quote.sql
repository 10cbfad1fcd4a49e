-- The characters that a figure or deadline was read from, cut from the stored text itself.
-- Every name in here begins with an underscore: DuckDB puts the caller's words where the parameter stands, and in a WHERE
-- clause a column of the caller, such as figure_id, would be taken for one in here of that name.
CREATE OR REPLACE MACRO quote(id) AS (
    SELECT any_value(substring(_text, _start + 1, _end - _start))
    FROM (
        SELECT figure_id AS _id, article_id AS _article, revision AS _revision, start AS _start, "end" AS _end FROM figures
        UNION ALL
        SELECT deadline_id, article_id, revision, start, "end" FROM deadlines
    ) AS _placed
    JOIN (SELECT article_id AS _article, revision AS _revision, text AS _text FROM articles) AS _held USING (_article, _revision)
    WHERE _id = id
);
COMMENT ON MACRO quote IS 'quote(id): the characters that the figure or deadline of that id was read from, cut from the stored text; null where the id is unknown.';
