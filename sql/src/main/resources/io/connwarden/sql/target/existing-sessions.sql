-- The given sessions that still exist, with equal pid and backend_start.
SELECT pid, backend_start
FROM unnest(?::int[], ?::timestamptz[]) AS wanted (pid, backend_start)
JOIN pg_stat_get_activity(NULL) AS activity USING (pid, backend_start);
