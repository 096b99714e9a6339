-- Stores a command's answer, if the lease is still the caller's, or if it was accepted in this very transaction.
UPDATE commands
SET state            = 'DONE',
    lease_owner      = NULL,
    lease_until      = NULL,
    started_at       = coalesce(started_at, :finishedAt::timestamptz),
    finished_at      = :finishedAt::timestamptz,
    outcome          = :outcome,
    rule             = :rule,
    decision         = :decision,
    terminated_count = :terminatedCount,
    cancelled_count  = :cancelledCount,
    result           = :result::jsonb,
    result_event_id  = :resultEventId::text
WHERE seq = :seq
  AND CASE WHEN :owner::text IS NULL THEN state = 'ACCEPTED' ELSE state = 'RUNNING' AND lease_owner = :owner::text END
