-- Gives up being the relay of the outbox.
SELECT pg_advisory_unlock(hashtextextended('connwarden.outbox.relay', 0))
