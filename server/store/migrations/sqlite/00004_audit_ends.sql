-- +goose Up
-- Where each chain of the audit log ends, sealed with a key that is not in the
-- database: entries cannot be cut off the end unnoticed.
CREATE TABLE audit_ends (
    chain BLOB    NOT NULL PRIMARY KEY,
    seq   INTEGER NOT NULL, -- of the last entry
    seal  BLOB    NOT NULL  -- keyed hash of chain, seq and the last entry's hash
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE audit_ends;
