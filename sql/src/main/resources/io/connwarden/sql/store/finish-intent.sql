-- Marks an intent as finished: every session of its list has an outcome.
UPDATE intents SET finished_at = :now::pg_catalog.timestamptz WHERE id = :intentId
