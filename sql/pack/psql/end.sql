-- Ends the transaction of a psql script of the SQL pack: commits, or rolls back if dry_run is set.
\if :{?dry_run}
ROLLBACK;
\echo 'dry run succeeded: all changes were rolled back'
\else
COMMIT;
\endif
\set QUIET off
