-- Saves a sample once, if all samples of its target from it on fit within the size limit, and deletes the oldest samples
-- above the limit. A sample that was deleted for the limit is not saved again. The latest sample is kept at any size.
WITH added AS (
    SELECT :capturedAt::pg_catalog.timestamptz AS captured_at,
           pg_catalog.octet_length(:sample::pg_catalog.text) AS bytes
), later AS (
    SELECT pg_catalog.sum(saved_samples.bytes) AS bytes
    FROM saved_samples, added
    WHERE saved_samples.target = :target AND saved_samples.captured_at > added.captured_at
), saved AS (
    INSERT INTO saved_samples (target, captured_at, bytes, sample)
    SELECT :target, added.captured_at, added.bytes, :sample::pg_catalog.jsonb
    FROM added, later
    WHERE later.bytes IS NULL OR later.bytes + added.bytes <= :maxBytes::bigint
    ON CONFLICT (target, captured_at) DO NOTHING
    RETURNING captured_at, bytes
), kept AS (
    SELECT captured_at,
           pg_catalog.sum(bytes) OVER latest_first AS bytes_with_later,
           pg_catalog.row_number() OVER latest_first AS place
    FROM (
        SELECT captured_at, bytes FROM saved_samples WHERE target = :target
        UNION ALL
        SELECT captured_at, bytes FROM saved
    ) AS samples
    WINDOW latest_first AS (ORDER BY captured_at DESC)
)
DELETE FROM saved_samples
USING kept
WHERE saved_samples.target = :target
  AND saved_samples.captured_at = kept.captured_at
  AND kept.bytes_with_later > :maxBytes::bigint
  AND kept.place > 1
