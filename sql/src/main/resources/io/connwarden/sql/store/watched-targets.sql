-- The checks of the given targets and the arrival of their last health event.
SELECT w.target, w.checked_since, a.last_event_at, a.timing, a.timing_since, a.lag_seconds,
       a.last_usable_at
FROM watched_targets w
LEFT JOIN health_arrivals a ON a.target = w.target
WHERE w.target = ANY (:targets::pg_catalog.text[])
ORDER BY w.target
