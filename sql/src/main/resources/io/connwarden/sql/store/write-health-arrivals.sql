-- Records the arrival of the latest health event of each target.
INSERT INTO health_arrivals (target, timing, lag_seconds, last_usable_at)
SELECT a.target, a.timing, a.lag_seconds, CASE WHEN a.usable THEN pg_catalog.clock_timestamp() END
FROM ROWS FROM (pg_catalog.unnest(:target::pg_catalog.text[]),
                pg_catalog.unnest(:timing::pg_catalog.text[]),
                pg_catalog.unnest(:lagSeconds::pg_catalog.float8[]),
                pg_catalog.unnest(:usable::pg_catalog.bool[])) AS a (target, timing, lag_seconds, usable)
ORDER BY a.target
ON CONFLICT (target) DO UPDATE
SET last_event_at  = excluded.last_event_at,
    timing         = excluded.timing,
    timing_since   = CASE
        WHEN health_arrivals.timing = excluded.timing THEN health_arrivals.timing_since
        ELSE excluded.timing_since
    END,
    lag_seconds    = excluded.lag_seconds,
    last_usable_at = coalesce(excluded.last_usable_at, health_arrivals.last_usable_at)
