-- What is kept before it is read.

-- name: UnreadCaptures
SELECT k.sequence FROM captures k
WHERE k.sequence > @after AND NOT EXISTS (
    SELECT 1 FROM documents d JOIN readings r ON r.text = d.text WHERE d.capture = k.sequence AND r.reader = @reader)
ORDER BY k.sequence LIMIT @most;

-- name: OneCapture
SELECT k.sequence, l.at, l.content, b.sha256, b.size, k.address, k.taken, k.media, k.head, b.packed
FROM captures k JOIN log l ON l.sequence = k.sequence JOIN blobs b ON b.key = k.blob WHERE k.sequence = @sequence;

-- name: CaptureAddresses
SELECT sequence, address FROM captures WHERE sequence = ANY(@sequences);

-- name: Settle
SELECT sequence FROM log_end FOR SHARE;
