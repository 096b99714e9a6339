-- Deletes the records of actions with samples that ended before a time.
DELETE FROM saved_actions
WHERE action_id IN (
    SELECT action_id
    FROM saved_actions
    WHERE samples_to < :cutoff::pg_catalog.timestamptz
    LIMIT :maxRows
)
