-- +goose Up
-- Whether a poster was read from a screen at the gate, from which network
-- somebody without account came (a keyed hash whose key is forgotten with the
-- day), and who was seen there.
ALTER TABLE presences ADD COLUMN screen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE presences ADD COLUMN network BLOB;
CREATE TABLE sightings (
    presence BLOB NOT NULL PRIMARY KEY REFERENCES presences (id) ON DELETE CASCADE,
    observer BLOB NOT NULL, -- the user who noted it
    seen_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE sightings;
ALTER TABLE presences DROP COLUMN network;
ALTER TABLE presences DROP COLUMN screen;
