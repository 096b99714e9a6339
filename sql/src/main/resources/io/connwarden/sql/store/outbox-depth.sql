-- The number of pending records in the outbox, the maximum age in seconds, and the number of rejected records.
SELECT count(*) FILTER (WHERE rejected_reason IS NULL) AS pending,
       coalesce(extract(epoch FROM clock_timestamp() - min(created_at) FILTER (WHERE rejected_reason IS NULL)),
                0)::double precision AS max_age_seconds,
       count(*) FILTER (WHERE rejected_reason IS NOT NULL) AS rejected
FROM outbox
WHERE sent_at IS NULL
