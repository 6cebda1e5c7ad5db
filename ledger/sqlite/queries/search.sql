-- The words by which reports and entries are found. The table follows from
-- texts, documents and records, is kept in step with them in the transaction
-- that writes them, and is no evidence. A row is a text, by its key, or a
-- record, by its sequence; both are sequences of the log, none is both.

-- name: SetSearch
INSERT OR REPLACE INTO search (rowid, head, body) VALUES (:row, :head, :body);

-- name: TitleInSearch
-- The title of the document that answers go by, and the text.
SELECT d.title, t.text FROM current c JOIN documents d ON d.sequence = c.document JOIN texts t ON t.key = c.text WHERE c.text = :text;

-- name: CurrentTitle
SELECT d.title FROM current c JOIN documents d ON d.sequence = c.document WHERE c.text = :text;

-- name: SearchableTexts
SELECT c.text, d.title, t.text FROM current c JOIN documents d ON d.sequence = c.document JOIN texts t ON t.key = c.text ORDER BY c.text;

-- name: SearchableTextsAfter
-- The same of those that came up to a line.
SELECT c.text, d.title, t.text FROM current c JOIN documents d ON d.sequence = c.document JOIN texts t ON t.key = c.text
WHERE c.text > :after AND c.text <= :until ORDER BY c.text;

-- name: SearchableTextsOf
-- The same of some.
SELECT c.text, d.title, t.text FROM json_each(:rows) f CROSS JOIN current c ON c.text = f.value
JOIN documents d ON d.sequence = c.document JOIN texts t ON t.key = c.text;

-- name: RetoldTexts
-- The texts that were there before, about which something was told or read up
-- to a line, so that answers may go by another document.
SELECT text FROM documents NOT INDEXED WHERE sequence > :after AND sequence <= :until AND text <= :after
UNION SELECT text FROM readings NOT INDEXED WHERE sequence > :after AND sequence <= :until AND text <= :after;

-- name: SearchableRecordsAfter
SELECT sequence, id, body FROM records WHERE sequence > :after AND sequence <= :until ORDER BY sequence;

-- name: SearchableRows
SELECT (SELECT count(*) FROM current) + (SELECT count(*) FROM records);

-- name: SearchableRecords
SELECT sequence, id, body FROM records ORDER BY sequence;

-- name: Publishers
SELECT DISTINCT publisher, agency FROM documents WHERE publisher <> '' OR agency <> '';

-- name: SoughtRows
-- The newest rows in which the words stand. That many and no more are looked
-- at, however common the words and however narrow the rest of the question.
SELECT rowid, -bm25(search, 2.0, 1.0) FROM search WHERE search MATCH :match ORDER BY rowid DESC LIMIT :most;

-- name: SoughtEntries
-- Which of these rows are entries, as they were read: row, text, kind, day,
-- status. Conditions of entries are added with AND. CROSS JOIN has SQLite
-- begin with the rows.
SELECT r.sequence, r.text, r.kind, coalesce(nullif(r.day, ''), d.published), coalesce(v.status, 'proposed')
FROM json_each(:rows) f
CROSS JOIN records r ON r.sequence = f.value
JOIN current c ON c.text = r.text
JOIN members m ON m.reading = c.reading AND m.record = r.sequence
JOIN documents d ON d.sequence = c.document
LEFT JOIN reviews v ON v.record = r.sequence
WHERE coalesce(v.status, 'proposed') <> 'amended';

-- name: SoughtAmended
-- What reviewers wrote in their place, see AmendedEntries.
SELECT r.sequence, r.text, r.kind, coalesce(nullif(r.day, ''), d.published), v.status
FROM json_each(:rows) f
CROSS JOIN reviews v ON v.version = f.value
JOIN records r ON r.sequence = v.version
JOIN current c ON c.text = r.text
JOIN members m ON m.reading = c.reading AND m.record = v.record
JOIN documents d ON d.sequence = c.document
WHERE v.status = 'amended'
AND NOT EXISTS (SELECT 1 FROM members n WHERE n.reading = c.reading AND n.record = v.version)
AND v.record = (SELECT min(w.record) FROM reviews w JOIN members n ON n.reading = c.reading AND n.record = w.record
    WHERE w.version = v.version AND w.status = 'amended');

-- name: SoughtReports
-- Which of them are texts, with nothing for kind and status.
SELECT c.text, c.text, '', d.published, ''
FROM json_each(:rows) f
CROSS JOIN current c ON c.text = f.value
JOIN texts t ON t.key = c.text
JOIN documents d ON d.sequence = c.document
WHERE true;

-- name: SoughtGone
-- Of which texts records are.
SELECT r.sequence, r.text FROM json_each(:rows) f CROSS JOIN records r ON r.sequence = f.value;

-- name: SoughtStates
-- Which states records are about.
SELECT DISTINCT p.record, p.state FROM json_each(:rows) f CROSS JOIN parts p ON p.record = f.value ORDER BY p.record, p.state;

-- name: EntriesOfRows
-- Entries of these rows; it is added to Entries with AND.
r.sequence IN (SELECT value FROM json_each(:rows));

-- name: TouchedTexts
-- The same texts that Touched names, by their keys.
SELECT text FROM documents NOT INDEXED WHERE sequence > :after
UNION SELECT text FROM readings NOT INDEXED WHERE sequence > :after
UNION SELECT r.text FROM decisions d NOT INDEXED CROSS JOIN records r ON r.sequence = d.record WHERE d.sequence > :after;

-- name: SoughtOfPublishers
(d.publisher IN (SELECT value FROM json_each(:publishers)) OR d.agency IN (SELECT value FROM json_each(:publishers)));

-- name: SoughtReportSince
nullif(d.published, '') >= substr(:since, 1, length(d.published));

-- name: SoughtReportUntil
nullif(d.published, '') <= substr(:until, 1, length(d.published));

-- name: SoughtReportOfDocument
t.hash = :document;

-- name: SoughtReportOfTexts
t.hash IN (SELECT value FROM json_each(:texts));

-- name: SoughtReportHas
-- Whether an entry of the report passes conditions, which are added with AND,
-- and a parenthesis after them. What a reviewer wrote stands in its place.
EXISTS (SELECT 1 FROM members m LEFT JOIN reviews v ON v.record = m.record
    JOIN records r ON r.sequence = CASE WHEN v.status = 'amended' THEN v.version ELSE m.record END
    WHERE m.reading = c.reading;

-- name: SearchRenewed
-- Has SQLite forget what it knew of the table of words on this connection:
-- PRAGMA integrity_check alone would compare the file with what it was.
SELECT count(*) FROM search WHERE search MATCH '""';

-- name: SearchRows
-- The rows, and how many words each has in each column.
SELECT id, sz FROM search_docsize;

-- name: SearchWords
-- Every word of a column, in how many rows and how often it stands.
SELECT term, col, doc, cnt FROM search_words;
