-- The five fullest connection limits, in this order. The limit of a superuser has no effect, and a limit of 1 is for one
-- session by intention.
CREATE OR REPLACE FUNCTION connection_limits()
RETURNS TABLE (scope text, name text, sessions integer, max_sessions integer, utilization numeric)
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
SET jit = off
AS $$
    WITH session AS MATERIALIZED (
        SELECT usename, datname, coalesce(protection_reason = 'session of Connwarden', false) AS own
        FROM observed_sessions()
    ),
    limited AS (
        SELECT 'role' AS scope, rolname::text AS object, count(*) AS sessions, bool_and(own) AS own,
               rolconnlimit AS max_sessions
        FROM session
        JOIN pg_roles ON rolname = usename
        WHERE NOT rolsuper
        GROUP BY rolname, rolconnlimit
        UNION ALL
        SELECT 'database', pg_database.datname::text, count(*), bool_and(own), datconnlimit
        FROM session
        JOIN pg_database ON pg_database.datname = session.datname
        GROUP BY pg_database.datname, datconnlimit
    ),
    measured AS (
        SELECT limited.*, round(100.0 * limited.sessions / limited.max_sessions, 2) AS utilization
        FROM limited
        WHERE limited.max_sessions > 1 AND NOT own
    )
    SELECT measured.scope, object, measured.sessions::integer, measured.max_sessions, measured.utilization
    FROM measured
    ORDER BY measured.utilization DESC, object
    LIMIT 5
$$;
COMMENT ON FUNCTION connection_limits() IS 'Connwarden SQL pack: returns the fullest connection limits of roles and databases';

-- The connection limits above a threshold and the orphaned prepared transactions.
CREATE OR REPLACE FUNCTION server_findings() RETURNS TABLE (status text, advice text)
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
SET jit = off
AS $$
    WITH measured AS (
        SELECT * FROM connection_limits()
    ),
    prepared AS (
        SELECT gid, database, clock_timestamp() - prepared AS age
        FROM pg_prepared_xacts
        ORDER BY prepared
        LIMIT 5
    )
    SELECT CASE WHEN utilization > setting_number('critical_slot_utilization') THEN 'CRITICAL' ELSE 'WARNING' END,
           format('%s %I has %s of %s sessions of its CONNECTION LIMIT - reduce its pools or raise the limit',
                  scope, name, sessions, max_sessions)
    FROM measured
    WHERE utilization > setting_number('warning_slot_utilization')
    UNION ALL
    SELECT 'CLEANUP_NEEDED',
           format('prepared transaction %L in database %I is %s s old and holds its locks - ask its coordinator, then connect to that database and run ROLLBACK PREPARED %L',
                  gid, database, extract(epoch FROM age)::bigint, gid)
    FROM prepared
    WHERE age > make_interval(secs => (60 * setting_number('prepared_transaction_minutes'))::float8)
$$;
COMMENT ON FUNCTION server_findings() IS
    'Connwarden SQL pack: returns full connection limits and orphaned prepared transactions, each with its status and advice';

