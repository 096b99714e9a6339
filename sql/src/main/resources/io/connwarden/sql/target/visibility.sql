-- The share of client sessions whose state this role may read, in percent.
-- Without pg_read_all_stats backend_type is null for sessions of other roles. A session with a role and a database
-- is then counted as a client, which underestimates the visibility. With track_activities off the state is 'disabled'.
SELECT coalesce(
           100.0 * pg_catalog.count(*) FILTER (WHERE backend_type IS NOT NULL AND state IS DISTINCT FROM 'disabled')
               / nullif(pg_catalog.count(*), 0),
           100)::double precision AS visibility_percentage
FROM pg_catalog.pg_stat_get_activity(NULL)
WHERE backend_type = 'client backend'
   OR (backend_type IS NULL AND usesysid IS NOT NULL AND datid IS NOT NULL);
