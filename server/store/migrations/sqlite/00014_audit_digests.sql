-- +goose Up
-- What the audit log was at a moment. Whoever has noted the digest elsewhere can
-- tell later that nothing of it was changed or cut off since.
CREATE TABLE audit_digests (
    digest BLOB NOT NULL PRIMARY KEY, -- SHA-256 of the rest
    at     INTEGER NOT NULL,
    heads  BLOB NOT NULL              -- of each chain: 16 bytes of its id, 8 of the last entry's number, 32 of its hash
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE audit_digests;
