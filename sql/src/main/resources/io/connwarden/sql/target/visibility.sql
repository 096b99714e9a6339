-- Which share of the client sessions this role can judge, in percent.
-- A session of somebody else shows no backend_type without pg_read_all_stats. What has a role and a database then
-- counts as a client: too many rather than too few unseen. With track_activities off the state says 'disabled'.
SELECT coalesce(
           100.0 * count(*) FILTER (WHERE backend_type IS NOT NULL AND state IS DISTINCT FROM 'disabled')
               / nullif(count(*), 0),
           100)::double precision AS visibility_percentage
FROM pg_stat_get_activity(NULL)
WHERE backend_type = 'client backend'
   OR (backend_type IS NULL AND usesysid IS NOT NULL AND datid IS NOT NULL);
