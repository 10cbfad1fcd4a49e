-- A figure or deadline with what stands around it.
-- Every name in here begins with an underscore: DuckDB puts the caller's words where the parameter stands, and in a WHERE
-- clause a column of the caller, such as figure_id, would be taken for one in here of that name.
CREATE OR REPLACE MACRO context(id, n) AS (
    SELECT any_value(substring(_text, greatest(_start - n, 0) + 1, _end + n - greatest(_start - n, 0)))
    FROM (
        SELECT figure_id AS _id, article_id AS _article, revision AS _revision, start AS _start, "end" AS _end FROM figures
        UNION ALL
        SELECT deadline_id, article_id, revision, start, "end" FROM deadlines
    ) AS _placed
    JOIN (SELECT article_id AS _article, revision AS _revision, text AS _text FROM articles) AS _held USING (_article, _revision)
    WHERE _id = id
);
COMMENT ON MACRO context IS 'context(id, n): the quote of the figure or deadline of that id with up to n code points before and after it.';
