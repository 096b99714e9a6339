-- Which backend answers on this connection, since when, where it listens, and its clock.
-- Asked before anything is set in the session: behind a pooler the session may be somebody else's next.
SELECT pid,
       backend_start,
       clock_timestamp() AS now,
       -- Null where the server was reached over a Unix socket.
       inet_server_port() AS server_port
FROM pg_stat_get_activity(pg_backend_pid());
