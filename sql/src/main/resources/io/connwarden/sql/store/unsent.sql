-- The oldest records of the outbox that are still to be sent.
SELECT id, topic, key, headers::text AS headers, value
FROM outbox
WHERE sent_at IS NULL AND refused IS NULL
ORDER BY id
LIMIT :atMost
