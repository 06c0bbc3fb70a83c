-- +goose Up
-- 1 = without an account, the number of the workplace does not do: a poster must be scanned.
ALTER TABLE workplaces ADD COLUMN poster_needed BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE workplaces DROP COLUMN poster_needed;
