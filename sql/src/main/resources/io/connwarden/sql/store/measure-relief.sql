-- Records the number of sessions of each application at one of two times after the decision on an action, and logs them
-- as RELIEF_MEASURED. A measurement that another process has recorded is not recorded again.
-- Returns the number of logged actions. Parameters: target, now, the times of the measurements, the time after which
-- none is made, and the applications and sessions of a sample.
WITH due AS (
    SELECT i.id, i.rule, i.created_at,
           CASE
               WHEN i.created_at <= :now::pg_catalog.timestamptz
                   - pg_catalog.make_interval(secs => :secondSeconds::double precision) THEN 5
               ELSE 1
           END AS minutes
    FROM intents i
    WHERE i.target = :target
      AND NOT i.dry_run
      AND i.created_at
          > :now::pg_catalog.timestamptz - pg_catalog.make_interval(secs => :maxAgeSeconds::double precision)
      AND i.created_at
          <= :now::pg_catalog.timestamptz - pg_catalog.make_interval(secs => :firstSeconds::double precision)
      AND EXISTS (SELECT
                  FROM outcomes o
                  WHERE o.intent_id = i.id AND o.outcome = 'TERMINATED')
), sampled AS (
    SELECT *
    FROM ROWS FROM (pg_catalog.unnest(:application::pg_catalog.text[]),
                    pg_catalog.unnest(:sessions::int[])) AS n(application_name, sessions)
), measured AS (
    UPDATE intent_applications a
    SET sessions_after_1_min = CASE WHEN due.minutes = 1
                                    THEN coalesce((SELECT s.sessions
                                                   FROM sampled s
                                                   WHERE s.application_name = a.application_name), 0)
                                    ELSE a.sessions_after_1_min END,
        sessions_after_5_min = CASE WHEN due.minutes = 5
                                    THEN coalesce((SELECT s.sessions
                                                   FROM sampled s
                                                   WHERE s.application_name = a.application_name), 0) END
    FROM due
    WHERE a.intent_id = due.id
      AND CASE due.minutes WHEN 1 THEN a.sessions_after_1_min ELSE a.sessions_after_5_min END IS NULL
    RETURNING a.intent_id, a.application_name, a.sessions, a.sessions_after_1_min, a.sessions_after_5_min
), logged AS (
    INSERT INTO connection_logs (event_type, details, created_at, target, actor)
    SELECT 'RELIEF_MEASURED',
           pg_catalog.jsonb_build_object(
               'rule', due.rule,
               'actedAt', due.created_at,
               'minutes', due.minutes,
               'applications', pg_catalog.jsonb_agg(
                   pg_catalog.jsonb_build_object(
                       'application', m.application_name,
                       'sessionsBefore', m.sessions,
                       'terminated', (SELECT pg_catalog.count(*)
                                      FROM intent_session_applications s
                                      JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal
                                      WHERE s.intent_id = m.intent_id
                                        AND s.application_name = m.application_name
                                        AND o.outcome = 'TERMINATED'),
                       'sessions', coalesce(m.sessions_after_5_min, m.sessions_after_1_min))
                   ORDER BY m.application_name)),
           :now::pg_catalog.timestamptz, :target, 'automatic'
    FROM measured m
    JOIN due ON due.id = m.intent_id
    GROUP BY due.id, due.rule, due.created_at, due.minutes
    RETURNING 1
)
SELECT pg_catalog.count(*) FROM logged
