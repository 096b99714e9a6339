-- The pauses that hold for a target, its own before the one of every target.
SELECT target, paused_by, reason, since
FROM pauses
WHERE target IN (:target, '*')
ORDER BY target DESC
