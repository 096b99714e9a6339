-- Whose client sessions the server holds, and how each of their roles stands to ours. Parameter: our role's name.
SELECT theirs.rolname AS name,
       theirs.rolsuper AS superuser,
       -- In force for us, as when they are granted to us; always so for a superuser and for ourselves.
       pg_has_role(ours.oid, theirs.oid, 'USAGE') AS ours_to_use,
       count(*)::int AS sessions
FROM pg_stat_get_activity(NULL) AS session
JOIN pg_roles AS theirs ON theirs.oid = session.usesysid
JOIN pg_roles AS ours ON ours.rolname = ?
WHERE backend_type = 'client backend' OR (backend_type IS NULL AND datid IS NOT NULL)
GROUP BY theirs.rolname, theirs.rolsuper, theirs.oid, ours.oid
ORDER BY count(*) DESC, theirs.rolname
LIMIT 50;
