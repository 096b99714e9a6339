-- Marks outbox records as sent.
UPDATE outbox SET sent_at = pg_catalog.clock_timestamp() WHERE id = ANY (:ids::bigint[])
