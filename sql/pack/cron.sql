-- Schedules the pack's three jobs with pg_cron: a check every 5 minutes, a cleanup every 15, a report every hour.
--
--   psql -f sql/pack/cron.sql
--   psql -v check_schedule='*/2 * * * *' -v cleanup_schedule='*/10 * * * *' -v report_schedule='0 * * * *' -f sql/pack/cron.sql
--   psql -v dry_run=on -f sql/pack/cron.sql            tries everything and schedules nothing
--
-- Run it in the database in which both the pack and the extension pg_cron are installed. Safe to run again.
\set ON_ERROR_STOP on
\set QUIET on
\if :{?VERSION}
\else
-- Every psql has that variable; before version 11 it cannot be asked for, and a dry run would be kept.
DO $$ BEGIN RAISE EXCEPTION 'this psql is too old: psql 11 or newer is needed, and nothing was done'; END $$;
\endif
\if :{?schema}
\else
\set schema connwarden
\endif
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
BEGIN;
SET LOCAL connwarden.schema = :'schema';
SET LOCAL connwarden.check_schedule = :'check_schedule';
SET LOCAL connwarden.cleanup_schedule = :'cleanup_schedule';
SET LOCAL connwarden.report_schedule = :'report_schedule';
\ir parts/90-cron.sql
\if :{?dry_run}
ROLLBACK;
\echo 'dry run: everything went well and nothing was scheduled'
\else
COMMIT;
\endif
\set QUIET off
