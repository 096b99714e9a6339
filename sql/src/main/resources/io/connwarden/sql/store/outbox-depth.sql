-- How many records wait in the outbox, how old the oldest is in seconds, and how many were refused.
SELECT count(*) FILTER (WHERE refused IS NULL) AS waiting,
       coalesce(extract(epoch FROM clock_timestamp() - min(created_at) FILTER (WHERE refused IS NULL)), 0)::double precision AS oldest_seconds,
       count(*) FILTER (WHERE refused IS NOT NULL) AS refused
FROM outbox
WHERE sent_at IS NULL
