-- Records FAILED for the sessions of a command without an outcome, marks its intents as finished, and counts all outcomes.
WITH unfinished AS (
    UPDATE intents SET finished_at = :now::pg_catalog.timestamptz
    WHERE command_seq = :commandSeq AND finished_at IS NULL
    RETURNING id, dry_run
), missing AS (
    INSERT INTO outcomes (intent_id, ordinal, outcome, reason, signalled)
    SELECT s.intent_id, s.ordinal, 'FAILED', :reason, NOT u.dry_run
    FROM unfinished u
    JOIN intent_sessions s ON s.intent_id = u.id
    ON CONFLICT (intent_id, ordinal) DO NOTHING
    RETURNING ordinal
)
SELECT pg_catalog.count(*) FILTER (WHERE o.outcome = 'TERMINATED') AS terminated,
       pg_catalog.count(*) FILTER (WHERE o.outcome = 'CANCELLED') AS cancelled,
       (SELECT pg_catalog.count(*) FROM missing) AS missing
FROM intents i
JOIN outcomes o ON o.intent_id = i.id
WHERE i.command_seq = :commandSeq
