-- The unreclaimed sessions of the given targets.
SELECT target, pid, backend_start, kind, state_change, user_name, application_name, outcome, reason, attempts, failed_at
FROM unreclaimed_sessions
WHERE target = ANY (:targets::pg_catalog.text[])
ORDER BY target, failed_at, pid
