-- Who is to go, and the two calls that make them go.

-- Candidates oldest first. Chosen are at most so many; of the rest each says why it is spared.
CREATE OR REPLACE FUNCTION candidates(wanted_state text, threshold interval, most integer)
RETURNS TABLE (chosen boolean, report jsonb)
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
AS $$
    WITH seen AS MATERIALIZED (
        SELECT *,
               CASE wanted_state WHEN 'active' THEN query_age ELSE state_age END AS age,
               -- Every application keeps its freshest idle sessions; protected ones may not be its pool's.
               row_number() OVER (
                   PARTITION BY protected_because IS NULL, coalesce(application_name, '')
                   ORDER BY state_change DESC NULLS LAST, backend_start DESC NULLS LAST, pid DESC) AS freshness
        FROM sessions_seen()
        WHERE state = wanted_state
    ),
    eligible AS (
        SELECT *,
               CASE
                   WHEN protected_because IS NOT NULL THEN 'protected: ' || protected_because
                   WHEN wanted_state = 'idle' AND freshness <= setting_number('survivors_per_application')
                       THEN 'one of the freshest idle sessions that its application keeps'
               END AS spared_because
        FROM seen
        WHERE age >= threshold
    ),
    ranked AS (
        SELECT *,
               row_number() OVER (PARTITION BY spared_because IS NULL ORDER BY age DESC, backend_start, pid) AS rank
        FROM eligible
    )
    SELECT spared_because IS NULL AND rank <= most,
           jsonb_strip_nulls(jsonb_build_object(
               'pid', pid, 'backendStart', backend_start, 'user', usename, 'application', application_name,
               'database', datname, 'clientAddress', host(client_addr), 'state', state, 'stateChange', state_change,
               'stateAgeSeconds', round(extract(epoch FROM state_age)::numeric, 3),
               'reason', CASE
                   WHEN spared_because IS NOT NULL THEN spared_because
                   WHEN rank > most THEN format('more than the %s asked for', most)
                   ELSE format('%s for %s s, threshold %s s',
                               CASE wanted_state WHEN 'active' THEN 'query running' ELSE wanted_state END,
                               round(extract(epoch FROM age)::numeric, 1), extract(epoch FROM threshold)::float8)
               END))
    FROM ranked
    ORDER BY age DESC, backend_start, pid
$$;
COMMENT ON FUNCTION candidates(text, interval, integer) IS
    'Connwarden SQL pack: sessions in a state for at least so long, the oldest first: chosen, or spared with a reason';

CREATE OR REPLACE FUNCTION nobody_touched(why text) RETURNS jsonb
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    SELECT jsonb_build_object('interrupted', false, 'sessions', '[]'::jsonb, 'spared', '[]'::jsonb, 'refused', why)
$$;
COMMENT ON FUNCTION nobody_touched(text) IS 'Connwarden SQL pack: what is told where nothing was tried';

CREATE OR REPLACE FUNCTION reclaim(kind text, wanted_state text, threshold interval, most integer) RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
DECLARE
    victims jsonb;
    spared jsonb;
    visibility numeric;
BEGIN
    PERFORM pg_stat_clear_snapshot();
    SELECT visibility_percentage INTO visibility FROM pool_figures();
    IF visibility < setting_number('minimum_visibility') THEN
        RETURN nobody_touched(format(
            'only %s %% of the sessions can be seen, so none is touched: GRANT pg_monitor TO the owner of the pack',
            visibility));
    END IF;
    SELECT coalesce(jsonb_agg(report ORDER BY position) FILTER (WHERE chosen), '[]'),
           coalesce(jsonb_agg(report ORDER BY position) FILTER (WHERE NOT chosen), '[]')
    INTO victims, spared
    FROM (SELECT chosen, report, row_number() OVER () AS position FROM candidates(wanted_state, threshold, most)) AS each;
    RETURN signal_all(kind, victims) || jsonb_build_object('spared', spared);
END
$$;
COMMENT ON FUNCTION reclaim(text, text, interval, integer) IS
    'Connwarden SQL pack: signals the oldest candidates and tells what became of each';

CREATE OR REPLACE FUNCTION with_outcome(told jsonb, wanted text) RETURNS integer
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    SELECT count(*)::integer FROM jsonb_array_elements(told -> 'sessions') AS session WHERE session ->> 'outcome' = wanted
$$;
COMMENT ON FUNCTION with_outcome(jsonb, text) IS 'Connwarden SQL pack: how many sessions ended so';

-- Both are double precision because every number can become one without a cast: a driver's float, and a count too large
-- for an integer, which is then refused with a sentence and not as an unknown function.
CREATE OR REPLACE FUNCTION terminate_idle_connections(
    idle_threshold_minutes double precision DEFAULT 15, max_terminations double precision DEFAULT 10)
