-- Shards queried where they lie, under the names that the tables and views of a store have. One row of a shard is one
-- page of the archive; an article that was fetched twice has two rows here, of which the current_* views take the later.
CREATE OR REPLACE VIEW pages AS
    FROM read_parquet($FILES);

CREATE OR REPLACE VIEW fetches AS
    SELECT seq, url, source, lang, fetched_at, digest, warc_file, cleaner_version, outcome,
        CASE WHEN layout.fits THEN layout.name END AS layout, article.article_id AS article_id
    FROM pages WHERE url IS NOT NULL;

CREATE OR REPLACE VIEW articles AS
    SELECT article.*, seq, extractor_version, lexicon_hash
    FROM pages WHERE article IS NOT NULL;

CREATE OR REPLACE VIEW figures AS
    SELECT figure.* EXCLUDE (evidence), article_id, lang, published, seq
    FROM (SELECT unnest(figures) AS figure, article.article_id AS article_id, article.lang AS lang,
        article.published AS published, seq FROM pages);

CREATE OR REPLACE VIEW deadlines AS
    SELECT deadline.* EXCLUDE (evidence), article_id, lang, published, seq
    FROM (SELECT unnest(deadlines) AS deadline, article.article_id AS article_id, article.lang AS lang,
        article.published AS published, seq FROM pages);

CREATE OR REPLACE VIEW evidence AS
    SELECT record_id, found.*, seq
    FROM (
        SELECT figure.figure_id AS record_id, unnest(figure.evidence) AS found, seq
        FROM (SELECT unnest(figures) AS figure, seq FROM pages)
        UNION ALL
        SELECT deadline.deadline_id, unnest(deadline.evidence), seq
        FROM (SELECT unnest(deadlines) AS deadline, seq FROM pages)
    );

CREATE OR REPLACE VIEW issues AS
    SELECT issue.* EXCLUDE (of_reading), seq
    FROM (SELECT unnest(issues) AS issue, seq FROM pages);

CREATE OR REPLACE VIEW current_articles AS
    FROM articles QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY seq DESC) = 1;

CREATE OR REPLACE VIEW current_figures AS
    FROM figures SEMI JOIN current_articles USING (article_id, seq);

CREATE OR REPLACE VIEW current_deadlines AS
    FROM deadlines SEMI JOIN current_articles USING (article_id, seq);
