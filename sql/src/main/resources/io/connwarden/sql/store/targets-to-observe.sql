-- The given targets with a session of a dry run that is still observed and was not seen for a given time.
SELECT DISTINCT target
FROM dry_run_sessions
WHERE target = ANY (:targets::pg_catalog.text[])
  AND fate = 'UNCHANGED'
  AND last_seen_at < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => :unseenSeconds::double precision)
  AND first_decided_at
      > pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => :observedSeconds::double precision)
ORDER BY target
