-- The time that the server spends in a transaction, in seconds.
SELECT 1
FROM pg_catalog.pg_sleep(?)
