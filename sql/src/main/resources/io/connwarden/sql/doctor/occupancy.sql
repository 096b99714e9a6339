-- The number of slots, of reserved slots and of client sessions.
SELECT pg_catalog.current_setting('max_connections')::int AS max_connections,
       pg_catalog.current_setting('superuser_reserved_connections')::int AS superuser_reserved,
       -- Since version 16.
       coalesce(pg_catalog.current_setting('reserved_connections', true)::int, 0) AS reserved,
       (SELECT pg_catalog.count(*)
        FROM pg_catalog.pg_stat_get_activity(NULL)
        -- Without pg_read_all_stats backend_type is null. A session with a role and a database is counted as a client.
        WHERE backend_type = 'client backend'
           OR (backend_type IS NULL AND usesysid IS NOT NULL AND datid IS NOT NULL))::int AS client_sessions;
