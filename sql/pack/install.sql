-- Installs or upgrades the Connwarden SQL pack. It requires only psql and, for scheduled jobs, pg_cron.
--
--   psql -f sql/pack/install.sql                          installs into schema connwarden
--   psql -v schema=guard -f sql/pack/install.sql          installs into schema guard
--   psql -v dry_run=on -f sql/pack/install.sql            runs the installation and rolls it back
--
-- The script may be run again: settings and logs are kept. It runs in one transaction. See docs/sql-pack.md.
\ir psql/begin.sql
\ir parts/10-schema.sql
\ir parts/12-roles.sql
\ir parts/15-upgrade.sql
\ir parts/20-settings.sql
\ir parts/30-logs.sql
\ir parts/40-sessions.sql
\ir parts/50-health.sql
\ir parts/60-signals.sql
\ir parts/61-pools.sql
\ir parts/62-memory.sql
\ir parts/64-work.sql
\ir parts/66-candidates.sql
\ir parts/68-actions.sql
\ir parts/70-reclaiming.sql
\ir parts/75-limits.sql
\ir parts/80-privileges.sql
\ir psql/end.sql
