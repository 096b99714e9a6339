-- Forgets commands answered before a moment, with their intents and outcomes.
DELETE FROM commands WHERE state = 'DONE' AND finished_at < :before::timestamptz
