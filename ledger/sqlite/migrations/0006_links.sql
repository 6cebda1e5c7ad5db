-- What reviewers decided about how records hang together, see docs/ledger.md.

-- +goose Up

CREATE TABLE links (
    sequence INTEGER PRIMARY KEY REFERENCES log (sequence),
    relation TEXT NOT NULL,    -- same_event, carries_out, reverses, contradicts, answers; empty for undo
    what     TEXT NOT NULL,    -- accept, reject, undo
    reviewer TEXT NOT NULL,
    reason   TEXT NOT NULL,
    undoes   INTEGER NOT NULL, -- sequence of the link that is taken back, or 0
    these    TEXT NOT NULL,    -- ids of records, spaces between them
    those    TEXT NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER links_no_update BEFORE UPDATE ON links BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER links_no_delete BEFORE DELETE ON links BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER links_no_replace BEFORE INSERT ON links
WHEN EXISTS (SELECT 1 FROM links WHERE sequence = NEW.sequence) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE links;
