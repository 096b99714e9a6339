-- The oldest prepared transactions of the server, with their number and the number of sessions that wait for them.
-- No row if there is none. The view pg_prepared_xacts is not needed: each role may execute its function.
WITH RECURSIVE parameter AS MATERIALIZED (
    SELECT pg_catalog.make_interval(secs => ?) AS threshold,
           ?::int AS max_rows,
           pg_catalog.clock_timestamp() AS now
),
prepared AS MATERIALIZED (
    SELECT gid, ownerid, dbid, now - prepared AS age, threshold
    FROM pg_catalog.pg_prepared_xact(), parameter
),
waiting AS MATERIALIZED (
    -- pg_blocking_pids locks all partitions of the lock table, so it is called only for the sessions waiting longest.
    SELECT pid, pg_catalog.pg_blocking_pids(pid) AS blockers
    FROM (SELECT pid
          FROM pg_catalog.pg_stat_get_activity(NULL)
          WHERE wait_event_type = 'Lock' AND EXISTS (SELECT FROM prepared)
          ORDER BY query_start
          LIMIT 50) AS longest
),
behind AS (
    -- A prepared transaction has no session, so it is shown as pid 0.
    SELECT pid FROM waiting WHERE 0 = ANY (blockers)
    UNION
    SELECT waiting.pid FROM waiting JOIN behind ON behind.pid = ANY (waiting.blockers)
)
SELECT gid,
       datname AS database_name,
       rolname AS owner,
       greatest(extract(epoch FROM age), 0)::double precision AS age_seconds,
       (SELECT pg_catalog.count(*) FROM prepared)::int AS total,
       (SELECT pg_catalog.count(*) FROM prepared WHERE age > threshold)::int AS overdue,
       (SELECT pg_catalog.count(*) FROM behind)::int AS waiting_sessions
FROM prepared
LEFT JOIN pg_catalog.pg_roles ON pg_roles.oid = ownerid
LEFT JOIN pg_catalog.pg_database ON pg_database.oid = dbid
ORDER BY age DESC, gid
LIMIT (SELECT max_rows FROM parameter);
