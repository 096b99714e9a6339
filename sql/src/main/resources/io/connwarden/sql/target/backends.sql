-- How many backends are connected to any database: cheap enough to ask every second.
SELECT coalesce(sum(numbackends), 0)::int AS backends
FROM pg_stat_database;
