-- What reviewers decided about records, see docs/ledger.md.

-- +goose Up

CREATE TABLE decisions (
    sequence INTEGER PRIMARY KEY REFERENCES log (sequence),
    record   INTEGER NOT NULL REFERENCES records (sequence), -- as it was read
    what     TEXT NOT NULL,                                  -- accept, amend, reject, undo
    reviewer TEXT NOT NULL,
    reason   TEXT NOT NULL,
    version  INTEGER NOT NULL REFERENCES records (sequence), -- what is answered from then on
    undoes   INTEGER NOT NULL                                -- sequence of the decision that is taken back, or 0
) STRICT;
CREATE INDEX decisions_record ON decisions (record);
CREATE INDEX decisions_version ON decisions (version);

-- What the decisions about a record come to. No evidence: it follows from them
-- and changes as they come.
CREATE TABLE reviews (
    record  INTEGER PRIMARY KEY REFERENCES records (sequence),
    status  TEXT NOT NULL, -- proposed, accepted, amended, rejected
    version INTEGER NOT NULL REFERENCES records (sequence)
) STRICT;
CREATE INDEX reviews_version ON reviews (version);
CREATE INDEX reviews_status ON reviews (status);

-- +goose StatementBegin
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER decisions_no_replace BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE sequence = NEW.sequence) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE reviews;
DROP TABLE decisions;
