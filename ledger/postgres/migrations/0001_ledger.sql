-- The form of the ledger in PostgreSQL. The tables are those of ledger/sqlite;
-- what each holds and how the log covers it is told in docs/ledger.md. Text is
-- compared byte by byte, as everywhere in the ledger; what PostgreSQL cannot
-- keep as text is written otherwise, see text.go.

-- +goose Up

-- Every entry is a line here; the rows of the other tables carry its sequence.
CREATE TABLE log (
    sequence bigint PRIMARY KEY,
    at       bigint NOT NULL,             -- nanoseconds since 1970-01-01 UTC
    what     text COLLATE "C" NOT NULL,   -- capture, document, reading, record, decision, link
    id       text COLLATE "C" NOT NULL,   -- SHA-256 of bytes or text, id of a record
    content  bytea NOT NULL,              -- SHA-256 of all that the entry says
    hash     bytea NOT NULL               -- SHA-256 of this line and the hash of the line before
);
CREATE INDEX log_at ON log (at, sequence);

-- The newest line: one row, which whoever writes to the log locks until the
-- transaction ends, so that lines follow each other. It tells too that a tail
-- of the log was cut off.
CREATE TABLE log_end (
    one      integer PRIMARY KEY CHECK (one = 1),
    sequence bigint NOT NULL
);
INSERT INTO log_end (one, sequence) VALUES (1, 0);

-- Nodes of the Merkle tree in the order in which lines complete them, from 0
-- without gaps.
CREATE TABLE tree (
    place bigint PRIMARY KEY,
    hash  bytea NOT NULL -- SHA-256
);

CREATE TABLE blobs (
    key           bigint PRIMARY KEY,               -- sequence of the first capture with these bytes
    sha256        text COLLATE "C" NOT NULL UNIQUE,
    size          bigint NOT NULL,                  -- bytes before packing
    packed_sha256 bytea NOT NULL,
    packed        bytea NOT NULL                    -- zstd
);
ALTER TABLE blobs ALTER COLUMN packed SET STORAGE EXTERNAL; -- it is packed already

CREATE TABLE captures (
    sequence bigint PRIMARY KEY REFERENCES log (sequence),
    blob     bigint NOT NULL REFERENCES blobs (key),
    address  text COLLATE "C" NOT NULL,
    taken    text COLLATE "C" NOT NULL,  -- RFC 3339, UTC, empty if unknown
    media    text COLLATE "C" NOT NULL,  -- media type, empty for plain text
    head     bytea NOT NULL              -- status line and header fields, empty if no server sent them
);
-- An address may be longer than what an index takes; whoever writes holds the
-- end of the log, so that none is written twice.
CREATE INDEX captures_blob_address ON captures (blob, md5(address));

CREATE TABLE texts (
    key  bigint PRIMARY KEY, -- sequence of the first document with this text
    hash text COLLATE "C" NOT NULL UNIQUE,
    text text COLLATE "C" NOT NULL
);

CREATE TABLE documents (
    sequence     bigint PRIMARY KEY REFERENCES log (sequence),
    text         bigint NOT NULL REFERENCES texts (key),
    capture      bigint NOT NULL REFERENCES captures (sequence),
    name         text COLLATE "C" NOT NULL,
    title        text COLLATE "C" NOT NULL,
    published    text COLLATE "C" NOT NULL, -- a day, a month, a year, or empty
    lang         text COLLATE "C" NOT NULL,
    agency       text COLLATE "C" NOT NULL,
    publisher    text COLLATE "C" NOT NULL,
    byline       text COLLATE "C" NOT NULL,
    canonical    text COLLATE "C" NOT NULL, -- address that the page calls its own
    extractor    text COLLATE "C" NOT NULL, -- version of what drew the text out of the bytes
    corrections  text COLLATE "C" NOT NULL, -- notices, one a line
    published_at text COLLATE "C" NOT NULL  -- RFC 3339, empty if only the day is told
);
CREATE INDEX documents_text ON documents (text);
CREATE INDEX documents_capture ON documents (capture);

