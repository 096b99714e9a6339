-- Marks an intent as done: every session of its list has an outcome.
UPDATE intents SET finished_at = :now::timestamptz WHERE id = :intentId
