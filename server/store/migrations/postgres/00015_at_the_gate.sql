-- +goose Up
-- Whether a poster was read from a screen at the gate, from which network
-- somebody without account came (a keyed hash whose key is forgotten with the
-- day), and who was seen there.
ALTER TABLE presences ADD COLUMN screen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE presences ADD COLUMN network BYTEA;
CREATE TABLE sightings (
    presence BYTEA NOT NULL PRIMARY KEY REFERENCES presences (id) ON DELETE CASCADE,
    observer BYTEA NOT NULL, -- the user who noted it
    seen_at  BIGINT NOT NULL
);

-- +goose Down
DROP TABLE sightings;
ALTER TABLE presences DROP COLUMN network;
ALTER TABLE presences DROP COLUMN screen;
