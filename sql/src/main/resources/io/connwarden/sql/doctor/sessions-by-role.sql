-- The number of client sessions per role, and whether our role has its privileges. Parameter: the name of our role.
SELECT session_role.rolname AS name,
       session_role.rolsuper AS superuser,
       -- True if the privileges of the role are in force for our role; always true for a superuser and for our role.
       pg_catalog.pg_has_role(our_role.oid, session_role.oid, 'USAGE') AS has_privileges,
       pg_catalog.count(*)::int AS sessions
FROM pg_catalog.pg_stat_get_activity(NULL) AS session
JOIN pg_catalog.pg_roles AS session_role ON session_role.oid = session.usesysid
JOIN pg_catalog.pg_roles AS our_role ON our_role.rolname = ?
WHERE backend_type = 'client backend' OR (backend_type IS NULL AND datid IS NOT NULL)
GROUP BY session_role.rolname, session_role.rolsuper, session_role.oid, our_role.oid
ORDER BY pg_catalog.count(*) DESC, session_role.rolname
LIMIT 50;
