-- The saved samples of a target after a time, the earliest first.
SELECT captured_at, sample::pg_catalog.text AS sample
FROM saved_samples
WHERE target = :target
  AND captured_at > :after::pg_catalog.timestamptz
  AND captured_at <= :to::pg_catalog.timestamptz
ORDER BY captured_at
LIMIT :limit
