-- Approves or rejects a plan, unless it is decided or expired.
UPDATE plans
SET status         = :status,
    decided_at     = :now::pg_catalog.timestamptz,
    decided_by     = :decidedBy,
    command_source = :commandSource,
    command_id     = :commandId
WHERE id = :id AND status = 'PENDING' AND expires_at > :now::pg_catalog.timestamptz
