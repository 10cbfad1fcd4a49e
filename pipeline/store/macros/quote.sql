-- The characters that a figure or deadline was read from, cut from the stored text itself.
CREATE OR REPLACE MACRO quote(id) AS (
    SELECT any_value(substring(a.text, p.start + 1, p."end" - p.start))
    FROM (
        SELECT f.article_id, f.revision, f.start, f."end" FROM figures AS f WHERE f.figure_id = id
        UNION ALL
        SELECT d.article_id, d.revision, d.start, d."end" FROM deadlines AS d WHERE d.deadline_id = id
    ) AS p JOIN articles AS a ON a.article_id = p.article_id AND a.revision = p.revision
);
COMMENT ON MACRO quote IS 'quote(id): the characters that the figure or deadline of that id was read from, cut from the stored text; null where the id is unknown.';
