-- Records FAILED for the sessions of a command without an outcome, and marks its intents as finished.
WITH unfinished AS (
    UPDATE intents SET finished_at = :now::pg_catalog.timestamptz
    WHERE command_seq = :commandSeq AND finished_at IS NULL
    RETURNING id
)
INSERT INTO outcomes (intent_id, ordinal, outcome, reason)
SELECT s.intent_id, s.ordinal, 'FAILED', :reason
FROM unfinished u
JOIN intent_sessions s ON s.intent_id = u.id
ON CONFLICT (intent_id, ordinal) DO NOTHING
