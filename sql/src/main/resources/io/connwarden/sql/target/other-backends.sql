-- The backends with the given pids that are no client sessions, such as walsenders and background workers.
SELECT found.pid,
       found.backend_start,
       rolname AS user_name,
       nullif(found.application_name, '') AS application_name,
       found.state,
       found.state_change,
       found.backend_type
FROM pg_catalog.unnest(?::int[]) AS wanted (pid)
CROSS JOIN LATERAL pg_catalog.pg_stat_get_activity(wanted.pid) AS found
LEFT JOIN pg_catalog.pg_roles ON pg_roles.oid = found.usesysid
WHERE found.backend_type <> 'client backend';
