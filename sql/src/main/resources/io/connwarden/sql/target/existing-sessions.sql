-- The given sessions that still exist, with equal pid and backend_start.
SELECT pid, backend_start
-- unnest with several arrays cannot be qualified.
FROM ROWS FROM (pg_catalog.unnest(?::int[]), pg_catalog.unnest(?::pg_catalog.timestamptz[]))
    AS wanted (pid, backend_start)
JOIN pg_catalog.pg_stat_get_activity(NULL) AS activity USING (pid, backend_start);
