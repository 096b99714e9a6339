-- The time of the clock of the server. It is read in no time, also on a server with many sessions.
SELECT pg_catalog.clock_timestamp() AS now
