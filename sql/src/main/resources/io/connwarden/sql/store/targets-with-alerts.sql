-- The targets with a pending or firing alert, and if an actuator has checked each within a given time.
SELECT a.target,
       coalesce(pg_catalog.max(w.checked_at)
                >= pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => :gapSeconds::double precision),
                false) AS watched
FROM alert_states a
LEFT JOIN watched_targets w ON w.target = a.target
GROUP BY a.target
ORDER BY a.target
