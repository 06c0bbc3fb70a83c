-- +goose Up
ALTER TABLE sessions ADD COLUMN confirmed_at BIGINT NOT NULL DEFAULT 0; -- when its user last said who they are
ALTER TABLE users ADD COLUMN recovery BYTEA; -- hashes of the recovery codes that were not used, 32 bytes each; NULL = none

-- +goose Down
ALTER TABLE users DROP COLUMN recovery;
ALTER TABLE sessions DROP COLUMN confirmed_at;
