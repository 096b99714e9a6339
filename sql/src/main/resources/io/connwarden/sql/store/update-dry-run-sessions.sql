-- Records the sessions that a dry run of an automatic action selected, or of AUTO because of a mode. Of a real action, it
-- records the sessions that were signalled or may have been. Their end is no end by the client, however late.
-- Each intent counts once. A session with another state than at the first decision was active in the meantime.
WITH selected AS (
    SELECT i.id, i.target, i.rule, i.created_at, s.pid, s.backend_start, s.kind, s.user_name, s.application_name,
           s.database_name, s.state, s.expected_state_change, coalesce(s.state_age_seconds, 0) AS state_age_seconds
    FROM intents i
    JOIN commands c ON c.seq = i.command_seq
    JOIN intent_sessions s ON s.intent_id = i.id
    JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal
    WHERE i.id = :intentId
      AND i.dry_run
      AND (c.automatic OR (c.action = 'AUTO' AND NOT c.dry_run))
      AND o.outcome IN ('WOULD_TERMINATE', 'WOULD_CANCEL')
      AND s.expected_state_change IS NOT NULL
), reclaimed AS (
    UPDATE dry_run_sessions d
    SET fate    = 'RECLAIMED',
        fate_at = greatest(o.recorded_at, d.first_decided_at)
    FROM intents i
    JOIN intent_sessions s ON s.intent_id = i.id
    JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal
    WHERE i.id = :intentId
      AND NOT i.dry_run
      AND d.target = i.target AND d.pid = s.pid AND d.backend_start = s.backend_start
      AND o.signalled
      AND CASE s.kind
              -- The end was observed before the outcome of the signal was recorded.
              WHEN 'TERMINATE' THEN d.fate = 'UNCHANGED' OR (d.fate = 'ENDED' AND d.kind = 'TERMINATE')
              WHEN 'CANCEL' THEN d.kind = 'CANCEL' AND d.fate = 'UNCHANGED'
          END
)
INSERT INTO dry_run_sessions (target, pid, backend_start, rule, kind, user_name, application_name, database_name, state,
                              state_change, state_age_seconds, first_decided_at, last_decided_at, decisions, intent_id,
                              fate, last_seen_at)
SELECT target, pid, backend_start, rule, kind, user_name, application_name, database_name, state,
       expected_state_change, state_age_seconds, created_at, created_at, 1, id, 'UNCHANGED', created_at
FROM selected
ORDER BY pid, backend_start
ON CONFLICT (target, pid, backend_start, rule, kind) DO UPDATE
SET last_decided_at = excluded.last_decided_at,
    decisions       = dry_run_sessions.decisions + 1,
    intent_id       = excluded.intent_id,
    last_seen_at    = CASE
        WHEN dry_run_sessions.fate = 'UNCHANGED' AND dry_run_sessions.state_change = excluded.state_change
        THEN excluded.last_seen_at
        ELSE dry_run_sessions.last_seen_at
    END,
    fate            = CASE
        WHEN dry_run_sessions.fate <> 'UNCHANGED' OR dry_run_sessions.state_change = excluded.state_change
        THEN dry_run_sessions.fate
        WHEN dry_run_sessions.kind = 'CANCEL' THEN 'ENDED'
        ELSE 'ACTIVE_AGAIN'
    END,
    fate_at         = CASE
        WHEN dry_run_sessions.fate <> 'UNCHANGED' OR dry_run_sessions.state_change = excluded.state_change
        THEN dry_run_sessions.fate_at
        -- The age of the state at the first decision converts a time of the target to the clock of the log store.
        ELSE greatest(dry_run_sessions.first_decided_at,
                      dry_run_sessions.first_decided_at + (excluded.state_change - dry_run_sessions.state_change)
                          - pg_catalog.make_interval(secs => dry_run_sessions.state_age_seconds))
    END
WHERE dry_run_sessions.intent_id < excluded.intent_id
