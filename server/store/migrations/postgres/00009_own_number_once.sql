-- +goose Up
-- Since when a user's own national number is theirs: what was registered of it
-- before is not. Of those that are set nobody knows since when, so it is now.
ALTER TABLE users ADD COLUMN niss_at BIGINT NOT NULL DEFAULT 0; -- means nothing without a number
UPDATE users SET niss_at = CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT);

-- +goose Down
ALTER TABLE users DROP COLUMN niss_at;
