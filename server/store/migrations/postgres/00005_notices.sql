-- +goose Up
-- Devices that want to be told things by web push.
CREATE TABLE push_subscriptions (
    id         BYTEA   NOT NULL PRIMARY KEY, -- hash of the endpoint
    owner      BYTEA   NOT NULL REFERENCES users (id),
    endpoint   TEXT    NOT NULL,
    device_key BYTEA   NOT NULL,             -- the device's public key
    secret     BYTEA   NOT NULL,             -- shared with the device
    language   TEXT    NOT NULL,
    remarks    BIGINT  NOT NULL,             -- 1 = tell of remarks
    created_at BIGINT  NOT NULL
);
CREATE INDEX push_subscriptions_owner ON push_subscriptions (owner);

-- Times of day at which to look whether there is something to tell. Claiming
-- one moves due to its next time.
CREATE TABLE push_alarms (
    subscription BYTEA   NOT NULL REFERENCES push_subscriptions (id),
    notice       TEXT    NOT NULL,
    at           BIGINT  NOT NULL,           -- minutes after midnight in Brussels
    days         BIGINT  NOT NULL,           -- a bit for each day of the week, Sunday first
    due          BIGINT  NOT NULL,
    PRIMARY KEY (subscription, notice)
);
CREATE INDEX push_alarms_due ON push_alarms (due);

-- What devices must still be told; the outbox holds when.
CREATE TABLE pushes (
    id           BYTEA   NOT NULL PRIMARY KEY,
    subscription BYTEA   NOT NULL,
    notice       TEXT    NOT NULL,
    presence     BYTEA,                       -- that it is about
    created_at   BIGINT  NOT NULL
);
CREATE INDEX pushes_subscription ON pushes (subscription);

-- Software of companies that wants to hear of events. The secret that signs is
-- derived from the id and a key that is not in the database.
CREATE TABLE hooks (
    id         BYTEA   NOT NULL PRIMARY KEY,
    company    BYTEA   NOT NULL REFERENCES companies (id),
    creator    BYTEA   NOT NULL,             -- a user
    url        TEXT    NOT NULL,
    events     TEXT    NOT NULL,             -- separated by spaces
    created_at BIGINT  NOT NULL
);
CREATE INDEX hooks_company ON hooks (company);

CREATE TABLE deliveries (
    id         BYTEA   NOT NULL PRIMARY KEY, -- hash of hook, event and presence
    hook       BYTEA   NOT NULL REFERENCES hooks (id),
    event      TEXT    NOT NULL,
    presence   BYTEA   NOT NULL,
    tries      BIGINT  NOT NULL,
    status     BIGINT  NOT NULL,             -- of the last answer, 0 = there was none
    error      TEXT    NOT NULL,
    created_at BIGINT  NOT NULL,
    told_at    BIGINT  NOT NULL              -- 0 = not yet
);
CREATE INDEX deliveries_hook ON deliveries (hook, created_at);

-- +goose Down
DROP TABLE deliveries;
DROP TABLE hooks;
DROP TABLE pushes;
DROP TABLE push_alarms;
DROP TABLE push_subscriptions;
