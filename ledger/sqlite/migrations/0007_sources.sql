-- What sources tell: of captures what the bytes are and the head of the answer
-- that brought them, of documents who published and wrote them. Rows from
-- before say nothing of it, and their hashes stay, see docs/ledger.md.

-- +goose Up
ALTER TABLE captures ADD COLUMN media TEXT NOT NULL DEFAULT '';  -- media type, empty for plain text
ALTER TABLE captures ADD COLUMN head  BLOB NOT NULL DEFAULT x''; -- status line and header fields, empty if no server sent them
ALTER TABLE documents ADD COLUMN publisher   TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN byline      TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN canonical   TEXT NOT NULL DEFAULT ''; -- address that the page calls its own
ALTER TABLE documents ADD COLUMN extractor   TEXT NOT NULL DEFAULT ''; -- version of what drew the text out of the bytes
ALTER TABLE documents ADD COLUMN corrections TEXT NOT NULL DEFAULT ''; -- notices, one a line

-- +goose Down
ALTER TABLE documents DROP COLUMN corrections;
ALTER TABLE documents DROP COLUMN extractor;
ALTER TABLE documents DROP COLUMN canonical;
ALTER TABLE documents DROP COLUMN byline;
ALTER TABLE documents DROP COLUMN publisher;
ALTER TABLE captures DROP COLUMN head;
ALTER TABLE captures DROP COLUMN media;
