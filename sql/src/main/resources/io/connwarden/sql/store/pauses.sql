-- All pauses.
SELECT target, paused_by, reason, since
FROM pauses
ORDER BY target
