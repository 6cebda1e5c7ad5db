-- The first form of the ledger. What each table holds and how the log covers
-- it is told in docs/ledger.md.

-- +goose Up

-- Every entry is a line here; the rows of the other tables carry its sequence.
-- AUTOINCREMENT makes the database remember the highest sequence ever given,
-- so that a tail that was cut off is missed.
CREATE TABLE log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL, -- nanoseconds since 1970-01-01 UTC
    what     TEXT NOT NULL,    -- capture, document, reading, record
    id       TEXT NOT NULL,    -- SHA-256 of bytes or text, id of a record
    content  BLOB NOT NULL,    -- SHA-256 of all that the entry says
    hash     BLOB NOT NULL     -- SHA-256 of this line and the hash of the line before
) STRICT;

CREATE TABLE blobs (
    key           INTEGER PRIMARY KEY, -- sequence of the first capture with these bytes
    sha256        TEXT NOT NULL UNIQUE,
    size          INTEGER NOT NULL,    -- bytes before packing
    packed_sha256 BLOB NOT NULL,
    packed        BLOB NOT NULL        -- zstd
) STRICT;

CREATE TABLE captures (
    sequence INTEGER PRIMARY KEY REFERENCES log (sequence),
    blob     INTEGER NOT NULL REFERENCES blobs (key),
    address  TEXT NOT NULL,
    taken    TEXT NOT NULL, -- RFC 3339, UTC, empty if unknown
    UNIQUE (blob, address)
) STRICT;

CREATE TABLE texts (
    key  INTEGER PRIMARY KEY, -- sequence of the first document with this text
    hash TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
    sequence  INTEGER PRIMARY KEY REFERENCES log (sequence),
    text      INTEGER NOT NULL REFERENCES texts (key),
    capture   INTEGER NOT NULL REFERENCES captures (sequence),
    name      TEXT NOT NULL,
    title     TEXT NOT NULL,
    published TEXT NOT NULL, -- a day, a month, a year, or empty
    lang      TEXT NOT NULL,
    agency    TEXT NOT NULL
) STRICT;
CREATE INDEX documents_text ON documents (text);
CREATE INDEX documents_capture ON documents (capture);

CREATE TABLE readings (
    sequence INTEGER PRIMARY KEY REFERENCES log (sequence),
    text     INTEGER NOT NULL REFERENCES texts (key),
    document INTEGER NOT NULL REFERENCES documents (sequence),
    reader   TEXT NOT NULL -- its version
) STRICT;
CREATE INDEX readings_text ON readings (text);
CREATE INDEX readings_document ON readings (document);

-- A record that several readings of a text agree on is kept once.
CREATE TABLE records (
    sequence INTEGER PRIMARY KEY REFERENCES log (sequence),
    id       TEXT NOT NULL UNIQUE,
    text     INTEGER NOT NULL REFERENCES texts (key),
    kind     TEXT NOT NULL,
    day      TEXT NOT NULL, -- of the record itself: a day, a month, a year, or empty
    names    TEXT NOT NULL, -- folded name of the speaker or office holder
    body     TEXT NOT NULL  -- JSON without id and confidence
) STRICT;
CREATE INDEX records_text ON records (text);

CREATE TABLE members (
    reading    INTEGER NOT NULL REFERENCES readings (sequence),
    record     INTEGER NOT NULL REFERENCES records (sequence),
    ordinal    INTEGER NOT NULL, -- place in the reading, from 0
    confidence REAL NOT NULL,
    PRIMARY KEY (reading, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_record ON members (record);

-- Which states a record is about, and as what; follows from its body.
CREATE TABLE parts (
    record INTEGER NOT NULL REFERENCES records (sequence),
    role   TEXT NOT NULL,
    state  TEXT NOT NULL,
    PRIMARY KEY (record, role, state)
) STRICT, WITHOUT ROWID;
CREATE INDEX parts_state ON parts (state, role, record);

-- Which document and reading of a text answers go by. No evidence: it follows
-- from documents and readings and changes as they come.
CREATE TABLE current (
    text     INTEGER PRIMARY KEY REFERENCES texts (key),
    document INTEGER NOT NULL REFERENCES documents (sequence),
    reading  INTEGER NOT NULL REFERENCES readings (sequence)
) STRICT;

-- The database itself refuses to change, remove or replace evidence.

-- +goose StatementBegin
CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER log_no_replace BEFORE INSERT ON log
WHEN EXISTS (SELECT 1 FROM log WHERE sequence = NEW.sequence) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER blobs_no_update BEFORE UPDATE ON blobs BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER blobs_no_delete BEFORE DELETE ON blobs BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER blobs_no_replace BEFORE INSERT ON blobs
WHEN EXISTS (SELECT 1 FROM blobs WHERE key = NEW.key OR sha256 = NEW.sha256) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

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

-- +goose StatementBegin
CREATE TRIGGER texts_no_update BEFORE UPDATE ON texts BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER texts_no_delete BEFORE DELETE ON texts BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER texts_no_replace BEFORE INSERT ON texts
WHEN EXISTS (SELECT 1 FROM texts WHERE key = NEW.key OR hash = NEW.hash) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER documents_no_update BEFORE UPDATE ON documents BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER documents_no_replace BEFORE INSERT ON documents
WHEN EXISTS (SELECT 1 FROM documents WHERE sequence = NEW.sequence) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER readings_no_replace BEFORE INSERT ON readings
WHEN EXISTS (SELECT 1 FROM readings WHERE sequence = NEW.sequence) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER records_no_update BEFORE UPDATE ON records BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER records_no_delete BEFORE DELETE ON records BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER records_no_replace BEFORE INSERT ON records
WHEN EXISTS (SELECT 1 FROM records WHERE sequence = NEW.sequence OR id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER members_no_update BEFORE UPDATE ON members BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER members_no_delete BEFORE DELETE ON members BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER members_no_replace BEFORE INSERT ON members
WHEN EXISTS (SELECT 1 FROM members WHERE reading = NEW.reading AND record = NEW.record) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER parts_no_update BEFORE UPDATE ON parts BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER parts_no_delete BEFORE DELETE ON parts BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER parts_no_replace BEFORE INSERT ON parts
WHEN EXISTS (SELECT 1 FROM parts WHERE record = NEW.record AND role = NEW.role AND state = NEW.state) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE current;
DROP TABLE parts;
DROP TABLE members;
DROP TABLE records;
DROP TABLE readings;
DROP TABLE documents;
DROP TABLE texts;
DROP TABLE captures;
DROP TABLE blobs;
DROP TABLE log;
