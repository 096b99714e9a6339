-- Lets only one process at a time look after the store; held to the transaction's end.
SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('connwarden.upkeep', 0))
