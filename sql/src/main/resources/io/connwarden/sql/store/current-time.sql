-- The current time of the log store.
SELECT clock_timestamp() AS now
