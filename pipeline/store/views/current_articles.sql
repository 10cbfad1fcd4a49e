-- The latest revision of every article, with the reading that counts.
CREATE OR REPLACE VIEW current_articles AS
SELECT a.*, e.extraction_id
FROM articles AS a
LEFT JOIN (
    SELECT article_id, revision, max(extraction_id) AS extraction_id
    FROM extractions GROUP BY article_id, revision
) AS e USING (article_id, revision)
WHERE a.revision = (SELECT max(b.revision) FROM articles AS b WHERE b.article_id = a.article_id);
COMMENT ON VIEW current_articles IS 'The latest revision of every article.';
COMMENT ON COLUMN current_articles.article_id IS 'Stable id of the article.';
COMMENT ON COLUMN current_articles.revision IS 'Number of the latest revision.';
COMMENT ON COLUMN current_articles.run_id IS 'Run that stored it.';
COMMENT ON COLUMN current_articles.lang IS 'Language, by its code: fr French, lo Lao, ms Malay, nb Norwegian (bokmål), th Thai; others where they were asked for.';
COMMENT ON COLUMN current_articles.title IS 'Title, when known.';
COMMENT ON COLUMN current_articles.text IS 'The stored text, which starts and ends count code points in.';
COMMENT ON COLUMN current_articles.text_hash IS 'SHA-256 of the text.';
COMMENT ON COLUMN current_articles.article_hash IS 'SHA-256 of the text and everything else known.';
COMMENT ON COLUMN current_articles.url IS 'Address of the page.';
COMMENT ON COLUMN current_articles.origin_url IS 'Address of the original article.';
COMMENT ON COLUMN current_articles.published IS 'Publication date, null when unknown.';
COMMENT ON COLUMN current_articles.province IS 'Province that the paper or page belongs to, when known.';
COMMENT ON COLUMN current_articles.source_file IS 'File it was read from.';
COMMENT ON COLUMN current_articles.source_record IS 'Place in that file.';
COMMENT ON COLUMN current_articles.extraction_id IS 'The latest reading of this revision.';
