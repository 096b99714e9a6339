-- Version, recovery state and provider of the server.
SELECT pg_catalog.current_setting('server_version_num')::int AS version_number,
       pg_catalog.current_setting('server_version') AS version,
       pg_catalog.pg_is_in_recovery() AS in_recovery,
       -- Roles that only the managed service creates.
       coalesce(
           (SELECT CASE rolname
                       WHEN 'rds_superuser' THEN 'AMAZON_RDS'
                       WHEN 'cloudsqlsuperuser' THEN 'GOOGLE_CLOUD_SQL'
                       WHEN 'azure_pg_admin' THEN 'AZURE'
                       WHEN 'supabase_admin' THEN 'SUPABASE'
                   END
            FROM pg_catalog.pg_roles
            WHERE rolname IN ('rds_superuser', 'cloudsqlsuperuser', 'azure_pg_admin', 'supabase_admin')
            ORDER BY rolname
            LIMIT 1),
           'PLAIN') AS provider;
