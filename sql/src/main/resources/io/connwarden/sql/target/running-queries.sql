-- The given sessions that still run the query they ran at the decision: identity, state and state_change are unchanged.
-- Reads the given backends only, and neither the lock table nor query text, so it is cheap enough to be repeated.
SELECT wanted.pid, wanted.backend_start
FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.int4[]),
                pg_catalog.unnest(?::pg_catalog.timestamptz[]),
                pg_catalog.unnest(?::pg_catalog.timestamptz[])) AS wanted (pid, backend_start, state_change)
CROSS JOIN LATERAL pg_catalog.pg_stat_get_activity(wanted.pid) AS found
WHERE found.backend_start = wanted.backend_start
  AND found.state = 'active'
  AND (wanted.state_change IS NULL OR found.state_change = wanted.state_change);
