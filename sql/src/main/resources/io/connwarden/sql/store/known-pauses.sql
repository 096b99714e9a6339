-- All pauses that have not ended, also those by label or with a window, and the time. Without a pause, a row with the time.
WITH known AS (
    SELECT target, paused_by, reason, since, until, NULL AS id, NULL AS label_names, NULL AS label_values, NULL AS cron,
           NULL AS zone, NULL AS duration_minutes
    FROM pauses
    UNION ALL
    SELECT target, paused_by, reason, since, until, id::pg_catalog.text,
           ARRAY(SELECT key FROM pg_catalog.jsonb_each_text(labels) ORDER BY key),
           ARRAY(SELECT value FROM pg_catalog.jsonb_each_text(labels) ORDER BY key),
           cron, zone, duration_minutes
    FROM restricted_pauses
)
SELECT pg_catalog.statement_timestamp() AS read_at, known.*
FROM (SELECT 1) AS always
LEFT JOIN known ON until IS NULL OR until > pg_catalog.statement_timestamp()
