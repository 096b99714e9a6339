-- Marks the pending plans of a target as expired: those past their time, and those with the given ids.
UPDATE plans
SET status     = 'EXPIRED',
    decided_at = least(expires_at, :now::pg_catalog.timestamptz)
WHERE target = :target
  AND status = 'PENDING'
  AND (expires_at <= :now::pg_catalog.timestamptz OR id = ANY (:withdrawn::pg_catalog.uuid[]))
