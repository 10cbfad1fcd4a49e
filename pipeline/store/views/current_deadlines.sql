-- The deadlines that count: those of the latest reading of the latest revision of each article.
CREATE OR REPLACE VIEW current_deadlines AS
SELECT deadlines.*
FROM deadlines
JOIN current_articles USING (extraction_id);
COMMENT ON VIEW current_deadlines IS 'The deadlines of the latest reading of the latest revision of each article.';
COMMENT ON COLUMN current_deadlines.deadline_id IS 'Stable id: a hash of article_id, text_hash, start and end, and the word deadline.';
COMMENT ON COLUMN current_deadlines.extraction_id IS 'Reading that found it.';
COMMENT ON COLUMN current_deadlines.article_id IS 'Article that names it.';
COMMENT ON COLUMN current_deadlines.revision IS 'Revision of the article.';
COMMENT ON COLUMN current_deadlines.start IS 'First code point of the quote in the article''s text, from 0.';
COMMENT ON COLUMN current_deadlines."end" IS 'Code point after the last of the quote.';
COMMENT ON COLUMN current_deadlines.quote IS 'The date expression as written.';
COMMENT ON COLUMN current_deadlines.date IS 'Last day of the expression: "by 2030" is 2030-12-31.';
COMMENT ON COLUMN current_deadlines.precision IS 'How exact the text is: day, month, quarter, half or year.';
COMMENT ON COLUMN current_deadlines.responsible IS 'Body named as responsible for the task, as written; else null.';
COMMENT ON COLUMN current_deadlines.confidence IS 'How sure the extractors are, 0 to 1.';
