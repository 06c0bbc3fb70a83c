-- +goose Up
-- What must still be told to somebody. A claim moves due into the future; what
-- was told is deleted.
CREATE TABLE outbox (
    id         BYTEA    NOT NULL PRIMARY KEY, -- 16 bytes, grows with time; the receiver's key against doubles
    topic      TEXT    NOT NULL,
    subject    BYTEA    NOT NULL,             -- id of the presence
    due        BIGINT NOT NULL,
    tries      BIGINT NOT NULL,
    aside      BIGINT NOT NULL,             -- 1 = set aside for the operator
    last_error TEXT    NOT NULL
);
CREATE INDEX outbox_due ON outbox (due) WHERE aside = 0;

-- Who did what. Each writer adds to a chain of its own; a hash covers the
-- entry and the hash before it.
CREATE TABLE audit (
    chain   BYTEA    NOT NULL,
    seq     BIGINT NOT NULL, -- from 1
    at      BIGINT NOT NULL,
    actor   TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    subject BYTEA    NOT NULL,
    detail  TEXT    NOT NULL,
    hash    BYTEA    NOT NULL,
    PRIMARY KEY (chain, seq)
);
CREATE INDEX audit_subject ON audit (subject);

-- +goose Down
DROP TABLE audit;
DROP TABLE outbox;
