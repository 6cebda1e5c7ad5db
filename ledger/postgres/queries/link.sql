-- What reviewers decided about how records hang together.

-- name: InsertLink
INSERT INTO links (sequence, relation, what, reviewer, reason, undoes, these, those)
VALUES (@sequence, @relation, @what, @reviewer, @reason, @undoes, @these, @those);

-- name: Links
-- All, or those that name a record and what takes these back.
SELECT k.sequence, l.at, k.relation, k.what, k.reviewer, k.reason, k.undoes, k.these, k.those
FROM links k JOIN log l ON l.sequence = k.sequence
WHERE @id::text = '' OR strpos(' ' || k.these || ' ' || k.those || ' ', ' ' || @id::text || ' ') > 0
ORDER BY k.sequence;

-- name: LinkLineAt
SELECT relation, what, reviewer, reason, undoes, these, those FROM links WHERE sequence = @sequence;

-- name: LinkUndone
SELECT count(*) FROM links WHERE undoes = @sequence;

-- name: LastLinkSaying
-- The newest link that says this of these records and is not taken back.
SELECT k.sequence FROM links k
WHERE k.relation = @relation AND k.these = @these AND k.those = @those
    AND NOT EXISTS (SELECT 1 FROM links u WHERE u.undoes = k.sequence)
ORDER BY k.sequence DESC LIMIT 1;

-- name: NewestLinkOf
SELECT coalesce(max(k.sequence), 0) FROM links k
WHERE string_to_array(k.these || ' ' || k.those, ' ') && @ids::text[];

-- name: AllLinks
SELECT sequence, relation, what, reviewer, reason, undoes, these, those FROM links ORDER BY sequence;

-- name: MissingOf
-- Which ids of a list are of no record.
SELECT j.id FROM unnest(@ids::text[]) j (id) WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.id = j.id);
