-- What is asked of the ledger.

-- block: ReadRows
-- The records of the current readings, as they were read.
FROM records r
JOIN current c ON c.text = r.text
JOIN members m ON m.reading = c.reading AND m.record = r.sequence
JOIN texts t ON t.key = r.text
JOIN documents d ON d.sequence = c.document
LEFT JOIN reviews v ON v.record = r.sequence

-- block: AmendedRows
-- What reviewers wrote in place of records of the current readings.
-- CROSS JOIN has SQLite begin with the amendments, which are few.
FROM reviews v
CROSS JOIN records o ON o.sequence = v.record
JOIN records r ON r.sequence = v.version
JOIN current c ON c.text = r.text
JOIN members m ON m.reading = c.reading AND m.record = v.record
JOIN texts t ON t.key = r.text
JOIN documents d ON d.sequence = c.document

-- block: AmendedOnce
-- Unless the reading has that already; once, if they wrote the same in place of several.
WHERE v.status = 'amended'
AND NOT EXISTS (SELECT 1 FROM members n WHERE n.reading = c.reading AND n.record = v.version)
AND v.record = (SELECT min(w.record) FROM reviews w JOIN members n ON n.reading = c.reading AND n.record = w.record
    WHERE w.version = v.version AND w.status = 'amended')

-- block: Kept
-- A document with what answers go by.
SELECT t.key, t.hash, d.name, d.title, d.published, d.lang, d.agency, d.publisher, d.byline, d.canonical, d.extractor, d.corrections, d.published_at,
    b.sha256, k.address, k.taken, r.reader

-- block: KeptRows
FROM texts t
JOIN current c ON c.text = t.key
JOIN documents d ON d.sequence = c.document
JOIN readings r ON r.sequence = c.reading
JOIN captures k ON k.sequence = d.capture
JOIN blobs b ON b.key = k.blob

-- name: Entries
-- The conditions below are added with AND, here and to AmendedEntries.
SELECT r.sequence, r.id, r.body, m.confidence, t.hash, d.name, d.title, d.published, l.at, coalesce(v.status, 'proposed'), ''
-- use: ReadRows
JOIN log l ON l.sequence = r.sequence
WHERE coalesce(v.status, 'proposed') <> 'amended';

-- name: AmendedEntries
SELECT r.sequence, r.id, r.body, m.confidence, t.hash, d.name, d.title, d.published, l.at, v.status, o.id
-- use: AmendedRows
JOIN log l ON l.sequence = r.sequence
-- use: AmendedOnce

-- name: Outline
-- The same entries without what is in them.
SELECT r.sequence, r.id, coalesce(nullif(r.day, ''), d.published), t.hash, r.kind, m.confidence, coalesce(v.status, 'proposed')
-- use: ReadRows
WHERE coalesce(v.status, 'proposed') <> 'amended';

-- name: AmendedOutline
SELECT r.sequence, r.id, coalesce(nullif(r.day, ''), d.published), t.hash, r.kind, m.confidence, v.status
-- use: AmendedRows
-- use: AmendedOnce

-- name: EntriesNotRejected
coalesce(v.status, 'proposed') <> 'rejected';

-- name: EntriesReviewed
coalesce(v.status, 'proposed') IN ('accepted', 'amended');

-- name: EntriesOfKinds
r.kind IN (SELECT value FROM json_each(:kinds));

-- name: EntriesOfState
r.sequence IN (SELECT record FROM parts WHERE state = :state);

-- name: EntriesThatHaveState
-- The same of few entries: the plus has SQLite look at the parts of each, and
-- not at all of the state.
EXISTS (SELECT 1 FROM parts p WHERE p.record = r.sequence AND +p.state = :state);

-- name: EntriesThatHaveReceiver
EXISTS (SELECT 1 FROM parts p WHERE p.record = r.sequence AND +p.role = 'to' AND +p.state = :to);

-- name: EntriesOfTexts
r.text IN (SELECT key FROM texts WHERE hash IN (SELECT value FROM json_each(:texts)));

-- name: EntriesOfIDs
r.id IN (SELECT value FROM json_each(:ids));

-- name: EntriesFromState
r.sequence IN (SELECT record FROM parts WHERE state = :from AND role = 'from');

-- name: EntriesToState
r.sequence IN (SELECT record FROM parts WHERE state = :to AND role = 'to');

-- name: EntriesOfDocument
r.text = (SELECT key FROM texts WHERE hash = :document);

