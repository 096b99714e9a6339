-- The number of sessions in the database of the application, and the time of the server.
SELECT numbackends AS sessions,
       pg_catalog.clock_timestamp() AS read_at
FROM pg_catalog.pg_stat_database
WHERE datname = 'shop'
