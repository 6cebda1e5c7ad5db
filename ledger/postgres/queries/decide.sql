-- What Decide reads and writes, all in one transaction, and how decisions are listed.

-- name: RecordToJudge
-- A record that no reading holds is one that a reviewer wrote; the newest
-- decision for it tells in whose place.
SELECT r.sequence, r.text, t.hash, t.text, r.body,
    CASE WHEN EXISTS (SELECT 1 FROM members m WHERE m.record = r.sequence) THEN r.sequence
    ELSE coalesce((SELECT d.record FROM decisions d WHERE d.version = r.sequence ORDER BY d.sequence DESC LIMIT 1), r.sequence) END
FROM records r JOIN texts t ON t.key = r.text
WHERE r.id = @id;

-- name: RecordAt
SELECT id, body FROM records WHERE sequence = @sequence;

-- name: DecisionsAbout
SELECT sequence, what, version, undoes FROM decisions WHERE record = @record ORDER BY sequence;

-- name: DecisionAt
SELECT reviewer, reason FROM decisions WHERE sequence = @sequence;

-- name: InsertDecision
INSERT INTO decisions (sequence, record, what, reviewer, reason, version, undoes)
VALUES (@sequence, @record, @what, @reviewer, @reason, @version, @undoes);

-- name: SetReview
INSERT INTO reviews (record, status, version) VALUES (@record, @status, @version)
ON CONFLICT (record) DO UPDATE SET status = @status, version = @version;

-- name: Decisions
-- All, or those about a record as it was read or as it was amended to.
SELECT d.sequence, l.at, r.id, d.what, d.reviewer, d.reason, x.id, d.undoes
FROM decisions d
JOIN log l ON l.sequence = d.sequence
JOIN records r ON r.sequence = d.record
JOIN records x ON x.sequence = d.version
WHERE @id::text = '' OR d.record IN (SELECT o.record FROM decisions o JOIN records n ON n.sequence IN (o.record, o.version) WHERE n.id = @id)
ORDER BY d.sequence;
