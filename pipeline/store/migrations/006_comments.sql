-- Comments that told less than is so. Comments of the first migration stand as they were committed.
COMMENT ON COLUMN runs.command IS 'The command: ingest, nightly, reextract or demo.';
