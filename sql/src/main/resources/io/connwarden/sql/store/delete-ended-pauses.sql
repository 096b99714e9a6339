-- Deletes pauses with a restriction that ended before a time.
DELETE FROM restricted_pauses
WHERE id IN (
    SELECT id
    FROM restricted_pauses
    WHERE until < :cutoff::pg_catalog.timestamptz
    LIMIT :maxRows
)
