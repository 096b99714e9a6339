-- Lets only one decision at a time be made about a target, whichever process makes it; held to the transaction's end.
SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('connwarden.target.' || :target, 0))
