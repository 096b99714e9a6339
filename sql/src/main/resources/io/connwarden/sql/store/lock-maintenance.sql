-- Acquires the lock of the store maintenance, which is held until the end of the transaction.
SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('connwarden.maintenance', 0))
