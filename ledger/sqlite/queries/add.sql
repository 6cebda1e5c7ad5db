-- What Add reads and writes, all in one transaction.

-- name: TryWriting
DELETE FROM current WHERE false;

-- name: LastLine
SELECT sequence, at, hash FROM log ORDER BY sequence DESC LIMIT 1;

-- name: InsertLine
INSERT INTO log (sequence, at, what, id, content, hash) VALUES (:sequence, :at, :what, :id, :content, :hash);

-- name: Nodes
SELECT place, hash FROM tree WHERE place IN (SELECT value FROM json_each(:places));

-- name: InsertNode
INSERT INTO tree (place, hash) VALUES (:place, :hash);

-- name: FindBlob
SELECT key FROM blobs WHERE sha256 = :sha256;

-- name: InsertBlob
INSERT INTO blobs (key, sha256, size, packed_sha256, packed) VALUES (:key, :sha256, :size, :packed_sha256, :packed);

-- name: FindCapture
SELECT sequence FROM captures WHERE blob = :blob AND address = :address ORDER BY sequence LIMIT 1;

-- name: InsertCapture
INSERT INTO captures (sequence, blob, address, taken, media, head) VALUES (:sequence, :blob, :address, :taken, :media, :head);

-- name: FindText
SELECT key FROM texts WHERE hash = :hash;

-- name: InsertText
INSERT INTO texts (key, hash, text) VALUES (:key, :hash, :text);

-- name: Tellings
SELECT sequence, capture, published FROM documents WHERE text = :text ORDER BY sequence;

-- name: LatestTelling
SELECT sequence, name, title, published, lang, agency, publisher, byline, canonical, extractor, corrections, published_at
FROM documents WHERE text = :text AND capture = :capture ORDER BY sequence DESC LIMIT 1;

-- name: InsertDocument
INSERT INTO documents (sequence, text, capture, name, title, published, lang, agency, publisher, byline, canonical, extractor, corrections, published_at)
VALUES (:sequence, :text, :capture, :name, :title, :published, :lang, :agency, :publisher, :byline, :canonical, :extractor, :corrections, :published_at);

-- name: FindReading
SELECT r.sequence FROM readings r JOIN documents d ON d.sequence = r.document
WHERE r.text = :text AND d.published = :published AND r.reader = :reader LIMIT 1;

-- name: NewestReading
SELECT max(r.sequence) FROM readings r JOIN documents d ON d.sequence = r.document
WHERE r.text = :text AND d.published = :published;

-- name: InsertReading
INSERT INTO readings (sequence, text, document, reader) VALUES (:sequence, :text, :document, :reader);

-- name: FindRecord
SELECT sequence FROM records WHERE id = :id;

-- name: InsertRecord
INSERT INTO records (sequence, id, text, kind, day, names, body)
VALUES (:sequence, :id, :text, :kind, :day, :names, :body);

-- name: InsertMember
INSERT INTO members (reading, record, ordinal, confidence) VALUES (:reading, :record, :ordinal, :confidence);

-- name: InsertPart
INSERT INTO parts (record, role, state) VALUES (:record, :role, :state);

-- name: SetCurrent
INSERT INTO current (text, document, reading) VALUES (:text, :document, :reading)
ON CONFLICT (text) DO UPDATE SET document = :document, reading = :reading;
