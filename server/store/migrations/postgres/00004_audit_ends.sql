-- +goose Up
-- Where each chain of the audit log ends, sealed with a key that is not in the
-- database: entries cannot be cut off the end unnoticed.
CREATE TABLE audit_ends (
    chain BYTEA   NOT NULL PRIMARY KEY,
    seq   BIGINT  NOT NULL, -- of the last entry
    seal  BYTEA   NOT NULL  -- keyed hash of chain, seq and the last entry's hash
);

-- +goose Down
DROP TABLE audit_ends;
