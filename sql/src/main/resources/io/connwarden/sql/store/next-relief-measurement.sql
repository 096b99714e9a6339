-- The time of the next measurement of the relief of an action. There are two, at given times after its decision.
-- A measurement that is later than the next one, or than a given time, is left out. Returns one row, with null if none
-- is due.
SELECT pg_catalog.min(m.due_at) AS due_at
FROM intents i
JOIN intent_applications a ON a.intent_id = i.id
CROSS JOIN (SELECT pg_catalog.make_interval(secs => :firstSeconds::double precision) AS first_time,
                   pg_catalog.make_interval(secs => :secondSeconds::double precision) AS second_time) AS measurement
CROSS JOIN LATERAL (SELECT CASE
                               WHEN i.created_at <= :now::pg_catalog.timestamptz - measurement.second_time
                                   THEN CASE WHEN a.sessions_after_5_min IS NULL
                                             THEN i.created_at + measurement.second_time END
                               WHEN a.sessions_after_1_min IS NULL THEN i.created_at + measurement.first_time
                               ELSE i.created_at + measurement.second_time
                           END AS due_at) AS m
WHERE i.target = :target
  AND NOT i.dry_run
  AND i.created_at
      > :now::pg_catalog.timestamptz - pg_catalog.make_interval(secs => :maxAgeSeconds::double precision)
  AND EXISTS (SELECT
              FROM outcomes o
              WHERE o.intent_id = i.id AND o.outcome = 'TERMINATED')
