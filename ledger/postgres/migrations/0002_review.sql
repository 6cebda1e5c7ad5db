-- What reviewers decided about records and about how they hang together, see
-- docs/ledger.md.

-- +goose Up

CREATE TABLE decisions (
    sequence bigint PRIMARY KEY REFERENCES log (sequence),
    record   bigint NOT NULL REFERENCES records (sequence), -- as it was read
    what     text COLLATE "C" NOT NULL,                     -- accept, amend, reject, undo
    reviewer text COLLATE "C" NOT NULL,
    reason   text COLLATE "C" NOT NULL,
    version  bigint NOT NULL REFERENCES records (sequence), -- what is answered from then on
    undoes   bigint NOT NULL                                -- sequence of the decision that is taken back, or 0
);
CREATE INDEX decisions_record ON decisions (record);
CREATE INDEX decisions_version ON decisions (version);

-- What the decisions about a record come to. No evidence: it follows from them
-- and changes as they come.
CREATE TABLE reviews (
    record  bigint PRIMARY KEY REFERENCES records (sequence),
    status  text COLLATE "C" NOT NULL, -- proposed, accepted, amended, rejected
    version bigint NOT NULL REFERENCES records (sequence)
);
CREATE INDEX reviews_version ON reviews (version);
CREATE INDEX reviews_status ON reviews (status);

CREATE TABLE links (
    sequence bigint PRIMARY KEY REFERENCES log (sequence),
    relation text COLLATE "C" NOT NULL, -- same_event, carries_out, reverses, contradicts, answers; empty for undo
    what     text COLLATE "C" NOT NULL, -- accept, reject, undo
    reviewer text COLLATE "C" NOT NULL,
    reason   text COLLATE "C" NOT NULL,
    undoes   bigint NOT NULL,           -- sequence of the link that is taken back, or 0
    these    text COLLATE "C" NOT NULL, -- ids of records, spaces between them
    those    text COLLATE "C" NOT NULL
);
CREATE INDEX links_undoes ON links (undoes);

CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE decisions ENABLE ALWAYS TRIGGER decisions_append_only;
CREATE TRIGGER links_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON links FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE links ENABLE ALWAYS TRIGGER links_append_only;

-- +goose Down
DROP TABLE links;
DROP TABLE reviews;
DROP TABLE decisions;
