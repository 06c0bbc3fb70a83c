-- +goose Up
-- Devices that want to be told things by web push.
CREATE TABLE push_subscriptions (
    id         BLOB    NOT NULL PRIMARY KEY, -- hash of the endpoint
    owner      BLOB    NOT NULL REFERENCES users (id),
    endpoint   TEXT    NOT NULL,
    device_key BLOB    NOT NULL,             -- the device's public key
    secret     BLOB    NOT NULL,             -- shared with the device
    language   TEXT    NOT NULL,
    remarks    INTEGER NOT NULL,             -- 1 = tell of remarks
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX push_subscriptions_owner ON push_subscriptions (owner);

-- Times of day at which to look whether there is something to tell. Claiming
-- one moves due to its next time.
CREATE TABLE push_alarms (
    subscription BLOB    NOT NULL REFERENCES push_subscriptions (id),
    notice       TEXT    NOT NULL,
    at           INTEGER NOT NULL,           -- minutes after midnight in Brussels
    days         INTEGER NOT NULL,           -- a bit for each day of the week, Sunday first
    due          INTEGER NOT NULL,
    PRIMARY KEY (subscription, notice)
) STRICT, WITHOUT ROWID;
CREATE INDEX push_alarms_due ON push_alarms (due);

-- What devices must still be told; the outbox holds when.
CREATE TABLE pushes (
    id           BLOB    NOT NULL PRIMARY KEY,
    subscription BLOB    NOT NULL,
    notice       TEXT    NOT NULL,
    presence     BLOB,                       -- that it is about
    created_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pushes_subscription ON pushes (subscription);

-- Software of companies that wants to hear of events. The secret that signs is
-- derived from the id and a key that is not in the database.
CREATE TABLE hooks (
    id         BLOB    NOT NULL PRIMARY KEY,
    company    BLOB    NOT NULL REFERENCES companies (id),
    creator    BLOB    NOT NULL,             -- a user
    url        TEXT    NOT NULL,
    events     TEXT    NOT NULL,             -- separated by spaces
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX hooks_company ON hooks (company);

CREATE TABLE deliveries (
    id         BLOB    NOT NULL PRIMARY KEY, -- hash of hook, event and presence
    hook       BLOB    NOT NULL REFERENCES hooks (id),
    event      TEXT    NOT NULL,
    presence   BLOB    NOT NULL,
    tries      INTEGER NOT NULL,
    status     INTEGER NOT NULL,             -- of the last answer, 0 = there was none
    error      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    told_at    INTEGER NOT NULL              -- 0 = not yet
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_hook ON deliveries (hook, created_at);

-- +goose Down
DROP TABLE deliveries;
DROP TABLE hooks;
DROP TABLE pushes;
DROP TABLE push_alarms;
DROP TABLE push_subscriptions;
