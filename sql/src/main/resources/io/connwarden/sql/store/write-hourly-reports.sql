-- Writes the missing report of every full hour of the last day that has checks, for each target.
INSERT INTO connection_logs (event_type, actor, target, created_at, connection_count, active_count, idle_count,
                             zombie_count, terminated_count, utilization, details)
SELECT 'HOURLY_REPORT', 'actuator', h.target, h.hour + interval '1 hour', h.connections, h.active, h.idle, h.zombies,
       coalesce(k.terminated, 0), h.utilization,
       jsonb_build_object('hour', h.hour, 'checks', h.checks, 'statuses', h.statuses,
                          'maxConnectionCount', h.max_connections, 'maxZombieCount', h.max_zombies,
                          'maxUtilization', h.max_utilization, 'terminatedCount', coalesce(k.terminated, 0))
FROM (SELECT s.target, s.hour, sum(s.checks)::int AS checks,
             jsonb_object_agg(s.status, s.checks) AS statuses,
             round(sum(s.connections) / nullif(sum(s.seen), 0))::int AS connections,
             round(sum(s.active) / nullif(sum(s.seen), 0))::int AS active,
             round(sum(s.idle) / nullif(sum(s.seen), 0))::int AS idle,
             round(sum(s.zombies) / nullif(sum(s.seen), 0))::int AS zombies,
             sum(s.utilization) / nullif(sum(s.seen), 0) AS utilization,
             max(s.max_connections) AS max_connections,
             max(s.max_zombies) AS max_zombies,
             max(s.max_utilization) AS max_utilization
      FROM (SELECT target, date_trunc('hour', created_at, 'UTC') AS hour,
                   coalesce(details ->> 'status', 'UNKNOWN') AS status,
                   count(*) AS checks, count(connection_count) AS seen,
                   sum(connection_count)::numeric AS connections, sum(active_count)::numeric AS active,
                   sum(idle_count)::numeric AS idle, sum(zombie_count)::numeric AS zombies,
                   sum(utilization) AS utilization, max(connection_count) AS max_connections,
                   max(zombie_count) AS max_zombies, max(utilization) AS max_utilization
            FROM connection_logs
            WHERE event_type = 'MONITOR_CHECK'
              AND created_at >= date_trunc('hour', :now::timestamptz, 'UTC') - interval '24 hours'
              AND created_at < date_trunc('hour', :now::timestamptz, 'UTC')
            GROUP BY 1, 2, 3) s
      GROUP BY 1, 2) h
LEFT JOIN (SELECT i.target, date_trunc('hour', o.recorded_at, 'UTC') AS hour, count(*) AS terminated
           FROM outcomes o
           JOIN intents i ON i.id = o.intent_id
           WHERE o.outcome = 'TERMINATED'
             AND o.recorded_at >= date_trunc('hour', :now::timestamptz, 'UTC') - interval '24 hours'
           GROUP BY 1, 2) k USING (target, hour)
WHERE NOT EXISTS (SELECT
                  FROM connection_logs r
                  WHERE r.event_type = 'HOURLY_REPORT' AND r.target = h.target
                    AND r.created_at = h.hour + interval '1 hour')