-- Counts and status of the server. Thresholds and order of evaluation are those of the Connwarden services.
CREATE OR REPLACE FUNCTION pool_metrics()
RETURNS TABLE (
    total_connections integer, active_connections integer, idle_connections integer, idle_in_transaction integer,
    zombie_connections integer, long_idle_connections integer, long_running_connections integer,
    stuck_transactions integer, waiting_on_lock integer, max_connections integer, usable_connections integer,
    utilization_percentage numeric, slot_utilization_percentage numeric, visibility_percentage numeric,
    last_check timestamptz, status text)
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
SET jit = off
AS $$
    WITH counted AS (
        SELECT count(*)::integer AS total,
               count(*) FILTER (WHERE state IN ('active', 'fastpath function call'))::integer AS active,
               count(*) FILTER (WHERE state = 'idle')::integer AS idle,
               count(*) FILTER (WHERE state IN ('idle in transaction', 'idle in transaction (aborted)'))::integer AS open,
               -- No function ends a session of Connwarden or of a superuser, so neither is a zombie.
               count(*) FILTER (WHERE connection_status = 'zombie' AND reclaimable)::integer AS zombie,
               count(*) FILTER (
                   WHERE state = 'idle' AND reclaimable
                     AND state_age > make_interval(secs => (60 * setting_number('long_idle_minutes'))::float8)
               )::integer AS long_idle,
               count(*) FILTER (WHERE connection_status = 'long_running')::integer AS long_running,
               count(*) FILTER (WHERE connection_status = 'stuck_transaction')::integer AS stuck,
               count(*) FILTER (WHERE wait_event_type = 'Lock')::integer AS waiting,
               round(coalesce(100.0 * count(*) FILTER (WHERE visible) / nullif(count(*), 0), 100), 2) AS visibility,
               current_setting('max_connections')::integer AS slots,
               current_setting('max_connections')::integer
                   - current_setting('superuser_reserved_connections')::integer
                   -- Since version 16.
                   - coalesce(current_setting('reserved_connections', true)::integer, 0) AS usable
        FROM (SELECT *,
                     coalesce(protection_reason, '') NOT IN ('session of Connwarden', 'superuser role') AS reclaimable
              FROM observed_sessions()) AS session
    ),
    found AS MATERIALIZED (
        SELECT finding.status AS severity FROM server_findings() AS finding
    ),
    measured AS (
        -- Rounded to two decimals: the displayed value is the compared value, as in the Connwarden services.
        SELECT *, round(100.0 * total / slots, 2) AS utilization, round(100.0 * total / usable, 2) AS slot_utilization
        FROM counted
    )
    SELECT total, active, idle, open, zombie, long_idle, long_running, stuck, waiting, slots, usable,
           utilization, slot_utilization, visibility, clock_timestamp(),
           CASE
               WHEN visibility < setting_number('min_visibility') THEN 'UNKNOWN'
               WHEN slot_utilization > setting_number('critical_slot_utilization')
                   OR 'CRITICAL' IN (SELECT severity FROM found) THEN 'CRITICAL'
               WHEN slot_utilization > setting_number('warning_slot_utilization')
                   OR zombie > setting_number('warning_zombies')
                   OR 'WARNING' IN (SELECT severity FROM found) THEN 'WARNING'
               WHEN zombie > setting_number('cleanup_zombies') OR stuck > 0
                   OR 'CLEANUP_NEEDED' IN (SELECT severity FROM found) THEN 'CLEANUP_NEEDED'
               ELSE 'HEALTHY'
           END
    FROM measured
$$;
COMMENT ON FUNCTION pool_metrics() IS 'Connwarden SQL pack: returns all counts, percentages with two decimals, and the status';

CREATE OR REPLACE VIEW connection_health AS
SELECT total_connections, active_connections, idle_connections, idle_in_transaction, zombie_connections,
       long_idle_connections, max_connections, utilization_percentage, last_check, usable_connections, slot_utilization_percentage,
       long_running_connections, stuck_transactions, waiting_on_lock,
       visibility_percentage, status
FROM pool_metrics();
COMMENT ON VIEW connection_health IS 'Connwarden SQL pack: one row with the counts and the status of the server';

-- The caller passes the metrics, so that the row has the values returned to the caller.
CREATE OR REPLACE FUNCTION write_log(event text, terminated integer, metrics jsonb, log_details jsonb) RETURNS void
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
AS $$
    INSERT INTO connection_logs (event_type, connection_count, active_count, idle_count, zombie_count, terminated_count,
                                 details, actor, utilization)
    VALUES (event, (metrics ->> 'total_connections')::integer, (metrics ->> 'active_connections')::integer,
            (metrics ->> 'idle_connections')::integer, (metrics ->> 'zombie_connections')::integer, terminated, log_details,
            session_user, (metrics ->> 'utilization_percentage')::float8)
$$;
COMMENT ON FUNCTION write_log(text, integer, jsonb, jsonb) IS 'Connwarden SQL pack: inserts a row into connection_logs';

