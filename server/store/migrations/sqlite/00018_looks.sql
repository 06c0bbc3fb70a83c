-- +goose Up
-- Which flags of a presence somebody of the keeper has looked at, as words with
-- spaces between them.
CREATE TABLE looks (
    presence  BLOB NOT NULL PRIMARY KEY REFERENCES presences (id) ON DELETE CASCADE,
    flags     TEXT NOT NULL,
    observer  BLOB NOT NULL, -- the user who looked
    looked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE looks;
