-- The pauses that affect a target: its own pause first, then the pause of all targets.
SELECT target, paused_by, reason, since
FROM pauses
WHERE target IN (:target, '*')
ORDER BY target DESC
