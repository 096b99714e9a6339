-- Begins the transaction of a psql script of the SQL pack: checks the psql version and sets the schema.
\set ON_ERROR_STOP on
\set QUIET on
\if :{?VERSION}
\else
-- psql before version 11 cannot test whether a variable is set, so it would commit a dry run.
DO $$ BEGIN RAISE EXCEPTION 'psql 11 or newer is required; nothing was changed'; END $$;
\endif
\if :{?schema}
\else
\set schema connwarden
\endif
-- The defaults of a role or a database may be others, such as read-only transactions.
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE NOT DEFERRABLE;
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL connwarden.schema = :'schema';
