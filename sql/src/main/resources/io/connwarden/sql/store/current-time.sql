-- The current time of the log store.
SELECT pg_catalog.clock_timestamp() AS now