CREATE OR REPLACE FUNCTION monitor_connections()
RETURNS TABLE (total_conn integer, active_conn integer, idle_conn integer, zombie_conn integer, long_idle_conn integer,
               utilization_pct numeric, max_conn integer, status text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    metrics record;
BEGIN
    PERFORM pg_stat_clear_snapshot();
    SELECT * INTO metrics FROM pool_metrics();
    PERFORM write_log('MONITOR_CHECK', NULL, to_jsonb(metrics), to_jsonb(metrics));
    RETURN QUERY SELECT metrics.total_connections, metrics.active_connections, metrics.idle_connections,
                        metrics.zombie_connections, metrics.long_idle_connections,
                        metrics.utilization_percentage, metrics.max_connections, metrics.status;
END
$$;
COMMENT ON FUNCTION monitor_connections() IS 'Connwarden SQL pack: returns counts and status, and logs MONITOR_CHECK';

-- The effect of earlier actions: pools that have replaced their terminated sessions, and sessions that no signal ended.
CREATE OR REPLACE FUNCTION effect_findings() RETURNS TABLE (advice text)
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
BEGIN
    RETURN QUERY
    SELECT pool.description || ' - its pool is too large, lower its maximum size or the number of its instances'
    FROM refilled_pools() AS pool;
    RETURN QUERY
    SELECT format('no signal has ended the sessions with pid %s - see their outcomes in connection_logs and their processes on the host',
                  string_agg(remaining.pid::text, ', ' ORDER BY remaining.pid))
    FROM (SELECT DISTINCT tried.pid
          FROM unreclaimed_sessions() AS tried
          JOIN pg_stat_get_activity(NULL) AS found
              ON found.pid = tried.pid AND found.backend_start = tried.backend_start
                  AND coalesce(tried.query_since = found.state_change, true)) AS remaining
    HAVING count(*) > 0;
END
$$;
COMMENT ON FUNCTION effect_findings() IS
    'Connwarden SQL pack: returns advice on pools that refill and on sessions that no signal ended';

CREATE OR REPLACE FUNCTION recommendations(metrics record) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $$
DECLARE
    advice text[] := '{}';
BEGIN
    IF metrics.status = 'UNKNOWN' THEN
        RETURN jsonb_build_array(format(
            'Only %s %% of the sessions are visible: GRANT pg_monitor TO the owner of the pack',
            metrics.visibility_percentage));
    END IF;
    IF metrics.slot_utilization_percentage > setting_number('critical_slot_utilization') THEN
        advice := advice || ARRAY['CRITICAL: Execute emergency cleanup immediately',
                                  'Check for connection leaks in application code',
                                  'Consider scaling database resources'];
    ELSIF metrics.slot_utilization_percentage > setting_number('warning_slot_utilization') THEN
        advice := advice || ARRAY['WARNING: High connection utilization detected',
                                  'Monitor closely and prepare for cleanup'];
    END IF;
    advice := advice || ARRAY(SELECT finding.advice FROM server_findings() AS finding);
    IF metrics.zombie_connections > setting_number('cleanup_zombies') THEN
        advice := advice || format('%s zombie connections detected - cleanup recommended', metrics.zombie_connections);
    END IF;
    IF metrics.stuck_transactions > 0 THEN
        advice := advice || format('%s stuck transactions - set idle_in_transaction_session_timeout',
                                   metrics.stuck_transactions);
    END IF;
    advice := advice || ARRAY(SELECT effect.advice FROM effect_findings() AS effect);
    IF metrics.long_idle_connections > 5 THEN
        advice := advice || format('%s long-idle connections - consider timeout adjustment',
                                   metrics.long_idle_connections);
    END IF;
    IF advice = '{}' THEN
        advice := ARRAY['Connection pool is healthy'];
    END IF;
    RETURN to_jsonb(advice);
END
$$;
COMMENT ON FUNCTION recommendations(record) IS 'Connwarden SQL pack: returns recommendations for the metrics';

CREATE OR REPLACE FUNCTION connection_pool_health_check() RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    metrics record;
BEGIN
    PERFORM pg_stat_clear_snapshot();
    SELECT * INTO metrics FROM pool_metrics();
    RETURN jsonb_build_object(
        'status', metrics.status,
        'metrics', to_jsonb(metrics) - 'status' - 'last_check',
        'recommendations', recommendations(metrics),
        'recent_events', (
            SELECT coalesce(jsonb_agg(to_jsonb(event) ORDER BY event.created_at DESC, event.id DESC), '[]')
            FROM (SELECT id, event_type, connection_count, zombie_count, terminated_count, actor, created_at
                  FROM connection_logs
                  ORDER BY created_at DESC, id DESC
                  LIMIT 10) AS event),
        'timestamp', metrics.last_check);
END
$$;
COMMENT ON FUNCTION connection_pool_health_check() IS 'Connwarden SQL pack: returns status, metrics, recommendations and the last ten events';

CREATE OR REPLACE FUNCTION log_hourly_report() RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    report constant jsonb := connection_pool_health_check();
    deleted bigint;
BEGIN
    PERFORM write_log('HOURLY_REPORT', NULL, report -> 'metrics', report);
    DELETE FROM connection_logs
    WHERE created_at < clock_timestamp() - make_interval(secs => (86400 * setting_number('log_retention_days'))::float8);
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted;
END
$$;
COMMENT ON FUNCTION log_hourly_report() IS
    'Connwarden SQL pack: logs HOURLY_REPORT, deletes log rows past their retention, and returns the number of deleted rows';
