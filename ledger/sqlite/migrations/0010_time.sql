-- The time of publication as a page tells it, with its zone. Rows from before say
-- nothing of it, and their hashes stay, see docs/ledger.md.

-- +goose Up
ALTER TABLE documents ADD COLUMN published_at TEXT NOT NULL DEFAULT ''; -- RFC 3339, empty if only the day is told

-- +goose Down
ALTER TABLE documents DROP COLUMN published_at;
