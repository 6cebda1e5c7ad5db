-- What a proof is made of.

-- name: Line
SELECT sequence, at, what, id, content, hash FROM log WHERE sequence = :sequence;

-- name: RecordSays
SELECT r.sequence, t.hash, r.body FROM records r JOIN texts t ON t.key = r.text WHERE r.id = :id;

-- name: DocumentSays
SELECT d.sequence, d.capture, d.name, d.title, d.published, d.lang, d.agency, d.publisher, d.byline, d.canonical, d.extractor, d.corrections, d.published_at,
    b.sha256, b.size, k.address, k.taken, k.media, k.head
FROM texts t
JOIN current c ON c.text = t.key
JOIN documents d ON d.sequence = c.document
JOIN captures k ON k.sequence = d.capture
JOIN blobs b ON b.key = k.blob
WHERE t.hash = :hash;

-- name: SomeLines
SELECT sequence, at, what, id, content, hash FROM log WHERE sequence > :after ORDER BY sequence LIMIT :most;
