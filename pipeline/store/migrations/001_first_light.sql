-- The first tables. Codes and names are those of the record contract (docs/record.md).
--
-- Nothing here is ever updated but the row of a run: a changed article is a new revision, a new reading of it a
-- new extraction, and the views `current_*` choose the latest of each. figures, deadlines, evidence and
-- issues have no primary key: its index would cost more than the rows at millions of figures, there is one
-- writer, and that writer guards the ids itself.
-- DECIMAL(38,6) holds 32 digits before the point: the largest amounts seen are near 4e19, the finest
-- values have 4 decimals, and sums of millions of rows still fit. A value that does not fit is an issue.
-- DuckDB cannot alter a CHECK: what may grow (languages, indicators, codes of issues) is checked by its form only.
-- Times are UTC in plain TIMESTAMP, which needs no time zone library in any client.

CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY,
    command VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('running', 'done', 'abandoned')),
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    files INTEGER NOT NULL DEFAULT 0,
    articles_new INTEGER NOT NULL DEFAULT 0,
    articles_revised INTEGER NOT NULL DEFAULT 0,
    articles_reextracted INTEGER NOT NULL DEFAULT 0,
    articles_unchanged INTEGER NOT NULL DEFAULT 0,
    rejects INTEGER NOT NULL DEFAULT 0,
    warnings INTEGER NOT NULL DEFAULT 0,
    figures INTEGER NOT NULL DEFAULT 0,
    deadlines INTEGER NOT NULL DEFAULT 0,
    seconds_clean DOUBLE NOT NULL DEFAULT 0,
    seconds_extract DOUBLE NOT NULL DEFAULT 0,
    seconds_store DOUBLE NOT NULL DEFAULT 0,
    seconds_total DOUBLE NOT NULL DEFAULT 0,
    tinso_version VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    lexicon_hashes MAP(VARCHAR, VARCHAR) NOT NULL
);
COMMENT ON TABLE runs IS 'One row for each run of a command that writes: what it did, with which versions, how long it took.';
COMMENT ON COLUMN runs.run_id IS 'Number of the run, rising by one.';
COMMENT ON COLUMN runs.command IS 'The command: ingest or demo.';
COMMENT ON COLUMN runs.status IS 'running, done, or abandoned (killed or stopped by a fault; found so by the next run). Whatever batches it had committed are whole and stay.';
COMMENT ON COLUMN runs.started_at IS 'Start, UTC.';
COMMENT ON COLUMN runs.finished_at IS 'End, UTC; null unless status is done.';
COMMENT ON COLUMN runs.files IS 'Files read.';
COMMENT ON COLUMN runs.articles_new IS 'Articles stored for the first time.';
COMMENT ON COLUMN runs.articles_revised IS 'Articles stored again as a new revision because their text or what is known about them had changed.';
COMMENT ON COLUMN runs.articles_reextracted IS 'Unchanged articles read again because the extractors or the lexicon of their language had changed.';
COMMENT ON COLUMN runs.articles_unchanged IS 'Articles that stood in the store already, just so.';
COMMENT ON COLUMN runs.rejects IS 'Files and records that were not taken; each is an error in issues.';
COMMENT ON COLUMN runs.warnings IS 'Warnings raised, such as an ignored key; nothing was lost by them but what they name.';
COMMENT ON COLUMN runs.figures IS 'Figures added.';
COMMENT ON COLUMN runs.deadlines IS 'Deadlines added.';
COMMENT ON COLUMN runs.seconds_clean IS 'Time spent on reading files and cleaning pages, in seconds.';
COMMENT ON COLUMN runs.seconds_extract IS 'Time spent in the extractors, in seconds.';
COMMENT ON COLUMN runs.seconds_store IS 'Time spent in the store, in seconds.';
COMMENT ON COLUMN runs.seconds_total IS 'Time of the whole run, in seconds.';
COMMENT ON COLUMN runs.tinso_version IS 'Version of Tinso.';
COMMENT ON COLUMN runs.extractor_version IS 'Version of the extraction engine.';
COMMENT ON COLUMN runs.lexicon_hashes IS 'Hash of the lexicon of each language that the run used, by language code.';

