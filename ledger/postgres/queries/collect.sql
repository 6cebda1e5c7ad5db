-- Teams, and collections that only they see until they are published.

-- name: AddTeam
INSERT INTO teams (name, made, role) VALUES (@name, @made, @role) ON CONFLICT (name) DO NOTHING;

-- name: NameRole
UPDATE teams SET role = @role WHERE name = @name;

-- name: RolesOfName
SELECT count(*) FROM pg_roles WHERE rolname::text = @role::text;

-- name: Teams
SELECT t.name, t.made, t.role, coalesce((SELECT string_agg(a.name, E'\n' ORDER BY a.key) FROM memberships m JOIN accounts a ON a.key = m.account AND a.removed = 0 WHERE m.team = t.name), '')
FROM teams t ORDER BY t.name;

-- name: JoinTeam
INSERT INTO memberships (team, account) SELECT @team::text, key FROM accounts WHERE key = @key AND removed = 0 ON CONFLICT DO NOTHING;

-- name: LeaveTeam
DELETE FROM memberships WHERE team = @team AND account = @key;

-- name: TeamsOfAccount
SELECT m.team FROM memberships m JOIN accounts a ON a.key = m.account AND a.removed = 0 WHERE m.account = @key ORDER BY m.team;

-- name: TeamsThere
SELECT count(*) FROM teams WHERE name = ANY(@names);

-- name: TeamKnown
-- A team, or one for which a collection was made before its ledger came here.
SELECT (SELECT count(*) FROM teams WHERE name = @name) + (SELECT count(*) FROM collected WHERE what = 'make' AND @name::text = ANY(string_to_array(teams, ' ')));

-- name: KeptTwice
-- An address of which the same bytes are kept more than once: in several collections.
SELECT address FROM captures GROUP BY blob, address HAVING count(*) > 1 ORDER BY min(sequence) LIMIT 1;

-- name: Withholding
-- Whether the policies hold.
SELECT relrowsecurity FROM pg_class WHERE oid = 'captures'::regclass;

-- name: AnyCollected
SELECT sequence FROM collected LIMIT 1;

-- name: WithholdOn
SELECT withhold_on();

-- name: Audience
-- Whether who is connected sees everything by right, whether the policies hold,
-- and whether the database has them pass by.
SELECT sees_all(), (SELECT relrowsecurity FROM pg_class WHERE oid = 'captures'::regclass),
    (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user);

-- name: SeesWhole
-- Whether the policies hold, and who is connected sees everything all the same.
SELECT (SELECT relrowsecurity FROM pg_class WHERE oid = 'captures'::regclass), sees_all();

-- name: Shelf
-- All that is noted as withheld.
SELECT entry, content, collection FROM shelf ORDER BY entry, content, collection;

-- name: UnpublishedTexts
SELECT t.hash, m.name FROM unpublished_texts() u JOIN texts t ON t.key = u.text JOIN collected m ON m.sequence = u.collection ORDER BY t.hash, m.name;

-- name: ShownTelling
-- What answers go by for a text.
SELECT c.text, c.document, d.capture, d.published FROM current c JOIN documents d ON d.sequence = c.document JOIN texts t ON t.key = c.text WHERE t.hash = @hash;

-- name: UnseenLines
SELECT unseen_lines();

-- name: InsertCollected
INSERT INTO collected (sequence, collection, what, name, teams, capture, by, reason) VALUES (@sequence, @collection, @what, @name, @teams, @capture, @by, @reason);

-- name: FindCollection
SELECT m.sequence, m.teams, EXISTS (SELECT 1 FROM collected p WHERE p.collection = m.sequence AND p.what = 'publish')
FROM collected m WHERE m.what = 'make' AND m.name = @name;

-- name: Collections
-- How many captures are in each is told to those who see it.
SELECT m.sequence, m.name, m.teams, l.at, m.by, m.reason, (SELECT count(*) FROM collected q WHERE q.collection = m.sequence AND q.what = 'put'),
    coalesce(p.sequence, 0), coalesce(pl.at, 0), coalesce(p.by, ''), coalesce(p.reason, '')
FROM collected m JOIN log l ON l.sequence = m.sequence
LEFT JOIN collected p ON p.collection = m.sequence AND p.what = 'publish' LEFT JOIN log pl ON pl.sequence = p.sequence
WHERE m.what = 'make' AND (sees_all() OR sees(m.sequence, false))
ORDER BY m.sequence;

-- name: CollectionOfCapture
-- The collection through which a capture is seen; none if everybody sees it.
SELECT q.collection FROM collected q WHERE q.what = 'put' AND q.capture = @capture AND NOT is_public(q.capture) ORDER BY q.sequence LIMIT 1;

-- name: TextsOfCollection
SELECT DISTINCT d.text FROM collected q JOIN documents d ON d.capture = q.capture WHERE q.collection = @collection AND q.what = 'put' ORDER BY d.text;

-- name: CollectionLineAt
SELECT name, what, teams, capture, by, reason FROM collected WHERE sequence = @sequence;

