-- +goose Up
-- A company and its users. What says who a user is, is encrypted in sealed;
-- login is a keyed hash.
CREATE TABLE companies (
    id          BLOB    NOT NULL PRIMARY KEY, -- 16 bytes, grows with time
    number      TEXT    NOT NULL,             -- BE and ten digits, or a VAT number
    name        TEXT    NOT NULL,
    independent INTEGER NOT NULL,             -- 1 = a person who works alone
    confirmed   INTEGER NOT NULL,             -- 1 = the operator knows that its users act for it
    created_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX companies_number ON companies (number);

CREATE TABLE users (
    id           BLOB    NOT NULL PRIMARY KEY,
    company      BLOB    NOT NULL REFERENCES companies (id),
    login        BLOB,                        -- NULL until an invitation was accepted
    sealed       BLOB    NOT NULL,            -- name, login, e-mail address, national number
    password     TEXT    NOT NULL,            -- argon2id; '' = none
    totp         BLOB,                        -- the secret, encrypted; NULL = none
    totp_step    INTEGER NOT NULL,            -- the last one that was used
    entitlements TEXT    NOT NULL,            -- separated by spaces
    created_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX users_login ON users (login) WHERE login IS NOT NULL;
CREATE INDEX users_company ON users (company);

CREATE TABLE sessions (
    id         BLOB    NOT NULL PRIMARY KEY,
    owner      BLOB    NOT NULL REFERENCES users (id),
    token      BLOB    NOT NULL,              -- hash of the refresh token
    previous   BLOB    NOT NULL,              -- hash of the one before
    device     TEXT    NOT NULL,              -- how its owner recognises it
    channel    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,              -- when the token was last changed
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_owner ON sessions (owner);

CREATE TABLE passkeys (
    id         BLOB    NOT NULL PRIMARY KEY,  -- the credential's
    owner      BLOB    NOT NULL REFERENCES users (id),
    name       TEXT    NOT NULL,
    credential BLOB    NOT NULL,              -- JSON: public key, counter, flags
    created_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX passkeys_owner ON passkeys (owner);

-- Secrets that work once: links that were sent, challenges of passkeys.
CREATE TABLE onces (
    id         BLOB    NOT NULL PRIMARY KEY,  -- hash of the secret
    purpose    TEXT    NOT NULL,
    owner      BLOB    NOT NULL,              -- a user; empty if not known yet
    data       BLOB    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX onces_owner ON onces (owner);
CREATE INDEX onces_expires ON onces (expires_at);

ALTER TABLE workplaces ADD COLUMN company BLOB;               -- who keeps it
ALTER TABLE workplaces ADD COLUMN client TEXT NOT NULL DEFAULT '';
ALTER TABLE workplaces ADD COLUMN latitude REAL;
ALTER TABLE workplaces ADD COLUMN longitude REAL;
ALTER TABLE workplaces ADD COLUMN extent REAL;                -- metres
CREATE INDEX workplaces_company ON workplaces (company);
ALTER TABLE posters ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;

-- The chain of companies that work at a workplace.
CREATE TABLE contractors (
    workplace TEXT NOT NULL REFERENCES workplaces (number),
    number    TEXT NOT NULL,
    name      TEXT NOT NULL,
    under     TEXT NOT NULL,                  -- number of the one it works for; '' = the keeper's
    PRIMARY KEY (workplace, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX contractors_number ON contractors (number);

ALTER TABLE presences ADD COLUMN employer TEXT NOT NULL DEFAULT ''; -- BE and ten digits, or a VAT number
ALTER TABLE presences ADD COLUMN company BLOB;                -- whose user registered it
ALTER TABLE presences ADD COLUMN registrar BLOB;              -- that user
CREATE INDEX presences_employer ON presences (employer, day) WHERE employer <> '';
CREATE INDEX presences_company ON presences (company, day) WHERE company IS NOT NULL;

-- +goose Down
DROP INDEX presences_company;
DROP INDEX presences_employer;
ALTER TABLE presences DROP COLUMN registrar;
ALTER TABLE presences DROP COLUMN company;
ALTER TABLE presences DROP COLUMN employer;
DROP TABLE contractors;
ALTER TABLE posters DROP COLUMN created_at;
DROP INDEX workplaces_company;
ALTER TABLE workplaces DROP COLUMN extent;
ALTER TABLE workplaces DROP COLUMN longitude;
ALTER TABLE workplaces DROP COLUMN latitude;
ALTER TABLE workplaces DROP COLUMN client;
ALTER TABLE workplaces DROP COLUMN company;
DROP TABLE onces;
DROP TABLE passkeys;
DROP TABLE sessions;
DROP TABLE users;
DROP TABLE companies;
