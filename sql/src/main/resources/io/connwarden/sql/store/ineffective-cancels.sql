-- The queries on a target that went on after a cancel since a given time.
SELECT s.pid, s.backend_start, s.expected_state_change
FROM intents i
JOIN intent_sessions s ON s.intent_id = i.id
JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal
WHERE i.target = :target
  AND NOT i.dry_run
  AND coalesce(i.finished_at, 'infinity') > :since::pg_catalog.timestamptz
  AND s.kind = 'CANCEL'
  AND s.expected_state_change IS NOT NULL
  AND o.outcome = 'UNRESPONSIVE'
  AND o.recorded_at > :since::pg_catalog.timestamptz
