-- How many slots there are, how many are kept back, and how many client sessions there are now.
SELECT current_setting('max_connections')::int AS max_connections,
       current_setting('superuser_reserved_connections')::int AS superuser_reserved,
       -- Exists from 16 on.
       coalesce(current_setting('reserved_connections', true)::int, 0) AS reserved,
       (SELECT count(*)
        FROM pg_stat_get_activity(NULL)
        -- Without the right to see others, a session that has a role and a database counts as a client.
        WHERE backend_type = 'client backend'
           OR (backend_type IS NULL AND usesysid IS NOT NULL AND datid IS NOT NULL))::int AS client_sessions;
