-- All pauses in force, those by label too. A pause with a window begins and ends by itself and is left out.
SELECT target, paused_by, reason, since, until, NULL AS id, NULL AS label_names, NULL AS label_values, NULL AS cron,
       NULL AS zone, NULL AS duration_minutes
FROM pauses
WHERE until IS NULL OR until > pg_catalog.clock_timestamp()
UNION ALL
SELECT target, paused_by, reason, since, until, id::pg_catalog.text,
       ARRAY(SELECT key FROM pg_catalog.jsonb_each_text(labels) ORDER BY key),
       ARRAY(SELECT value FROM pg_catalog.jsonb_each_text(labels) ORDER BY key),
       cron, zone, duration_minutes
FROM restricted_pauses
WHERE cron IS NULL AND (until IS NULL OR until > pg_catalog.clock_timestamp())
ORDER BY target, since, id
