-- Acquires the locks of the given targets in their order, which are held until the end of the transaction.
SELECT pg_catalog.count(*)
FROM pg_catalog.unnest(:targets::pg_catalog.text[]) AS t (target)
CROSS JOIN LATERAL pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('connwarden.target.' || t.target, 0))
