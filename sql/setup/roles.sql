-- Creates the two roles of Connwarden on a target. Run it once per server as a superuser:
--
--   psql -v monitor_password=... -v actuator_password=... -f sql/setup/roles.sql
--
-- The script may be run again: existing roles keep their grants and get the new passwords.
\set ON_ERROR_STOP on
-- The defaults of a role or a database may be others, such as read-only transactions.
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE NOT DEFERRABLE;
-- The script runs as a superuser: the owner of the database must not decide which objects its names denote.
SET LOCAL search_path = pg_catalog, pg_temp;

-- Reads the sessions of all roles and cannot signal.
SELECT 'CREATE ROLE connwarden_monitor LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'connwarden_monitor') \gexec
ALTER ROLE connwarden_monitor LOGIN PASSWORD :'monitor_password';
GRANT pg_monitor TO connwarden_monitor;

-- Reads the sessions of all roles and may signal all sessions except superuser sessions.
SELECT 'CREATE ROLE connwarden_actuator LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'connwarden_actuator') \gexec
ALTER ROLE connwarden_actuator LOGIN PASSWORD :'actuator_password';
GRANT pg_monitor, pg_signal_backend TO connwarden_actuator;

-- PostgreSQL 16 and newer: allows the actuator to use a reserved slot when all ordinary slots are taken.
-- It requires reserved_connections above 0, which takes effect after a restart of the server.
SELECT 'GRANT pg_use_reserved_connections TO connwarden_actuator'
WHERE pg_catalog.current_setting('server_version_num')::int >= 160000 \gexec

COMMIT;
