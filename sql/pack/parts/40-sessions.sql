-- The client sessions of the whole server with their status and protection.
-- A function with backslashes in its text sets standard_conforming_strings itself, because its callers may change it.
-- A function with a long query sets jit: its compilation would take longer than its execution, up to seconds.

-- In a pattern, * matches any characters, ? matches one character, and \ escapes the next.
CREATE OR REPLACE FUNCTION like_pattern(glob text) RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
SET standard_conforming_strings = on
AS $$
    SELECT coalesce(string_agg(
        CASE token[1]
            WHEN '*' THEN '%'
            WHEN '?' THEN '_'
            WHEN '%' THEN '\%'
            WHEN '_' THEN '\_'
            ELSE token[1]
        END, '' ORDER BY position), '')
    FROM regexp_matches(glob, '\\.|.', 'g') WITH ORDINALITY AS part (token, position)
$$;
COMMENT ON FUNCTION like_pattern(text) IS 'Connwarden SQL pack: translates a pattern with * and ? for LIKE';

-- Case is ignored.
CREATE OR REPLACE FUNCTION matches_glob(word text, glob text) RETURNS boolean
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    SELECT coalesce(word, '') ILIKE like_pattern(glob)
$$;
COMMENT ON FUNCTION matches_glob(text, text) IS 'Connwarden SQL pack: tests a name against a pattern with * and ?';

CREATE OR REPLACE FUNCTION protecting_setting(
    user_name text, application text, database_name text, client_address inet) RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $$
    SELECT coalesce(
        (SELECT format('user matches ''%s'' of protected_users', glob)
         FROM setting_list('protected_users') AS glob WHERE matches_glob(user_name, glob) LIMIT 1),
        (SELECT format('application matches ''%s'' of protected_applications', glob)
         FROM setting_list('protected_applications') AS glob WHERE matches_glob(application, glob) LIMIT 1),
        (SELECT format('database matches ''%s'' of protected_databases', glob)
         FROM setting_list('protected_databases') AS glob WHERE matches_glob(database_name, glob) LIMIT 1),
        (SELECT format('client address is in ''%s'' of protected_client_addresses', range)
         FROM setting_list('protected_client_addresses') AS range
         WHERE CASE range WHEN 'local' THEN client_address IS NULL ELSE client_address <<= range::inet END
         LIMIT 1))
$$;
COMMENT ON FUNCTION protecting_setting(text, text, text, inet) IS
    'Connwarden SQL pack: returns the setting that protects a session, or null';

