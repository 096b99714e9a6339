-- Removes Connwarden's SQL pack, its logs included, and nothing else.
--
--   psql -f sql/pack/uninstall.sql                        from schema connwarden
--   psql -v schema=guard -f sql/pack/uninstall.sql        from another schema
--
-- To keep the log: \copy connwarden.connection_logs TO 'connection_logs.csv' CSV HEADER
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
\ir parts/99-remove.sql
\if :{?dry_run}
ROLLBACK;
\echo 'dry run: everything went well and nothing was removed'
\else
COMMIT;
\endif
\set QUIET off
