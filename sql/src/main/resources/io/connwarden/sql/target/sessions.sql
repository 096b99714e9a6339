-- Which client sessions the server holds and what must be known of each before it is judged.
-- Query text is looked at here and never leaves the server.
WITH moment AS MATERIALIZED (
    SELECT clock_timestamp() AS now
),
activity AS MATERIALIZED (
    SELECT activity.*
    FROM pg_stat_get_activity(NULL) AS activity
),
advisory AS MATERIALIZED (
    SELECT DISTINCT pid
    FROM pg_locks
    WHERE locktype = 'advisory' AND granted
),
waiting AS MATERIALIZED (
    -- Each pg_blocking_pids call takes every partition of the lock table: only waiters are asked, the longest first.
    SELECT pid
    FROM activity
    WHERE wait_event_type = 'Lock'
    ORDER BY query_start
    LIMIT 200
),
blocking AS MATERIALIZED (
    SELECT blocker, count(DISTINCT waiting.pid) AS sessions
    FROM waiting, unnest(pg_blocking_pids(waiting.pid)) AS blocker
    GROUP BY blocker
)
SELECT client.pid,
       client.backend_start,
       rolname AS user_name,
       datname AS database_name,
       nullif(client.application_name, '') AS application_name,
       host(client.client_addr) AS client_address,
       client.state,
       client.state_change,
       extract(epoch FROM greatest(now, client.state_change) - client.state_change)::double precision AS state_age_seconds,
       open_transaction.start AS xact_start,
       extract(epoch FROM greatest(now, open_transaction.start) - open_transaction.start)::double precision
           AS transaction_age_seconds,
       client.query_start,
       client.backend_type,
       coalesce(rolsuper, false) AS superuser,
       client.pid = pg_backend_pid() OR client.application_name ~ '^connwarden($|[- ])' AS own,
       coalesce(
           client.state = 'idle' AND client.query ~* '^\s*(/\*.*\*/\s*|--[^\n]*\n\s*)*listen\s', false) AS listening,
       advisory.pid IS NOT NULL AS holds_advisory_lock,
       coalesce(rolreplication AND NOT rolsuper, false)
           OR client.application_name ~* '^(pg_basebackup|pg_receivewal|pg_recvlogical|pg_rewind|pglogical|walreceiver)'
           AS replication,
       client.application_name ~* '^(pg_dump|pg_restore|pg_basebackup|pgbackrest|barman|wal-g|wal-e|pg_probackup|pg_rman)'
           OR coalesce(
               client.query ~* '\m(pg_backup_start|pg_start_backup|pg_backup_stop|pg_stop_backup)\M'
               OR client.query ~* '^\s*copy\s.*\sto\s+stdout', false) AS backup,
       coalesce(blocking.sessions, 0) AS blocking,
       -- The column exists from 14 on; before, the name resolves to the placeholder of the outer query.
       (SELECT query_id FROM (SELECT client.*) AS shown) AS query_id
FROM activity AS client
CROSS JOIN moment
CROSS JOIN (SELECT NULL::bigint AS query_id) AS placeholder
CROSS JOIN LATERAL (
    -- An aborted transaction is no longer dated by the server; since when it is aborted is what is left.
    SELECT coalesce(
        client.xact_start,
        CASE client.state WHEN 'idle in transaction (aborted)' THEN client.state_change END) AS start
) AS open_transaction
LEFT JOIN pg_roles ON pg_roles.oid = client.usesysid
LEFT JOIN pg_database ON pg_database.oid = client.datid
LEFT JOIN advisory ON advisory.pid = client.pid
LEFT JOIN blocking ON blocking.blocker = client.pid
WHERE client.backend_type = 'client backend'
   -- Without the right to see others, a session that has a role and a database counts as a client.
   OR (client.backend_type IS NULL AND client.usesysid IS NOT NULL AND client.datid IS NOT NULL)
ORDER BY client.state_change NULLS LAST, client.pid;
