-- The call that reclaims within the CONNECTION LIMIT of a role or database, as rule R3 of the services does.

-- The sessions to terminate for one limit. Above the critical threshold the times are those of the emergency reset; if no
-- session is old enough, younger ones are selected, and then the most recently used ones.
CREATE OR REPLACE FUNCTION select_within_limit(full_limit record) RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
DECLARE
    critical constant boolean := full_limit.utilization > setting_number('critical_slot_utilization');
    -- The number of sessions above the share of the limit at which the action has its purpose.
    excess constant integer := full_limit.sessions - floor(full_limit.max_sessions * setting_number(
        CASE WHEN critical THEN 'relief_slot_utilization' ELSE 'warning_slot_utilization' END) / 100)::integer;
    max_sessions constant integer := least(greatest(excess, 0), setting_number(
        CASE WHEN critical THEN 'emergency_max_terminations' ELSE 'limit_max_terminations' END)::integer);
    attempt record;
    selection jsonb;
BEGIN
    FOR attempt IN
        SELECT *
        FROM (VALUES (1, CASE WHEN critical THEN 'emergency_idle_minutes' ELSE 'limit_idle_minutes' END, false),
                     (2, 'next_step_idle_minutes', false),
                     (3, 'next_step_idle_minutes', true)) AS step (number, idle_minutes, relaxed)
        WHERE step.number = 1 OR critical
        ORDER BY step.number
    LOOP
        selection := select_sessions(
            criterion('IDLE', make_interval(secs => (60 * setting_number(attempt.idle_minutes))::float8), max_sessions),
            attempt.relaxed, full_limit.scope, full_limit.name);
        EXIT WHEN selection -> 'notAttempted' IS NOT NULL OR selection -> 'terminateIdle' -> 'sessions' <> '[]';
    END LOOP;
    RETURN selection;
END
$$;
COMMENT ON FUNCTION select_within_limit(record) IS
    'Connwarden SQL pack: returns the sessions to terminate for one connection limit';

CREATE OR REPLACE FUNCTION reclaim_connection_limits()
RETURNS TABLE (limit_scope text, limit_name text, terminated_count integer, details jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    scopes text[];
    names text[];
    full_limit record;
    action_id bigint;
    selection jsonb;
    results jsonb;
BEGIN
    PERFORM pg_stat_clear_snapshot();
    SELECT array_agg(found.scope), array_agg(found.name) INTO scopes, names
    FROM connection_limits() AS found
    -- With 0, no session is terminated within limits.
    WHERE setting_number('limit_max_terminations') > 0
      AND found.utilization > setting_number('warning_slot_utilization');
    FOR i IN 1 .. coalesce(cardinality(scopes), 0) LOOP
        -- A failure here must not roll back the rows of earlier limits: their signals are already sent.
        BEGIN
            -- The end of sessions of a role also relieves its database.
            PERFORM pg_stat_clear_snapshot();
            SELECT * INTO full_limit FROM connection_limits() AS found
            WHERE found.scope = scopes[i] AND found.name = names[i]
              AND found.utilization > setting_number('warning_slot_utilization');
            CONTINUE WHEN NOT FOUND;
            action_id := begin_action('CLEANUP_EXECUTED');
            selection := select_within_limit(full_limit);
            PERFORM record_selection(action_id, 'terminateIdle', selection);
        EXCEPTION
            WHEN query_canceled OR OTHERS THEN
                IF i = 1 THEN
                    RAISE;
                END IF;
                RAISE WARNING 'no session was signalled within the limits after the first %: %', i - 1, SQLERRM
                    USING HINT = 'Call the function again for the remaining limits.';
                EXIT;
        END;
        results := terminate_recorded(action_id, 'terminateIdle', selection)
            || jsonb_build_object('connectionLimit', to_jsonb(full_limit));
        PERFORM end_action(
            action_id, CASE WHEN results -> 'sessions' = '[]' THEN 'DECISION_NO_ACTION' ELSE 'CLEANUP_EXECUTED' END,
            count_outcome(results, 'TERMINATED'), metrics_after_action(), results);
        limit_scope := full_limit.scope;
        limit_name := full_limit.name;
        terminated_count := count_outcome(results, 'TERMINATED');
        details := results;
        RETURN NEXT;
        EXIT WHEN (results ->> 'interrupted')::boolean;
    END LOOP;
END
$$;
COMMENT ON FUNCTION reclaim_connection_limits() IS
    'Connwarden SQL pack: terminates idle sessions of the roles and databases that are above 80 % of their CONNECTION LIMIT, no more than each limit needs, and logs CLEANUP_EXECUTED or DECISION_NO_ACTION for each limit. The thresholds are settings';
