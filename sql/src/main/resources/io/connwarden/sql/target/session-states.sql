-- The present state of the given sessions that still exist. The state is null if it is not visible to this role.
-- Reads the given backends only, so it is cheap enough to be repeated.
SELECT wanted.pid, wanted.backend_start, found.state, found.state_change, found.query_start
FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.int4[]), pg_catalog.unnest(?::pg_catalog.timestamptz[]))
    AS wanted (pid, backend_start)
CROSS JOIN LATERAL pg_catalog.pg_stat_get_activity(wanted.pid) AS found
WHERE found.backend_start = wanted.backend_start OR found.backend_start IS NULL;
