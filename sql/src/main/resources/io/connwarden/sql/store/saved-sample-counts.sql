-- The number of sessions in each saved sample of a target in a period, the earliest first.
SELECT captured_at,
       pg_catalog.jsonb_array_length(sample -> 'rows') AS rows,
       (sample ->> 'omittedRows')::pg_catalog.int4 AS omitted
FROM saved_samples
WHERE target = :target
  AND captured_at >= :from::pg_catalog.timestamptz
  AND captured_at <= :to::pg_catalog.timestamptz
ORDER BY captured_at
LIMIT :limit
