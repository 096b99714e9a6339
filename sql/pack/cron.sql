-- Schedules the three jobs of the pack with pg_cron: a check every 5 minutes, a cleanup every 15, a report every hour.
--
--   psql -f sql/pack/cron.sql
--   psql -v check_schedule='*/2 * * * *' -v cleanup_schedule='*/10 * * * *' -v report_schedule='0 * * * *' -f sql/pack/cron.sql
--   psql -v dry_run=on -f sql/pack/cron.sql            schedules the jobs and rolls back
--
-- Run the script in the database in which the pack and the extension pg_cron are installed. It may be run again.
\ir psql/begin.sql
\if :{?check_schedule}
\else
\set check_schedule '*/5 * * * *'
\endif
\if :{?cleanup_schedule}
\else
\set cleanup_schedule '*/15 * * * *'
\endif
\if :{?report_schedule}
\else
\set report_schedule '0 * * * *'
\endif
SET LOCAL connwarden.check_schedule = :'check_schedule';
SET LOCAL connwarden.cleanup_schedule = :'cleanup_schedule';
SET LOCAL connwarden.report_schedule = :'report_schedule';
\ir parts/90-cron.sql
\ir psql/end.sql
