-- The plans of a target that were rejected after a given time, with their sessions.
SELECT p.id, p.target, p.rule, p.scope, p.reason, p.created_at, p.expires_at, p.status, p.decided_at,
       p.decided_by, p.command_source, p.command_id, s.pid, s.backend_start, s.kind, s.state, s.state_change, s.xact_start,
       s.user_name, s.application_name, s.database_name
FROM plans p
JOIN plan_sessions s ON s.plan_id = p.id
WHERE p.target = :target AND p.status = 'REJECTED' AND p.decided_at > :since::pg_catalog.timestamptz
ORDER BY p.decided_at, p.id, s.ordinal
