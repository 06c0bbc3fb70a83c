-- +goose Up
-- Which flags of a presence somebody of the keeper has looked at, as words with
-- spaces between them.
CREATE TABLE looks (
    presence  BYTEA NOT NULL PRIMARY KEY REFERENCES presences (id) ON DELETE CASCADE,
    flags     TEXT NOT NULL,
    observer  BYTEA NOT NULL, -- the user who looked
    looked_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE looks;
