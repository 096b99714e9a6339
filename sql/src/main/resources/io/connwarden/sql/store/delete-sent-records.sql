-- Deletes outbox records sent before a given time.
DELETE FROM outbox WHERE sent_at < :cutoff::timestamptz
