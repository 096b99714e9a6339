-- Installs or upgrades Connwarden's SQL pack: a guard that lives inside the server and needs only psql and pg_cron.
--
--   psql -f sql/pack/install.sql                          into schema connwarden
--   psql -v schema=guard -f sql/pack/install.sql          into another schema
--   psql -v dry_run=on -f sql/pack/install.sql            tries everything and keeps nothing
--
-- Safe to run again: settings and logs stay. One transaction: either all of it is there or nothing. See docs/sql-pack.md.
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
\ir parts/10-schema.sql
\ir parts/12-roles.sql
\ir parts/15-upgrade.sql
\ir parts/20-settings.sql
\ir parts/30-logs.sql
\ir parts/40-sessions.sql
\ir parts/50-health.sql
\ir parts/60-signals.sql
\ir parts/70-reclaiming.sql
\ir parts/80-rights.sql
\if :{?dry_run}
ROLLBACK;
\echo 'dry run: everything went well and nothing was kept'
\else
COMMIT;
\endif
\set QUIET off
