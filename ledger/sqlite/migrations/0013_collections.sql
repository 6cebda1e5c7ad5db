-- What was done with collections in a ledger that was moved here from
-- PostgreSQL, see docs/postgres.md: the log covers it. A file withholds nothing
-- from whoever reads it.

-- +goose Up

CREATE TABLE collected (
    sequence INTEGER PRIMARY KEY REFERENCES log (sequence),
    name     TEXT NOT NULL,    -- of the collection
    what     TEXT NOT NULL,    -- make, put, publish
    teams    TEXT NOT NULL,    -- to which it belongs, spaces between them; empty but for make
    capture  INTEGER NOT NULL, -- that is put into it, or 0
    by       TEXT NOT NULL,
    reason   TEXT NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER collected_no_update BEFORE UPDATE ON collected BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER collected_no_delete BEFORE DELETE ON collected BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER collected_no_replace BEFORE INSERT ON collected
WHEN EXISTS (SELECT 1 FROM collected WHERE sequence = NEW.sequence) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE collected;
