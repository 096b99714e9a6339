-- What all sessions together amount to, by the same thresholds and in the same order as Connwarden's services.
CREATE OR REPLACE FUNCTION pool_figures()
RETURNS TABLE (
    total_connections integer, active_connections integer, idle_connections integer, idle_in_transaction integer,
    zombie_connections integer, long_idle_connections integer, long_running_connections integer,
    stuck_transactions integer, waiting_on_lock integer, max_connections integer, usable_connections integer,
    utilization_percentage numeric, slot_utilization_percentage numeric, visibility_percentage numeric,
    last_check timestamptz, status text)
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
    WITH counted AS (
        SELECT count(*)::integer AS total,
               count(*) FILTER (WHERE state IN ('active', 'fastpath function call'))::integer AS active,
               count(*) FILTER (WHERE state = 'idle')::integer AS idle,
               count(*) FILTER (WHERE state IN ('idle in transaction', 'idle in transaction (aborted)'))::integer AS open,
               count(*) FILTER (WHERE connection_status = 'zombie')::integer AS zombie,
               count(*) FILTER (
                   WHERE state = 'idle'
                     AND state_age > make_interval(secs => (60 * setting_number('long_idle_minutes'))::float8)
               )::integer AS long_idle,
               count(*) FILTER (WHERE connection_status = 'long_running')::integer AS long_running,
               count(*) FILTER (WHERE connection_status = 'stuck_transaction')::integer AS stuck,
               count(*) FILTER (WHERE wait_event_type = 'Lock')::integer AS waiting,
               round(coalesce(100.0 * count(*) FILTER (WHERE visible) / nullif(count(*), 0), 100), 2) AS visibility,
               current_setting('max_connections')::integer AS slots,
               current_setting('max_connections')::integer
                   - current_setting('superuser_reserved_connections')::integer
                   -- Exists from 16 on.
                   - coalesce(current_setting('reserved_connections', true)::integer, 0) AS usable
        FROM sessions_seen()
    ),
    measured AS (
        -- Two decimals: what is shown is what is compared, here and in Connwarden's services.
        SELECT *, round(100.0 * total / slots, 2) AS utilization, round(100.0 * total / usable, 2) AS slot_utilization
        FROM counted
    )
    SELECT total, active, idle, open, zombie, long_idle, long_running, stuck, waiting, slots, usable,
           utilization, slot_utilization, visibility, clock_timestamp(),
           CASE
               WHEN visibility < setting_number('minimum_visibility') THEN 'UNKNOWN'
               WHEN slot_utilization > setting_number('critical_slot_utilization') THEN 'CRITICAL'
               WHEN slot_utilization > setting_number('warning_slot_utilization')
                   OR zombie > setting_number('warning_zombies') THEN 'WARNING'
               WHEN zombie > setting_number('cleanup_zombies') OR stuck > 0 THEN 'CLEANUP_NEEDED'
               ELSE 'HEALTHY'
           END
    FROM measured
$$;
COMMENT ON FUNCTION pool_figures() IS 'Connwarden SQL pack: all counts, shares in percent to two decimals, and the status';

CREATE OR REPLACE VIEW connection_health AS
SELECT total_connections, active_connections, idle_connections, idle_in_transaction, zombie_connections,
       long_idle_connections, max_connections, utilization_percentage, last_check, usable_connections, slot_utilization_percentage,
       long_running_connections, stuck_transactions, waiting_on_lock,
       visibility_percentage, status
FROM pool_figures();
COMMENT ON VIEW connection_health IS 'Connwarden SQL pack: one row saying how the server is';

-- The figures are the caller's, so that a row says what was answered and not what a second look would find.
CREATE OR REPLACE FUNCTION write_log(event text, ended integer, figures jsonb, particulars jsonb) RETURNS void
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
AS $$
    INSERT INTO connection_logs (event_type, connection_count, active_count, idle_count, zombie_count, terminated_count,
                                 details, actor, utilization)
    VALUES (event, (figures ->> 'total_connections')::integer, (figures ->> 'active_connections')::integer,
            (figures ->> 'idle_connections')::integer, (figures ->> 'zombie_connections')::integer, ended, particulars,
            session_user, (figures ->> 'utilization_percentage')::float8)
