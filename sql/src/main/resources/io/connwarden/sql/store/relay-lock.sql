-- Makes this connection the one relay of the outbox, for as long as it lives; false when another one is.
SELECT pg_try_advisory_lock(hashtextextended('connwarden.outbox.relay', 0))
