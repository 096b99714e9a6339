-- The samples of one target in a period, down-sampled to buckets of equal length. Each bucket has its maximum counts and
-- its worst status. A bucket without a sample has no row.
SELECT :from::pg_catalog.timestamptz + pg_catalog.make_interval(secs => bucket * :seconds::double precision) AS time,
       pg_catalog.count(*) AS samples,
       pg_catalog.max(connection_count) AS connections,
       pg_catalog.max(active_count) AS active,
       pg_catalog.max(idle_count) AS idle,
       pg_catalog.max(zombie_count) AS zombie,
       pg_catalog.max(stuck) AS stuck,
       pg_catalog.max(idle_in_transaction) AS idle_in_transaction,
       pg_catalog.max(utilization) AS utilization,
       pg_catalog.max(slot_utilization) AS slot_utilization,
       pg_catalog.max(usable) AS usable,
       (ARRAY['HEALTHY', 'CLEANUP_NEEDED', 'WARNING', 'CRITICAL', 'UNKNOWN', 'UNREACHABLE'])[pg_catalog.max(badness)]
           AS status
FROM (
    SELECT pg_catalog.floor(
               pg_catalog.date_part('epoch', created_at - :from::pg_catalog.timestamptz) / :seconds::double precision
           ) AS bucket,
           connection_count, active_count, idle_count, zombie_count, utilization,
           (details ->> 'stuckTransactions')::pg_catalog.int4 AS stuck,
           (details ->> 'idleInTransactionConnections')::pg_catalog.int4 AS idle_in_transaction,
           (details ->> 'slotUtilizationPercentage')::double precision AS slot_utilization,
           (details ->> 'usableConnections')::pg_catalog.int4 AS usable,
           pg_catalog.array_position(
               ARRAY['HEALTHY', 'CLEANUP_NEEDED', 'WARNING', 'CRITICAL', 'UNKNOWN', 'UNREACHABLE'],
               details ->> 'status'
           ) AS badness
    FROM connection_logs
    WHERE target = :target
      AND event_type = 'MONITOR_CHECK'
      AND details ->> 'status' IS NOT NULL
      AND created_at >= :from::pg_catalog.timestamptz
      AND created_at < :to::pg_catalog.timestamptz
) samples
GROUP BY bucket
ORDER BY bucket
