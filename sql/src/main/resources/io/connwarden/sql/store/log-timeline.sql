-- What happened in a period before a position, the latest first: actions and alerts of the log, pauses, and changes that
-- two samples in a row show. A change has no row if the sample before it is not in the period.
WITH sample AS (
    SELECT id, target, created_at, details ->> 'serverVersion' AS version,
           (details ->> 'inRecovery')::boolean AS in_recovery,
           (details ->> 'serverStartedAt')::pg_catalog.timestamptz AS started_at,
           (details ->> 'maxConnections')::pg_catalog.int4 AS max_connections
    FROM connection_logs
    WHERE event_type = 'MONITOR_CHECK'
      AND created_at >= :from::pg_catalog.timestamptz
      AND created_at <= :beforeTime::pg_catalog.timestamptz
      AND (:target::pg_catalog.text IS NULL OR target = :target)
      AND (:permitted::pg_catalog.text[] IS NULL OR target = ANY (:permitted::pg_catalog.text[]))
      AND details ->> 'status' <> 'UNREACHABLE'
), change AS (
    SELECT *,
           pg_catalog.lag(version) OVER samples AS version_before,
           pg_catalog.lag(started_at) OVER samples AS started_at_before,
           pg_catalog.lag(in_recovery) OVER samples AS in_recovery_before,
           pg_catalog.lag(max_connections) OVER samples AS max_connections_before
    FROM sample
    WINDOW samples AS (PARTITION BY target ORDER BY created_at, id)
), happened AS (
    SELECT created_at AS time, 'log-' || id AS key, 'action' AS kind, target,
           event_type || coalesce(': ' || (details #>> '{decision,reason}'), '') AS title,
           CASE WHEN event_type IN ('EMERGENCY_RESET', 'COMMAND_REJECTED', 'COMMAND_EXPIRED') THEN 'WARNING'
                ELSE 'INFO' END AS severity,
           CASE WHEN command_id IS NOT NULL THEN 'action' WHEN event_id IS NOT NULL THEN 'cause' END AS reference_kind,
           coalesce(command_id, event_id) AS reference_id
    FROM connection_logs
    WHERE event_type IN ('CLEANUP_EXECUTED', 'EMERGENCY_RESET', 'QUERIES_CANCELLED', 'SESSIONS_TERMINATED',
                         'PLAN_CREATED', 'PLAN_REJECTED', 'COMMAND_REJECTED', 'COMMAND_EXPIRED')
      AND created_at >= :from::pg_catalog.timestamptz
      AND created_at <= :beforeTime::pg_catalog.timestamptz
    UNION ALL
    SELECT created_at, 'log-' || id, 'alert', target,
           (details ->> 'name') || CASE event_type WHEN 'ALERT_RESOLVED' THEN ' resolved' ELSE '' END
               || coalesce(': ' || (details ->> 'summary'), ''),
           CASE event_type WHEN 'ALERT_RESOLVED' THEN 'INFO' ELSE details ->> 'severity' END,
           'alert', details ->> 'name'
    FROM connection_logs
    WHERE event_type IN ('ALERT_FIRING', 'ALERT_RESOLVED')
      AND created_at >= :from::pg_catalog.timestamptz
      AND created_at <= :beforeTime::pg_catalog.timestamptz
    UNION ALL
    SELECT finished_at, 'command-' || seq, 'pause', target,
           CASE action WHEN 'PAUSE' THEN 'paused by ' ELSE 'resumed by ' END || requested_by || ': ' || reason,
           'INFO', 'action', id
    FROM commands
    WHERE action IN ('PAUSE', 'RESUME')
      AND state = 'DONE'
      AND outcome = 'COMPLETED'
      AND NOT dry_run
      AND finished_at >= :from::pg_catalog.timestamptz
      AND finished_at <= :beforeTime::pg_catalog.timestamptz
    UNION ALL
    SELECT created_at, 'restart-' || id, 'restart', target,
           'server started' || coalesce(
                   pg_catalog.to_char(started_at AT TIME ZONE 'UTC', '" at" YYYY-MM-DD HH24:MI:SS" UTC"'), '')
               || CASE WHEN version <> version_before THEN ' with version ' || version || ' after ' || version_before
                       ELSE '' END,
           'WARNING', NULL, NULL
    FROM change
    WHERE started_at <> started_at_before
       OR version <> version_before
    UNION ALL
    SELECT created_at, 'log-' || id, 'configuration', target,
           pg_catalog.left((SELECT pg_catalog.string_agg(
                                       (item ->> 'key') || ' ' || coalesce(item ->> 'after', 'not set') || ' after '
                                           || coalesce(item ->> 'before', 'not set'),
                                       ', ' ORDER BY item ->> 'key')
                            FROM pg_catalog.jsonb_array_elements(details -> 'changes') AS item), 500),
           'INFO', NULL, NULL
    FROM connection_logs
    WHERE event_type = 'CONFIGURATION_CHANGED'
      AND created_at >= :from::pg_catalog.timestamptz
      AND created_at <= :beforeTime::pg_catalog.timestamptz
    UNION ALL
    SELECT created_at, 'role-' || id, 'role', target,
           CASE WHEN in_recovery THEN 'is a standby now' ELSE 'is a primary now' END, 'WARNING', NULL, NULL
    FROM change
    WHERE in_recovery <> in_recovery_before
    UNION ALL
    SELECT created_at, 'max-' || id, 'maxConnections', target,
           'max_connections ' || max_connections || ' after ' || max_connections_before, 'WARNING', NULL, NULL
    FROM change
    WHERE max_connections <> max_connections_before
)
SELECT time, key, kind, target, title, severity, reference_kind, reference_id
FROM happened
WHERE (time, key) < (:beforeTime::pg_catalog.timestamptz, :beforeKey::pg_catalog.text)
  AND (:target::pg_catalog.text IS NULL OR target = :target OR target = '*')
  AND (:permitted::pg_catalog.text[] IS NULL OR target = '*' OR target = ANY (:permitted::pg_catalog.text[]))
ORDER BY time DESC, key DESC
LIMIT :limit
