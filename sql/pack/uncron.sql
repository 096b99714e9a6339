-- Takes the pack's three jobs away from pg_cron again; the pack itself stays.
--
--   psql -f sql/pack/uncron.sql
--   psql -v dry_run=on -f sql/pack/uncron.sql          tries everything and takes nothing away
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
BEGIN;
SET LOCAL connwarden.schema = :'schema';
\ir parts/95-cron-remove.sql
\if :{?dry_run}
ROLLBACK;
\echo 'dry run: everything went well and nothing was taken away'
\else
COMMIT;
\endif
\set QUIET off
