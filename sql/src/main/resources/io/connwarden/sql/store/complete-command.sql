-- Completes a command if the caller holds its lease or has accepted it in the same transaction.
UPDATE commands
SET state            = 'DONE',
    lease_owner      = NULL,
    lease_expires_at      = NULL,
    started_at       = coalesce(started_at, :finishedAt::pg_catalog.timestamptz),
    finished_at      = :finishedAt::pg_catalog.timestamptz,
    outcome          = :outcome,
    rule             = :rule,
    decision_reason  = :decisionReason,
    terminated_count = :terminatedCount,
    cancelled_count  = :cancelledCount,
    result           = :result::pg_catalog.jsonb,
    result_event_id  = :resultEventId::pg_catalog.text
WHERE seq = :seq
  AND CASE
        WHEN :owner::pg_catalog.text IS NULL THEN state = 'ACCEPTED'
        ELSE state = 'RUNNING' AND lease_owner = :owner::pg_catalog.text
      END
