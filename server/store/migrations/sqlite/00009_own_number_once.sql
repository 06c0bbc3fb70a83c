-- +goose Up
-- Since when a user's own national number is theirs: what was registered of it
-- before is not. Of those that are set nobody knows since when, so it is now.
ALTER TABLE users ADD COLUMN niss_at INTEGER NOT NULL DEFAULT 0; -- means nothing without a number
UPDATE users SET niss_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000;

-- +goose Down
ALTER TABLE users DROP COLUMN niss_at;
