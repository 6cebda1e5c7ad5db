-- What Append reads and writes beside the rows that it copies.

-- name: FindBlobs
SELECT sha256, key FROM blobs WHERE sha256 = ANY(@names);

-- name: FindTexts
SELECT hash, key FROM texts WHERE hash = ANY(@names);

-- name: TellingsOf
-- Those that everybody sees, and others only if there are none.
SELECT d.text, d.sequence, d.capture, d.published FROM documents d WHERE d.text = ANY(@texts)
AND ((SELECT NOT EXISTS (SELECT 1 FROM shelf)) OR is_public(d.sequence)
    OR NOT EXISTS (SELECT 1 FROM documents p WHERE p.text = d.text AND is_public(p.sequence)))
ORDER BY d.text, d.sequence;

-- name: SetCurrents
-- The reading is the newest of the day of the chosen document; if everybody sees
-- that, one that everybody sees.
INSERT INTO current (text, document, reading)
SELECT j.text, j.document, (SELECT max(r.sequence) FROM readings r JOIN documents x ON x.sequence = r.document
    WHERE r.text = j.text AND x.published = (SELECT published FROM documents WHERE sequence = j.document)
    AND ((SELECT NOT EXISTS (SELECT 1 FROM shelf)) OR is_public(r.sequence) OR NOT is_public(j.document)))
FROM unnest(@texts::bigint[], @documents::bigint[]) j (text, document)
ON CONFLICT (text) DO UPDATE SET document = excluded.document, reading = excluded.reading;

-- name: DecisionsOf
SELECT record, sequence, what, version, undoes FROM decisions WHERE record = ANY(@records) ORDER BY record, sequence;

-- name: SetReviews
INSERT INTO reviews (record, status, version)
SELECT * FROM unnest(@records::bigint[], @statuses::text[], @versions::bigint[])
ON CONFLICT (record) DO UPDATE SET status = excluded.status, version = excluded.version;

-- name: TitlesInSearch
SELECT c.text, d.title, t.text FROM current c JOIN documents d ON d.sequence = c.document JOIN texts t ON t.key = c.text WHERE c.text = ANY(@texts) ORDER BY c.text;

-- name: ForgetSearches
DELETE FROM search WHERE entry = ANY(@entries);

-- name: SetSearches
INSERT INTO search (entry, part, whole, size, words)
SELECT entry, part, whole, size, words::tsvector
FROM unnest(@entries::bigint[], @parts::integer[], @wholes::boolean[], @sizes::integer[], @words::text[]) j (entry, part, whole, size, words);
