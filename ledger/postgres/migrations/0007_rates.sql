-- How often clients ask, counted for all servers on this ledger together. No
-- evidence, and nothing that is worth keeping through a crash: the table is not
-- in the write-ahead log, so that counting takes no wait for the disk.

-- +goose Up
CREATE UNLOGGED TABLE rates (
    client text COLLATE "C" PRIMARY KEY,
    until  timestamptz NOT NULL -- when it would have asked all that it did, at the rate that it may ask at in the long run
);

-- +goose Down
DROP TABLE rates;
