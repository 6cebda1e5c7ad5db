-- What the ledger knew at a time is asked by the times of the log.

-- +goose Up
CREATE INDEX log_at ON log (at, sequence);

-- +goose Down
DROP INDEX log_at;
