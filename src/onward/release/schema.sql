-- One directory release: written once, checked, switched to, never changed. See release/README.md.
-- application_id and user_version are set by build.py and checked from the file's header before it is opened.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What the bits of provider.traits and location.traits stand for: a filter is then one test of an integer,
-- and an index over (where, who, traits) answers a search without touching a table.
CREATE TABLE trait (bit INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL);

-- id counts providers in the order in which searches list them (name, then NPI), so that ORDER BY provider
-- is the order of an index. Names and addresses are kept as the registry spells them; see directory/casing.py.
CREATE TABLE provider (
    id         INTEGER PRIMARY KEY,
    npi        INTEGER NOT NULL,
    kind       INTEGER NOT NULL, -- the registry's entity type: 1 a person, 2 an organization
    name       TEXT NOT NULL,
    also       TEXT NOT NULL,
    credential TEXT NOT NULL,
    sex        TEXT NOT NULL,
    updated    TEXT NOT NULL,
    codes      TEXT NOT NULL,    -- rehab taxonomy codes with commas between, the primary one first
    licences   TEXT NOT NULL,    -- one on a line, "CA PT12345": only ever read with the provider
    traits     INTEGER NOT NULL
);

-- place 0 is the main practice address. traits are the provider's, with the bits "both" and "several" added.
CREATE TABLE location (
    provider INTEGER NOT NULL,
    place    INTEGER NOT NULL,
    line     TEXT NOT NULL,
    phone    TEXT NOT NULL,
    area     INTEGER NOT NULL,
    site     INTEGER NOT NULL,
    traits   INTEGER NOT NULL,
    PRIMARY KEY (provider, place)
) WITHOUT ROWID;

-- Every city, state and ZIP code together as addresses have them. A location lies at the centre of its ZIP code or
-- city, so thousands share one area, and a search measures the distance to each area and not to each provider.
CREATE TABLE area (
    id    INTEGER PRIMARY KEY,
    city  TEXT NOT NULL,
    state TEXT NOT NULL,
    zip   TEXT NOT NULL,
    town  INTEGER NOT NULL,
    lat   REAL,
    lon   REAL
);

-- How many locations of an area have the same traits; those of providers with several locations are left out, since
-- a provider must be counted once.
CREATE TABLE tally (
    area   INTEGER NOT NULL,
    traits INTEGER NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (area, traits)
) WITHOUT ROWID;

-- Areas by where they lie, for those whose place is known.
CREATE VIRTUAL TABLE near USING rtree(id, south, north, west, east, +lat REAL, +lon REAL);

-- A city as the gazetteer names it, with what it has, assistants left out; "both" counts those at sites with both.
CREATE TABLE town (
    id        INTEGER PRIMARY KEY,
    state     TEXT NOT NULL,
    slug      TEXT NOT NULL,
    name      TEXT NOT NULL,
    providers INTEGER NOT NULL,
    pt        INTEGER NOT NULL,
    ot        INTEGER NOT NULL,
    "both"    INTEGER NOT NULL
);

-- Words of both names; rowid is provider.id. It keeps no text of its own.
CREATE VIRTUAL TABLE name USING fts5(words, content='', detail='none', columnsize=0, tokenize='unicode61 remove_diacritics 2');

-- Rows that were not listed: where they stand in the source and why.
CREATE TABLE reject (file TEXT NOT NULL, line INTEGER NOT NULL, npi TEXT NOT NULL, reason TEXT NOT NULL);
