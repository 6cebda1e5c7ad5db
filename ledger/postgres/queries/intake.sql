-- What is kept before it is read.

-- name: UnreadCaptures
SELECT k.sequence FROM captures k
WHERE k.sequence > @after AND NOT EXISTS (
    SELECT 1 FROM documents d JOIN readings r ON r.text = d.text WHERE d.capture = k.sequence AND r.reader = @reader)
ORDER BY k.sequence LIMIT @most;
