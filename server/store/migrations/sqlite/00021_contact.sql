-- +goose Up
-- Whom people at a workplace can ask, as its keeper wishes to be known there.
ALTER TABLE workplaces ADD COLUMN contact_name TEXT NOT NULL DEFAULT '';
ALTER TABLE workplaces ADD COLUMN contact_phone TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE workplaces DROP COLUMN contact_phone;
ALTER TABLE workplaces DROP COLUMN contact_name;
