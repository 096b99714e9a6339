-- Releases the relay lock of the outbox.
SELECT pg_advisory_unlock(hashtextextended('connwarden.outbox.relay', 0))
