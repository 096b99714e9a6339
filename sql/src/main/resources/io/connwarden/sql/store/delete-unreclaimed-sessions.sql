-- Deletes the unreclaimed sessions of a target that have ended, and those with a query that has ended.
DELETE FROM unreclaimed_sessions
WHERE target = :target
  AND (pid, backend_start, kind) IN (SELECT * FROM ROWS FROM (pg_catalog.unnest(:pid::int[]),
                                                              pg_catalog.unnest(:backendStart::pg_catalog.timestamptz[]),
                                                              pg_catalog.unnest(:kind::pg_catalog.text[])))
