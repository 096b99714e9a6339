-- The backend of this connection: pid, start, server port and clock.
-- It must run before any SET: behind a pooler another client may get the session next.
SELECT pid,
       backend_start,
       pg_catalog.clock_timestamp() AS now,
       -- Null over a Unix socket.
       pg_catalog.inet_server_port() AS server_port
FROM pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid());
