-- Tokens with which programs ask in the name of an account, see package
-- accounts. Like accounts they are no evidence.

-- +goose Up

CREATE TABLE bearers (
    id      TEXT PRIMARY KEY,
    token   BLOB NOT NULL,    -- SHA-256 of its secret part
    account TEXT NOT NULL REFERENCES accounts (key),
    role    TEXT NOT NULL,    -- reader, reviewer
    purpose TEXT NOT NULL,
    made    INTEGER NOT NULL, -- nanoseconds since 1970, as all times here
    ends    INTEGER NOT NULL, -- 0 if it holds until it is revoked
    seen    INTEGER NOT NULL  -- 0 if it was never used
) STRICT;

CREATE INDEX bearers_of_account ON bearers (account);

-- +goose Down
DROP TABLE bearers;
