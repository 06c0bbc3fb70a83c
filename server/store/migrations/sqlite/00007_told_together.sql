-- +goose Up
-- An item is about one thing, or about many presences that are told of together:
-- their ids, 16 bytes each. Older programs would take such an item for none.
ALTER TABLE outbox RENAME COLUMN subject TO subjects;

-- +goose Down
-- Only while nothing waits: an older program takes an item about many for one
-- about nothing.
ALTER TABLE outbox RENAME COLUMN subjects TO subject;
