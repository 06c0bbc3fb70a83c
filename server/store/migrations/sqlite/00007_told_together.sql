-- +goose Up
-- An item is about one thing, or about many presences that are told of together:
-- their ids, 16 bytes each. Older programs would take such an item for none.
ALTER TABLE outbox RENAME COLUMN subject TO subjects;

-- +goose Down
-- An item that is about many stays for a newer program.
ALTER TABLE outbox RENAME COLUMN subjects TO subject;
