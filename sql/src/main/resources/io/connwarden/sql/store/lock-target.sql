-- Acquires the lock of a target, which is held until the end of the transaction.
SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('connwarden.target.' || :target, 0))
