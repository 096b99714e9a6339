-- The number of pending records in the outbox, the maximum age in seconds, and the number of rejected records.
SELECT pg_catalog.count(*) FILTER (WHERE rejected_reason IS NULL) AS pending,
       coalesce(extract(epoch FROM pg_catalog.clock_timestamp()
                                   - pg_catalog.min(created_at) FILTER (WHERE rejected_reason IS NULL)),
                0)::double precision AS max_age_seconds,
       pg_catalog.count(*) FILTER (WHERE rejected_reason IS NOT NULL) AS rejected
FROM outbox
WHERE sent_at IS NULL