CREATE TABLE articles (
    article_id VARCHAR NOT NULL CHECK (article_id <> ''),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    run_id INTEGER NOT NULL,
    lang VARCHAR NOT NULL CHECK (regexp_full_match(lang, '[a-z]{2,3}')),
    title VARCHAR,
    text VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    article_hash VARCHAR NOT NULL,
    url VARCHAR,
    origin_url VARCHAR,
    published DATE,
    province VARCHAR,
    source_file VARCHAR NOT NULL,
    source_record VARCHAR,
    PRIMARY KEY (article_id, revision)
);
COMMENT ON TABLE articles IS 'Every revision of every article, never altered. View current_articles has the latest of each.';
COMMENT ON COLUMN articles.article_id IS 'Stable id: as given in JSONL, else the canonical address of the page, else the path of the file relative to the folder of the store.';
COMMENT ON COLUMN articles.revision IS '1 for the first text stored under this id, then rising by one with each change.';
COMMENT ON COLUMN articles.run_id IS 'Run that stored this revision.';
COMMENT ON COLUMN articles.lang IS 'Language: lo Lao, ms Malay, th Thai, nb Norwegian (bokmål), fr French.';
COMMENT ON COLUMN articles.title IS 'Title, when known.';
COMMENT ON COLUMN articles.text IS 'The stored text: title, lead and body, one paragraph a line. Every start and end counts Unicode code points in it.';
COMMENT ON COLUMN articles.text_hash IS 'SHA-256 of the text in UTF-8, hexadecimal.';
COMMENT ON COLUMN articles.article_hash IS 'SHA-256 over the text and everything else known about the article: when it changes, so does the revision.';
COMMENT ON COLUMN articles.url IS 'Address of the page, in canonical form.';
COMMENT ON COLUMN articles.origin_url IS 'Address of the original (usually Vietnamese) article that the page names as its source.';
COMMENT ON COLUMN articles.published IS 'Publication date; null when unknown, and then relative dates in the text stay unresolved.';
COMMENT ON COLUMN articles.province IS 'Canonical Vietnamese name of the province that the paper or page belongs to, when known.';
COMMENT ON COLUMN articles.source_file IS 'File that the revision was read from.';
COMMENT ON COLUMN articles.source_record IS 'Place in that file, such as "line 12"; null where the file is one article.';

CREATE TABLE extractions (
    extraction_id BIGINT PRIMARY KEY,
    article_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    extractor_version VARCHAR NOT NULL,
    lexicon_hash VARCHAR NOT NULL,
    figures INTEGER NOT NULL,
    deadlines INTEGER NOT NULL
);
COMMENT ON TABLE extractions IS 'One row for each reading of a revision by the extractors. Earlier readings stay; the latest is the one that counts.';
COMMENT ON COLUMN extractions.extraction_id IS 'Number of the reading, rising by one.';
COMMENT ON COLUMN extractions.article_id IS 'Article that was read.';
COMMENT ON COLUMN extractions.revision IS 'Revision of it that was read.';
COMMENT ON COLUMN extractions.run_id IS 'Run that read it.';
COMMENT ON COLUMN extractions.extractor_version IS 'Version of the extraction engine.';
COMMENT ON COLUMN extractions.lexicon_hash IS 'Hash of the lexicon of the article''s language.';
COMMENT ON COLUMN extractions.figures IS 'Figures stored from it.';
COMMENT ON COLUMN extractions.deadlines IS 'Deadlines stored from it.';

