-- All pauses in force.
SELECT target, paused_by, reason, since, until
FROM pauses
WHERE until IS NULL OR until > pg_catalog.clock_timestamp()
ORDER BY target
