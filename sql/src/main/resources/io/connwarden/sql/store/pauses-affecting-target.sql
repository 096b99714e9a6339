-- The pauses in force that affect a target: its own pause first, then the pause of all targets.
SELECT target, paused_by, reason, since, until
FROM pauses
WHERE target IN (:target, '*')
  AND (until IS NULL OR until > pg_catalog.clock_timestamp())
ORDER BY target DESC
