-- The traces of running services since a given time, which explain a report without decisions.
SELECT ARRAY(SELECT target FROM watched_targets ORDER BY target) AS targets,
       (SELECT pg_catalog.max(checked_at) FROM watched_targets) AS last_checked_at,
       (SELECT pg_catalog.min(checked_since) FROM watched_targets) AS checked_since,
       (SELECT pg_catalog.count(*)
        FROM connection_logs
        WHERE event_type = 'MONITOR_CHECK'
          AND created_at >= :since::pg_catalog.timestamptz
          AND (:target::pg_catalog.text IS NULL OR target = :target)) AS samples,
       (SELECT pg_catalog.count(*)
        FROM commands
        WHERE automatic
          AND state = 'DONE'
          AND finished_at >= :since::pg_catalog.timestamptz
          AND (:target::pg_catalog.text IS NULL OR target = :target)) AS evaluations,
       (SELECT decision_reason
        FROM commands
        WHERE automatic
          AND state = 'DONE'
          AND finished_at >= :since::pg_catalog.timestamptz
          AND (:target::pg_catalog.text IS NULL OR target = :target)
        ORDER BY finished_at DESC
        LIMIT 1) AS last_reason
