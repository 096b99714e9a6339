-- The idle_session_timeout of this session in milliseconds; 0 if disabled.
-- The setting exists since version 14.
SELECT coalesce(
           (SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name = 'idle_session_timeout'),
           0) AS idle_limit_ms,
       pg_catalog.pg_backend_pid() AS pid;
