-- The course of an action: its row is inserted, then its sessions are recorded, signalled, and recorded with their
-- outcomes. EXECUTE is granted to no role.

CREATE OR REPLACE FUNCTION no_session_signalled(reason text) RETURNS jsonb
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    SELECT jsonb_build_object('interrupted', false, 'sessions', '[]'::jsonb, 'spared', '[]'::jsonb, 'notAttempted', reason)
$$;
COMMENT ON FUNCTION no_session_signalled(text) IS
    'Connwarden SQL pack: builds the result of a call that signalled no session';

-- The row of an action is written before its first signal: an action that cannot be recorded signals no session.
CREATE OR REPLACE FUNCTION begin_action(event text) RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
DECLARE
    action_id bigint;
BEGIN
    IF pg_is_in_recovery() THEN
        RAISE EXCEPTION 'no session was signalled: this server is a standby, on which the pack cannot record an action'
            USING ERRCODE = 'read_only_sql_transaction',
                  HINT = 'Terminate sessions of a standby with the Connwarden services, or call pg_terminate_backend.';
    END IF;
    IF current_setting('transaction_read_only') = 'on' THEN
        RAISE EXCEPTION 'no session was signalled: the transaction is read-only, so the pack cannot record an action'
            USING ERRCODE = 'read_only_sql_transaction',
                  HINT = 'Call the function in a read-write transaction: SET default_transaction_read_only = off.';
    END IF;
    INSERT INTO connection_logs (event_type, actor) VALUES (event, session_user) RETURNING id INTO STRICT action_id;
    RETURN action_id;
EXCEPTION
    WHEN no_data_found THEN
        RAISE EXCEPTION 'no session was signalled: a trigger on connection_logs suppressed the row of the action'
            USING ERRCODE = 'triggered_action_exception';
END
$$;
COMMENT ON FUNCTION begin_action(text) IS
    'Connwarden SQL pack: inserts the row of an action before its first signal, or raises an error';

