-- The time of the clock of the server. Cheap, also on a server with many sessions.
SELECT pg_catalog.clock_timestamp() AS now;
