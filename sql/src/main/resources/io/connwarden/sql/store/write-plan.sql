-- Inserts a plan.
INSERT INTO plans (id, intent_id, target, rule, reason, created_at, expires_at)
VALUES (:id, :intentId, :target, :rule, :reason, :createdAt::pg_catalog.timestamptz, :expiresAt::pg_catalog.timestamptz)