-- SECURITY DEFINER: a caller with EXECUTE reads all sessions that the owner of the pack may read.
CREATE OR REPLACE FUNCTION observed_sessions()
RETURNS TABLE (
    pid integer, datname text, usename text, application_name text, client_addr inet, client_hostname text,
    client_port integer, backend_start timestamptz, xact_start timestamptz, query_start timestamptz,
    state_change timestamptz, state text, backend_xid xid, backend_xmin xid, query text, backend_type text,
    wait_event_type text, observed_at timestamptz, visible boolean, state_age interval, query_age interval,
    transaction_age interval, connection_status text, protection_reason text)
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
SET jit = off
SET standard_conforming_strings = on
AS $$
    WITH moment AS MATERIALIZED (
        SELECT clock_timestamp() AS now,
               make_interval(secs => (60 * setting_number('zombie_minutes'))::float8) AS zombie,
               make_interval(secs => (60 * setting_number('long_idle_minutes'))::float8) AS long_idle,
               make_interval(secs => setting_number('long_running_seconds')::float8) AS long_running,
               make_interval(secs => (60 * setting_number('stuck_transaction_minutes'))::float8) AS stuck,
               ARRAY(SELECT like_pattern(glob) FROM setting_list('known_listeners') AS glob) AS listener_patterns,
               current_setting('server_version_num')::integer >= 140000 AS reports_copy
    ),
    advisory AS MATERIALIZED (
        SELECT DISTINCT locks.pid FROM pg_locks AS locks WHERE locks.locktype = 'advisory' AND locks.granted
    ),
    copying AS MATERIALIZED (
        SELECT progress.pid
        FROM moment, pg_stat_get_progress_info(CASE WHEN reports_copy THEN 'COPY' ELSE 'VACUUM' END) AS progress
    ),
    client AS (
        SELECT activity.*,
               -- Not visible: the owner lacks the privilege, the session is starting, or track_activities is off.
               activity.backend_start IS NOT NULL AND activity.backend_type IS NOT NULL
                   AND activity.state IS DISTINCT FROM 'disabled' AS visible,
               moment.*,
               reading,
               now - activity.state_change AS state_age,
               now - activity.query_start AS query_age,
               -- An aborted transaction has no xact_start, nor has a failed exchange that its client did not end. Their
               -- age is measured from the last change of the state.
               now - coalesce(activity.xact_start,
                              CASE WHEN activity.state = 'idle in transaction (aborted)' OR reading
                                  THEN activity.state_change END)
                   AS transaction_age
        FROM pg_stat_get_activity(NULL) AS activity
        CROSS JOIN moment
        CROSS JOIN LATERAL (
            -- A client that died in the middle of an exchange leaves a session in state active. A COPY reads its data in
            -- the same wait event. Version 13 does not list a COPY: the text of the query is evaluated.
            SELECT coalesce(activity.state IN ('active', 'fastpath function call')
                            AND activity.wait_event_type = 'Client' AND activity.wait_event = 'ClientRead'
                            AND activity.pid NOT IN (SELECT copying.pid FROM copying)
                            AND (reports_copy OR activity.query !~* '\mcopy\M.*\mfrom\s+stdin\M'), false) AS reading
        ) AS client_wait
        -- Without pg_read_all_stats backend_type is null. A session with a role and a database is counted as a client.
        WHERE activity.backend_type = 'client backend'
           OR (activity.backend_type IS NULL AND activity.usesysid IS NOT NULL AND activity.datid IS NOT NULL)
    )
    SELECT client.pid, database.datname::text, role.rolname::text, nullif(client.application_name, ''),
           client.client_addr, client.client_hostname, client.client_port, client.backend_start, client.xact_start,
           client.query_start, client.state_change, client.state, client.backend_xid, client.backend_xmin, client.query,
           client.backend_type, client.wait_event_type, now, visible, state_age, query_age, transaction_age,
           CASE
               WHEN client.state = 'idle' AND state_age > zombie THEN 'zombie'
               WHEN client.state = 'idle' AND state_age > long_idle THEN 'long_idle'
               WHEN client.state IN ('active', 'fastpath function call') AND NOT reading AND query_age > long_running
                   THEN 'long_running'
               WHEN (client.state IN ('idle in transaction', 'idle in transaction (aborted)') OR reading)
                   AND transaction_age > stuck THEN 'stuck_transaction'
               ELSE 'normal'
           END,
           CASE
               WHEN NOT visible OR client.state IS NULL THEN 'not visible to the owner of the pack'
               WHEN client.pid = pg_backend_pid() OR client.application_name ~ '^connwarden($|[- ])'
                   THEN 'session of Connwarden'
               WHEN role.rolname IS NULL THEN 'role was dropped'
               WHEN role.rolsuper THEN 'superuser role'
               -- A role with REPLICATION opens ordinary sessions too; its replication connections are walsenders.
               WHEN client.application_name ~* '^(pg_basebackup|pg_receivewal|pg_recvlogical|pg_rewind|pglogical|walreceiver)'
                   THEN 'replication connection'
               WHEN client.application_name ~* '^(pg_dump|pg_restore|pgbackrest|barman|wal-g|wal-e|pg_probackup|pg_rman)'
                   OR client.query ~* '\m(pg_backup_start|pg_start_backup|pg_backup_stop|pg_stop_backup)\M'
                   OR client.query ~* '^\s*copy\s.*\sto\s+stdout' THEN 'backup or dump'
               -- As the Connwarden services do: literals, quoted names and comments are removed first. In doubt the
               -- session listens: the body of DO, and what is nested deeply or cut off by track_activity_query_size.
               WHEN (client.state = 'idle' OR (client.state = 'active' AND client.wait_event IS DISTINCT FROM 'ClientRead'))
                   AND CASE WHEN client.query ~* '(?:^|;|\*/|[\n\r]|\m(?:begin|then|else|loop))\s*listen\M' THEN
                       regexp_replace(
                           client.query,
                           '\me''(?:[^''\\]|\\.)*(?:''|$)|''[^'']*(?:''|$)|"[^"]*(?:"|$)|--[^\n\r]*'
                           '|/\*(?:[^*/]|\*(?!/)|/(?!\*)|/\*(?:[^*/]|\*(?!/)|/(?!\*)|/\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/)*\*/)*\*/'
                           '|\$\$(?:[^$]|\$(?!\$))*\$\$',
                           ' ', 'gi') ~* '(?:^|;)\s*(?:listen|do)\M|/\*|\$(?:[[:alpha:]_]\w*)?\$'
                   END
                   THEN 'listens for notifications'
               WHEN client.application_name <> '' AND client.application_name ILIKE ANY (listener_patterns)
                   THEN 'known listener'
               WHEN advisory.pid IS NOT NULL THEN 'holds an advisory lock'
               ELSE protecting_setting(role.rolname::text, client.application_name, database.datname::text,
                                       client.client_addr)
           END
    FROM client
    LEFT JOIN pg_roles AS role ON role.oid = client.usesysid
    LEFT JOIN pg_database AS database ON database.oid = client.datid
    LEFT JOIN advisory ON advisory.pid = client.pid
$$;
COMMENT ON FUNCTION observed_sessions() IS
    'Connwarden SQL pack: returns every client session of the server with its status and protection';

CREATE OR REPLACE VIEW connection_details AS
SELECT pid, usename, application_name, client_addr, client_hostname, client_port, backend_start, xact_start, query_start,
       state_change, state, backend_xid, backend_xmin, query, backend_type,
       extract(epoch FROM CASE WHEN state LIKE 'idle%' THEN state_age END)::numeric(20, 3) AS idle_seconds,
       extract(epoch FROM observed_at - backend_start)::numeric(20, 3) AS connection_age_seconds,
       connection_status, datname, protection_reason
FROM observed_sessions();
COMMENT ON VIEW connection_details IS 'Connwarden SQL pack: one row per client session of the server';
