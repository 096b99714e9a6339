-- Deletes commands finished before a given time, with their intents and outcomes.
DELETE FROM commands WHERE state = 'DONE' AND finished_at < :cutoff::timestamptz
