-- The attributes and privileges of a role. Parameter: its name.
-- USAGE: the privileges are in force. MEMBER: the role was granted, possibly without inheritance.
SELECT role.rolname AS name,
       role.rolsuper AS superuser,
       pg_catalog.pg_has_role(role.oid, 'pg_read_all_stats', 'USAGE') AS reads_all,
       pg_catalog.pg_has_role(role.oid, 'pg_read_all_stats', 'MEMBER') AS granted_reads_all,
       pg_catalog.pg_has_role(role.oid, 'pg_signal_backend', 'USAGE') AS signals,
       pg_catalog.pg_has_role(role.oid, 'pg_signal_backend', 'MEMBER') AS granted_signals,
       -- The role pg_use_reserved_connections exists since version 16.
       EXISTS (SELECT FROM pg_catalog.pg_roles AS reserve
               WHERE reserve.rolname = 'pg_use_reserved_connections'
                 AND pg_catalog.pg_has_role(role.oid, reserve.oid, 'USAGE')) AS uses_reserve,
       EXISTS (SELECT FROM pg_catalog.pg_roles AS reserve
               WHERE reserve.rolname = 'pg_use_reserved_connections'
                 AND pg_catalog.pg_has_role(role.oid, reserve.oid, 'MEMBER')) AS granted_reserve,
       -- Before version 16, rolinherit determines which granted privileges are in force.
       role.rolinherit AS inherits,
       role.rolconnlimit AS connection_limit,
       -- The limit of the current database; -2 marks an invalid database.
       (SELECT datconnlimit
        FROM pg_catalog.pg_database
        WHERE datname = pg_catalog.current_database()) AS database_limit,
       nullif(role.rolvaliduntil, 'infinity') AS valid_until,
       (SELECT pg_catalog.count(*)
        FROM pg_catalog.pg_stat_get_activity(NULL)
        WHERE usesysid = role.oid)::int AS sessions
FROM pg_catalog.pg_roles AS role
WHERE role.rolname = ?;
