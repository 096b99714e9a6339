-- The functions of the catalog among the given names that this role may not execute, each as the middle of a GRANT.
-- Parameter: the names.
SELECT 'EXECUTE ON FUNCTION pg_catalog.' || oid::pg_catalog.regprocedure::pg_catalog.text AS privilege
FROM pg_catalog.pg_proc
WHERE pronamespace = 'pg_catalog'::pg_catalog.regnamespace
  AND proname = ANY (?::pg_catalog.text[])
  AND NOT pg_catalog.has_function_privilege(oid, 'EXECUTE')
ORDER BY privilege;
