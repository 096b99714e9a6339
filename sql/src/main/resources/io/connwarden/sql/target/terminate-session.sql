-- Terminates one session if its identity and state are still the expected ones, and returns the result.
-- cancel-session.sql differs only in the function called: a statement is written out, never assembled at run time.
-- Parameters: pid, backend_start, expected state or null, expected state_change or null, and the time after which no
-- signal is sent, or null: a statement can wait in a stopped process or on the network.
WITH expected AS MATERIALIZED (
    SELECT ?::int AS pid,
           ?::pg_catalog.timestamptz AS backend_start,
           ?::pg_catalog.text AS state,
           ?::pg_catalog.timestamptz AS state_change,
           ?::pg_catalog.timestamptz AS signal_until
)
SELECT CASE
           WHEN found.pid IS NULL THEN 'GONE'
           WHEN found.backend_start <> expected.backend_start THEN 'GONE'
           WHEN found.backend_type <> 'client backend' THEN 'PROTECTED'
           WHEN found.pid = pg_catalog.pg_backend_pid() THEN 'PROTECTED'
           -- An unknown state is never signalled: the role lacks the privilege, or the session is starting.
           WHEN found.backend_start IS NULL OR found.backend_type IS NULL OR found.state IS NULL THEN 'UNSEEN'
           WHEN found.state <> expected.state THEN 'CHANGED'
           WHEN expected.state_change IS NOT NULL AND found.state_change IS DISTINCT FROM expected.state_change
               THEN 'CHANGED'
           WHEN pg_catalog.clock_timestamp() > expected.signal_until THEN 'LATE'
           WHEN pg_catalog.pg_terminate_backend(found.pid) THEN 'SIGNALLED'
           ELSE 'NOT_SIGNALLED'
       END AS answer
FROM expected
-- Reads a single backend, which is much cheaper than the view pg_stat_activity.
LEFT JOIN LATERAL pg_catalog.pg_stat_get_activity(expected.pid) AS found ON true;