-- The sessions of a step before their signals.
CREATE OR REPLACE FUNCTION intended(step jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    SELECT jsonb_build_object('sessions', (
        SELECT coalesce(jsonb_agg(victim || '{"outcome": "INTENDED"}' ORDER BY position), '[]')
        FROM jsonb_array_elements(step -> 'sessions') WITH ORDINALITY AS each (victim, position)))
$$;
COMMENT ON FUNCTION intended(jsonb) IS 'Connwarden SQL pack: returns the selected sessions of a step as INTENDED';

-- Adds the sessions of all signals to the row of an action.
CREATE OR REPLACE FUNCTION record_victims(action_id bigint, recorded jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
BEGIN
    UPDATE connection_logs SET details = recorded WHERE connection_logs.id = action_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no session was signalled: row % of connection_logs does not exist or was not changed', action_id
            USING ERRCODE = 'triggered_action_exception';
    END IF;
END
$$;
COMMENT ON FUNCTION record_victims(bigint, jsonb) IS
    'Connwarden SQL pack: records the sessions of an action before they are signalled';

-- The message in the server log remains if the caller rolls back.
CREATE OR REPLACE FUNCTION signal_step(action_id bigint, kind text, step jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
BEGIN
    IF step -> 'sessions' <> '[]' THEN
        RAISE LOG 'Connwarden SQL pack: action % of role % sends the signal % to the sessions with pid %', action_id,
            session_user, kind,
            (SELECT string_agg(victim ->> 'pid', ', ') FROM jsonb_array_elements(step -> 'sessions') AS victim);
    END IF;
    RETURN signal_all(kind, step -> 'sessions') || jsonb_build_object('spared', step -> 'spared');
END
$$;
COMMENT ON FUNCTION signal_step(bigint, text, jsonb) IS
    'Connwarden SQL pack: signals the sessions of a step and returns the outcome of each';

-- The two halves of an action that terminates sessions. Only the first may fail.
CREATE OR REPLACE FUNCTION record_selection(action_id bigint, step text, selection jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
BEGIN
    IF selection -> 'notAttempted' IS NULL THEN
        PERFORM record_victims(
            action_id,
            intended(selection -> step) || jsonb_build_object('applications', selection -> 'applications'));
    END IF;
END
$$;
COMMENT ON FUNCTION record_selection(bigint, text, jsonb) IS
    'Connwarden SQL pack: records the selected sessions of a step before they are signalled';

CREATE OR REPLACE FUNCTION terminate_recorded(action_id bigint, step text, selection jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
BEGIN
    IF selection -> 'notAttempted' IS NOT NULL THEN
        RETURN no_session_signalled(selection ->> 'notAttempted');
    END IF;
    RETURN signal_step(action_id, 'TERMINATE', selection -> step)
        || jsonb_build_object('applications', selection -> 'applications');
END
$$;
COMMENT ON FUNCTION terminate_recorded(bigint, text, jsonb) IS
    'Connwarden SQL pack: terminates the recorded sessions of a step and returns the outcome of each';

-- An action of one step, which terminates sessions.
CREATE OR REPLACE FUNCTION terminate_selected(action_id bigint, step text, selection jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM record_selection(action_id, step, selection);
    RETURN terminate_recorded(action_id, step, selection);
END
$$;
COMMENT ON FUNCTION terminate_selected(bigint, text, jsonb) IS
    'Connwarden SQL pack: records and terminates the selected sessions and returns the outcome of each';

-- A failure here must not roll back the row: the signals are already sent.
CREATE OR REPLACE FUNCTION end_action(
    action_id bigint, event text, terminated integer, metrics jsonb, log_details jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
BEGIN
    UPDATE connection_logs
    SET event_type = event,
        connection_count = (metrics ->> 'total_connections')::integer,
        active_count = (metrics ->> 'active_connections')::integer,
        idle_count = (metrics ->> 'idle_connections')::integer,
        zombie_count = (metrics ->> 'zombie_connections')::integer,
        utilization = (metrics ->> 'utilization_percentage')::float8,
        terminated_count = terminated,
        details = log_details
    WHERE connection_logs.id = action_id;
EXCEPTION
    WHEN query_canceled OR OTHERS THEN
        RAISE WARNING 'the outcomes of action % were not recorded: %', action_id, SQLERRM
            USING DETAIL = 'Its row in connection_logs lists the sessions with the outcome INTENDED.';
END
$$;
COMMENT ON FUNCTION end_action(bigint, text, integer, jsonb, jsonb) IS
    'Connwarden SQL pack: records the outcomes of an action in its row';

-- The metrics after an action, or null after an error or a cancel request: the outcomes are recorded without them.
CREATE OR REPLACE FUNCTION metrics_after_action() RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM pg_stat_clear_snapshot();
    RETURN (SELECT to_jsonb(after) FROM pool_metrics() AS after);
EXCEPTION
    WHEN query_canceled OR OTHERS THEN
        RETURN NULL;
END
$$;
COMMENT ON FUNCTION metrics_after_action() IS 'Connwarden SQL pack: returns the metrics for the row of an action';

CREATE OR REPLACE FUNCTION count_past_threshold(threshold interval) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM pg_stat_clear_snapshot();
    RETURN (SELECT count(*) FROM observed_sessions() AS session
            WHERE session.state = 'idle' AND session.state_age >= threshold
              -- Such sessions are no zombies, because no call terminates them.
              AND coalesce(session.protection_reason, '') NOT IN ('session of Connwarden', 'superuser role'));
EXCEPTION
    WHEN query_canceled OR OTHERS THEN
        RETURN NULL;
END
$$;
COMMENT ON FUNCTION count_past_threshold(interval) IS
    'Connwarden SQL pack: returns the number of idle sessions past a threshold, or null after an error';

CREATE OR REPLACE FUNCTION count_outcome(results jsonb, wanted text) RETURNS integer
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    SELECT count(*)::integer FROM jsonb_array_elements(results -> 'sessions') AS session WHERE session ->> 'outcome' = wanted
$$;
COMMENT ON FUNCTION count_outcome(jsonb, text) IS 'Connwarden SQL pack: returns the number of sessions with an outcome';