CREATE TABLE figures (
    figure_id VARCHAR NOT NULL,
    extraction_id BIGINT NOT NULL,
    article_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('percentage', 'count', 'money', 'measure')),
    value DECIMAL(38, 6) NOT NULL,
    value_max DECIMAL(38, 6),
    out_of DECIMAL(38, 6),
    unit VARCHAR NOT NULL,
    comparator VARCHAR NOT NULL CHECK (comparator IN ('=', '>', '>=', '<', '<=', '~')),
    scenario VARCHAR NOT NULL CHECK (scenario IN ('target', 'actual', 'rule')),
    indicator VARCHAR NOT NULL CHECK (indicator = 'other' OR regexp_full_match(indicator, '[a-z_]+\.[a-z_]+')),
    base VARCHAR CHECK (base IN ('population', 'working_age', 'workforce', 'students', 'households', 'plan', 'amount_due', 'group')),
    scope VARCHAR NOT NULL CHECK (scope IN ('whole', 'part', 'each', 'threshold')),
    per VARCHAR CHECK (per IN ('day', 'month', 'quarter', 'year')),
    date_role VARCHAR CHECK (date_role IN ('deadline', 'as_of', 'during')),
    date_start DATE,
    date_end DATE,
    province VARCHAR,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    CHECK ("end" > start),
    CHECK (value_max >= value),
    CHECK (base IS NULL OR kind = 'percentage'),
    CHECK (CASE kind
        WHEN 'percentage' THEN unit IN ('percent', 'percentage_point')
        WHEN 'count' THEN unit IN ('person', 'household', 'organization', 'locality', 'event', 'document', 'case', 'item')
        WHEN 'money' THEN regexp_full_match(unit, '[A-Z]{3}')
        ELSE unit <> '' END)
);
COMMENT ON TABLE figures IS 'Quantities that articles assert, of all revisions and all readings. View current_figures has those that count.';
COMMENT ON COLUMN figures.figure_id IS 'Stable id: a hash of article_id, text_hash, start and end. The same in every reading of the same text.';
COMMENT ON COLUMN figures.extraction_id IS 'Reading that found it.';
COMMENT ON COLUMN figures.article_id IS 'Article that asserts it.';
COMMENT ON COLUMN figures.revision IS 'Revision of the article.';
COMMENT ON COLUMN figures.start IS 'First code point of the quote in the article''s text, from 0.';
COMMENT ON COLUMN figures."end" IS 'Code point after the last of the quote.';
COMMENT ON COLUMN figures.quote IS 'The characters read: numeral with magnitude word and percent sign.';
COMMENT ON COLUMN figures.kind IS 'percentage, count, money or measure.';
COMMENT ON COLUMN figures.value IS 'The value with its magnitude applied; 95 % is 95. Of a range, its lower end.';
COMMENT ON COLUMN figures.value_max IS 'Upper end of a range, else null.';
COMMENT ON COLUMN figures.out_of IS 'The total in "45 of 96", else null.';
COMMENT ON COLUMN figures.unit IS 'percent, percentage_point; person, household, organization, locality, event, document, case, item; ISO 4217 currency; or a unit of measure.';
COMMENT ON COLUMN figures.comparator IS '= ; > more than; >= at least; < under; <= at most, up to; ~ about, nearly.';
COMMENT ON COLUMN figures.scenario IS 'target (a goal), actual (reported as reached or counted) or rule (set by law or policy).';
COMMENT ON COLUMN figures.indicator IS 'Code of the indicator, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN figures.base IS 'What a percentage is a share of; null where the text does not say, and for other kinds.';
COMMENT ON COLUMN figures.scope IS 'whole (the province or country), part (of it), each (what every one has or must reach) or threshold (a limit that sorts).';
COMMENT ON COLUMN figures.per IS 'day, month, quarter or year where the amount is a rate over time, else null.';
COMMENT ON COLUMN figures.date_role IS 'deadline (due date of a target), as_of (state on a date), during (within a period), else null.';
COMMENT ON COLUMN figures.date_start IS 'First day of the period; only with during.';
COMMENT ON COLUMN figures.date_end IS 'Last day of the date expression.';
COMMENT ON COLUMN figures.province IS 'Canonical Vietnamese name of the province the figure is about; null for the whole country or unknown.';
COMMENT ON COLUMN figures.confidence IS 'Estimated probability that all fields of the figure are right, 0 to 1.';

