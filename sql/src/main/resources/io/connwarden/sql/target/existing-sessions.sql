-- The given sessions that still exist, with equal pid and backend_start.
-- Reads the given backends only, so it is cheap enough to be repeated until the last of them has ended.
SELECT wanted.pid, wanted.backend_start
-- unnest with several arrays cannot be qualified.
FROM ROWS FROM (pg_catalog.unnest(?::int[]), pg_catalog.unnest(?::pg_catalog.timestamptz[]))
    AS wanted (pid, backend_start)
CROSS JOIN LATERAL pg_catalog.pg_stat_get_activity(wanted.pid) AS found
WHERE found.backend_start = wanted.backend_start;
