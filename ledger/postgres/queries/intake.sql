-- What is kept before it is read.

-- name: UnreadCaptures
-- Read is what has a reading that those see who see the capture. That is looked
-- up for one capture after the other, by indexes, until so many are found: joined
-- as a whole, all that was ever read would be gone through for each.
SELECT k.sequence FROM captures k
WHERE k.sequence > @after AND (
    SELECT 1 FROM documents d JOIN readings r ON r.text = d.text WHERE d.capture = k.sequence AND r.reader = @reader
    AND ((SELECT NOT EXISTS (SELECT 1 FROM shelf)) OR is_public(r.sequence)
        OR EXISTS (SELECT 1 FROM shelf s JOIN shelf c ON c.collection = s.collection AND c.entry = k.sequence AND NOT c.content WHERE s.entry = r.sequence AND NOT s.content))
    LIMIT 1) IS NULL
ORDER BY k.sequence LIMIT @most;

-- name: OneCapture
SELECT k.sequence, l.at, l.content, b.sha256, b.size, k.address, k.taken, k.media, k.head, b.packed
FROM captures k JOIN log l ON l.sequence = k.sequence JOIN blobs b ON b.key = k.blob WHERE k.sequence = @sequence;

-- name: Waited
-- Nanoseconds from a capture to the document that was drawn out of it.
SELECT l.at - k.at FROM log l JOIN documents d ON d.sequence = l.sequence JOIN log k ON k.sequence = d.capture
WHERE l.at >= @since ORDER BY l.at DESC, l.sequence DESC LIMIT @most;

-- name: Settle
SELECT sequence FROM log_end FOR SHARE;
