-- A figure or deadline with what stands around it.
CREATE OR REPLACE MACRO context(id, n) AS (
    SELECT any_value(substring(a.text, greatest(p.start - n, 0) + 1, p."end" + n - greatest(p.start - n, 0)))
    FROM (
        SELECT f.article_id, f.revision, f.start, f."end" FROM figures AS f WHERE f.figure_id = id
        UNION ALL
        SELECT d.article_id, d.revision, d.start, d."end" FROM deadlines AS d WHERE d.deadline_id = id
    ) AS p JOIN articles AS a ON a.article_id = p.article_id AND a.revision = p.revision
);
COMMENT ON MACRO context IS 'context(id, n): the quote of the figure or deadline of that id with up to n code points before and after it.';
