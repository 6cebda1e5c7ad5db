-- What the ledger knew at a time: the lines up to the newest one of that time.

-- name: KnownLine
SELECT sequence FROM log WHERE at <= :at ORDER BY at DESC, sequence DESC LIMIT 1;

-- name: KnownTellings
-- The tellings, up to a line, of texts that were told or read again after it.
SELECT text, sequence, capture, published FROM documents
WHERE sequence <= :known
AND text IN (SELECT text FROM documents WHERE sequence > :known UNION SELECT text FROM readings WHERE sequence > :known)
ORDER BY text, sequence;

-- name: KnownDecisions
-- The decisions, up to a line, about records that were decided about again after it.
SELECT record, sequence, what, version, undoes FROM decisions
WHERE sequence <= :known AND record IN (SELECT record FROM decisions WHERE sequence > :known)
ORDER BY record, sequence;

-- name: Known
-- Stands before Entries and puts what held then in the place of current and
-- reviews: what has not changed since, and of the rest what is made again,
-- as lists of [text, document] and of [record, status, version].
WITH current AS (
    SELECT c.text, c.document, c.reading FROM main.current c
    WHERE c.text NOT IN (SELECT text FROM documents WHERE sequence > :known UNION SELECT text FROM readings WHERE sequence > :known)
    UNION ALL
    SELECT j.value ->> 0, j.value ->> 1, (SELECT max(n.sequence) FROM readings n JOIN documents x ON x.sequence = n.document
        WHERE n.text = j.value ->> 0 AND n.sequence <= :known AND x.published = (SELECT published FROM documents WHERE sequence = j.value ->> 1))
    FROM json_each(:choices) j
), reviews AS (
    SELECT v.record, v.status, v.version FROM main.reviews v
    WHERE v.record NOT IN (SELECT record FROM decisions WHERE sequence > :known)
    UNION ALL
    SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2 FROM json_each(:reviews) j
);
