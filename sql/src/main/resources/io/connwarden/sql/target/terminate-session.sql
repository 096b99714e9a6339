-- End one session if it is still the one that was decided on, and say what became of it.
-- Parameters: pid, start of the backend, expected state or null, expected state_change or null.
WITH asked AS MATERIALIZED (
    SELECT ?::int AS pid,
           ?::timestamptz AS backend_start,
           ?::text AS state,
           ?::timestamptz AS state_change
)
SELECT CASE
           WHEN found.pid IS NULL THEN 'GONE'
           WHEN found.backend_start <> asked.backend_start THEN 'GONE'
           WHEN found.backend_type <> 'client backend' THEN 'PROTECTED'
           WHEN found.pid = pg_backend_pid() THEN 'PROTECTED'
           -- Unknown is never signalled: no right to see it, or the session is still starting.
           WHEN found.backend_start IS NULL OR found.backend_type IS NULL OR found.state IS NULL THEN 'UNSEEN'
           WHEN found.state <> asked.state THEN 'CHANGED'
           WHEN asked.state_change IS NOT NULL AND found.state_change IS DISTINCT FROM asked.state_change THEN 'CHANGED'
           WHEN pg_terminate_backend(found.pid) THEN 'SIGNALLED'
           ELSE 'NOT_SIGNALLED'
       END AS answer
FROM asked
-- Looks at one backend: far cheaper than the view, which lists all of them first.
LEFT JOIN LATERAL pg_stat_get_activity(asked.pid) AS found ON true;
