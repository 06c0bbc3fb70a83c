-- +goose Up
-- Instants are milliseconds since 1970, UTC; days are YYYY-MM-DD in Brussels.

CREATE TABLE workplaces (
    number    TEXT NOT NULL PRIMARY KEY,
    name      TEXT NOT NULL,
    sector    TEXT NOT NULL,
    address   TEXT NOT NULL,
    opens_on  TEXT NOT NULL, -- '' = since ever
    closes_on TEXT NOT NULL  -- '' = no end known
) STRICT;

CREATE TABLE posters (
    code      TEXT    NOT NULL PRIMARY KEY, -- XXXX-XXXX-XXXX
    workplace TEXT    NOT NULL REFERENCES workplaces (number),
    gate      TEXT    NOT NULL,
    revoked   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX posters_workplace ON posters (workplace);

CREATE TABLE presences (
    id             BLOB    NOT NULL PRIMARY KEY, -- 16 bytes, made by the device
    owner          BLOB    NOT NULL,             -- hash of what proves ownership
    person         BLOB    NOT NULL,             -- keyed hash of the Limosa number
    sealed         BLOB    NOT NULL,             -- the Limosa number, encrypted
    workplace      TEXT    NOT NULL REFERENCES workplaces (number),
    poster         TEXT    NOT NULL,             -- '' = the number was typed
    day            TEXT    NOT NULL,
    channel        TEXT    NOT NULL,
    captured_at    INTEGER NOT NULL,
    recorded_at    INTEGER NOT NULL,
    latitude       REAL,
    longitude      REAL,
    accuracy       REAL,
    state          TEXT    NOT NULL,
    receipt        INTEGER NOT NULL,             -- 0 = none yet
    remarks        TEXT    NOT NULL,             -- codes, separated by spaces
    duplicate_of   BLOB,
    first          INTEGER NOT NULL,             -- 1 = holds the natural key
    cancel_reason  TEXT    NOT NULL,
    cancelled_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX presences_receipt ON presences (receipt) WHERE receipt <> 0;
-- The natural key: of the presences of one person at one workplace on one
-- day, only one is the first; all others point at it.
CREATE UNIQUE INDEX presences_first ON presences (day, workplace, person) WHERE first = 1;

-- The last counter of receipt numbers that was handed out for a day.
CREATE TABLE receipt_counters (
    day  TEXT    NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the register must remember about itself.
CREATE TABLE marks (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE marks;
DROP TABLE receipt_counters;
DROP TABLE presences;
DROP TABLE posters;
DROP TABLE workplaces;
