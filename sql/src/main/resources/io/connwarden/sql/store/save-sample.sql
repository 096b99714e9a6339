-- Saves a sample once, and deletes the oldest samples of its target above the limit of their total size.
WITH saved AS (
    INSERT INTO saved_samples (target, captured_at, bytes, sample)
    VALUES (:target, :capturedAt::pg_catalog.timestamptz, pg_catalog.octet_length(:sample::pg_catalog.text),
            :sample::pg_catalog.jsonb)
    ON CONFLICT (target, captured_at) DO NOTHING
    RETURNING bytes
), kept AS (
    SELECT captured_at,
           pg_catalog.sum(bytes) OVER (ORDER BY captured_at DESC) AS bytes_with_later
    FROM saved_samples
    WHERE target = :target
)
DELETE FROM saved_samples
USING kept
WHERE saved_samples.target = :target
  AND saved_samples.captured_at = kept.captured_at
  AND kept.bytes_with_later + coalesce((SELECT bytes FROM saved), 0) > :maxBytes::bigint
