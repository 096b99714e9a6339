-- The plan of an intent with the number of its sessions.
SELECT p.id, p.rule, p.created_at, p.expires_at, pg_catalog.count(*) AS sessions
FROM plans p
JOIN plan_sessions s ON s.plan_id = p.id
WHERE p.intent_id = :intentId
GROUP BY p.id
