-- Terminates the given sessions whose identity and state are still the expected ones.
-- Returns one answer per session, in the given order.
-- cancel-sessions.sql differs only in the function called: a statement is written out, never assembled at run time.
-- Parameters: the time after which no signal is sent, or null, because a statement can wait in a stopped process or on
-- the network; and the arrays of pid, backend_start, expected state or null, and expected state_change or null.
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
           -- A denied signal is an error (42501), which would end the statement between two sessions.
           WHEN (SELECT rolsuper FROM pg_catalog.pg_roles WHERE oid = found.usesysid)
               AND NOT pg_catalog.current_setting('is_superuser')::boolean THEN 'DENIED'
           WHEN (pg_catalog.pg_has_role('pg_signal_backend'::pg_catalog.regrole, 'USAGE')
               OR pg_catalog.pg_has_role(found.usesysid, 'USAGE')) IS NOT TRUE THEN 'NOT_GRANTED'
           WHEN pg_catalog.clock_timestamp() > ?::pg_catalog.timestamptz THEN 'LATE'
           WHEN pg_catalog.pg_terminate_backend(found.pid) THEN 'SIGNALLED'
           ELSE 'NOT_SIGNALLED'
       END AS answer
FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.int4[]),
                pg_catalog.unnest(?::pg_catalog.timestamptz[]),
                pg_catalog.unnest(?::pg_catalog.text[]),
                pg_catalog.unnest(?::pg_catalog.timestamptz[]))
    WITH ORDINALITY AS expected (pid, backend_start, state, state_change, ordinal)
-- The activity of all backends is copied once, at the first session, and each session is found in this copy.
LEFT JOIN LATERAL pg_catalog.pg_stat_get_activity(expected.pid) AS found ON true
-- The sessions have this order already. A sort would come between the comparisons and the signals.
ORDER BY expected.ordinal;
