-- Pages of the archive that were cleaned. Appended only: a page that a newer cleaner read again has a row more, and the
-- one of the latest run counts. `seq` is the archive's own number of a request, rising, and the same when the index of
-- the archive is made anew: the largest one here is where the next ingest goes on.

CREATE TABLE fetches (
    seq BIGINT NOT NULL,
    run_id INTEGER NOT NULL,
    url VARCHAR NOT NULL,
    source VARCHAR,
    lang VARCHAR,
    fetched_at TIMESTAMP NOT NULL,
    digest VARCHAR,
    warc_file VARCHAR NOT NULL,
    cleaner_version VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL CHECK (regexp_full_match(outcome, '[a-z][a-z0-9_]*')),
    layout VARCHAR,
    article_id VARCHAR
);
COMMENT ON TABLE fetches IS 'One row for each page of the archive and each time that it was cleaned. What it became is in articles, under article_id.';
COMMENT ON COLUMN fetches.seq IS 'Number of the request in the archive, rising with time.';
COMMENT ON COLUMN fetches.run_id IS 'Run that cleaned the page.';
COMMENT ON COLUMN fetches.url IS 'Canonical address that was asked for.';
COMMENT ON COLUMN fetches.source IS 'Source that the page belongs to: the name of its file in pipeline/sources.';
COMMENT ON COLUMN fetches.lang IS 'Language of the edition that was asked for.';
COMMENT ON COLUMN fetches.fetched_at IS 'When it was asked for, UTC.';
COMMENT ON COLUMN fetches.digest IS 'Digest of the body as it was served.';
COMMENT ON COLUMN fetches.warc_file IS 'WARC file that holds the request, relative to the archive.';
COMMENT ON COLUMN fetches.cleaner_version IS 'Version of the cleaner.';
COMMENT ON COLUMN fetches.outcome IS 'article, unchanged (the body was the one before), or the code of the issue that says why it is no article.';
COMMENT ON COLUMN fetches.layout IS 'Layout that the page was read by: source and number; null where it was read like any page.';
COMMENT ON COLUMN fetches.article_id IS 'Article that it became; null where it became none.';
