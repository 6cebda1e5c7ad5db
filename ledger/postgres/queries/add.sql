-- What Add reads and writes, all in one transaction. Where a statement takes
-- lists, it writes many rows: a value of each list is one row.

-- name: LockEnd
-- Whoever writes waits here for the writer before. A writer that falls silent,
-- because its machine lost the network, is ended after a minute.
SELECT sequence, set_config('idle_in_transaction_session_timeout', '60s', true) FROM log_end WHERE one = 1 FOR UPDATE;

-- name: MoveEnd
UPDATE log_end SET sequence = @sequence WHERE one = 1;

-- name: LastLine
SELECT sequence, at, hash FROM log ORDER BY sequence DESC LIMIT 1;

-- name: InsertLine
INSERT INTO log (sequence, at, what, id, content, hash)
SELECT * FROM unnest(@sequence::bigint[], @at::bigint[], @what::text[], @id::text[], @content::bytea[], @hash::bytea[]);

-- name: Nodes
SELECT place, hash FROM tree WHERE place = ANY(@places);

-- name: InsertNode
INSERT INTO tree (place, hash) SELECT * FROM unnest(@place::bigint[], @hash::bytea[]);

-- name: FindBlob
SELECT key FROM blobs WHERE sha256 = @sha256;

-- name: InsertBlob
INSERT INTO blobs (key, sha256, size, packed_sha256, packed) VALUES (@key, @sha256, @size, @packed_sha256, @packed);

-- name: FindCapture
-- That everybody sees, or that is in the collection that is added to.
SELECT sequence FROM captures WHERE blob = @blob AND md5(address) = md5(@address::text) AND address = @address
AND ((SELECT NOT EXISTS (SELECT 1 FROM shelf)) OR is_public(sequence)
    OR EXISTS (SELECT 1 FROM shelf s WHERE s.entry = captures.sequence AND NOT s.content AND s.collection = @collection))
ORDER BY sequence LIMIT 1;

-- name: InsertCapture
INSERT INTO captures (sequence, blob, address, taken, media, head) VALUES (@sequence, @blob, @address, @taken, @media, @head);

-- name: FindText
SELECT key FROM texts WHERE hash = @hash;

-- name: InsertText
INSERT INTO texts (key, hash, text) VALUES (@key, @hash, @text);

-- name: Tellings
-- Those that everybody sees, and others only if there are none.
SELECT d.sequence, d.capture, d.published FROM documents d WHERE d.text = @text
AND ((SELECT NOT EXISTS (SELECT 1 FROM shelf)) OR is_public(d.sequence)
    OR NOT EXISTS (SELECT 1 FROM documents p WHERE p.text = @text AND is_public(p.sequence)))
ORDER BY d.sequence;

-- name: LatestTelling
SELECT sequence, name, title, published, lang, agency, publisher, byline, canonical, extractor, corrections, published_at
FROM documents WHERE text = @text AND capture = @capture ORDER BY sequence DESC LIMIT 1;

-- name: InsertDocument
INSERT INTO documents (sequence, text, capture, name, title, published, lang, agency, publisher, byline, canonical, extractor, corrections, published_at)
VALUES (@sequence, @text, @capture, @name, @title, @published, @lang, @agency, @publisher, @byline, @canonical, @extractor, @corrections, @published_at);

-- name: FindReading
-- That everybody sees, or who sees the collection that is added to.
SELECT r.sequence FROM readings r JOIN documents d ON d.sequence = r.document
WHERE r.text = @text AND d.published = @published AND r.reader = @reader
AND ((SELECT NOT EXISTS (SELECT 1 FROM shelf)) OR is_public(r.sequence)
    OR EXISTS (SELECT 1 FROM shelf s WHERE s.entry = r.sequence AND NOT s.content AND s.collection = @collection))
LIMIT 1;

-- name: NewestReading
-- Of a document that everybody sees, one that everybody sees.
SELECT coalesce(max(r.sequence), 0) FROM readings r JOIN documents d ON d.sequence = r.document
WHERE r.text = @text AND d.published = @published
AND ((SELECT NOT EXISTS (SELECT 1 FROM shelf)) OR is_public(r.sequence) OR NOT is_public(@document));

-- name: InsertReading
INSERT INTO readings (sequence, text, document, reader) VALUES (@sequence, @text, @document, @reader);

-- name: FindRecord
SELECT sequence FROM records WHERE id = @id;

-- name: FindRecords
SELECT id, sequence FROM records WHERE id = ANY(@names);

-- name: InsertRecord
INSERT INTO records (sequence, id, text, kind, day, names, body)
SELECT * FROM unnest(@sequence::bigint[], @id::text[], @text::bigint[], @kind::text[], @day::text[], @names::text[], @body::text[]);

-- name: InsertMember
INSERT INTO members (reading, record, ordinal, confidence)
SELECT * FROM unnest(@reading::bigint[], @record::bigint[], @ordinal::integer[], @confidence::double precision[]);

-- name: InsertPart
INSERT INTO parts (record, role, state) SELECT * FROM unnest(@record::bigint[], @role::text[], @state::text[]);

-- name: SetCurrent
INSERT INTO current (text, document, reading) VALUES (@text, @document, @reading)
ON CONFLICT (text) DO UPDATE SET document = @document, reading = @reading;
