-- +goose Up
-- Where people gather when all must leave a workplace, and who was ticked off in
-- its roll-calls.
CREATE TABLE muster_points (
    workplace TEXT NOT NULL REFERENCES workplaces (number),
    position  INTEGER NOT NULL, -- in the order of the list
    name      TEXT NOT NULL,
    PRIMARY KEY (workplace, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE roll_calls (
    id        BLOB NOT NULL PRIMARY KEY,
    workplace TEXT NOT NULL REFERENCES workplaces (number),
    began_at  INTEGER NOT NULL,
    began_by  BLOB NOT NULL, -- a user
    ended_at  INTEGER NOT NULL, -- 0: it goes on
    ended_by  BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX roll_calls_workplace ON roll_calls (workplace, began_at);
CREATE TABLE ticks (
    roll_call BLOB NOT NULL REFERENCES roll_calls (id) ON DELETE CASCADE,
    presence  BLOB NOT NULL REFERENCES presences (id) ON DELETE CASCADE,
    found     INTEGER NOT NULL,
    point     TEXT NOT NULL, -- a muster point; '': none was chosen
    ticked_at INTEGER NOT NULL, -- by the marshal's device
    ticked_by BLOB NOT NULL,
    PRIMARY KEY (roll_call, presence)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticks_presence ON ticks (presence);

-- +goose Down
DROP TABLE ticks;
DROP TABLE roll_calls;
DROP TABLE muster_points;
