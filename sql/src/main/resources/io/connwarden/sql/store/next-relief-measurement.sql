-- The time of the next measurement of the relief of an action: one minute and five minutes after its decision.
-- A measurement that is later than the next one, or than ten minutes, is left out. Returns one row, with null if none
-- is due.
SELECT pg_catalog.min(m.due_at) AS due_at
FROM intents i
JOIN intent_applications a ON a.intent_id = i.id
CROSS JOIN LATERAL (SELECT CASE
                               WHEN i.created_at <= :now::pg_catalog.timestamptz - interval '5 minutes'
                                   THEN CASE WHEN a.sessions_after_5_min IS NULL
                                             THEN i.created_at + interval '5 minutes' END
                               WHEN a.sessions_after_1_min IS NULL THEN i.created_at + interval '1 minute'
                               ELSE i.created_at + interval '5 minutes'
                           END AS due_at) AS m
WHERE i.target = :target
  AND NOT i.dry_run
  AND i.created_at > :now::pg_catalog.timestamptz - interval '10 minutes'
  AND EXISTS (SELECT
              FROM outcomes o
              WHERE o.intent_id = i.id AND o.outcome = 'TERMINATED')
