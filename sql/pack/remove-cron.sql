-- Removes the three jobs of the pack from pg_cron. The pack stays installed.
--
--   psql -f sql/pack/remove-cron.sql
--   psql -v dry_run=on -f sql/pack/remove-cron.sql        runs the removal and rolls it back
\ir psql/begin.sql
\ir parts/95-cron-remove.sql
\ir psql/end.sql
