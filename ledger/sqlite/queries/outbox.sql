-- name: AlertsSeen
SELECT line, day FROM alert_seen;

-- name: AlertsSee
INSERT INTO alert_seen (one, line, day) VALUES (1, :line, :day)
ON CONFLICT (one) DO UPDATE SET line = excluded.line, day = excluded.day;

-- name: AlertsAnswered
SELECT subject, answer FROM alert_answers WHERE question = :question;

-- name: AlertsAnsweredOf
SELECT subject, answer FROM alert_answers WHERE question = :question AND subject IN (SELECT value FROM json_each(:subjects));

-- name: AlertsAnswer
INSERT INTO alert_answers (question, subject, answer) VALUES (:question, :subject, :answer)
ON CONFLICT (question, subject) DO UPDATE SET answer = excluded.answer;

-- name: AlertsForget
DELETE FROM alert_answers WHERE question = :question AND subject = :subject;

-- name: AlertsChange
INSERT INTO alert_changes (id, at, body) VALUES (:id, :at, :body);

-- name: AlertsAddress
INSERT INTO alert_deliveries (change, target, tries, due, sent, failed) VALUES (:change, :target, 0, :due, 0, '');

-- name: AlertsDue
UPDATE alert_deliveries SET due = :until
WHERE (change, target) IN (SELECT change, target FROM alert_deliveries WHERE sent = 0 AND due <= :now ORDER BY due, change, target LIMIT :most)
RETURNING change, target, tries, (SELECT id FROM alert_changes WHERE number = change), (SELECT body FROM alert_changes WHERE number = change);

-- name: AlertsSent
UPDATE alert_deliveries SET sent = :at, failed = '' WHERE change = :change AND target = :target;

-- name: AlertsFailed
UPDATE alert_deliveries SET tries = tries + 1, due = :again, failed = :why WHERE change = :change AND target = :target AND sent = 0;

-- name: AlertsPutOff
UPDATE alert_deliveries SET due = :until WHERE change = :change AND target = :target AND sent = 0;

-- name: AlertsOutstanding
SELECT target, taken, waiting, tried, coalesce((SELECT at FROM alert_changes WHERE number = oldest), 0), next, last, failed
FROM (SELECT target, sum(sent > 0) AS taken, sum(sent = 0) AS waiting, sum(sent = 0 AND tries > 0) AS tried,
    min(CASE WHEN sent = 0 THEN change END) AS oldest, coalesce(min(CASE WHEN sent = 0 THEN due END), 0) AS next, max(sent) AS last, coalesce(max(CASE WHEN sent = 0 THEN failed END), '') AS failed
    FROM alert_deliveries GROUP BY target) AS deliveries
ORDER BY target;

-- name: OutboxAnswers
SELECT count(*) FROM alert_answers;

-- name: OutboxChanges
SELECT count(*) FROM alert_changes;

-- name: OutboxChangesByID
SELECT count(*) FROM alert_changes INDEXED BY sqlite_autoindex_alert_changes_1 WHERE id >= '';

-- name: OutboxDeliveries
SELECT count(*) FROM alert_deliveries;

-- name: OutboxDeliveriesDue
SELECT count(*) FROM alert_deliveries INDEXED BY alert_deliveries_due WHERE sent >= 0;
