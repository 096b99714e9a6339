-- Which of the given sessions still exist, pid and start of the backend both equal.
SELECT pid, backend_start
FROM unnest(?::int[], ?::timestamptz[]) AS asked (pid, backend_start)
JOIN pg_stat_get_activity(NULL) AS activity USING (pid, backend_start);
