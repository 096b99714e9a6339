-- The pending outbox records with the lowest ids.
SELECT id, topic, key, headers::text AS headers, value
FROM outbox
WHERE sent_at IS NULL AND rejected_reason IS NULL
ORDER BY id
LIMIT :maxRecords
