-- +goose Up
-- What the audit log was at a moment. Whoever has noted the digest elsewhere can
-- tell later that nothing of it was changed or cut off since.
CREATE TABLE audit_digests (
    digest BYTEA NOT NULL PRIMARY KEY, -- SHA-256 of the rest
    at     BIGINT NOT NULL,
    heads  BYTEA NOT NULL              -- of each chain: 16 bytes of its id, 8 of the last entry's number, 32 of its hash
);

-- +goose Down
DROP TABLE audit_digests;
