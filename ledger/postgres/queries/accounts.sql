-- Accounts, sessions, tries and claims, see package accounts.

-- name: AddAccount
INSERT INTO accounts (key, name, role, password, made, removed) VALUES (@key, @name, @role, @password, @made, 0)
ON CONFLICT (key) DO NOTHING;

-- name: Account
SELECT name, role, password, made FROM accounts WHERE key = @key AND removed = 0;

-- name: Accounts
SELECT name, role, password, made FROM accounts WHERE removed = 0 ORDER BY key;

-- name: SetRole
UPDATE accounts SET role = @role WHERE key = @key AND removed = 0;

-- name: SetPassword
UPDATE accounts SET password = @password WHERE key = @key AND removed = 0;

-- name: RemoveAccount
UPDATE accounts SET removed = @at, password = '' WHERE key = @key AND removed = 0;

-- name: BeginSession
INSERT INTO sessions (token, account, began, seen)
SELECT @token::bytea, key, @began::bigint, @seen::bigint FROM accounts WHERE key = @key AND removed = 0;

-- name: Session
SELECT s.began, s.seen, a.name, a.role, a.password, a.made
FROM sessions s JOIN accounts a ON a.key = s.account WHERE s.token = @token AND a.removed = 0;

-- name: Sessions
SELECT s.token, a.name, s.began, s.seen
FROM sessions s JOIN accounts a ON a.key = s.account WHERE s.seen > @after AND a.removed = 0 ORDER BY s.seen DESC, s.token;

-- name: UseSession
UPDATE sessions SET seen = greatest(seen, @at) WHERE token = @token;

-- name: EndSession
DELETE FROM sessions WHERE token = @token;

-- name: EndSessions
DELETE FROM sessions WHERE account = @key;

-- name: AddBearer
INSERT INTO bearers (id, token, account, role, purpose, made, ends, seen)
SELECT @id::text, @token::bytea, key, @role::text, @purpose::text, @made::bigint, @ends::bigint, 0 FROM accounts WHERE key = @key AND removed = 0;

-- name: Bearer
SELECT b.id, b.token, b.role, b.purpose, b.made, b.ends, b.seen, a.name, a.role, a.password, a.made
FROM bearers b JOIN accounts a ON a.key = b.account WHERE b.id = @id AND a.removed = 0;

-- name: Bearers
SELECT b.id, b.token, b.role, b.purpose, b.made, b.ends, b.seen, a.name, a.role, a.password, a.made
FROM bearers b JOIN accounts a ON a.key = b.account WHERE a.removed = 0 ORDER BY a.key, b.made, b.id;

-- name: UseBearer
UPDATE bearers SET seen = greatest(seen, @at) WHERE id = @id;

-- name: Revoke
DELETE FROM bearers WHERE id = @id;

-- name: RevokeAll
DELETE FROM bearers WHERE account = @key;

-- name: Tries
SELECT tries, last FROM tries WHERE key = @key;

-- name: LockTries
-- Of two at once in the name of a key the second waits for the first, also
-- where the key has no row yet.
SELECT pg_advisory_xact_lock(hashtextextended('demarche tries ' || current_schema() || ' ' || @key::text, 0));

-- name: SetTries
INSERT INTO tries (key, tries, last) VALUES (@key, @tries, @last)
ON CONFLICT (key) DO UPDATE SET tries = @tries, last = @last;

-- name: Forgive
UPDATE tries SET tries = greatest(0, tries - @tries) WHERE key = @key;

-- name: Claim
INSERT INTO claims (account, entry, at) SELECT key, @entry::text, @at::bigint FROM accounts WHERE key = @key AND removed = 0
ON CONFLICT (account) DO UPDATE SET entry = @entry, at = @at;

-- name: Claims
SELECT a.name, c.entry, c.at FROM claims c JOIN accounts a ON a.key = c.account
WHERE c.entry = @entry AND c.at >= @since AND a.removed = 0 ORDER BY a.key;

-- name: SweepSessions
DELETE FROM sessions WHERE began <= @began OR seen <= @seen;

-- name: SweepTries
DELETE FROM tries WHERE last <= @seen;

-- name: SweepClaims
DELETE FROM claims WHERE at <= @seen;
