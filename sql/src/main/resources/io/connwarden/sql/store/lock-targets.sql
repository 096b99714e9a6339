-- Acquires the locks of the given targets in their order, which are held until the end of the transaction.
SELECT count(*)
FROM unnest(:targets::text[]) AS t (target)
CROSS JOIN LATERAL pg_advisory_xact_lock(hashtextextended('connwarden.target.' || t.target, 0))
