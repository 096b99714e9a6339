-- After how many milliseconds of idling the server would end this session; 0 for never.
-- The setting exists from 14 on.
SELECT coalesce((SELECT setting::bigint FROM pg_settings WHERE name = 'idle_session_timeout'), 0) AS idle_limit_ms,
       pg_backend_pid() AS pid;
