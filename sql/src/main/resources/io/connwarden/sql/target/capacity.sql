-- How many slots the server has and how many of them are kept back.
SELECT current_setting('max_connections')::int AS max_connections,
       current_setting('superuser_reserved_connections')::int AS superuser_reserved,
       -- Exists from 16 on.
       coalesce(current_setting('reserved_connections', true)::int, 0) AS reserved;
