-- What must be done by when, from the day of the last run on.
-- Repeats within an article are one: those of the same day and body, and those that name no body where all others of the
-- day name the same. Editions of a story are one too: the body's name is in another language there, so the first, second …
-- body of a day in each edition are taken for the same.
CREATE OR REPLACE VIEW deadlines_ahead AS
WITH clock AS (
    SELECT max(started_at)::DATE AS as_of FROM runs
), named AS (
    SELECT d.*, d.precision AS d_precision, e.story_id, e.lang, e.published,
        CASE WHEN min(d.responsible) OVER own = max(d.responsible) OVER own THEN min(d.responsible) OVER own
            ELSE d.responsible END AS body
    FROM current_deadlines AS d JOIN editions AS e USING (extraction_id)
    WHERE d.date >= (SELECT as_of FROM clock) -- here, since all that follows is within one date
    WINDOW own AS (PARTITION BY d.extraction_id, d.date)
), ordered AS (
    SELECT *, min(start) OVER (PARTITION BY extraction_id, date, body) AS first_start FROM named
), placed AS (
    SELECT *, dense_rank() OVER (PARTITION BY extraction_id, date ORDER BY first_start) AS nth FROM ordered
), united AS (
    SELECT story_id, date, nth, min(published) AS published, list_sort(list(DISTINCT lang)) AS langs,
        list(struct_pack(
            deadline_id := deadline_id, article_id := article_id, lang := lang, quote := quote, "precision" := d_precision,
            responsible := responsible, confidence := confidence
        ) ORDER BY responsible IS NULL, confidence DESC, lang, deadline_id) AS copies
    FROM placed GROUP BY ALL
)
SELECT
    u.date, u.copies[1].precision AS precision, u.copies[1].responsible AS responsible, u.copies[1].quote AS quote,
    clock.as_of, u.date - clock.as_of AS days_left, a.province AS article_province, a.title, a.url, u.published, u.langs,
    u.copies, u.story_id, u.copies[1].deadline_id AS deadline_id, u.copies[1].article_id AS article_id, u.copies[1].lang AS lang
FROM united AS u CROSS JOIN clock JOIN current_articles AS a ON a.article_id = u.copies[1].article_id;
COMMENT ON VIEW deadlines_ahead IS 'Deadlines that lie ahead of the last run, once for all editions of a story and all repeats in them: what is due, who is responsible, how many days are left.';
COMMENT ON COLUMN deadlines_ahead.date IS 'Last day of the date expression.';
COMMENT ON COLUMN deadlines_ahead.precision IS 'How exact the text is: day, month, quarter, half or year.';
COMMENT ON COLUMN deadlines_ahead.responsible IS 'Body named as responsible, as written, from a copy that names one; else null.';
COMMENT ON COLUMN deadlines_ahead.quote IS 'The date expression as written in that copy.';
COMMENT ON COLUMN deadlines_ahead.as_of IS 'Day of the last run: what days_left counts from.';
COMMENT ON COLUMN deadlines_ahead.days_left IS 'Days from as_of to the deadline.';
COMMENT ON COLUMN deadlines_ahead.article_province IS 'Province that the article''s paper or page belongs to, when known.';
COMMENT ON COLUMN deadlines_ahead.title IS 'Title of that article.';
COMMENT ON COLUMN deadlines_ahead.url IS 'Address of that article.';
COMMENT ON COLUMN deadlines_ahead.published IS 'Earliest publication date of the copies; null when unknown.';
COMMENT ON COLUMN deadlines_ahead.langs IS 'Languages of the editions that name it.';
COMMENT ON COLUMN deadlines_ahead.copies IS 'All copies: deadline_id, article_id, lang, quote, precision, responsible, confidence.';
COMMENT ON COLUMN deadlines_ahead.story_id IS 'The story, as in editions.';
COMMENT ON COLUMN deadlines_ahead.deadline_id IS 'Deadline of that copy.';
COMMENT ON COLUMN deadlines_ahead.article_id IS 'Article of that copy.';
COMMENT ON COLUMN deadlines_ahead.lang IS 'Language of that copy.';
