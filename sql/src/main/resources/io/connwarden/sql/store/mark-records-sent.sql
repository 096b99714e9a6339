-- Marks outbox records as sent.
UPDATE outbox SET sent_at = clock_timestamp() WHERE id = ANY (:ids::bigint[])
