-- Marks records of the outbox that the brokers have acknowledged.
UPDATE outbox SET sent_at = clock_timestamp() WHERE id = ANY (:ids::bigint[])
