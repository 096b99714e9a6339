-- What a role is and may do on this server. Parameter: its name.
-- USAGE says that the right is in force; MEMBER that it was granted, perhaps without being inherited.
SELECT role.rolname AS name,
       role.rolsuper AS superuser,
       pg_has_role(role.oid, 'pg_read_all_stats', 'USAGE') AS reads_all,
       pg_has_role(role.oid, 'pg_read_all_stats', 'MEMBER') AS granted_reads_all,
       pg_has_role(role.oid, 'pg_signal_backend', 'USAGE') AS signals,
       pg_has_role(role.oid, 'pg_signal_backend', 'MEMBER') AS granted_signals,
       -- The role exists from 16 on.
       EXISTS (SELECT FROM pg_roles AS reserve
               WHERE reserve.rolname = 'pg_use_reserved_connections'
                 AND pg_has_role(role.oid, reserve.oid, 'USAGE')) AS uses_reserve,
       EXISTS (SELECT FROM pg_roles AS reserve
               WHERE reserve.rolname = 'pg_use_reserved_connections'
                 AND pg_has_role(role.oid, reserve.oid, 'MEMBER')) AS granted_reserve,
       -- Before 16 it decides, role by role on the way, which of the rights granted are in force.
       role.rolinherit AS inherits,
       role.rolconnlimit AS connection_limit,
       -- Of the database of this session; -2 marks one that is broken.
       (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS database_limit,
       nullif(role.rolvaliduntil, 'infinity') AS valid_until,
       (SELECT count(*) FROM pg_stat_get_activity(NULL) WHERE usesysid = role.oid)::int AS sessions
FROM pg_roles AS role
WHERE role.rolname = ?;