-- name: EntriesSince
-- A month or year passes if any of its days does: dates are compared at the
-- precision that the record has.
coalesce(nullif(r.day, ''), nullif(d.published, '')) >= substr(:since, 1, length(coalesce(nullif(r.day, ''), d.published)));

-- name: EntriesUntil
coalesce(nullif(r.day, ''), nullif(d.published, '')) <= substr(:until, 1, length(coalesce(nullif(r.day, ''), d.published)));

-- name: EntriesNamed
instr(r.names, :name) > 0;

-- name: EntriesAfter
r.sequence > :after;

-- name: Touched
-- NOT INDEXED has SQLite go to the newest lines by their sequence, and not
-- through the whole of an index that has the text as well.
SELECT t.hash
FROM (
    SELECT text FROM documents NOT INDEXED WHERE sequence > :after
    UNION SELECT text FROM readings NOT INDEXED WHERE sequence > :after
    UNION SELECT r.text FROM decisions d NOT INDEXED CROSS JOIN records r ON r.sequence = d.record WHERE d.sequence > :after) n
CROSS JOIN texts t ON t.key = n.text
ORDER BY t.key;

-- name: RecordIDs
SELECT id FROM records WHERE id >= :beginning AND id < :beginning || 'g' ORDER BY id LIMIT :most;

-- name: EntryOf
-- A record that no current reading holds any more is found too, with the
-- confidence that the newest reading that holds it gave, or the one in whose
-- place a reviewer wrote it. What a reviewer wrote and nobody stands by any
-- more is rejected.
SELECT r.sequence, r.id, r.body,
    coalesce((SELECT m.confidence FROM members m WHERE m.record = r.sequence ORDER BY m.reading DESC LIMIT 1),
        (SELECT m.confidence FROM decisions x JOIN members m ON m.record = x.record WHERE x.version = r.sequence ORDER BY x.sequence DESC, m.reading DESC LIMIT 1), 0),
    t.hash, d.name, d.title, d.published, l.at,
    CASE
        WHEN EXISTS (SELECT 1 FROM members m WHERE m.record = r.sequence) THEN coalesce((SELECT v.status FROM reviews v WHERE v.record = r.sequence), 'proposed')
        WHEN EXISTS (SELECT 1 FROM reviews v WHERE v.version = r.sequence) THEN 'amended'
        ELSE 'rejected'
    END,
    CASE
        WHEN EXISTS (SELECT 1 FROM members m WHERE m.record = r.sequence) THEN ''
        ELSE coalesce((SELECT o.id FROM decisions x JOIN records o ON o.sequence = x.record WHERE x.version = r.sequence ORDER BY x.sequence DESC LIMIT 1), '')
    END
FROM records r
JOIN current c ON c.text = r.text
JOIN texts t ON t.key = r.text
JOIN documents d ON d.sequence = c.document
JOIN log l ON l.sequence = r.sequence
WHERE r.id = :id;

-- name: TextHashes
SELECT hash FROM texts WHERE hash >= :beginning AND hash < :beginning || 'g' ORDER BY hash LIMIT :most;

-- name: Documents
-- use: Kept
-- use: KeptRows
ORDER BY t.key;

-- name: DocumentOf
-- use: Kept
    , t.text
-- use: KeptRows
WHERE t.hash = :hash;

-- name: DocumentsOf
-- use: Kept
-- use: KeptRows
WHERE t.hash IN (SELECT value FROM json_each(:hashes));

-- name: SoughtDocuments
-- Those of texts by their keys or their hashes, for what a search found.
-- use: Kept
    , t.text
-- use: KeptRows
WHERE t.key IN (SELECT value FROM json_each(:rows) UNION SELECT key FROM texts WHERE hash IN (SELECT value FROM json_each(:hashes)));

-- name: ReadingsOf
SELECT r.sequence, l.at, d.published, r.reader
FROM texts t
JOIN readings r ON r.text = t.key
JOIN documents d ON d.sequence = r.document
JOIN log l ON l.sequence = r.sequence
WHERE t.hash = :hash
ORDER BY r.sequence;

-- name: RecordsRead
SELECT m.reading, x.id, x.body, m.confidence
FROM texts t
JOIN readings r ON r.text = t.key
JOIN members m ON m.reading = r.sequence
JOIN records x ON x.sequence = m.record
WHERE t.hash = :hash
ORDER BY m.reading, m.ordinal;
