-- Tokens with which programs ask in the name of an account, see package
-- accounts. Like accounts they are no evidence.

-- +goose Up
CREATE TABLE bearers (
    id      text COLLATE "C" PRIMARY KEY,
    token   bytea NOT NULL,           -- SHA-256 of its secret part
    account text COLLATE "C" NOT NULL REFERENCES accounts (key),
    role    text COLLATE "C" NOT NULL, -- reader, reviewer
    purpose text COLLATE "C" NOT NULL,
    made    bigint NOT NULL,          -- nanoseconds since 1970, as all times here
    ends    bigint NOT NULL,          -- 0 if it holds until it is revoked
    seen    bigint NOT NULL           -- 0 if it was never used
);
CREATE INDEX bearers_of_account ON bearers (account);

-- +goose Down
DROP TABLE bearers;
