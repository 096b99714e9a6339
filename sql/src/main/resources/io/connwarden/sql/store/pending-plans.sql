-- The plans of rules of the given targets that wait for approval at a given time, with their sessions. The plan of a
-- requested dry run waits for its requester only.
SELECT p.id, p.target, p.rule, p.scope, p.reason, p.created_at, p.expires_at, p.status, p.decided_at,
       p.decided_by, p.command_source, p.command_id, s.pid, s.backend_start, s.kind, s.state, s.state_change, s.xact_start,
       s.user_name, s.application_name, s.database_name
FROM plans p
JOIN plan_sessions s ON s.plan_id = p.id
WHERE p.target = ANY (:targets::pg_catalog.text[])
  AND p.status = 'PENDING'
  AND p.rule <> 'COMMAND'
  AND p.expires_at > :now::pg_catalog.timestamptz
ORDER BY p.created_at, p.id, s.ordinal
