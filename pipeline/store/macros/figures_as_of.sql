-- What the store held at the end of a run, exactly: the latest revision of each article then, in its latest reading then.
CREATE OR REPLACE MACRO figures_as_of(run) AS TABLE
WITH held AS (
    SELECT a.article_id, max(a.revision) AS revision FROM articles AS a WHERE a.run_id <= run GROUP BY a.article_id
), counted AS (
    SELECT max(e.extraction_id) AS extraction_id
    FROM extractions AS e JOIN held AS h ON h.article_id = e.article_id AND h.revision = e.revision
    WHERE e.run_id <= run
    GROUP BY e.article_id
)
SELECT f.* FROM figures AS f JOIN counted AS c ON c.extraction_id = f.extraction_id;
COMMENT ON MACRO TABLE figures_as_of IS 'figures_as_of(run): the figures that counted at the end of a run, as the machine read them, with the columns of current_figures but review_state; later revisions and readings do not alter it.';
