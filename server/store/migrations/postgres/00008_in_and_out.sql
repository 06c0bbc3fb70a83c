-- +goose Up
-- Whoever arrives and leaves says so at a time; all until now were for the day.
ALTER TABLE presences ADD COLUMN direction TEXT NOT NULL DEFAULT 'day'; -- day, in, out
ALTER TABLE presences ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;       -- of an in or out that counts: how many counted before it that day
-- Who gives the receipt number; receipt stays this register's own.
ALTER TABLE presences ADD COLUMN authority TEXT NOT NULL DEFAULT '';    -- '' = this register
ALTER TABLE presences ADD COLUMN mandate BYTEA;                        -- the company under whose mandate it goes there
ALTER TABLE presences ADD COLUMN number BIGINT NOT NULL DEFAULT 0;     -- that the authority gave; 0 = none yet
ALTER TABLE presences ADD COLUMN sent_at BIGINT NOT NULL DEFAULT 0;    -- when it was last sent there; 0 = never

-- The natural key has the employer: of the same person there may be one for each.
CREATE UNIQUE INDEX presences_natural_key ON presences (day, workplace, person, employer, turn) WHERE first = 1;
DROP INDEX presences_first;
-- Those that were taken for doubles of another employer's count from now on. What
-- was said of them, a remark and a link, stays said.
WITH doubles AS (
    SELECT d.id, d.day, d.workplace, d.person, d.employer, d.receipt FROM presences d
    WHERE d.first = 0 AND d.state <> 'cancelled' AND NOT EXISTS (
        SELECT 1 FROM presences f WHERE f.first = 1 AND f.day = d.day AND f.workplace = d.workplace
        AND f.person = d.person AND f.employer = d.employer)
), numbered AS (
    SELECT id, ROW_NUMBER() OVER (PARTITION BY day, workplace, person, employer ORDER BY receipt) AS n FROM doubles
)
UPDATE presences SET first = 1 WHERE id IN (SELECT id FROM numbered WHERE n = 1);

-- Whoever takes over from a presence that is cancelled is found by their links.
CREATE INDEX presences_doubles ON presences (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE UNIQUE INDEX presences_number ON presences (authority, number) WHERE number <> 0;
CREATE INDEX presences_queued ON presences (authority) WHERE state = 'queued';

-- The mandates of companies: another authority may be asked for them.
CREATE TABLE mandates (
    company      BYTEA    NOT NULL REFERENCES companies (id),
    authority    TEXT    NOT NULL,
    sealed       BYTEA    NOT NULL, -- what proves it, encrypted
    given_at     BIGINT NOT NULL,
    withdrawn_at BIGINT NOT NULL, -- 0 = current
    PRIMARY KEY (company, authority)
);

-- +goose Down
-- Only while no in or out is kept: an older program takes them for doubles.
DROP TABLE mandates;
DROP INDEX presences_queued;
DROP INDEX presences_number;
DROP INDEX presences_doubles;
UPDATE presences SET first = 0 WHERE first = 1 AND EXISTS (
    SELECT 1 FROM presences f WHERE f.first = 1 AND f.day = presences.day AND f.workplace = presences.workplace
    AND f.person = presences.person AND f.receipt < presences.receipt);
CREATE UNIQUE INDEX presences_first ON presences (day, workplace, person) WHERE first = 1;
DROP INDEX presences_natural_key;
ALTER TABLE presences DROP COLUMN sent_at;
ALTER TABLE presences DROP COLUMN number;
ALTER TABLE presences DROP COLUMN mandate;
ALTER TABLE presences DROP COLUMN authority;
ALTER TABLE presences DROP COLUMN turn;
ALTER TABLE presences DROP COLUMN direction;
