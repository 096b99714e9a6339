-- Inserts a plan.
INSERT INTO plans (id, intent_id, target, rule, scope, reason, created_at, expires_at)
VALUES (:id, :intentId, :target, :rule, :scope, :reason, :createdAt::pg_catalog.timestamptz,
        :expiresAt::pg_catalog.timestamptz)
