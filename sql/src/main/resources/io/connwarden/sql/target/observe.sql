-- Counts the client sessions of the whole server, of its largest applications, and of its fullest connection limits in
-- one pass. The result has one row per application, role and database, a last row for the whole server, and rows of
-- sessions up to their maximum number. Query text is evaluated here and is not returned.
WITH parameter AS MATERIALIZED (
    SELECT pg_catalog.make_interval(secs => ?) AS zombie,
           pg_catalog.make_interval(secs => ?) AS long_idle,
           pg_catalog.make_interval(secs => ?) AS long_running,
           pg_catalog.make_interval(secs => ?) AS stuck_transaction,
           ?::int AS top_applications,
           ?::int AS upcoming_zombies,
           ?::int AS max_sessions,
           pg_catalog.clock_timestamp() AS now
),
capacity AS MATERIALIZED (
    SELECT pg_catalog.current_setting('max_connections')::int AS max_connections,
           pg_catalog.current_setting('max_connections')::int
               - pg_catalog.current_setting('superuser_reserved_connections')::int
               -- Since version 16.
               - coalesce(pg_catalog.current_setting('reserved_connections', true)::int, 0) AS usable_connections,
           pg_catalog.current_setting('server_version_num')::int >= 140000 AS reports_copy
),
copying AS MATERIALIZED (
    -- Version 13 does not know COPY here. There the text of the query is evaluated.
    SELECT pid
    FROM capacity, pg_catalog.pg_stat_get_progress_info(CASE WHEN reports_copy THEN 'COPY' ELSE 'VACUUM' END)
),
activity AS (
    SELECT nullif(application_name, '') AS application_name,
           usesysid,
           datid,
           backend_type IS NOT NULL AND state IS DISTINCT FROM 'disabled' AS visible,
           pid = pg_catalog.pg_backend_pid() OR coalesce(application_name ~ '^connwarden($|[- ])', false) AS own,
           coalesce(rolsuper, false) AS superuser,
           state IN ('active', 'fastpath function call') AS active,
           state = 'idle' AS idle,
           state IN ('idle in transaction', 'idle in transaction (aborted)') AS idle_in_transaction,
           reading,
           wait_event_type = 'Lock' AS waiting_on_lock,
           now - state_change AS state_age,
           now - query_start AS query_age,
           -- An aborted transaction has no xact_start, nor has a failed exchange that its client did not end. Their age
           -- is measured from the last change of the state.
           now - coalesce(
               xact_start,
               CASE WHEN state = 'idle in transaction (aborted)' OR reading THEN state_change END) AS transaction_age,
           zombie, long_idle, long_running, stuck_transaction,
           pid, backend_start, state_change,
           rolname AS user_name, client_addr, state, xact_start, query_start, wait_event_type, wait_event, backend_type,
           -- The same expression as in sessions.sql.
           backend_start IS NOT NULL
           AND (state = 'idle' OR (state = 'active' AND wait_event IS DISTINCT FROM 'ClientRead'))
           AND CASE WHEN query ~* '(?:^|;|\*/|[\n\r]|\m(?:begin|then|else|loop))\s*listen\M' THEN
               pg_catalog.regexp_replace(
                   query,
                   '\me''(?:[^''\\]|\\.)*(?:''|$)|''[^'']*(?:''|$)|"[^"]*(?:"|$)|--[^\n\r]*'
                   '|/\*(?:[^*/]|\*(?!/)|/(?!\*)|/\*(?:[^*/]|\*(?!/)|/(?!\*)|/\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/)*\*/)*\*/'
                   '|\$\$(?:[^$]|\$(?!\$))*\$\$',
                   ' ', 'gi') ~* '(?:^|;)\s*(?:listen|do)\M|/\*|\$(?:[[:alpha:]_]\w*)?\$'
           END AS listening
    FROM pg_catalog.pg_stat_get_activity(NULL)
    CROSS JOIN parameter
    CROSS JOIN capacity
    CROSS JOIN LATERAL (
        -- A client that died in the middle of an exchange leaves a session in state active. A COPY reads its data in
        -- the same wait event.
        SELECT coalesce(
            state IN ('active', 'fastpath function call') AND wait_event_type = 'Client' AND wait_event = 'ClientRead'
                AND pid NOT IN (SELECT pid FROM copying)
                AND (reports_copy OR query !~* '\mcopy\M.*\mfrom\s+stdin\M'), false) AS reading
    ) AS client_wait
    LEFT JOIN pg_catalog.pg_roles ON pg_roles.oid = usesysid
    -- Without pg_read_all_stats backend_type is null. A session with a role and a database is counted as a client.
    WHERE backend_type = 'client backend'
       OR (backend_type IS NULL AND usesysid IS NOT NULL AND datid IS NOT NULL)
),
session AS (
    -- No rule ends a session of Connwarden or of a superuser, so neither is a zombie.
    SELECT activity.*,
           idle AND state_age > zombie AS is_zombie,
           NOT own AND NOT superuser AS reclaimable
    FROM activity
),
upcoming AS MATERIALIZED (
    -- The times until further sessions cross a threshold, if no session changes.
    SELECT (SELECT pg_catalog.array_agg(remaining ORDER BY remaining)
            FROM (SELECT extract(epoch FROM zombie - state_age)::double precision AS remaining
                  FROM session
                  WHERE idle AND reclaimable AND state_age <= zombie
                  ORDER BY state_age DESC
                  LIMIT (SELECT upcoming_zombies FROM parameter)) AS next_zombies) AS zombies_in,
           extract(epoch FROM pg_catalog.min(stuck_transaction - transaction_age) FILTER (
               WHERE (idle_in_transaction OR reading)
                   AND transaction_age <= stuck_transaction))::double precision AS stuck_in,
           extract(epoch FROM pg_catalog.min(long_idle - state_age) FILTER (
               WHERE idle AND reclaimable AND state_age <= long_idle))::double precision AS long_idle_in,
           extract(epoch FROM pg_catalog.min(long_running - query_age) FILTER (
               WHERE active AND NOT reading
                   AND query_age <= long_running))::double precision AS long_running_in
    FROM session
),
counted AS (
    SELECT CASE grouping(application_name, usesysid, datid)
               WHEN 7 THEN 'server'
               WHEN 5 THEN 'role'
               WHEN 6 THEN 'database'
               ELSE 'application'
           END AS scope,
           application_name,
           usesysid,
           datid,
           pg_catalog.count(*) AS total,
           pg_catalog.count(*) FILTER (WHERE own) AS own,
           pg_catalog.count(*) FILTER (WHERE active) AS active,
           pg_catalog.count(*) FILTER (WHERE idle) AS idle,
           pg_catalog.count(*) FILTER (WHERE idle_in_transaction) AS idle_in_transaction,
           pg_catalog.count(*) FILTER (WHERE is_zombie AND reclaimable) AS zombie,
           pg_catalog.count(*) FILTER (WHERE is_zombie AND superuser AND NOT own) AS superuser_zombie,
           pg_catalog.count(*) FILTER (WHERE idle AND state_age > long_idle AND reclaimable) AS long_idle,
           pg_catalog.count(*) FILTER (
               WHERE active AND NOT reading AND query_age > long_running) AS long_running,
           pg_catalog.count(*) FILTER (
               WHERE (idle_in_transaction OR reading) AND transaction_age > stuck_transaction) AS stuck_transactions,
           pg_catalog.count(*) FILTER (WHERE waiting_on_lock) AS waiting_on_lock,
           coalesce(
               100.0 * pg_catalog.count(*) FILTER (WHERE visible) / nullif(pg_catalog.count(*), 0),
               100) AS visibility_percentage,
           greatest(coalesce(extract(epoch FROM pg_catalog.max(transaction_age)), 0), 0) AS oldest_transaction_seconds,
           -- A session that has just listened comes first: an older one was in an earlier sample.
           pg_catalog.array_agg(pid ORDER BY state_change DESC, pid) FILTER (WHERE listening) AS listener_pids,
           pg_catalog.array_agg(
               (extract(epoch FROM backend_start) * 1000000)::bigint ORDER BY state_change DESC, pid)
               FILTER (WHERE listening) AS listener_starts
    FROM session
    GROUP BY GROUPING SETS ((), (application_name, usesysid), (usesysid), (datid))
),
limited AS (
    -- A superuser is let in above each limit, but its sessions count against that of a database. A limit of 1 is for
    -- one session by intention. The limit of a role that only Connwarden uses is the task of the doctor.
    SELECT counted.*,
           rolname AS user_name,
           datname AS database_name,
           CASE
               WHEN own = total THEN NULL
               WHEN scope = 'role' AND NOT rolsuper AND rolconnlimit > 1 THEN rolconnlimit
               WHEN scope = 'database' AND datconnlimit > 1 THEN datconnlimit
           END AS connection_limit
    FROM counted
    LEFT JOIN pg_catalog.pg_roles ON pg_roles.oid = usesysid
    LEFT JOIN pg_catalog.pg_database ON pg_database.oid = datid
),
waiting AS MATERIALIZED (
    -- pg_blocking_pids locks all partitions of the lock table, so it is called only for the sessions waiting longest.
    SELECT pid, pg_catalog.pg_blocking_pids(pid) AS blocked_by
    FROM (SELECT pid
          FROM session
          WHERE waiting_on_lock AND (SELECT max_sessions > 0 FROM parameter)
          ORDER BY query_start
          LIMIT 200) AS longest
),
blocking AS MATERIALIZED (
    SELECT blocker, pg_catalog.count(DISTINCT waiting.pid) AS sessions
    FROM waiting, pg_catalog.unnest(waiting.blocked_by) AS blocker
    GROUP BY blocker
),
listed AS (
    -- Sessions that block others, then sessions that wait for a lock, then the longest transactions and states.
    SELECT pg_catalog.row_number() OVER (
               ORDER BY blocking.sessions DESC NULLS LAST, waiting_on_lock IS NOT TRUE,
                        transaction_age DESC NULLS LAST, state_age DESC NULLS LAST, session.pid) AS position,
           session.pid AS session_pid,
           backend_start AS session_backend_start,
           user_name AS session_user_name,
           datname AS session_database,
           application_name AS session_application,
           pg_catalog.host(client_addr) AS session_client_address,
           state AS session_state,
           state_change AS session_state_change,
           xact_start AS session_xact_start,
           query_start AS session_query_start,
           wait_event_type AS session_wait_event_type,
           wait_event AS session_wait_event,
           backend_type AS session_backend_type,
           coalesce(waiting.blocked_by, '{}') AS session_blocked_by,
           CASE
               WHEN own THEN 'OWN'
               WHEN (idle_in_transaction OR reading) AND transaction_age > stuck_transaction THEN 'STUCK_TRANSACTION'
               WHEN idle_in_transaction OR reading THEN 'IDLE_IN_TRANSACTION'
               WHEN active AND query_age > long_running THEN 'LONG_RUNNING'
               WHEN active THEN 'ACTIVE'
               WHEN is_zombie AND reclaimable THEN 'ZOMBIE'
               WHEN idle AND reclaimable AND state_age > long_idle THEN 'LONG_IDLE'
               WHEN idle THEN 'IDLE'
               ELSE 'OTHER'
           END AS session_class,
           own OR superuser OR coalesce(listening, false) AS session_protected
    FROM session
    LEFT JOIN pg_catalog.pg_database ON pg_database.oid = datid
    LEFT JOIN waiting ON waiting.pid = session.pid
    LEFT JOIN blocking ON blocking.blocker = session.pid
    ORDER BY position
    LIMIT (SELECT max_sessions FROM parameter)
),
ranked AS (
    SELECT limited.*,
           pg_catalog.row_number() OVER (
               PARTITION BY scope ORDER BY total DESC, application_name, user_name) AS rank_by_sessions,
           pg_catalog.row_number() OVER (
               PARTITION BY connection_limit IS NULL
               ORDER BY total::double precision / connection_limit DESC, user_name, database_name) AS rank_by_limit
    FROM limited
)
SELECT coalesce(scope_of_counts, 'session') AS scope, counts.*, listed.*
FROM (
    SELECT scope AS scope_of_counts, application_name, user_name, database_name, total, active, idle, idle_in_transaction,
           zombie, superuser_zombie, own, long_idle, long_running, stuck_transactions, waiting_on_lock,
           visibility_percentage::double precision AS visibility_percentage,
           oldest_transaction_seconds::double precision AS oldest_transaction_seconds,
           listener_pids[1:200] AS listener_pids, listener_starts[1:200] AS listener_starts,
           max_connections, usable_connections, connection_limit,
           pg_catalog.current_setting('server_version') AS server_version,
           pg_catalog.pg_is_in_recovery() AS in_recovery,
           pg_catalog.pg_postmaster_start_time() AS server_started_at,
           (SELECT now FROM parameter) AS observed_at,
           rank_by_limit, zombies_in, stuck_in, long_idle_in, long_running_in
    FROM ranked
    CROSS JOIN capacity
    CROSS JOIN upcoming
    WHERE scope = 'server'
       OR (scope = 'application' AND rank_by_sessions <= (SELECT top_applications FROM parameter))
       OR (connection_limit IS NOT NULL AND rank_by_limit <= 5)
) AS counts
-- The rows of the counts and the rows of the sessions, one after the other.
FULL JOIN listed ON false
ORDER BY coalesce(scope_of_counts = 'server', false), connection_limit IS NOT NULL,
         rank_by_limit * (connection_limit IS NOT NULL)::int, total DESC, application_name, user_name, position;
