-- Who may read and review on a server, see package accounts. None of it is
-- evidence: it is not in the log, not in exports, and may be changed.

-- +goose Up

CREATE TABLE accounts (
    key      TEXT PRIMARY KEY, -- what the same names share
    name     TEXT NOT NULL,
    role     TEXT NOT NULL,    -- reader, reviewer, admin
    password TEXT NOT NULL,    -- hashed; empty once the account is removed
    made     INTEGER NOT NULL, -- nanoseconds since 1970, as all times here
    removed  INTEGER NOT NULL  -- 0 while the account is there
) STRICT;

CREATE TABLE sessions (
    token   BLOB PRIMARY KEY, -- SHA-256 of the token
    account TEXT NOT NULL REFERENCES accounts (key),
    began   INTEGER NOT NULL,
    seen    INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_of_account ON sessions (account);

CREATE TABLE tries (
    key   TEXT PRIMARY KEY, -- an account, or an address
    tries INTEGER NOT NULL,
    last  INTEGER NOT NULL
) STRICT;

CREATE TABLE claims (
    account TEXT PRIMARY KEY REFERENCES accounts (key),
    entry   TEXT NOT NULL, -- id of the record that the account looks at
    at      INTEGER NOT NULL
) STRICT;

-- +goose Down
DROP TABLE claims;
DROP TABLE tries;
DROP TABLE sessions;
DROP TABLE accounts;
