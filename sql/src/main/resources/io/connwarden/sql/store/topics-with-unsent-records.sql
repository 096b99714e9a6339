-- The topics with pending outbox records, found by one index lookup each.
WITH RECURSIVE pending AS (
    (SELECT topic FROM outbox WHERE sent_at IS NULL AND rejected_reason IS NULL ORDER BY topic LIMIT 1)
    UNION ALL
    SELECT (SELECT o.topic
            FROM outbox o
            WHERE o.sent_at IS NULL AND o.rejected_reason IS NULL AND o.topic > pending.topic
            ORDER BY o.topic
            LIMIT 1)
    FROM pending
    WHERE pending.topic IS NOT NULL
)
SELECT topic FROM pending WHERE topic IS NOT NULL ORDER BY topic
