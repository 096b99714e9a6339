-- Replaces the refilled applications of a target. A target without a decision for a day is forgotten.
WITH ended AS (
    DELETE FROM refilled_applications r
    WHERE (r.target = :target AND r.application_name <> ALL (:application::pg_catalog.text[]))
       OR r.measured_at < :measuredAt::pg_catalog.timestamptz - interval '1 day'
          AND r.target <> :target
)
INSERT INTO refilled_applications (target, application_name, sessions_before, terminated, sessions_after, acted_at,
                                   measured_at)
SELECT :target, n.*, :measuredAt::pg_catalog.timestamptz
FROM ROWS FROM (pg_catalog.unnest(:application::pg_catalog.text[]),
                pg_catalog.unnest(:before::int[]),
                pg_catalog.unnest(:terminated::int[]),
                pg_catalog.unnest(:after::int[]),
                pg_catalog.unnest(:actedAt::pg_catalog.timestamptz[])) AS n
ON CONFLICT (target, application_name) DO UPDATE
SET sessions_before = excluded.sessions_before,
    terminated      = excluded.terminated,
    sessions_after  = excluded.sessions_after,
    acted_at        = excluded.acted_at,
    measured_at     = excluded.measured_at
