-- Inserts health events into connection_logs. A row that already exists is kept.
-- A time in the future becomes the current time: no partition and no retention would end such a row.
INSERT INTO connection_logs (event_type, actor, target, event_id, created_at, connection_count, active_count,
                             idle_count, zombie_count, utilization, details)
SELECT 'MONITOR_CHECK', 'monitor', n.target, n.event_id,
       CASE
           WHEN n.created_at > pg_catalog.clock_timestamp() + interval '5 minutes' THEN pg_catalog.clock_timestamp()
           ELSE n.created_at
       END,
       n.connections, n.active, n.idle, n.zombies,
       n.utilization, n.details::pg_catalog.jsonb
FROM ROWS FROM (pg_catalog.unnest(:target::pg_catalog.text[]),
                pg_catalog.unnest(:eventId::pg_catalog.text[]),
                pg_catalog.unnest(:createdAt::pg_catalog.timestamptz[]),
                pg_catalog.unnest(:connections::int[]),
                pg_catalog.unnest(:active::int[]),
                pg_catalog.unnest(:idle::int[]),
                pg_catalog.unnest(:zombies::int[]),
                pg_catalog.unnest(:utilization::double precision[]),
                pg_catalog.unnest(:details::pg_catalog.text[]))
     AS n (target, event_id, created_at, connections, active, idle, zombies, utilization, details)
ON CONFLICT DO NOTHING
