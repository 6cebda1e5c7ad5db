-- What Verify reads. Rows that a LEFT JOIN does not find are faults.

-- name: LogLines
SELECT sequence, at, what, id, content, hash FROM log ORDER BY sequence;

-- name: AllNodes
SELECT place, hash FROM tree ORDER BY place;

-- name: LogLength
SELECT coalesce(max(sequence), 0) FROM log;

-- name: HighestSequence
SELECT sequence FROM log_end WHERE one = 1;

-- name: AllCaptures
SELECT k.sequence, b.sha256, b.size, k.address, k.taken, k.media, k.head, b.packed_sha256, b.packed
FROM captures k LEFT JOIN blobs b ON b.key = k.blob ORDER BY k.sequence;

-- name: AllDocuments
SELECT d.sequence, t.hash, d.capture, d.name, d.title, d.published, d.lang, d.agency, d.publisher, d.byline, d.canonical, d.extractor, d.corrections, d.published_at,
    t.text, k.sequence IS NOT NULL
FROM documents d LEFT JOIN texts t ON t.key = d.text LEFT JOIN captures k ON k.sequence = d.capture ORDER BY d.sequence;

-- name: AllReadings
SELECT r.sequence, t.hash, r.document, r.reader
FROM readings r LEFT JOIN texts t ON t.key = r.text ORDER BY r.sequence;

-- name: MembersOf
SELECT m.ordinal, r.id, m.confidence
FROM members m LEFT JOIN records r ON r.sequence = m.record WHERE m.reading = @reading ORDER BY m.ordinal;

-- name: AllRecords
SELECT r.sequence, r.id, r.text, t.hash, r.kind, r.day, r.names, r.body,
    (SELECT string_agg(role || ' ' || state, ',' ORDER BY role, state) FROM parts p WHERE p.record = r.sequence)
FROM records r LEFT JOIN texts t ON t.key = r.text ORDER BY r.sequence;

-- name: AllDecisions
SELECT d.sequence, r.id, d.what, d.reviewer, d.reason, x.id, d.undoes, r.text IS NOT DISTINCT FROM x.text
FROM decisions d LEFT JOIN records r ON r.sequence = d.record LEFT JOIN records x ON x.sequence = d.version ORDER BY d.sequence;

-- name: Judgements
-- Every decision about every record, with what is noted that they come to.
SELECT d.record, coalesce(r.id, 'line ' || d.record), d.sequence, d.what, d.version, d.undoes, v.status, v.version
FROM decisions d LEFT JOIN records r ON r.sequence = d.record LEFT JOIN reviews v ON v.record = d.record
ORDER BY d.record, d.sequence;

-- name: TextOf
SELECT text FROM texts WHERE key = @key;

-- name: Loose
-- Rows that nothing in the log leads to: what, id, reason.
SELECT 'capture', sha256, 'its bytes belong to no capture'
FROM blobs b WHERE NOT EXISTS (SELECT 1 FROM captures k WHERE k.blob = b.key)
UNION ALL
SELECT 'document', hash, 'its text belongs to no document'
FROM texts t WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.text = t.key)
UNION ALL
SELECT 'reading', 'line ' || reading, 'a record is listed in a reading that is not there'
FROM members m WHERE NOT EXISTS (SELECT 1 FROM readings r WHERE r.sequence = m.reading)
UNION ALL
SELECT 'record', 'line ' || record, 'a state is noted for a record that is not there'
FROM parts p WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.sequence = p.record)
UNION ALL
SELECT 'record', id, 'no reading holds it, and no reviewer wrote it'
FROM records r WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.record = r.sequence)
    AND NOT EXISTS (SELECT 1 FROM decisions x WHERE x.version = r.sequence)
UNION ALL
SELECT 'record', coalesce((SELECT id FROM records r WHERE r.sequence = v.record), 'line ' || v.record), 'a review of it is noted, but nobody decided about it'
FROM reviews v WHERE NOT EXISTS (SELECT 1 FROM decisions x WHERE x.record = v.record)
UNION ALL
SELECT 'document', 'line ' || text, 'a choice is noted for a text that is not there'
FROM current c WHERE NOT EXISTS (SELECT 1 FROM texts t WHERE t.key = c.text);

-- name: Choices
-- Every telling of every text, with the choice that is noted for the text and
-- the reading that follows from the chosen document.
SELECT d.text, t.hash, d.sequence, d.capture, d.published, c.document, c.reading,
    (SELECT max(r.sequence) FROM readings r JOIN documents x ON x.sequence = r.document
     WHERE r.text = d.text AND x.published = (SELECT published FROM documents WHERE sequence = c.document)
     AND ((SELECT NOT EXISTS (SELECT 1 FROM shelf)) OR is_public(r.sequence) OR NOT is_public(c.document)))
FROM documents d LEFT JOIN texts t ON t.key = d.text LEFT JOIN current c ON c.text = d.text
WHERE (SELECT NOT EXISTS (SELECT 1 FROM shelf)) OR is_public(d.sequence)
    OR NOT EXISTS (SELECT 1 FROM documents p WHERE p.text = d.text AND is_public(p.sequence))
ORDER BY d.text, d.sequence;
