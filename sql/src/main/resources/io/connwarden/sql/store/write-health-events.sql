-- Inserts health events into connection_logs. A row that already exists is kept.
-- A time in the future becomes the current time: no partition and no retention would end such a row.
INSERT INTO connection_logs (event_type, actor, target, event_id, created_at, connection_count, active_count,
                             idle_count, zombie_count, utilization, details)
SELECT 'MONITOR_CHECK', 'monitor', n.target, n.event_id,
       CASE WHEN n.created_at > clock_timestamp() + interval '5 minutes' THEN clock_timestamp() ELSE n.created_at END,
       n.connections, n.active, n.idle, n.zombies,
       n.utilization, n.details::jsonb
FROM unnest(:target::text[], :eventId::text[], :createdAt::timestamptz[], :connections::int[], :active::int[],
            :idle::int[], :zombies::int[], :utilization::double precision[], :details::text[])
     AS n (target, event_id, created_at, connections, active, idle, zombies, utilization, details)
ON CONFLICT DO NOTHING
