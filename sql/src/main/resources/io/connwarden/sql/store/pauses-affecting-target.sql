-- The pauses that affect a target, and the time: its own pause first, then that of all targets, then the restricted ones.
-- A pause with a window is in force at its times only. All targets together have the pauses by any label.
SELECT CASE target WHEN '*' THEN 2 ELSE 1 END AS position, target, paused_by, reason, since, until, NULL AS id, NULL AS label_names, NULL AS label_values, NULL AS cron,
       NULL AS zone, NULL AS duration_minutes, pg_catalog.clock_timestamp() AS read_at
FROM pauses
WHERE target IN (:target, '*')
  AND (until IS NULL OR until > pg_catalog.clock_timestamp())
UNION ALL
SELECT 3, target, paused_by, reason, since, until, id::pg_catalog.text,
       ARRAY(SELECT key FROM pg_catalog.jsonb_each_text(labels) ORDER BY key),
       ARRAY(SELECT value FROM pg_catalog.jsonb_each_text(labels) ORDER BY key),
       cron, zone, duration_minutes, pg_catalog.clock_timestamp()
FROM restricted_pauses
WHERE target IN (:target, '*')
  AND (:target = '*' OR labels <@ pg_catalog.jsonb_object(:labelNames::pg_catalog.text[],
                                                          :labelValues::pg_catalog.text[]))
  AND (until IS NULL OR until > pg_catalog.clock_timestamp())
ORDER BY position, since, id
