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

CREATE TABLE page_counts (
    run_id INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    lang VARCHAR NOT NULL,
    pages INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    undated INTEGER NOT NULL,
    wrong_language INTEGER NOT NULL,
    no_article INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    with_layout INTEGER NOT NULL,
    unverified INTEGER NOT NULL,
    missed_title INTEGER NOT NULL,
    missed_body INTEGER NOT NULL,
    missed_published INTEGER NOT NULL,
    missed_origin INTEGER NOT NULL,
    PRIMARY KEY (run_id, source, lang)
);
COMMENT ON TABLE page_counts IS 'What became of the pages that a run took from the archive, by source and language: what later nights are held against.';
COMMENT ON COLUMN page_counts.run_id IS 'The run.';
COMMENT ON COLUMN page_counts.source IS 'Source of the pages; empty where none is known.';
COMMENT ON COLUMN page_counts.lang IS 'Language of the edition that was asked for; empty where none is known.';
COMMENT ON COLUMN page_counts.pages IS 'Pages that were cleaned.';
COMMENT ON COLUMN page_counts.articles IS 'Of these, those that became articles.';
COMMENT ON COLUMN page_counts.undated IS 'Of the articles, those without a day of publication.';
COMMENT ON COLUMN page_counts.wrong_language IS 'Pages in another language than their edition.';
COMMENT ON COLUMN page_counts.no_article IS 'Pages without an article.';
COMMENT ON COLUMN page_counts.quarantined IS 'Pages that broke a bound of time or memory, or the process that read them.';
COMMENT ON COLUMN page_counts.refused IS 'Pages refused for any other reason.';
COMMENT ON COLUMN page_counts.with_layout IS 'Of the articles, those that a layout was tried on.';
COMMENT ON COLUMN page_counts.unverified IS 'Of those, the ones whose layout was never seen on real pages.';
COMMENT ON COLUMN page_counts.missed_title IS 'Of those with a layout, the ones in which it found no title.';
COMMENT ON COLUMN page_counts.missed_body IS 'The same of the body.';
COMMENT ON COLUMN page_counts.missed_published IS 'The same of the date.';
COMMENT ON COLUMN page_counts.missed_origin IS 'The same of the source line.';
