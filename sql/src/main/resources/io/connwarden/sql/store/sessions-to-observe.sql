-- Up to a number of sessions of dry runs on a target that are still observed; first those not seen for the longest time.
SELECT pid, backend_start, rule, kind, state_change
FROM dry_run_sessions
WHERE target = :target
  AND fate = 'UNCHANGED'
  AND first_decided_at
      > pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => :observedSeconds::double precision)
ORDER BY last_seen_at, pid
LIMIT :maxRows
