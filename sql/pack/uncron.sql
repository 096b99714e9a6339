-- Takes the pack's three jobs away from pg_cron again; the pack itself stays.
--
--   psql -f sql/pack/uncron.sql
\set ON_ERROR_STOP on
\set QUIET on
\if :{?schema}
\else
\set schema connwarden
\endif
BEGIN;
SET LOCAL connwarden.schema = :'schema';
\ir parts/95-cron-remove.sql
COMMIT;
\set QUIET off
