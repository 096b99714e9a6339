-- Removes the Connwarden SQL pack with its jobs and its logs.
--
--   psql -f sql/pack/uninstall.sql                        removes it from schema connwarden
--   psql -v schema=guard -f sql/pack/uninstall.sql        removes it from schema guard
--   psql -v dry_run=on -f sql/pack/uninstall.sql          runs the removal and rolls it back
--
-- To export the log first: \copy connwarden.connection_logs TO 'connection_logs.csv' CSV HEADER
\ir psql/begin.sql
\ir parts/95-cron-remove.sql
\ir parts/99-remove.sql
\ir psql/end.sql
