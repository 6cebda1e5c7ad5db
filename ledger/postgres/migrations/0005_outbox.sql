-- What alerts answered last and what they have yet to send. No evidence: the
-- log does not cover it, and exports of the ledger leave it out, see docs/alerts.md.

-- +goose Up

-- How far the alerts have looked: one row.
CREATE TABLE alert_seen (
    one  integer PRIMARY KEY CHECK (one = 1),
    line bigint NOT NULL,              -- newest line of the log that was looked at
    day  text COLLATE "C" NOT NULL     -- what "today" was
);

-- The answers of that moment, by question and subject.
CREATE TABLE alert_answers (
    question text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    answer   text COLLATE "C" NOT NULL,
    PRIMARY KEY (question, subject)
);

CREATE TABLE alert_changes (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id     text COLLATE "C" NOT NULL UNIQUE,
    at     bigint NOT NULL,            -- when it was found, nanoseconds since 1970-01-01 UTC
    body   text COLLATE "C" NOT NULL   -- JSON
);

CREATE TABLE alert_deliveries (
    change bigint NOT NULL REFERENCES alert_changes (number),
    target text COLLATE "C" NOT NULL,  -- name in the file of alerts
    tries  bigint NOT NULL,
    due    bigint NOT NULL,            -- when to send it, or again; nanoseconds since 1970-01-01 UTC
    sent   bigint NOT NULL,            -- when the target took it; 0 if it has not
    failed text COLLATE "C" NOT NULL,  -- why the last try failed
    PRIMARY KEY (change, target)
);
CREATE INDEX alert_deliveries_due ON alert_deliveries (sent, due);

-- +goose Down
DROP TABLE alert_deliveries;
DROP TABLE alert_changes;
DROP TABLE alert_answers;
DROP TABLE alert_seen;
