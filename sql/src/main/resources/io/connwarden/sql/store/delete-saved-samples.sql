-- Deletes saved samples that were taken before a time.
DELETE FROM saved_samples
WHERE (target, captured_at) IN (
    SELECT target, captured_at
    FROM saved_samples
    WHERE captured_at < :cutoff::pg_catalog.timestamptz
    LIMIT :maxRows
)
