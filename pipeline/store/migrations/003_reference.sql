-- Reference data, so that a query can join what a code or a name means. The rows come from the data files of the program
-- and are written anew by whoever opens the store for writing, when they differ (pipeline/store/reference.py): hence no keys,
-- whose index would refuse the same row deleted and inserted in one transaction.

CREATE TABLE sources (
    source VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    canonical_host VARCHAR NOT NULL,
    hosts VARCHAR[] NOT NULL,
    languages VARCHAR[] NOT NULL,
    province VARCHAR,
    notes VARCHAR NOT NULL
);
COMMENT ON TABLE sources IS 'Sites that articles are fetched from, or that articles name as their origin.';
COMMENT ON COLUMN sources.source IS 'Name of the source: that of its file in pipeline/sources, and of fetches.source.';
COMMENT ON COLUMN sources.title IS 'What it is.';
COMMENT ON COLUMN sources.canonical_host IS 'The host that its pages are known under.';
COMMENT ON COLUMN sources.hosts IS 'All hosts that serve its pages.';
COMMENT ON COLUMN sources.languages IS 'Languages that are read of it, by code; none where it is an origin only.';
COMMENT ON COLUMN sources.province IS 'Province whose paper it is, else null.';
COMMENT ON COLUMN sources.notes IS 'What is known of the site and what is not.';

CREATE TABLE provinces (
    province_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    ascii VARCHAR NOT NULL,
    vintage VARCHAR NOT NULL CHECK (vintage IN ('before', 'since')),
    code VARCHAR NOT NULL,
    iso VARCHAR,
    type VARCHAR CHECK (type IN ('province', 'municipality')),
    valid_from DATE,
    valid_until DATE,
    extent_id VARCHAR NOT NULL,
    merged BOOLEAN NOT NULL,
    code_meaning_changed BOOLEAN NOT NULL,
    successor_id VARCHAR,
    predecessor_ids VARCHAR[] NOT NULL
);
COMMENT ON TABLE provinces IS 'Provinces and centrally run cities: the 63 of before 2025-07-01 and the 34 since. Names and codes are used in both with another meaning: join on province_id, or on extent_id to compare over time.';
COMMENT ON COLUMN provinces.province_id IS 'The unit: its name and its vintage.';
COMMENT ON COLUMN provinces.name IS 'Canonical Vietnamese name, as in figures.province.';
COMMENT ON COLUMN provinces.ascii IS 'The name without marks.';
COMMENT ON COLUMN provinces.vintage IS 'before: until 2025-06-30; since: from 2025-07-01.';
COMMENT ON COLUMN provinces.code IS 'Code of the National Statistics Office. Some codes changed their meaning: never join on it without the vintage.';
COMMENT ON COLUMN provinces.iso IS 'ISO 3166-2 code of a unit of before; null for the units since.';
COMMENT ON COLUMN provinces.type IS 'province or municipality (a centrally run city); null for the units of before.';
COMMENT ON COLUMN provinces.valid_from IS 'First day of this vintage; null for the units of before.';
COMMENT ON COLUMN provinces.valid_until IS 'Last day of this vintage; null for the units since.';
COMMENT ON COLUMN provinces.extent_id IS 'The territory: the same before and since where a province was not merged. Figures compare over time where this is the same.';
COMMENT ON COLUMN provinces.merged IS 'Whether the unit was formed by, or went into, a merger of 2025-07-01: its series breaks there.';
COMMENT ON COLUMN provinces.code_meaning_changed IS 'Whether this code belongs to a unit of another name in the other vintage.';
COMMENT ON COLUMN provinces.successor_id IS 'Unit since 2025-07-01 that a unit of before went into; null for the units since.';
COMMENT ON COLUMN provinces.predecessor_ids IS 'Units of before that a unit was formed from; empty for the units of before.';

CREATE TABLE indicators (
    indicator VARCHAR NOT NULL,
    scheme VARCHAR,
    measure VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    nature VARCHAR CHECK (nature IN ('stock', 'flow', 'rate', 'rule')),
    kinds VARCHAR[] NOT NULL,
    low DECIMAL(38, 6),
    high DECIMAL(38, 6)
);
COMMENT ON TABLE indicators IS 'What the codes of indicators mean.';
COMMENT ON COLUMN indicators.indicator IS 'Code, SCHEME.MEASURE, or other.';
COMMENT ON COLUMN indicators.scheme IS 'Scheme of insurance, or outreach; null for other.';
COMMENT ON COLUMN indicators.measure IS 'What is measured.';
COMMENT ON COLUMN indicators.title IS 'Scheme and measure in words.';
COMMENT ON COLUMN indicators.definition IS 'What counts.';
COMMENT ON COLUMN indicators.nature IS 'stock (a state), flow (what came about in a period), rate (a share) or rule (set by law or policy); null for other.';
COMMENT ON COLUMN indicators.kinds IS 'Kinds of figures that it comes in.';
COMMENT ON COLUMN indicators.low IS 'Least plausible percentage; null where there is none.';
COMMENT ON COLUMN indicators.high IS 'Greatest plausible percentage; null where there is none.';
