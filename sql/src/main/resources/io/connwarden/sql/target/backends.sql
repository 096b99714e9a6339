-- The number of backends connected to any database. It is cheap enough for a query per second.
SELECT coalesce(pg_catalog.sum(numbackends), 0)::int AS backends
FROM pg_catalog.pg_stat_database;
