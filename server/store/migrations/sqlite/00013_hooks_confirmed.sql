-- +goose Up
-- Web hooks: an address is told nothing before it has answered a challenge, and
-- one that keeps failing rests. Those that took a delivery once have proved
-- themselves.
ALTER TABLE hooks ADD COLUMN confirmed_at INTEGER NOT NULL DEFAULT 0; -- 0 = not yet
ALTER TABLE hooks ADD COLUMN failures INTEGER NOT NULL DEFAULT 0; -- in a row
ALTER TABLE hooks ADD COLUMN rests_until INTEGER NOT NULL DEFAULT 0; -- 0 = it does not
UPDATE hooks SET confirmed_at = created_at WHERE id IN (SELECT hook FROM deliveries WHERE told_at > 0);

-- +goose Down
ALTER TABLE hooks DROP COLUMN rests_until;
ALTER TABLE hooks DROP COLUMN failures;
ALTER TABLE hooks DROP COLUMN confirmed_at;
