-- The number of pending records in the outbox, the maximum age in seconds, and the number of rejected records.
-- Each part matches the condition of a partial index, because most rows are sent records.
SELECT p.pending,
       coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - p.oldest), 0)::double precision AS max_age_seconds,
       r.rejected
FROM (SELECT pg_catalog.count(*) AS pending, pg_catalog.min(created_at) AS oldest
      FROM outbox
      WHERE sent_at IS NULL AND rejected_reason IS NULL) AS p,
     (SELECT pg_catalog.count(*) AS rejected
      FROM outbox
      WHERE rejected_reason IS NOT NULL AND sent_at IS NULL) AS r
