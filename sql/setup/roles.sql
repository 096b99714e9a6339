-- The two roles with which Connwarden visits a server it guards. Run once per server, as a superuser:
--
--   psql -v monitor_password=... -v actuator_password=... -f sql/setup/roles.sql
--
-- Safe to run again: roles that exist keep their grants and get the passwords given.
\set ON_ERROR_STOP on
BEGIN;

-- Reads pg_stat_activity of everybody; cannot signal anybody.
SELECT 'CREATE ROLE connwarden_monitor LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'connwarden_monitor') \gexec
ALTER ROLE connwarden_monitor LOGIN PASSWORD :'monitor_password';
GRANT pg_monitor TO connwarden_monitor;

-- Reads the same, and may signal every session but a superuser's.
SELECT 'CREATE ROLE connwarden_actuator LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'connwarden_actuator') \gexec
ALTER ROLE connwarden_actuator LOGIN PASSWORD :'actuator_password';
GRANT pg_monitor, pg_signal_backend TO connwarden_actuator;

-- From PostgreSQL 16 on: lets the actuator in when every ordinary slot is taken. It takes effect once
-- reserved_connections is above 0 (needs a restart of the server).
SELECT 'GRANT pg_use_reserved_connections TO connwarden_actuator'
WHERE current_setting('server_version_num')::int >= 160000 \gexec

COMMIT;
