-- What alerts answered last and what they have yet to send. No evidence: the
-- log does not cover it, and exports of the ledger leave it out, see docs/alerts.md.

-- +goose Up

-- How far the alerts have looked: one row.
CREATE TABLE alert_seen (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    line INTEGER NOT NULL, -- newest line of the log that was looked at
    day  TEXT NOT NULL     -- what "today" was
) STRICT;

-- The answers of that moment, by question and subject.
CREATE TABLE alert_answers (
    question TEXT NOT NULL,
    subject  TEXT NOT NULL,
    answer   TEXT NOT NULL,
    PRIMARY KEY (question, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert_changes (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    at     INTEGER NOT NULL, -- when it was found, nanoseconds since 1970-01-01 UTC
    body   TEXT NOT NULL     -- JSON
) STRICT;

CREATE TABLE alert_deliveries (
    change INTEGER NOT NULL REFERENCES alert_changes (number),
    target TEXT NOT NULL,    -- name in the file of alerts
    tries  INTEGER NOT NULL,
    due    INTEGER NOT NULL, -- when to send it, or again; nanoseconds since 1970-01-01 UTC
    sent   INTEGER NOT NULL, -- when the target took it; 0 if it has not
    failed TEXT NOT NULL,    -- why the last try failed
    PRIMARY KEY (change, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_deliveries_due ON alert_deliveries (sent, due);

-- +goose Down
DROP TABLE alert_deliveries;
DROP TABLE alert_changes;
DROP TABLE alert_answers;
DROP TABLE alert_seen;