$$;
COMMENT ON FUNCTION write_log(text, integer, jsonb, jsonb) IS 'Connwarden SQL pack: adds a row to the log';

CREATE OR REPLACE FUNCTION monitor_connections()
RETURNS TABLE (total_conn integer, active_conn integer, idle_conn integer, zombie_conn integer, long_idle_conn integer,
               utilization_pct numeric, max_conn integer, status text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    figures record;
BEGIN
    PERFORM pg_stat_clear_snapshot();
    SELECT * INTO figures FROM pool_figures();
    PERFORM write_log('MONITOR_CHECK', NULL, to_jsonb(figures), to_jsonb(figures));
    RETURN QUERY SELECT figures.total_connections, figures.active_connections, figures.idle_connections,
                        figures.zombie_connections, figures.long_idle_connections,
                        figures.utilization_percentage, figures.max_connections, figures.status;
END
$$;
COMMENT ON FUNCTION monitor_connections() IS 'Connwarden SQL pack: counts, judges, and logs MONITOR_CHECK';

CREATE OR REPLACE FUNCTION recommendations(figures record) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $$
DECLARE
    advice text[] := '{}';
BEGIN
    IF figures.status = 'UNKNOWN' THEN
        RETURN jsonb_build_array(format(
            'Only %s %% of the sessions can be seen: GRANT pg_monitor TO the owner of the pack',
            figures.visibility_percentage));
    END IF;
    IF figures.slot_utilization_percentage > setting_number('critical_slot_utilization') THEN
        advice := advice || ARRAY['CRITICAL: Execute emergency cleanup immediately',
                                  'Check for connection leaks in application code',
                                  'Consider scaling database resources'];
    ELSIF figures.slot_utilization_percentage > setting_number('warning_slot_utilization') THEN
        advice := advice || ARRAY['WARNING: High connection utilization detected',
                                  'Monitor closely and prepare for cleanup'];
    END IF;
    IF figures.zombie_connections > setting_number('cleanup_zombies') THEN
        advice := advice || format('%s zombie connections detected - cleanup recommended', figures.zombie_connections);
    END IF;
    IF figures.stuck_transactions > 0 THEN
        advice := advice || format('%s stuck transactions - set idle_in_transaction_session_timeout',
                                   figures.stuck_transactions);
    END IF;
    IF figures.long_idle_connections > 5 THEN
        advice := advice || format('%s long-idle connections - consider timeout adjustment',
                                   figures.long_idle_connections);
    END IF;
    IF advice = '{}' THEN
        advice := ARRAY['Connection pool is healthy'];
    END IF;
    RETURN to_jsonb(advice);
END
$$;
COMMENT ON FUNCTION recommendations(record) IS 'Connwarden SQL pack: what a person may do about the figures';

CREATE OR REPLACE FUNCTION connection_pool_health_check() RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    figures record;
BEGIN
    PERFORM pg_stat_clear_snapshot();
    SELECT * INTO figures FROM pool_figures();
    RETURN jsonb_build_object(
        'status', figures.status,
        'metrics', to_jsonb(figures) - 'status' - 'last_check',
        'recommendations', recommendations(figures),
        'recent_events', (
            SELECT coalesce(jsonb_agg(to_jsonb(event) ORDER BY event.created_at DESC, event.id DESC), '[]')
            FROM (SELECT id, event_type, connection_count, zombie_count, terminated_count, actor, created_at
                  FROM connection_logs
                  ORDER BY created_at DESC, id DESC
                  LIMIT 10) AS event),
        'timestamp', figures.last_check);
END
$$;
COMMENT ON FUNCTION connection_pool_health_check() IS 'Connwarden SQL pack: status, figures, advice and the last ten events';

CREATE OR REPLACE FUNCTION log_hourly_report() RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    report constant jsonb := connection_pool_health_check();
    removed bigint;
BEGIN
    PERFORM write_log('HOURLY_REPORT', NULL, report -> 'metrics', report);
    DELETE FROM connection_logs
    WHERE created_at < clock_timestamp() - make_interval(secs => (86400 * setting_number('log_retention_days'))::float8);
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END
$$;
COMMENT ON FUNCTION log_hourly_report() IS
    'Connwarden SQL pack: logs HOURLY_REPORT and removes log rows past their retention; answers how many it removed';
