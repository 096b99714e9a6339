-- The reason for which the server denied a signal to a session: its role, or a privilege of ours. Parameter: its pid.
SELECT CASE
           WHEN owner.rolsuper OR pg_catalog.pg_has_role('pg_signal_backend', 'USAGE') THEN 'DENIED'
           ELSE 'NOT_GRANTED'
       END AS answer
FROM pg_catalog.pg_stat_get_activity(?::int) AS denied
JOIN pg_catalog.pg_roles AS owner ON owner.oid = denied.usesysid;
