-- Tries to acquire the relay lock of the outbox, which is held until the connection closes or releases it.
SELECT pg_try_advisory_lock(hashtextextended('connwarden.outbox.relay', 0))
