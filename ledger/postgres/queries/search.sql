-- The words by which reports and entries are found. The table follows from
-- texts, documents and records, is kept in step with them in the transaction
-- that writes them, and is no evidence. A row is a text, by its key, or a
-- record, by its sequence; both are sequences of the log, none is both.

-- name: ForgetSearch
DELETE FROM search WHERE entry = @entry;

-- name: SetSearch
INSERT INTO search (entry, part, whole, size, words)
SELECT entry, part, whole, size, words::tsvector
FROM unnest(@entry::bigint[], @part::integer[], @whole::boolean[], @size::integer[], @words::text[]) j (entry, part, whole, size, words);

-- name: TitleInSearch
-- The title of the document that answers go by, and the text.
SELECT d.title, t.text FROM current c JOIN documents d ON d.sequence = c.document JOIN texts t ON t.key = c.text WHERE c.text = @text;

-- name: CurrentTitle
SELECT d.title FROM current c JOIN documents d ON d.sequence = c.document WHERE c.text = @text;

-- name: SearchableTexts
SELECT c.text, d.title, t.text FROM current c JOIN documents d ON d.sequence = c.document JOIN texts t ON t.key = c.text ORDER BY c.text;

-- name: SearchableRecords
SELECT sequence, id, body FROM records ORDER BY sequence;

-- name: Publishers
SELECT DISTINCT publisher, agency FROM documents WHERE publisher <> '' OR agency <> '';

-- name: SoughtCounts
-- In how many places each term stands, up to so many.
SELECT (SELECT count(*) FROM (SELECT 1 FROM search s WHERE s.words @@ q.term::tsquery LIMIT @most) n)
FROM unnest(@terms::text[]) WITH ORDINALITY q (term, place) ORDER BY q.place;

-- name: SoughtRows
-- The newest entries in which the words stand, with a score: for each term how
-- much it says, by its weight, times PostgreSQL's rank. That many and no more are
-- looked at, however common the words and however narrow the rest of the
-- question. Of an entry in several parts each term may stand in another.
SELECT f.entry, (SELECT coalesce(sum(q.weight * ts_rank('{0.5,0.5,0.5,1}', s.words, q.term::tsquery, 1)), 0)
    FROM search s, unnest(@terms::text[], @weights::double precision[]) q (term, weight) WHERE s.entry = f.entry)
FROM (
    SELECT s.entry FROM search s WHERE s.whole AND s.words @@ @all::text::tsquery
    UNION ALL
    SELECT p.entry FROM search p
    WHERE NOT p.whole AND p.part = 0
    AND NOT EXISTS (SELECT 1 FROM unnest(@terms::text[]) q (term)
        WHERE NOT EXISTS (SELECT 1 FROM search s WHERE s.entry = p.entry AND s.words @@ q.term::tsquery))
    ORDER BY entry DESC LIMIT @most) f
ORDER BY f.entry DESC;

-- name: SoughtCountsShown
-- SoughtCounts and SoughtRows of what who asks sees, see 0008_collections.sql.
SELECT n FROM sought_counts(@terms::text[], @most) c (n);

-- name: SoughtRowsShown
SELECT entry, score FROM sought_rows(@terms::text[], @weights::double precision[], @all::text, @most);

-- name: SoughtEntries
-- Which of these rows are entries, as they were read: row, text, kind, day,
-- status. Conditions of entries are added with AND.
SELECT r.sequence, r.text, r.kind, coalesce(nullif(r.day, ''), d.published), coalesce(v.status, 'proposed')
FROM unnest(@rows::bigint[]) f (entry)
JOIN records r ON r.sequence = f.entry
JOIN current c ON c.text = r.text
JOIN members m ON m.reading = c.reading AND m.record = r.sequence
JOIN documents d ON d.sequence = c.document
LEFT JOIN reviews v ON v.record = r.sequence
WHERE coalesce(v.status, 'proposed') <> 'amended';

-- name: SoughtAmended
-- What reviewers wrote in their place, see AmendedEntries.
SELECT r.sequence, r.text, r.kind, coalesce(nullif(r.day, ''), d.published), v.status
FROM unnest(@rows::bigint[]) f (entry)
JOIN reviews v ON v.version = f.entry
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
FROM unnest(@rows::bigint[]) f (entry)
JOIN current c ON c.text = f.entry
JOIN texts t ON t.key = c.text
JOIN documents d ON d.sequence = c.document
WHERE true;

-- name: EntriesOfRows
-- Entries of these rows; it is added to Entries with AND.
r.sequence = ANY(@rows::bigint[]);

-- name: SoughtOfPublishers
(d.publisher = ANY(@publishers) OR d.agency = ANY(@publishers));

-- name: SoughtReportSince
nullif(d.published, '') >= substr(@since::text, 1, length(d.published));

-- name: SoughtReportUntil
nullif(d.published, '') <= substr(@until::text, 1, length(d.published));

-- name: SoughtReportOfDocument
t.hash = @document;

-- name: SoughtReportOfTexts
t.hash = ANY(@texts);

-- name: SoughtReportHas
-- Whether an entry of the report passes conditions, which are added with AND,
-- and a parenthesis after them. What a reviewer wrote stands in its place.
EXISTS (SELECT 1 FROM members m LEFT JOIN reviews v ON v.record = m.record
    JOIN records r ON r.sequence = CASE WHEN v.status = 'amended' THEN v.version ELSE m.record END
    WHERE m.reading = c.reading;

-- name: SearchSame
-- Which rows of a list are not as they should be: entry.
SELECT j.entry
FROM unnest(@entries::bigint[], @parts::integer[], @wholes::boolean[], @sizes::integer[], @words::text[]) j (entry, part, whole, size, words)
WHERE NOT EXISTS (SELECT 1 FROM search s WHERE s.entry = j.entry AND s.part = j.part AND s.whole = j.whole AND s.size = j.size
    AND s.words = j.words::tsvector);

-- name: SearchSize
SELECT count(*) FROM search;