RETURNS TABLE (terminated_count integer, remaining_zombies integer, details jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    threshold interval;
    told jsonb;
    ended integer;
    remaining integer;
BEGIN
    IF idle_threshold_minutes IS NULL OR NOT (idle_threshold_minutes > 0 AND idle_threshold_minutes <= 525600) THEN
        RAISE EXCEPTION 'idle_threshold_minutes must be above 0 and at most 525600 (a year), was %',
            coalesce(idle_threshold_minutes::text, 'null') USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF max_terminations IS NULL OR NOT (max_terminations BETWEEN 1 AND 1000)
       OR max_terminations <> trunc(max_terminations) THEN
        RAISE EXCEPTION 'max_terminations must be a whole number from 1 to 1000, was %',
            coalesce(max_terminations::text, 'null') USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- To the millisecond, rounded up: a fraction too small to hold must not become "every idle session".
    threshold := make_interval(secs => ceil(60000 * idle_threshold_minutes) / 1000);
    told := reclaim('TERMINATE', 'idle', threshold, max_terminations::integer);
    ended := with_outcome(told, 'TERMINATED');
    PERFORM pg_stat_clear_snapshot();
    -- Where too little can be seen, how many remain is not known.
    IF told -> 'refused' IS NULL THEN
        SELECT count(*) INTO remaining FROM sessions_seen() AS session
        WHERE session.state = 'idle' AND session.state_age >= threshold;
    END IF;
    told := told || jsonb_build_object(
        'idleThresholdMinutes', idle_threshold_minutes, 'maxTerminations', max_terminations::integer,
        'terminatedCount', ended, 'remainingZombies', remaining);
    PERFORM write_log(
        CASE WHEN told -> 'sessions' = '[]' THEN 'CLEANUP_NO_ZOMBIES' ELSE 'CLEANUP_EXECUTED' END, ended,
        (SELECT to_jsonb(after) FROM pool_figures() AS after), told);
    RETURN QUERY SELECT ended, remaining, told;
END
$$;
COMMENT ON FUNCTION terminate_idle_connections(double precision, double precision) IS
    'Connwarden SQL pack: ends sessions idle for at least so many minutes, the longest idle first, at most so many; logs CLEANUP_EXECUTED or CLEANUP_NO_ZOMBIES. remaining_zombies: sessions still idle that long, protected ones included; null where too little can be seen';

CREATE OR REPLACE FUNCTION emergency_connection_reset()
RETURNS TABLE (action text, affected_count integer, success boolean, details jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    idle jsonb;
    running jsonb;
BEGIN
    idle := reclaim('TERMINATE', 'idle',
                    make_interval(secs => (60 * setting_number('emergency_idle_minutes'))::float8),
                    setting_number('emergency_max_terminations')::integer);
    -- Whoever says stop, or a timeout, means all of it.
    IF (idle ->> 'interrupted')::boolean THEN
        running := nobody_touched('not attempted: interrupted');
    ELSE
        BEGIN
            running := reclaim('CANCEL', 'active',
                               make_interval(secs => setting_number('emergency_running_seconds')::float8),
                               setting_number('emergency_max_cancels')::integer);
        EXCEPTION
            -- While they were looked for: the sessions ended before must be logged all the same.
            WHEN query_canceled THEN
                running := nobody_touched('interrupted');
        END;
    END IF;
    PERFORM pg_stat_clear_snapshot();
    PERFORM write_log('EMERGENCY_RESET', with_outcome(idle, 'TERMINATED'),
                      (SELECT to_jsonb(after) FROM pool_figures() AS after),
                      jsonb_build_object('terminateIdle', idle, 'cancelLongQueries', running));
    RETURN QUERY
    SELECT step.action, with_outcome(step.told, step.ending),
           -- A session that left or changed by itself is no failure.
           step.told -> 'refused' IS NULL AND NOT EXISTS (
               SELECT FROM jsonb_array_elements(step.told -> 'sessions') AS session
               WHERE session ->> 'outcome' IN ('DENIED', 'FAILED', 'UNRESPONSIVE', 'INTERRUPTED')),
           step.told
    FROM (VALUES ('TERMINATE_IDLE', 'TERMINATED', idle),
                 ('CANCEL_LONG_QUERIES', 'CANCELLED', running)) AS step (action, ending, told);
END
$$;
COMMENT ON FUNCTION emergency_connection_reset() IS
    'Connwarden SQL pack: ends sessions idle for 5 minutes (at most 20), cancels queries older than 30 seconds (at most 10), logs EMERGENCY_RESET';
