-- Records the observed sessions of dry runs. A row that a decision updates at the same time is skipped: the next
-- observation follows.
WITH observed AS MATERIALIZED (
    SELECT o.*
    FROM ROWS FROM (pg_catalog.unnest(:pid::int[]),
                    pg_catalog.unnest(:backendStart::pg_catalog.timestamptz[]),
                    pg_catalog.unnest(:rule::pg_catalog.text[]),
                    pg_catalog.unnest(:kind::pg_catalog.text[]),
                    pg_catalog.unnest(:fate::pg_catalog.text[]),
                    pg_catalog.unnest(:activityAt::pg_catalog.timestamptz[]))
        AS o (pid, backend_start, rule, kind, observed_fate, activity_at)
), unlocked AS MATERIALIZED (
    SELECT d.pid, d.backend_start, d.rule, d.kind, o.observed_fate, o.activity_at
    FROM dry_run_sessions d
    JOIN observed o ON o.pid = d.pid AND o.backend_start = d.backend_start AND o.rule = d.rule AND o.kind = d.kind
    WHERE d.target = :target AND d.fate = 'UNCHANGED'
    FOR UPDATE OF d SKIP LOCKED
)
UPDATE dry_run_sessions d
SET fate         = u.observed_fate,
    last_seen_at = CASE
        WHEN u.observed_fate = 'UNCHANGED' THEN pg_catalog.clock_timestamp()
        ELSE d.last_seen_at
    END,
    fate_at      = CASE
        WHEN u.observed_fate = 'UNCHANGED' THEN NULL
        -- The age of the state at the first decision converts a time of the target to the clock of the log store.
        WHEN u.activity_at IS NOT NULL
        THEN greatest(d.first_decided_at,
                      d.first_decided_at + (u.activity_at - d.state_change)
                          - pg_catalog.make_interval(secs => d.state_age_seconds))
        ELSE pg_catalog.clock_timestamp()
    END
FROM unlocked u
WHERE d.target = :target
  AND d.pid = u.pid AND d.backend_start = u.backend_start AND d.rule = u.rule AND d.kind = u.kind
