-- Collections of a ledger that was moved here.

-- name: InsertCollected
INSERT INTO collected (sequence, name, what, teams, capture, by, reason) VALUES (:sequence, :name, :what, :teams, :capture, :by, :reason);

-- name: CollectionLineAt
SELECT name, what, teams, capture, by, reason FROM collected WHERE sequence = :sequence;

-- name: AllCollected
SELECT c.sequence, c.name, c.what, c.teams, c.capture, c.by, c.reason,
    c.what = 'make' OR EXISTS (SELECT 1 FROM collected m WHERE m.what = 'make' AND m.name = c.name AND m.sequence < c.sequence)
FROM collected c ORDER BY c.sequence;

-- name: Collections
SELECT m.sequence, m.name, m.teams, l.at, m.by, m.reason, (SELECT count(*) FROM collected q WHERE q.name = m.name AND q.what = 'put'),
    coalesce(p.sequence, 0), coalesce(pl.at, 0), coalesce(p.by, ''), coalesce(p.reason, '')
FROM collected m JOIN log l ON l.sequence = m.sequence
LEFT JOIN collected p ON p.name = m.name AND p.what = 'publish' LEFT JOIN log pl ON pl.sequence = p.sequence
WHERE m.what = 'make' ORDER BY m.sequence;

-- name: UnpublishedTexts
SELECT DISTINCT t.hash, q.name FROM collected q JOIN documents d ON d.capture = q.capture JOIN texts t ON t.key = d.text
WHERE q.what = 'put' AND NOT EXISTS (
    SELECT 1 FROM documents o WHERE o.text = d.text AND NOT EXISTS (
        SELECT 1 FROM collected w WHERE w.what = 'put' AND w.capture = o.capture
        AND NOT EXISTS (SELECT 1 FROM collected p WHERE p.what = 'publish' AND p.name = w.name)))
ORDER BY t.hash, q.name;
