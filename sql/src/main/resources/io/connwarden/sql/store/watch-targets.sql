-- Records a check of the given targets. After a gap without a check, the time without health events counts from now.
INSERT INTO watched_targets (target)
SELECT t.target
FROM pg_catalog.unnest(:targets::pg_catalog.text[]) AS t (target)
ORDER BY t.target
ON CONFLICT (target) DO UPDATE
SET checked_since = CASE
        WHEN watched_targets.checked_at
             < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => :gapSeconds::double precision)
        THEN excluded.checked_at
        ELSE watched_targets.checked_since
    END,
    checked_at = excluded.checked_at
