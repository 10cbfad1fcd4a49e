-- Which articles tell the same story: those with the same origin, else the same slug and day.
-- A slug counts from three words on, and without its hyphens: the editions of one article write 14-3-ha and 143-ha.
CREATE OR REPLACE VIEW editions AS
WITH named AS (
    SELECT article_id, extraction_id, lang, published, url, origin_url,
        replace(nullif(regexp_extract(coalesce(url, ''), '/([^/?#.]+-[^/?#.]+-[^/?#.]+)(?:\.html?)?/?(?:[?#].*)?$', 1), ''), '-', '') AS slug
    FROM current_articles
), joined AS (
    SELECT *,
        CASE
            WHEN slug IS NULL OR published IS NULL THEN NULL
            WHEN min(origin_url) OVER same_day = max(origin_url) OVER same_day THEN min(origin_url) OVER same_day
            ELSE slug || ' ' || strftime(published, '%Y-%m-%d')
        END AS by_slug
    FROM named
    WINDOW same_day AS (PARTITION BY slug, published)
)
SELECT article_id, extraction_id, lang, published, url, coalesce(origin_url, by_slug, article_id) AS story_id
FROM joined;
COMMENT ON VIEW editions IS 'The story that each article tells: editions of one original have the same story_id.';
COMMENT ON COLUMN editions.article_id IS 'The article.';
COMMENT ON COLUMN editions.extraction_id IS 'The latest reading of its latest revision.';
COMMENT ON COLUMN editions.lang IS 'Its language.';
COMMENT ON COLUMN editions.published IS 'Its publication date, null when unknown.';
COMMENT ON COLUMN editions.url IS 'Its address.';
COMMENT ON COLUMN editions.story_id IS 'Address of the original that the article names as its source; else slug and day; else the article''s own id.';