CREATE TABLE readings (
    sequence bigint PRIMARY KEY REFERENCES log (sequence),
    text     bigint NOT NULL REFERENCES texts (key),
    document bigint NOT NULL REFERENCES documents (sequence),
    reader   text COLLATE "C" NOT NULL -- its version
);
CREATE INDEX readings_text ON readings (text);
CREATE INDEX readings_document ON readings (document);

-- A record that several readings of a text agree on is kept once.
CREATE TABLE records (
    sequence bigint PRIMARY KEY REFERENCES log (sequence),
    id       text COLLATE "C" NOT NULL UNIQUE,
    text     bigint NOT NULL REFERENCES texts (key),
    kind     text COLLATE "C" NOT NULL,
    day      text COLLATE "C" NOT NULL, -- of the record itself: a day, a month, a year, or empty
    names    text COLLATE "C" NOT NULL, -- folded name of the speaker or office holder
    body     text COLLATE "C" NOT NULL  -- JSON without id and confidence
);
CREATE INDEX records_text ON records (text);

CREATE TABLE members (
    reading    bigint NOT NULL REFERENCES readings (sequence),
    record     bigint NOT NULL REFERENCES records (sequence),
    ordinal    integer NOT NULL, -- place in the reading, from 0
    confidence double precision NOT NULL,
    PRIMARY KEY (reading, record)
);
CREATE INDEX members_record ON members (record);

-- Which states a record is about, and as what; follows from its body.
CREATE TABLE parts (
    record bigint NOT NULL REFERENCES records (sequence),
    role   text COLLATE "C" NOT NULL,
    state  text COLLATE "C" NOT NULL,
    PRIMARY KEY (record, role, state)
);
CREATE INDEX parts_state ON parts (state, role, record);

-- Which document and reading of a text answers go by. No evidence: it follows
-- from documents and readings and changes as they come.
CREATE TABLE current (
    text     bigint PRIMARY KEY REFERENCES texts (key),
    document bigint NOT NULL REFERENCES documents (sequence),
    reading  bigint NOT NULL REFERENCES readings (sequence)
);
CREATE INDEX current_reading ON current (reading);

-- The database itself refuses to change or remove evidence, also where
-- triggers are switched off for replication.

-- +goose StatementBegin
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION grows_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.one = OLD.one AND NEW.sequence > OLD.sequence THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER log_end_grows_only BEFORE UPDATE OR DELETE ON log_end FOR EACH ROW EXECUTE FUNCTION grows_only();
ALTER TABLE log_end ENABLE ALWAYS TRIGGER log_end_grows_only;
CREATE TRIGGER log_end_append_only BEFORE TRUNCATE ON log_end FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE log_end ENABLE ALWAYS TRIGGER log_end_append_only;
CREATE TRIGGER log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE log ENABLE ALWAYS TRIGGER log_append_only;
CREATE TRIGGER tree_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tree FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE tree ENABLE ALWAYS TRIGGER tree_append_only;
CREATE TRIGGER blobs_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON blobs FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE blobs ENABLE ALWAYS TRIGGER blobs_append_only;
CREATE TRIGGER captures_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON captures FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE captures ENABLE ALWAYS TRIGGER captures_append_only;
CREATE TRIGGER texts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON texts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE texts ENABLE ALWAYS TRIGGER texts_append_only;
CREATE TRIGGER documents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE documents ENABLE ALWAYS TRIGGER documents_append_only;
CREATE TRIGGER readings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON readings FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE readings ENABLE ALWAYS TRIGGER readings_append_only;
CREATE TRIGGER records_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON records FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE records ENABLE ALWAYS TRIGGER records_append_only;
CREATE TRIGGER members_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON members FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE members ENABLE ALWAYS TRIGGER members_append_only;
CREATE TRIGGER parts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON parts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE parts ENABLE ALWAYS TRIGGER parts_append_only;

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
DROP TABLE tree;
DROP TABLE log_end;
DROP TABLE log;
DROP FUNCTION grows_only();
DROP FUNCTION append_only();
