-- +goose Up
-- Nothing asks what happened to one presence but ciaw doctor, which goes through
-- all of them.
DROP INDEX audit_subject;

-- +goose Down
CREATE INDEX audit_subject ON audit (subject);
