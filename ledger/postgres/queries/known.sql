-- What the ledger knew at a time: the lines up to the newest one of that time.

-- name: KnownLine
SELECT sequence FROM log WHERE at <= @at ORDER BY at DESC, sequence DESC LIMIT 1;

-- name: KnownTellings
-- The tellings, up to a line, of texts that were told or read again after it.
SELECT text, sequence, capture, published FROM documents
WHERE sequence <= @known
AND text IN (SELECT text FROM documents WHERE sequence > @known UNION SELECT text FROM readings WHERE sequence > @known)
ORDER BY text, sequence;

-- name: KnownDecisions
-- The decisions, up to a line, about records that were decided about again after it.
SELECT record, sequence, what, version, undoes FROM decisions
WHERE sequence <= @known AND record IN (SELECT record FROM decisions WHERE sequence > @known)
ORDER BY record, sequence;

-- name: Known
-- Stands before Entries and puts what held then in the place of current and
-- reviews: what has not changed since, and of the rest what is made again.
WITH current AS (
    SELECT c.text, c.document, c.reading FROM current c
    WHERE c.text NOT IN (SELECT text FROM documents WHERE sequence > @known UNION SELECT text FROM readings WHERE sequence > @known)
    UNION ALL
    SELECT j.text, j.document, (SELECT max(n.sequence) FROM readings n JOIN documents x ON x.sequence = n.document
        WHERE n.text = j.text AND n.sequence <= @known AND x.published = (SELECT published FROM documents WHERE sequence = j.document))
    FROM unnest(@choice_texts::bigint[], @choice_documents::bigint[]) j (text, document)
), reviews AS (
    SELECT v.record, v.status, v.version FROM reviews v
    WHERE v.record NOT IN (SELECT record FROM decisions WHERE sequence > @known)
    UNION ALL
    SELECT j.record, j.status, j.version
    FROM unnest(@review_records::bigint[], @review_statuses::text[], @review_versions::bigint[]) j (record, status, version)
);
