-- The Merkle tree over the log, see docs/ledger.md. The third migration, which
-- is written in Go, fills it for the lines that are there already.

-- +goose Up

-- Nodes in the order in which lines complete them, from 0 without gaps.
CREATE TABLE tree (
    place INTEGER PRIMARY KEY,
    hash  BLOB NOT NULL -- SHA-256
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER tree_no_update BEFORE UPDATE ON tree BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER tree_no_delete BEFORE DELETE ON tree BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER tree_no_replace BEFORE INSERT ON tree
WHEN EXISTS (SELECT 1 FROM tree WHERE place = NEW.place) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE tree;
