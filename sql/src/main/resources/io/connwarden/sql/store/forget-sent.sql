-- Forgets records of the outbox sent before a moment.
DELETE FROM outbox WHERE sent_at < :before::timestamptz
