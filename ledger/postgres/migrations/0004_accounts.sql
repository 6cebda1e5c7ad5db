-- Who may read and review on a server, see package accounts. None of it is
-- evidence: it is not in the log, not in exports, and may be changed.

-- +goose Up

CREATE TABLE accounts (
    key      text COLLATE "C" PRIMARY KEY, -- what the same names share
    name     text COLLATE "C" NOT NULL,
    role     text COLLATE "C" NOT NULL,    -- reader, reviewer, admin
    password text COLLATE "C" NOT NULL,    -- hashed; empty once the account is removed
    made     bigint NOT NULL,              -- nanoseconds since 1970, as all times here
    removed  bigint NOT NULL               -- 0 while the account is there
);

CREATE TABLE sessions (
    token   bytea PRIMARY KEY, -- SHA-256 of the token
    account text COLLATE "C" NOT NULL REFERENCES accounts (key),
    began   bigint NOT NULL,
    seen    bigint NOT NULL
);
CREATE INDEX sessions_of_account ON sessions (account);

CREATE TABLE tries (
    key   text COLLATE "C" PRIMARY KEY, -- an account, or an address
    tries bigint NOT NULL,
    last  bigint NOT NULL
);

CREATE TABLE claims (
    account text COLLATE "C" PRIMARY KEY REFERENCES accounts (key),
    entry   text COLLATE "C" NOT NULL, -- id of the record that the account looks at
    at      bigint NOT NULL
);

-- +goose Down
DROP TABLE claims;
DROP TABLE tries;
DROP TABLE sessions;
DROP TABLE accounts;
