-- Verdicts of reviewers, brought from the ledger of the audit page when the store is published: one row a figure that
-- somebody judged, replaced when its verdict changes. Rows of figures are never altered, and one figure stands in several
-- readings, so verdicts have a table of their own; views put both together. No keys: their index would refuse a row that is
-- deleted and inserted again in one transaction; publishing checks that no figure has two.
-- DuckDB cannot alter a CHECK: codes of the reviewed values are checked where verdicts are made, by their models.

CREATE TABLE reviews (
    origin_figure_id VARCHAR NOT NULL,
    figure_id VARCHAR,
    article_id VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    review_state VARCHAR NOT NULL CHECK (review_state IN ('accepted', 'corrected', 'rejected', 'added', 'skipped', 'disputed', 'stale')),
    is_stale BOOLEAN NOT NULL,
    why VARCHAR,
    attached VARCHAR NOT NULL,
    corrected_fields VARCHAR[] NOT NULL,
    start INTEGER CHECK (start >= 0),
    "end" INTEGER,
    quote VARCHAR,
    reason VARCHAR,
    reviewers VARCHAR[] NOT NULL,
    reviewed_at TIMESTAMP NOT NULL,
    event_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    events INTEGER NOT NULL,
    machine_kind VARCHAR,
    machine_value DECIMAL(38, 6),
    machine_value_max DECIMAL(38, 6),
    machine_out_of DECIMAL(38, 6),
    machine_unit VARCHAR,
    machine_comparator VARCHAR,
    machine_scenario VARCHAR,
    machine_indicator VARCHAR,
    machine_base VARCHAR,
    machine_scope VARCHAR,
    machine_per VARCHAR,
    machine_date_role VARCHAR,
    machine_date_start DATE,
    machine_date_end DATE,
    machine_province VARCHAR,
    reviewed_kind VARCHAR,
    reviewed_value DECIMAL(38, 6),
    reviewed_value_max DECIMAL(38, 6),
    reviewed_out_of DECIMAL(38, 6),
    reviewed_unit VARCHAR,
    reviewed_comparator VARCHAR,
    reviewed_scenario VARCHAR,
    reviewed_indicator VARCHAR,
    reviewed_base VARCHAR,
    reviewed_scope VARCHAR,
    reviewed_per VARCHAR,
    reviewed_date_role VARCHAR,
    reviewed_date_start DATE,
    reviewed_date_end DATE,
    reviewed_province VARCHAR,
    CHECK ("end" > start)
);
COMMENT ON TABLE reviews IS 'What reviewers decided on the audit page, as of the last publishing that brought it: one row a figure. View figures_reviewed has the values that count.';
COMMENT ON COLUMN reviews.origin_figure_id IS 'Id under which the ledger of the audit page has the verdict: another than figure_id where the text was revised or the span moved since.';
COMMENT ON COLUMN reviews.figure_id IS 'Figure of the current text that the verdict is about, or the id that the place of an added one gives; null where there is none any more.';
COMMENT ON COLUMN reviews.article_id IS 'Article of the figure.';
COMMENT ON COLUMN reviews.text_hash IS 'SHA-256 of the text that the place below is in; of a verdict whose article is gone, of the text that was judged.';
COMMENT ON COLUMN reviews.review_state IS 'Accepted (the machine read it right), corrected (reviewed values stand beside the machine''s), rejected (no figure), added (the machine had missed it), skipped or disputed (undecided), stale (what was judged is read otherwise now, or is gone).';
COMMENT ON COLUMN reviews.is_stale IS 'Whether the verdict no longer fits what is read: then nothing of it is applied, and it comes back to reviewers.';
COMMENT ON COLUMN reviews.why IS 'Why it is stale: reading (read otherwise now), figure (not read any more), text (not in the new revision), article (not in the store), taken (another verdict holds the figure); else null.';
COMMENT ON COLUMN reviews.attached IS 'How the verdict found its figure: same, overlap, quote, settled or nothing.';
COMMENT ON COLUMN reviews.corrected_fields IS 'Fields that reviewers corrected; span for the place.';
COMMENT ON COLUMN reviews.start IS 'First code point of the place as reviewed, in the text of text_hash; null where there is none.';
COMMENT ON COLUMN reviews."end" IS 'Code point after its last.';
COMMENT ON COLUMN reviews.quote IS 'The characters there.';
COMMENT ON COLUMN reviews.reason IS 'Why it was rejected, by code; else null.';
COMMENT ON COLUMN reviews.reviewers IS 'Who decided, in the order in which they first did.';
COMMENT ON COLUMN reviews.reviewed_at IS 'Time of the last event about it, UTC.';
COMMENT ON COLUMN reviews.event_id IS 'That event in the ledger.';
COMMENT ON COLUMN reviews.seq IS 'Its number in the ledger: what came later is not in this snapshot.';
COMMENT ON COLUMN reviews.events IS 'Number of events about it.';
COMMENT ON COLUMN reviews.machine_kind IS 'kind, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_value IS 'value, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_value_max IS 'value_max, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_out_of IS 'out_of, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_unit IS 'unit, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_comparator IS 'comparator, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_scenario IS 'scenario, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_indicator IS 'indicator, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_base IS 'base, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_scope IS 'scope, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_per IS 'per, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_date_role IS 'date_role, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_date_start IS 'date_start, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_date_end IS 'date_end, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.machine_province IS 'province, as the machine had read it when it was judged; null of an added figure.';
COMMENT ON COLUMN reviews.reviewed_kind IS 'kind, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_value IS 'value, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_value_max IS 'value_max, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_out_of IS 'out_of, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_unit IS 'unit, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_comparator IS 'comparator, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_scenario IS 'scenario, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_indicator IS 'indicator, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_base IS 'base, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_scope IS 'scope, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_per IS 'per, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_date_role IS 'date_role, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_date_start IS 'date_start, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_date_end IS 'date_end, as reviewers say that it is; set where review_state is accepted, corrected or added.';
COMMENT ON COLUMN reviews.reviewed_province IS 'province, as reviewers say that it is; set where review_state is accepted, corrected or added.';
