-- The client sessions of the server with all properties that rules and guards evaluate.
-- Query text is evaluated here and is not returned.
WITH activity AS MATERIALIZED (
    SELECT activity.*
    FROM pg_catalog.pg_stat_get_activity(NULL) AS activity
),
lock AS MATERIALIZED (
    SELECT pid, locktype, mode
    FROM pg_catalog.pg_locks
    WHERE (locktype = 'advisory' AND granted) OR (locktype = 'relation' AND NOT granted)
),
advisory AS MATERIALIZED (
    SELECT DISTINCT pid
    FROM lock
    WHERE locktype = 'advisory'
),
table_lock AS MATERIALIZED (
    -- A request for one of these modes holds back every query that writes to the table, or every query.
    SELECT DISTINCT pid
    FROM lock
    WHERE locktype = 'relation'
      AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
),
maintenance AS MATERIALIZED (
    SELECT pid FROM pg_catalog.pg_stat_progress_analyze
    UNION SELECT pid FROM pg_catalog.pg_stat_progress_cluster
    UNION SELECT pid FROM pg_catalog.pg_stat_progress_create_index
    UNION SELECT pid FROM pg_catalog.pg_stat_progress_vacuum
    -- The view pg_stat_progress_copy exists since version 14. Version 13 rejects the name COPY.
    UNION SELECT pid
    FROM pg_catalog.pg_stat_get_progress_info(
        CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 140000 THEN 'COPY' ELSE 'VACUUM' END)
),
waiting AS MATERIALIZED (
    -- pg_blocking_pids locks all partitions of the lock table, so it is called only for the sessions waiting longest.
    SELECT pid, pg_catalog.pg_blocking_pids(pid) AS blocked_by
    FROM (SELECT pid FROM activity WHERE wait_event_type = 'Lock' ORDER BY query_start LIMIT 200) AS longest
),
blocking AS MATERIALIZED (
    SELECT blocker, pg_catalog.count(DISTINCT waiting.pid) AS sessions
    FROM waiting, pg_catalog.unnest(waiting.blocked_by) AS blocker
    GROUP BY blocker
)
SELECT client.pid,
       client.backend_start,
       rolname AS user_name,
       datname AS database_name,
       nullif(client.application_name, '') AS application_name,
       pg_catalog.host(client.client_addr) AS client_address,
       client.state,
       client.state_change,
       open_transaction.start AS xact_start,
       client.query_start,
       client.backend_type,
       coalesce(rolsuper, false) AS superuser,
       client.pid = pg_catalog.pg_backend_pid()
           OR client.application_name ~ '^connwarden($|[- ])' AS connwarden_session,
       coalesce(
           -- A LISTEN is in effect from the end of its transaction.
           (client.state = 'idle' OR (client.state = 'active' AND client.wait_event IS DISTINCT FROM 'ClientRead'))
           -- Literals, quoted names and comments are removed first. In doubt the session listens: the body of DO, and
           -- comments and dollar quotes that are nested deeply or cut off by track_activity_query_size.
           AND CASE WHEN client.query ~* '(?:^|;|\*/|[\n\r]|\m(?:begin|then|else|loop))\s*listen\M' THEN
               pg_catalog.regexp_replace(
                   client.query,
                   '\me''(?:[^''\\]|\\.)*(?:''|$)|''[^'']*(?:''|$)|"[^"]*(?:"|$)|--[^\n\r]*'
                   '|/\*(?:[^*/]|\*(?!/)|/(?!\*)|/\*(?:[^*/]|\*(?!/)|/(?!\*)|/\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/)*\*/)*\*/'
                   '|\$\$(?:[^$]|\$(?!\$))*\$\$',
                   ' ', 'gi') ~* '(?:^|;)\s*(?:listen|do)\M|/\*|\$(?:[[:alpha:]_]\w*)?\$'
           END,
           false) AS listening,
       advisory.pid IS NOT NULL AS holds_advisory_lock,
       -- A role with REPLICATION opens ordinary sessions too; its replication connections are walsenders.
       client.application_name ~* '^(pg_basebackup|pg_receivewal|pg_recvlogical|pg_rewind|pglogical|walreceiver)'
           AS replication,
       client.application_name ~* '^(pg_dump|pg_restore|pg_basebackup|pgbackrest|barman|wal-g|wal-e|pg_probackup|pg_rman)'
           OR coalesce(
               client.query ~* '\m(pg_backup_start|pg_start_backup|pg_backup_stop|pg_stop_backup)\M'
               OR client.query ~* '^\s*copy\s.*\sto\s+stdout', false) AS backup,
       coalesce(blocking.sessions, 0) AS blocked_sessions,
       client_wait.waits_for_client,
       coalesce(client.wait_event_type = 'Lock', false) AS waits_for_lock,
       table_lock.pid IS NOT NULL AS waits_for_table_lock,
       coalesce(waiting.blocked_by, '{}') AS blocked_by,
       maintenance.pid IS NOT NULL
           -- Version 13 lists no COPY.
           OR coalesce(client.state = 'active' AND client.query ~* '^\s*copy\M|\mcopy\M.*\mfrom\s+stdin\M', false) AS maintenance,
       -- The column exists since version 14. Before, the name resolves to the placeholder of the outer query.
       (SELECT query_id FROM (SELECT client.*) AS shown) AS query_id
FROM activity AS client
CROSS JOIN (SELECT NULL::bigint AS query_id) AS placeholder
CROSS JOIN LATERAL (
    -- In the middle of an exchange of the extended protocol, an active session waits for the next message.
    SELECT coalesce(
        client.state IN ('active', 'fastpath function call')
            AND client.wait_event_type = 'Client' AND client.wait_event = 'ClientRead', false) AS waits_for_client
) AS client_wait
CROSS JOIN LATERAL (
    -- An aborted transaction has no xact_start, nor has a failed exchange that its client did not end. Their age is
    -- measured from the last change of the state.
    SELECT coalesce(
        client.xact_start,
        CASE WHEN client.state = 'idle in transaction (aborted)' OR waits_for_client THEN client.state_change END
    ) AS start
) AS open_transaction
LEFT JOIN pg_catalog.pg_roles ON pg_roles.oid = client.usesysid
-- The view shows the names also to a role that may not read pg_database.
LEFT JOIN pg_catalog.pg_stat_database ON pg_stat_database.datid = client.datid
LEFT JOIN advisory ON advisory.pid = client.pid
LEFT JOIN blocking ON blocking.blocker = client.pid
LEFT JOIN waiting ON waiting.pid = client.pid
LEFT JOIN table_lock ON table_lock.pid = client.pid
LEFT JOIN maintenance ON maintenance.pid = client.pid
WHERE client.backend_type = 'client backend'
   -- Without pg_read_all_stats backend_type is null. A session with a role and a database is counted as a client.
   OR (client.backend_type IS NULL AND client.usesysid IS NOT NULL AND client.datid IS NOT NULL)
ORDER BY client.state_change NULLS LAST, client.pid;
