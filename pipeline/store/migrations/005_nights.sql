-- A copy of the ledger of nights, which is files beside the store, so that it can be asked in SQL. Brought up to date by each
-- night before it publishes: the end of a night stands here from the next one on. Rows of a night are replaced as a whole,
-- hence no keys, whose index would refuse the same row deleted and inserted in one transaction.

CREATE TABLE nights (
    night_id INTEGER NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    result VARCHAR NOT NULL,
    exit_status INTEGER,
    attempts INTEGER NOT NULL,
    deadline_at TIMESTAMP,
    first_run_id INTEGER,
    last_run_id INTEGER,
    settings_hash VARCHAR NOT NULL,
    versions MAP(VARCHAR, VARCHAR) NOT NULL
);
COMMENT ON TABLE nights IS 'One row for each run of tinso nightly: what it came to. Its end is known here from the next night on; tinso runs knows it at once.';
COMMENT ON COLUMN nights.night_id IS 'Number of the night, rising by one.';
COMMENT ON COLUMN nights.started_at IS 'First start, UTC.';
COMMENT ON COLUMN nights.finished_at IS 'End, UTC; null while it is under way.';
COMMENT ON COLUMN nights.result IS 'well, unusual (an alarm), incomplete (something failed), not published, not told, stopped, broken off (killed and not continued), or not ended.';
COMMENT ON COLUMN nights.exit_status IS 'Exit status of the command; null while it is under way.';
COMMENT ON COLUMN nights.attempts IS 'How often it was started: more than once where it was killed and continued.';
COMMENT ON COLUMN nights.deadline_at IS 'When fetching was to stop, UTC; null where nothing was said.';
COMMENT ON COLUMN nights.first_run_id IS 'First run in runs that belongs to it; its issues are those of its runs.';
COMMENT ON COLUMN nights.last_run_id IS 'Last of them.';
COMMENT ON COLUMN nights.settings_hash IS 'SHA-256 over the settings and the files of the sources, without secrets: another one means another configuration.';
COMMENT ON COLUMN nights.versions IS 'Versions that were at work: of tinso, the cleaner, the extractors, the lexicon of each language, the schema of the store.';

CREATE TABLE night_stages (
    night_id INTEGER NOT NULL,
    stage VARCHAR NOT NULL,
    source VARCHAR,
    lang VARCHAR,
    state VARCHAR NOT NULL CHECK (state IN ('running', 'done', 'failed', 'skipped')),
    started_at TIMESTAMP,
    seconds DOUBLE,
    came_in BIGINT,
    went_out BIGINT,
    counts MAP(VARCHAR, BIGINT) NOT NULL
);
COMMENT ON TABLE night_stages IS 'The stages of each night, and what each did of each source and language.';
COMMENT ON COLUMN night_stages.night_id IS 'The night.';
COMMENT ON COLUMN night_stages.stage IS 'fetch, archive, clean, extract, store, publish or report.';
COMMENT ON COLUMN night_stages.source IS 'Source; null for the stage as a whole.';
COMMENT ON COLUMN night_stages.lang IS 'Language; null for the stage, or the source, as a whole.';
COMMENT ON COLUMN night_stages.state IS 'running (under way when this was written), done, failed or skipped.';
COMMENT ON COLUMN night_stages.started_at IS 'Start, UTC; null for a part of a stage.';
COMMENT ON COLUMN night_stages.seconds IS 'How long it took, in seconds; null where that is not known.';
COMMENT ON COLUMN night_stages.came_in IS 'What it was given: fetch requests, archive exchanges, clean pages, extract articles, store articles.';
COMMENT ON COLUMN night_stages.went_out IS 'What it gave: fetch and archive pages of articles, clean pages that stand in the store, extract figures, store articles stored.';
COMMENT ON COLUMN night_stages.counts IS 'Further counts by name, such as the pages of each outcome.';
