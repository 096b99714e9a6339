-- Writes the missing report of every full hour of the last day that has checks, for each target.
INSERT INTO connection_logs (event_type, actor, target, created_at, connection_count, active_count, idle_count,
                             zombie_count, terminated_count, utilization, details)
SELECT 'HOURLY_REPORT', 'actuator', h.target, h.hour + interval '1 hour', h.connections, h.active, h.idle, h.zombies,
       coalesce(k.terminated, 0), h.utilization,
       pg_catalog.jsonb_build_object('hour', h.hour, 'checks', h.checks, 'statuses', h.statuses,
                          'maxConnectionCount', h.max_connections, 'maxZombieCount', h.max_zombies,
                          'maxUtilization', h.max_utilization, 'terminatedCount', coalesce(k.terminated, 0))
FROM (SELECT s.target, s.hour, pg_catalog.sum(s.checks)::int AS checks,
             pg_catalog.jsonb_object_agg(s.status, s.checks) AS statuses,
             pg_catalog.round(pg_catalog.sum(s.connections) / nullif(pg_catalog.sum(s.seen), 0))::int AS connections,
             pg_catalog.round(pg_catalog.sum(s.active) / nullif(pg_catalog.sum(s.seen), 0))::int AS active,
             pg_catalog.round(pg_catalog.sum(s.idle) / nullif(pg_catalog.sum(s.seen), 0))::int AS idle,
             pg_catalog.round(pg_catalog.sum(s.zombies) / nullif(pg_catalog.sum(s.seen), 0))::int AS zombies,
             pg_catalog.sum(s.utilization) / nullif(pg_catalog.sum(s.seen), 0) AS utilization,
             pg_catalog.max(s.max_connections) AS max_connections,
             pg_catalog.max(s.max_zombies) AS max_zombies,
             pg_catalog.max(s.max_utilization) AS max_utilization
      FROM (SELECT target, pg_catalog.date_trunc('hour', created_at, 'UTC') AS hour,
                   coalesce(details ->> 'status', 'UNKNOWN') AS status,
                   pg_catalog.count(*) AS checks, pg_catalog.count(connection_count) AS seen,
                   pg_catalog.sum(connection_count)::pg_catalog.numeric AS connections,
                    pg_catalog.sum(active_count)::pg_catalog.numeric AS active,
                   pg_catalog.sum(idle_count)::pg_catalog.numeric AS idle,
                    pg_catalog.sum(zombie_count)::pg_catalog.numeric AS zombies,
                   pg_catalog.sum(utilization) AS utilization, pg_catalog.max(connection_count) AS max_connections,
                   pg_catalog.max(zombie_count) AS max_zombies, pg_catalog.max(utilization) AS max_utilization
            FROM connection_logs
            WHERE event_type = 'MONITOR_CHECK'
              AND created_at >= pg_catalog.date_trunc('hour', :now::pg_catalog.timestamptz, 'UTC') - interval '24 hours'
              AND created_at < pg_catalog.date_trunc('hour', :now::pg_catalog.timestamptz, 'UTC')
            GROUP BY 1, 2, 3) s
      GROUP BY 1, 2) h
LEFT JOIN (SELECT i.target, pg_catalog.date_trunc('hour', o.recorded_at, 'UTC') AS hour,
                  pg_catalog.count(*) AS terminated
           FROM outcomes o
           JOIN intents i ON i.id = o.intent_id
           WHERE o.outcome = 'TERMINATED'
             AND o.recorded_at
                 >= pg_catalog.date_trunc('hour', :now::pg_catalog.timestamptz, 'UTC') - interval '24 hours'
           GROUP BY 1, 2) k USING (target, hour)
WHERE NOT EXISTS (SELECT
                  FROM connection_logs r
                  WHERE r.event_type = 'HOURLY_REPORT' AND r.target = h.target
                    AND r.created_at = h.hour + interval '1 hour')
