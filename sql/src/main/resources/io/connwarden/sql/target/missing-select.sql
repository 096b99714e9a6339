-- The relations of the catalog among the given names that this role may not read, each as the middle of a GRANT.
-- Parameter: the names. It reads no relation, so it also answers on a closed catalog.
SELECT 'SELECT ON pg_catalog.' || wanted.name AS privilege
FROM pg_catalog.unnest(?::pg_catalog.text[]) AS wanted (name)
CROSS JOIN LATERAL pg_catalog.to_regclass('pg_catalog.' || wanted.name) AS found (relation)
WHERE NOT pg_catalog.has_any_column_privilege(found.relation, 'SELECT')
ORDER BY privilege;