CREATE TABLE deadlines (
    deadline_id VARCHAR NOT NULL,
    extraction_id BIGINT NOT NULL,
    article_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    date DATE NOT NULL,
    precision VARCHAR NOT NULL CHECK (precision IN ('day', 'month', 'quarter', 'half', 'year')),
    responsible VARCHAR,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    CHECK ("end" > start)
);
COMMENT ON TABLE deadlines IS 'Dates by which articles say that something is to be done, of all revisions and all readings. View current_deadlines has those that count.';
COMMENT ON COLUMN deadlines.deadline_id IS 'Stable id: a hash of article_id, text_hash, start and end, and the word deadline.';
COMMENT ON COLUMN deadlines.extraction_id IS 'Reading that found it.';
COMMENT ON COLUMN deadlines.article_id IS 'Article that names it.';
COMMENT ON COLUMN deadlines.revision IS 'Revision of the article.';
COMMENT ON COLUMN deadlines.start IS 'First code point of the quote in the article''s text, from 0.';
COMMENT ON COLUMN deadlines."end" IS 'Code point after the last of the quote.';
COMMENT ON COLUMN deadlines.quote IS 'The date expression as written.';
COMMENT ON COLUMN deadlines.date IS 'Last day of the expression: "by 2030" is 2030-12-31.';
COMMENT ON COLUMN deadlines.precision IS 'How exact the text is: day, month, quarter, half or year.';
COMMENT ON COLUMN deadlines.responsible IS 'Body named as responsible for the task, as written; else null.';
COMMENT ON COLUMN deadlines.confidence IS 'How sure the extractors are, 0 to 1.';

CREATE TABLE evidence (
    extraction_id BIGINT NOT NULL,
    record_id VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    CHECK ("end" >= start)
);
COMMENT ON TABLE evidence IS 'Where each field of each figure and deadline was read, and by which rule.';
COMMENT ON COLUMN evidence.extraction_id IS 'Reading that the evidence belongs to.';
COMMENT ON COLUMN evidence.record_id IS 'The figure_id or deadline_id.';
COMMENT ON COLUMN evidence.field IS 'Field of that record, such as value or comparator.';
COMMENT ON COLUMN evidence.start IS 'First code point of the evidence in the article''s text, from 0.';
COMMENT ON COLUMN evidence."end" IS 'Code point after its last.';
COMMENT ON COLUMN evidence.quote IS 'The characters there.';
COMMENT ON COLUMN evidence.rule IS 'Name of the rule; one that begins with "default:" was assumed, not read.';

CREATE TABLE issues (
    issue_id VARCHAR NOT NULL,
    run_id INTEGER NOT NULL,
    severity VARCHAR NOT NULL CHECK (severity IN ('error', 'warning')),
    code VARCHAR NOT NULL CHECK (regexp_full_match(code, '[a-z][a-z0-9_]*')),
    source VARCHAR NOT NULL,
    record VARCHAR,
    field VARCHAR,
    message VARCHAR NOT NULL
);
COMMENT ON TABLE issues IS 'What went wrong or was refused. An error is a reject: a file or record that was not taken. The same issue met again is not stored again.';
COMMENT ON COLUMN issues.issue_id IS 'Hash of everything else but the run: the same fault in the same place has the same id.';
COMMENT ON COLUMN issues.run_id IS 'Run that met it first.';
COMMENT ON COLUMN issues.severity IS 'error (not taken) or warning (taken, with something left out or doubtful).';
COMMENT ON COLUMN issues.code IS 'Short stable name of the fault, for grouping.';
COMMENT ON COLUMN issues.source IS 'File, or other source.';
COMMENT ON COLUMN issues.record IS 'Line or article id in it; null where the whole file is meant.';
COMMENT ON COLUMN issues.field IS 'Field at fault, when it is one.';
COMMENT ON COLUMN issues.message IS 'The reason, as a sentence.';

CREATE TABLE schema_migrations (
    number INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE schema_migrations IS 'Migrations that have been applied to this file. A file with a number that a program does not know is refused by it.';
COMMENT ON COLUMN schema_migrations.number IS 'Number of the migration.';
COMMENT ON COLUMN schema_migrations.name IS 'Its name.';
COMMENT ON COLUMN schema_migrations.applied_at IS 'When it was applied, UTC.';

CREATE TABLE schema_views (
    name VARCHAR NOT NULL,
    definition_hash VARCHAR NOT NULL
);
COMMENT ON TABLE schema_views IS 'Views as they stand in this file, so that a program with other definitions replaces them.';
COMMENT ON COLUMN schema_views.name IS 'Name of the view.';
COMMENT ON COLUMN schema_views.definition_hash IS 'SHA-256 of the file that defines it.';
