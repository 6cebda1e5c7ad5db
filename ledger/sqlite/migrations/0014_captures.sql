-- The same bytes of the same address can stand in the log of a ledger in
-- PostgreSQL more than once: withheld in a collection, and for everybody. A
-- ledger that is moved from there keeps its log, so a file takes them too.
-- SQLite takes a constraint off only with the table.

-- +goose Up

CREATE TABLE captures_anew (
    sequence INTEGER PRIMARY KEY REFERENCES log (sequence),
    blob     INTEGER NOT NULL REFERENCES blobs (key),
    address  TEXT NOT NULL,
    taken    TEXT NOT NULL,             -- RFC 3339, UTC, empty if unknown
    media    TEXT NOT NULL DEFAULT '',  -- media type, empty for plain text
    head     BLOB NOT NULL DEFAULT x''  -- status line and header fields, empty if no server sent them
) STRICT;
INSERT INTO captures_anew (sequence, blob, address, taken, media, head)
SELECT sequence, blob, address, taken, media, head FROM captures;
DROP TABLE captures;
ALTER TABLE captures_anew RENAME TO captures;
CREATE INDEX captures_blob_address ON captures (blob, address);

-- +goose StatementBegin
CREATE TRIGGER captures_no_update BEFORE UPDATE ON captures BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER captures_no_delete BEFORE DELETE ON captures BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER captures_no_replace BEFORE INSERT ON captures
WHEN EXISTS (SELECT 1 FROM captures WHERE sequence = NEW.sequence) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose Down

CREATE TABLE captures_before (
    sequence INTEGER PRIMARY KEY REFERENCES log (sequence),
    blob     INTEGER NOT NULL REFERENCES blobs (key),
    address  TEXT NOT NULL,
    taken    TEXT NOT NULL,
    media    TEXT NOT NULL DEFAULT '',
    head     BLOB NOT NULL DEFAULT x'',
    UNIQUE (blob, address)
) STRICT;
INSERT INTO captures_before (sequence, blob, address, taken, media, head)
SELECT sequence, blob, address, taken, media, head FROM captures;
DROP TABLE captures;
ALTER TABLE captures_before RENAME TO captures;

-- +goose StatementBegin
CREATE TRIGGER captures_no_update BEFORE UPDATE ON captures BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER captures_no_delete BEFORE DELETE ON captures BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER captures_no_replace BEFORE INSERT ON captures
WHEN EXISTS (SELECT 1 FROM captures WHERE sequence = NEW.sequence OR (blob = NEW.blob AND address = NEW.address)) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd
