-- The number of idle sessions of an application, and the times since which the first and the last of them are idle.
SELECT pg_catalog.count(*) AS sessions,
       pg_catalog.min(state_change) AS first,
       pg_catalog.max(state_change) AS last
FROM pg_catalog.pg_stat_activity
WHERE application_name = ?
  AND state = 'idle'
