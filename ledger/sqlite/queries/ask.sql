-- What is asked of the ledger.

-- name: Entries
-- The records of the current readings. The conditions below are added with AND.
SELECT r.sequence, r.id, r.body, m.confidence, t.hash, d.name, d.title, d.published, l.at
FROM records r
JOIN current c ON c.text = r.text
JOIN members m ON m.reading = c.reading AND m.record = r.sequence
JOIN texts t ON t.key = r.text
JOIN documents d ON d.sequence = c.document
JOIN log l ON l.sequence = r.sequence
WHERE true;

-- name: EntriesOfKinds
r.kind IN (SELECT value FROM json_each(:kinds));

-- name: EntriesOfState
r.sequence IN (SELECT record FROM parts WHERE state = :state);

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

-- name: RecordIDs
SELECT id FROM records WHERE id >= :beginning AND id < :beginning || 'g' ORDER BY id LIMIT :most;

-- name: EntryOf
-- A record that no current reading holds any more is found too, with the
-- confidence that the newest reading that holds it gave.
SELECT r.sequence, r.id, r.body,
    (SELECT m.confidence FROM members m WHERE m.record = r.sequence ORDER BY m.reading DESC LIMIT 1),
    t.hash, d.name, d.title, d.published, l.at
FROM records r
JOIN current c ON c.text = r.text
JOIN texts t ON t.key = r.text
JOIN documents d ON d.sequence = c.document
JOIN log l ON l.sequence = r.sequence
WHERE r.id = :id;

-- name: TextHashes
SELECT hash FROM texts WHERE hash >= :beginning AND hash < :beginning || 'g' ORDER BY hash LIMIT :most;

-- name: Documents
SELECT t.key, t.hash, d.name, d.title, d.published, d.lang, d.agency, b.sha256, k.address, k.taken, r.reader
FROM texts t
JOIN current c ON c.text = t.key
JOIN documents d ON d.sequence = c.document
JOIN readings r ON r.sequence = c.reading
JOIN captures k ON k.sequence = d.capture
JOIN blobs b ON b.key = k.blob
ORDER BY t.key;

-- name: DocumentOf
SELECT t.key, t.hash, d.name, d.title, d.published, d.lang, d.agency, b.sha256, k.address, k.taken, r.reader, t.text
FROM texts t
JOIN current c ON c.text = t.key
JOIN documents d ON d.sequence = c.document
JOIN readings r ON r.sequence = c.reading
JOIN captures k ON k.sequence = d.capture
JOIN blobs b ON b.key = k.blob
WHERE t.hash = :hash;
