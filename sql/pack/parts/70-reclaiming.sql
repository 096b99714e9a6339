-- The calls that reclaim on the whole server: idle sessions, stuck transactions, and the emergency reset.

CREATE OR REPLACE FUNCTION criterion(kind text, threshold interval, max_sessions integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    SELECT jsonb_build_object(kind, jsonb_build_object('seconds', extract(epoch FROM threshold), 'max', max_sessions))
$$;
COMMENT ON FUNCTION criterion(text, interval, integer) IS
    'Connwarden SQL pack: builds the criterion of one kind of candidates';

-- The public parameters are double precision, because every numeric type converts to it implicitly.
-- A value too large for an integer is then rejected with a message instead of "function does not exist".
CREATE OR REPLACE FUNCTION check_minutes(parameter text, minutes double precision) RETURNS interval
LANGUAGE plpgsql IMMUTABLE
SET search_path FROM CURRENT
AS $$
BEGIN
    IF minutes IS NULL OR NOT (minutes > 0 AND minutes <= 525600) THEN
        RAISE EXCEPTION '% must be greater than 0 and at most 525600 (one year), was %', parameter,
            coalesce(minutes::text, 'null') USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- Rounded up to a millisecond: a tiny threshold must not become zero, which would match every session.
    RETURN make_interval(secs => ceil(60000 * minutes) / 1000);
END
$$;
COMMENT ON FUNCTION check_minutes(text, double precision) IS
    'Connwarden SQL pack: returns a threshold in minutes as an interval, or raises an error';

CREATE OR REPLACE FUNCTION check_max(parameter text, max_sessions double precision) RETURNS integer
LANGUAGE plpgsql IMMUTABLE
SET search_path FROM CURRENT
AS $$
BEGIN
    IF max_sessions IS NULL OR NOT (max_sessions BETWEEN 1 AND 1000) OR max_sessions <> trunc(max_sessions) THEN
        RAISE EXCEPTION '% must be a whole number from 1 to 1000, was %', parameter,
            coalesce(max_sessions::text, 'null') USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN max_sessions::integer;
END
$$;
COMMENT ON FUNCTION check_max(text, double precision) IS
    'Connwarden SQL pack: returns a maximum number of sessions as an integer, or raises an error';

CREATE OR REPLACE FUNCTION terminate_idle_connections(
    idle_threshold_minutes double precision DEFAULT 15, max_terminations double precision DEFAULT 10)
RETURNS TABLE (terminated_count integer, remaining_zombies integer, details jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    threshold constant interval := check_minutes('idle_threshold_minutes', idle_threshold_minutes);
    max_sessions constant integer := check_max('max_terminations', max_terminations);
    action_id constant bigint := begin_action('CLEANUP_EXECUTED');
    results jsonb;
    terminated integer;
    remaining integer;
BEGIN
    results := terminate_selected(
        action_id, 'terminateIdle', select_sessions(criterion('IDLE', threshold, max_sessions)));
    terminated := count_outcome(results, 'TERMINATED');
    -- With low visibility the number of remaining sessions is unknown.
    IF results -> 'notAttempted' IS NULL THEN
        remaining := count_past_threshold(threshold);
    END IF;
    results := results || jsonb_build_object(
        'idleThresholdMinutes', idle_threshold_minutes, 'maxTerminations', max_sessions,
        'terminatedCount', terminated, 'remainingZombies', remaining);
    PERFORM end_action(
        action_id, CASE WHEN results -> 'sessions' = '[]' THEN 'CLEANUP_NO_ZOMBIES' ELSE 'CLEANUP_EXECUTED' END,
        terminated, metrics_after_action(), results);
    RETURN QUERY SELECT terminated, remaining, results;
END
$$;
COMMENT ON FUNCTION terminate_idle_connections(double precision, double precision) IS
    'Connwarden SQL pack: terminates up to max_terminations sessions idle for at least idle_threshold_minutes, by descending idle time, and logs CLEANUP_EXECUTED or CLEANUP_NO_ZOMBIES. remaining_zombies counts the sessions still past the threshold, protected sessions included; it is null if visibility is too low';

-- The threshold of the transaction is more than the given minutes, as in rule R4 of the services.
CREATE OR REPLACE FUNCTION terminate_stuck_transactions(
    older_than_minutes double precision DEFAULT 5, max_terminations double precision DEFAULT 5)
RETURNS TABLE (terminated_count integer, details jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    threshold constant interval := check_minutes('older_than_minutes', older_than_minutes);
    max_sessions constant integer := check_max('max_terminations', max_terminations);
    action_id constant bigint := begin_action('SESSIONS_TERMINATED');
    results jsonb;
    terminated integer;
BEGIN
    results := terminate_selected(
        action_id, 'terminateStuck', select_sessions(criterion('STUCK', threshold, max_sessions)));
    terminated := count_outcome(results, 'TERMINATED');
    results := results || jsonb_build_object(
        'olderThanMinutes', older_than_minutes, 'maxTerminations', max_sessions, 'terminatedCount', terminated);
    PERFORM end_action(
        action_id, CASE WHEN results -> 'sessions' = '[]' THEN 'DECISION_NO_ACTION' ELSE 'SESSIONS_TERMINATED' END,
        terminated, metrics_after_action(), results);
    RETURN QUERY SELECT terminated, results;
END
$$;
COMMENT ON FUNCTION terminate_stuck_transactions(double precision, double precision) IS
    'Connwarden SQL pack: terminates up to max_terminations transactions that are older than older_than_minutes and wait for their client, blockers first, and logs SESSIONS_TERMINATED or DECISION_NO_ACTION';

-- What keeps connection pools warm must not make a full server untouchable: if no session is to be terminated there, the
-- most recently used idle sessions are not spared. A cancelled query frees no slot.
CREATE OR REPLACE FUNCTION select_for_emergency() RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
DECLARE
    active_for constant interval := make_interval(secs => setting_number('emergency_active_seconds')::float8);
    criteria constant jsonb :=
        criterion('IDLE', make_interval(secs => (60 * setting_number('emergency_idle_minutes'))::float8),
                  setting_number('emergency_max_terminations')::integer)
        || criterion('STUCK', make_interval(secs => (60 * setting_number('stuck_transaction_minutes'))::float8),
                     setting_number('emergency_max_stuck_transactions')::integer)
        || criterion('ACTIVE', active_for, setting_number('emergency_max_cancels')::integer)
        || criterion('UNRESPONSIVE_QUERY', active_for, setting_number('emergency_max_cancels')::integer);
    selection constant jsonb := select_sessions(criteria);
    relaxed jsonb;
BEGIN
    IF selection -> 'notAttempted' IS NULL
       AND selection -> 'terminateIdle' -> 'sessions' = '[]' AND selection -> 'terminateStuck' -> 'sessions' = '[]'
       AND (SELECT slot_utilization_percentage FROM pool_metrics()) > setting_number('critical_slot_utilization') THEN
        relaxed := select_sessions(criteria, true);
        IF relaxed -> 'terminateIdle' -> 'sessions' <> '[]' THEN
            RETURN relaxed || '{"survivorsRelaxed": true}';
        END IF;
    END IF;
    RETURN selection;
END
$$;
COMMENT ON FUNCTION select_for_emergency() IS
    'Connwarden SQL pack: returns the sessions of each step of an emergency reset';

-- Every step is selected before the first signal: what is freed by one step must not be a candidate of the next.
CREATE OR REPLACE FUNCTION emergency_connection_reset()
RETURNS TABLE (action text, affected_count integer, success boolean, details jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    action_id constant bigint := begin_action('EMERGENCY_RESET');
    selection constant jsonb := select_for_emergency();
    skipped jsonb := no_session_signalled(selection ->> 'notAttempted');
    stuck jsonb := skipped;
    idle jsonb := skipped;
    running jsonb := skipped;
BEGIN
    IF selection -> 'notAttempted' IS NULL THEN
        PERFORM record_victims(action_id, jsonb_build_object(
            'terminateIdle', intended(selection -> 'terminateIdle'),
            'terminateStuck', intended(selection -> 'terminateStuck'),
            'cancelLongQueries', intended(selection -> 'cancelLongQueries'),
            'applications', selection -> 'applications'));
        -- A cancel request or a timeout ends the whole call.
        skipped := no_session_signalled('the call was interrupted');
        stuck := signal_step(action_id, 'TERMINATE', selection -> 'terminateStuck');
        idle := CASE WHEN (stuck ->> 'interrupted')::boolean THEN skipped
                     ELSE signal_step(action_id, 'TERMINATE', selection -> 'terminateIdle') END;
        IF selection -> 'survivorsRelaxed' IS NOT NULL THEN
            idle := idle || '{"survivorsRelaxed": true}';
        END IF;
        running := CASE WHEN (stuck ->> 'interrupted')::boolean OR (idle ->> 'interrupted')::boolean THEN skipped
                        ELSE signal_step(action_id, 'CANCEL', selection -> 'cancelLongQueries') END;
    END IF;
    PERFORM end_action(
        action_id, 'EMERGENCY_RESET', count_outcome(idle, 'TERMINATED') + count_outcome(stuck, 'TERMINATED'),
        metrics_after_action(), jsonb_build_object(
            'terminateIdle', idle, 'terminateStuck', stuck, 'cancelLongQueries', running,
            'applications', selection -> 'applications'));
    RETURN QUERY
    SELECT step.action, count_outcome(step.results, step.success_outcome),
           -- A session that ended or changed by itself is not a failure.
           step.results -> 'notAttempted' IS NULL AND NOT EXISTS (
               SELECT FROM jsonb_array_elements(step.results -> 'sessions') AS session
               WHERE session ->> 'outcome' IN ('DENIED', 'FAILED', 'UNRESPONSIVE', 'INTERRUPTED')),
           step.results
    FROM (VALUES ('TERMINATE_IDLE', 'TERMINATED', idle),
                 ('CANCEL_LONG_QUERIES', 'CANCELLED', running),
                 ('TERMINATE_STUCK', 'TERMINATED', stuck)) AS step (action, success_outcome, results);
END
$$;
COMMENT ON FUNCTION emergency_connection_reset() IS
    'Connwarden SQL pack: terminates up to 20 sessions idle for 5 minutes, 5 stuck transactions and the queries that a cancel did not end, cancels up to 10 queries running for 30 seconds, and logs EMERGENCY_RESET. The limits are settings';
