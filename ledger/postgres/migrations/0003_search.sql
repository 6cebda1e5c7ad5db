-- The words by which texts and records are found. No evidence: they follow from
-- texts, titles and records, and are kept in step with them.

-- +goose Up

-- A text, by its key, or a record, by its sequence; both are sequences of the
-- log, none is both. A lexeme is a word as ledger.Words gives it; those of the
-- title or the fields have the weight A, the others none. What is too long for
-- one tsvector stands in several parts, see vector.go.
CREATE TABLE search (
    entry bigint NOT NULL,
    part  integer NOT NULL,  -- from 0
    whole boolean NOT NULL,  -- there is no other part
    size  integer NOT NULL,  -- words in this part
    words tsvector NOT NULL,
    PRIMARY KEY (entry, part)
);
CREATE INDEX search_words ON search USING gin (words);
CREATE INDEX search_parts ON search (entry) WHERE NOT whole AND part = 0;

-- +goose Down
DROP TABLE search;
