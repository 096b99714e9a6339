-- Terminates every session of the database that has been idle for longer than the limit.
SELECT pg_catalog.pg_terminate_backend(pid)
FROM pg_catalog.pg_stat_activity
WHERE datname = pg_catalog.current_database()
  AND state = 'idle'
  AND state_change < pg_catalog.now() - pg_catalog.make_interval(secs => ?)