-- name: AllCollected
SELECT c.sequence, c.name, c.what, c.teams, c.capture, c.by, c.reason, m.name IS NOT DISTINCT FROM c.name
FROM collected c LEFT JOIN collected m ON m.sequence = c.collection AND m.what = 'make' ORDER BY c.sequence;

-- name: Unshelved
-- What is withheld, by what was done with collections, and is not noted so, or
-- the other way round: lines and collections.
WITH put AS (SELECT capture, collection FROM collected WHERE what = 'put'),
should AS (
    SELECT sequence AS entry, collection FROM collected WHERE what IN ('make', 'put')
    UNION SELECT capture, collection FROM put
    UNION SELECT d.sequence, p.collection FROM put p JOIN documents d ON d.capture = p.capture
    UNION SELECT r.sequence, p.collection FROM put p JOIN documents d ON d.capture = p.capture JOIN readings r ON r.document = d.sequence
), noted AS (
    SELECT s.entry, s.collection FROM shelf s JOIN log l ON l.sequence = s.entry WHERE NOT s.content AND l.what IN ('capture', 'document', 'reading', 'collection')
)
(SELECT entry, collection FROM should EXCEPT SELECT entry, collection FROM noted)
UNION (SELECT entry, collection FROM noted EXCEPT SELECT entry, collection FROM should)
UNION
-- Policies ask who sees a line only of those that are known to be on the shelf.
SELECT s.entry, s.collection FROM shelf s WHERE NOT s.content AND NOT EXISTS (SELECT 1 FROM shelved h WHERE h.entry = s.entry)
UNION
-- A record that only withheld readings hold is seen by those who see one of them.
SELECT m.record, s.collection FROM members m JOIN shelf s ON s.entry = m.reading AND NOT s.content
WHERE NOT EXISTS (SELECT 1 FROM members o WHERE o.record = m.record AND NOT EXISTS (SELECT 1 FROM shelf x WHERE x.entry = o.reading AND NOT x.content))
AND NOT EXISTS (SELECT 1 FROM shelf x WHERE x.entry = m.record AND NOT x.content AND x.collection = s.collection)
UNION
-- A decision goes by the record that it is about.
SELECT d.sequence, s.collection FROM decisions d JOIN shelf s ON s.entry = d.record AND NOT s.content
WHERE NOT EXISTS (SELECT 1 FROM shelf x WHERE x.entry = d.sequence AND NOT x.content AND x.collection = s.collection)
UNION
SELECT x.entry, x.collection FROM decisions d JOIN shelf x ON x.entry = d.sequence AND NOT x.content
WHERE NOT EXISTS (SELECT 1 FROM shelf s WHERE s.entry = d.record AND NOT s.content AND s.collection = x.collection)
UNION
SELECT d.sequence, s.collection FROM documents d JOIN shelf s ON s.entry = d.sequence AND NOT s.content
WHERE d.text = d.sequence AND NOT EXISTS (SELECT 1 FROM shelf x WHERE x.entry = d.text AND x.content AND x.collection = s.collection)
UNION
SELECT k.sequence, s.collection FROM captures k JOIN shelf s ON s.entry = k.sequence AND NOT s.content
WHERE k.blob = k.sequence AND NOT EXISTS (SELECT 1 FROM shelf x WHERE x.entry = k.blob AND x.content AND x.collection = s.collection)
UNION
-- And by nobody else; what reviewers wrote goes by what they wrote it for.
SELECT s.entry, s.collection FROM shelf s
WHERE NOT s.content AND EXISTS (SELECT 1 FROM members m WHERE m.record = s.entry) AND NOT EXISTS (SELECT 1 FROM decisions v WHERE v.version = s.entry AND v.record <> v.version)
AND NOT EXISTS (SELECT 1 FROM members m JOIN shelf x ON x.entry = m.reading AND NOT x.content AND x.collection = s.collection WHERE m.record = s.entry)
AND NOT (s.collection = 0 AND EXISTS (SELECT 1 FROM members m WHERE m.record = s.entry AND NOT EXISTS (SELECT 1 FROM shelf x WHERE x.entry = m.reading AND NOT x.content)))
UNION
SELECT s.entry, s.collection FROM shelf s JOIN texts t ON t.key = s.entry
WHERE s.content AND NOT EXISTS (SELECT 1 FROM documents d JOIN shelf x ON x.entry = d.sequence AND NOT x.content AND x.collection = s.collection WHERE d.text = t.key)
AND NOT (s.collection = 0 AND EXISTS (SELECT 1 FROM documents d WHERE d.text = t.key AND NOT EXISTS (SELECT 1 FROM shelf x WHERE x.entry = d.sequence AND NOT x.content)))
UNION
SELECT s.entry, s.collection FROM shelf s JOIN blobs b ON b.key = s.entry
WHERE s.content AND NOT EXISTS (SELECT 1 FROM captures k JOIN shelf x ON x.entry = k.sequence AND NOT x.content AND x.collection = s.collection WHERE k.blob = b.key)
AND NOT (s.collection = 0 AND EXISTS (SELECT 1 FROM captures k WHERE k.blob = b.key AND NOT EXISTS (SELECT 1 FROM shelf x WHERE x.entry = k.sequence AND NOT x.content)))
ORDER BY 1, 2;
