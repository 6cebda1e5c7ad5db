-- What copies and exports read.

-- name: CaptureAt
SELECT b.sha256, b.size, k.address, k.taken, k.media, k.head, CASE WHEN b.key = k.sequence THEN b.packed END
FROM captures k JOIN blobs b ON b.key = k.blob WHERE k.sequence = @sequence;

-- name: DocumentAt
SELECT t.hash, d.capture, d.name, d.title, d.published, d.lang, d.agency, d.publisher, d.byline, d.canonical, d.extractor, d.corrections, d.published_at,
    CASE WHEN t.key = d.sequence THEN t.text END
FROM documents d JOIN texts t ON t.key = d.text WHERE d.sequence = @sequence;

-- name: ReadingAt
SELECT t.hash, r.document, r.reader FROM readings r JOIN texts t ON t.key = r.text WHERE r.sequence = @sequence;

-- name: RecordLineAt
SELECT r.id, t.hash, r.body FROM records r JOIN texts t ON t.key = r.text WHERE r.sequence = @sequence;

-- name: DecisionLineAt
SELECT r.id, d.what, d.reviewer, d.reason, x.id, d.undoes
FROM decisions d JOIN records r ON r.sequence = d.record JOIN records x ON x.sequence = d.version WHERE d.sequence = @sequence;

-- name: CapturesWithBytes
SELECT k.sequence, l.at, l.content, b.sha256, b.size, k.address, k.taken, k.media, k.head, b.packed
FROM captures k JOIN log l ON l.sequence = k.sequence JOIN blobs b ON b.key = k.blob ORDER BY k.sequence;

-- name: SomeLines
SELECT sequence, at, what, id, content, hash FROM log WHERE sequence > @after ORDER BY sequence LIMIT @most;
