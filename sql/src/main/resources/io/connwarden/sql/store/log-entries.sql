-- The entries of the log in a period before a position, the latest first. An empty list of targets permits none.
SELECT id, event_type, target, connection_count, active_count, idle_count, zombie_count, terminated_count, utilization,
       event_id, command_id, actor, details::pg_catalog.text AS details, created_at
FROM connection_logs
WHERE created_at >= :from::pg_catalog.timestamptz
  AND (created_at, id) < (:beforeTime::pg_catalog.timestamptz, :beforeId::bigint)
  AND (:target::pg_catalog.text IS NULL OR target = :target)
  AND (:permitted::pg_catalog.text[] IS NULL OR target = ANY (:permitted::pg_catalog.text[]))
  AND (:eventType::pg_catalog.text IS NULL OR event_type = :eventType)
ORDER BY created_at DESC, id DESC
LIMIT :limit
