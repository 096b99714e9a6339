-- Updates the unreclaimed sessions from the recorded outcomes of an intent. Each intent counts once.
-- A session unreclaimed for a day without another attempt is forgotten: its target may no longer be configured.
WITH finished AS (
    SELECT i.id, i.target, s.pid, s.backend_start, s.kind, s.expected_state_change, s.user_name, s.application_name,
           o.outcome, o.reason, o.recorded_at, g.answer
    FROM intents i
    JOIN intent_sessions s ON s.intent_id = i.id
    JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal
    LEFT JOIN signals g ON g.intent_id = s.intent_id AND g.ordinal = s.ordinal
    WHERE i.id = :intentId AND NOT i.dry_run
), reclaimed AS (
    DELETE FROM unreclaimed_sessions u
    USING finished f
    WHERE u.target = f.target AND u.pid = f.pid AND u.backend_start = f.backend_start
      AND (f.outcome IN ('TERMINATED', 'ALREADY_GONE') OR (f.outcome = 'CANCELLED' AND u.kind = 'CANCEL'))
), forgotten AS (
    DELETE FROM unreclaimed_sessions u
    WHERE u.failed_at < pg_catalog.clock_timestamp() - interval '1 day'
      AND NOT EXISTS (SELECT
                      FROM finished f
                      WHERE f.target = u.target AND f.pid = u.pid AND f.backend_start = u.backend_start)
)
INSERT INTO unreclaimed_sessions (target, pid, backend_start, kind, state_change, user_name, application_name, outcome,
                                  reason, attempts, failed_at, intent_id)
SELECT f.target, f.pid, f.backend_start, f.kind, f.expected_state_change, f.user_name, f.application_name, f.outcome,
       f.reason, 1, f.recorded_at, f.id
FROM finished f
-- A missing privilege of the role of Connwarden is no fault of the session.
WHERE (f.outcome IN ('UNRESPONSIVE', 'DENIED') AND f.answer IS DISTINCT FROM 'NOT_GRANTED') OR (f.outcome = 'FAILED' AND f.answer = 'NOT_SIGNALLED')
ON CONFLICT (target, pid, backend_start, kind) DO UPDATE
SET state_change = excluded.state_change,
    outcome      = excluded.outcome,
    reason       = excluded.reason,
    attempts     = unreclaimed_sessions.attempts + 1,
    failed_at    = excluded.failed_at,
    intent_id    = excluded.intent_id
WHERE unreclaimed_sessions.intent_id < excluded.intent_id
