-- Logs the reason for no action, unless the target has a recent row with the same rule and the same kind of reason.
-- Two reasons are of one kind if they differ in numbers, durations and times only. A digit after a letter belongs to an
-- id such as G5.
INSERT INTO connection_logs (event_type, details, created_at, target, event_id, command_id, actor)
SELECT 'DECISION_NO_ACTION', :details::pg_catalog.jsonb, :createdAt::pg_catalog.timestamptz, :target,
       :eventId::pg_catalog.text, :commandId::pg_catalog.text,
       :actor::pg_catalog.text
WHERE NOT EXISTS (
    SELECT
    FROM connection_logs recent
    WHERE recent.target = :target AND recent.event_type = 'DECISION_NO_ACTION'
      AND recent.created_at > :repeatAfter::pg_catalog.timestamptz
      AND recent.details -> 'decision' ->> 'rule' = :rule
      AND pg_catalog.regexp_replace(recent.details -> 'decision' ->> 'reason',
                                    '(?<![A-Za-z0-9_])([0-9][0-9.:TZ-]*( (ms|s|min|h|d|%))? ?)+', '#', 'g')
        IS NOT DISTINCT FROM
          pg_catalog.regexp_replace(:details::pg_catalog.jsonb -> 'decision' ->> 'reason',
                                    '(?<![A-Za-z0-9_])([0-9][0-9.:TZ-]*( (ms|s|min|h|d|%))? ?)+', '#', 'g'))
