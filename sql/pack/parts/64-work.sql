-- The commands of the sessions and the locks that they wait for. EXECUTE is granted to no role.

-- The current command of every client session, and the client or the lock that it waits for.
CREATE OR REPLACE FUNCTION session_work()
RETURNS TABLE (pid integer, waits_for_client boolean, waits_for_lock boolean, waits_for_table_lock boolean,
               blocked_by integer[], maintenance boolean)
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
SET jit = off
SET standard_conforming_strings = on
AS $$
    WITH activity AS MATERIALIZED (
        SELECT * FROM pg_stat_get_activity(NULL) AS activity WHERE activity.backend_type = 'client backend'
    ),
    table_lock AS MATERIALIZED (
        -- A request for one of these modes holds back every query that writes to the table, or every query.
        SELECT DISTINCT locks.pid
        FROM pg_locks AS locks
        WHERE locks.locktype = 'relation' AND NOT locks.granted
          AND locks.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
    ),
    progress AS MATERIALIZED (
        SELECT listed.pid FROM pg_stat_progress_analyze AS listed
        UNION SELECT listed.pid FROM pg_stat_progress_cluster AS listed
        UNION SELECT listed.pid FROM pg_stat_progress_create_index AS listed
        UNION SELECT listed.pid FROM pg_stat_progress_vacuum AS listed
        -- The view pg_stat_progress_copy exists since version 14. Version 13 rejects the name COPY.
        UNION SELECT listed.pid
        FROM pg_stat_get_progress_info(
            CASE WHEN current_setting('server_version_num')::integer >= 140000 THEN 'COPY' ELSE 'VACUUM' END) AS listed
    ),
    waiting AS MATERIALIZED (
        -- pg_blocking_pids locks all partitions of the lock table: it is called only for the sessions waiting longest.
        SELECT longest.pid, pg_blocking_pids(longest.pid) AS blocked_by
        FROM (SELECT activity.pid FROM activity
              WHERE activity.wait_event_type = 'Lock' ORDER BY activity.query_start LIMIT 200) AS longest
    )
    SELECT client.pid,
           coalesce(client.state IN ('active', 'fastpath function call') AND client.wait_event_type = 'Client'
                        AND client.wait_event = 'ClientRead', false),
           coalesce(client.wait_event_type = 'Lock', false),
           table_lock.pid IS NOT NULL,
           coalesce(waiting.blocked_by, '{}'),
           -- Version 13 lists no COPY.
           progress.pid IS NOT NULL OR coalesce(client.state = 'active' AND client.query ~* '^\s*copy\M|\mcopy\M.*\mfrom\s+stdin\M', false)
    FROM activity AS client
    LEFT JOIN table_lock ON table_lock.pid = client.pid
    LEFT JOIN progress ON progress.pid = client.pid
    LEFT JOIN waiting ON waiting.pid = client.pid
$$;
COMMENT ON FUNCTION session_work() IS
    'Connwarden SQL pack: returns for every client session the client or the lock that it waits for';
