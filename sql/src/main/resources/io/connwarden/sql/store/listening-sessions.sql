-- The sessions of a target that were seen to LISTEN.
SELECT pid, backend_start
FROM listening_sessions
WHERE target = :target
