-- A plan with its sessions. The plan is locked until the end of the transaction.
SELECT p.id, p.target, p.rule, p.scope, p.reason, p.created_at, p.expires_at, p.status, p.decided_at,
       p.decided_by, p.command_source, p.command_id, s.pid, s.backend_start, s.kind, s.state, s.state_change, s.xact_start,
       s.user_name, s.application_name, s.database_name
FROM plans p
JOIN plan_sessions s ON s.plan_id = p.id
WHERE p.id = :id
ORDER BY s.ordinal
FOR UPDATE OF p
