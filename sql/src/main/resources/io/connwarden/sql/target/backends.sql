-- The number of backends connected to any database. It is cheap enough for a query per second.
SELECT coalesce(sum(numbackends), 0)::int AS backends
FROM pg_stat_database;
