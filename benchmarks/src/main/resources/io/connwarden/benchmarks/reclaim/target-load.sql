-- The statements of one role since the start of the server: full reads of the list of sessions, readings of the number
-- of backends, and the time of all statements. A statement that reads single backends by their pid is no full read.
SELECT coalesce(pg_catalog.sum(calls) FILTER (
           WHERE query ~ '(FROM|JOIN)\s+(pg_catalog\.)?(pg_stat_activity\M|pg_stat_get_activity\((NULL|\$\d+)\))'), 0)
           ::bigint AS full_reads,
       coalesce(pg_catalog.sum(calls) FILTER (WHERE query ~ '\mnumbackends\M'), 0)::bigint AS count_readings,
       coalesce(pg_catalog.sum(total_exec_time), 0)::double precision AS milliseconds
FROM pg_stat_statements
JOIN pg_catalog.pg_roles ON pg_roles.oid = userid
WHERE rolname = ?
