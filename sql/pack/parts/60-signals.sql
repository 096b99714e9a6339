-- Signals sessions and waits for their end. These functions are internal: EXECUTE is granted to no role.

-- Compares identity and state and sends the signal in one statement, which keeps the time between them minimal.
CREATE OR REPLACE FUNCTION signal_session(
    kind text, victim_pid integer, victim_start timestamptz, victim_state text, victim_change timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
DECLARE
    answer text;
BEGIN
    -- Without this, the transaction would read its earlier snapshot of the activity.
    PERFORM pg_stat_clear_snapshot();
    SELECT CASE
               WHEN found.pid IS NULL OR found.backend_start IS DISTINCT FROM victim_start THEN 'ALREADY_GONE'
               WHEN found.backend_type IS DISTINCT FROM 'client backend' THEN 'PROTECTED'
               WHEN found.pid = pg_backend_pid() THEN 'PROTECTED'
               WHEN found.state IS DISTINCT FROM victim_state THEN 'CHANGED'
               WHEN found.state_change IS DISTINCT FROM victim_change THEN 'CHANGED'
               WHEN CASE kind WHEN 'TERMINATE' THEN pg_terminate_backend(found.pid)
                              WHEN 'CANCEL' THEN pg_cancel_backend(found.pid) END THEN 'SIGNALLED'
               -- The function returned false: no signal was sent.
               ELSE 'FAILED'
           END
    INTO STRICT answer
    FROM (SELECT) AS one_row
    LEFT JOIN pg_stat_get_activity(victim_pid) AS found ON true;
    RETURN answer;
EXCEPTION
    -- A denied signal does not stop the signals after it.
    WHEN insufficient_privilege THEN
        RETURN 'DENIED';
END
$$;
COMMENT ON FUNCTION signal_session(text, integer, timestamptz, text, timestamptz) IS
    'Connwarden SQL pack: signals a session if its identity and state are still the expected ones';

-- Returns the pids of the signalled sessions that still exist or still run the cancelled query.
CREATE OR REPLACE FUNCTION pending_pids(kind text, results jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM pg_stat_clear_snapshot();
    RETURN (
        SELECT coalesce(jsonb_agg(found.pid), '[]')
        FROM jsonb_to_recordset(results) AS signalled (
            pid integer, "backendStart" timestamptz, state text, "stateChange" timestamptz, outcome text)
        JOIN pg_stat_get_activity(NULL) AS found
            ON found.pid = signalled.pid AND found.backend_start = signalled."backendStart"
        WHERE signalled.outcome = 'SIGNALLED'
          -- A cancelled query has ended when its session is in another state or runs another query.
          AND (kind = 'TERMINATE' OR (found.state = signalled.state AND found.state_change = signalled."stateChange")));
END
$$;
COMMENT ON FUNCTION pending_pids(text, jsonb) IS
    'Connwarden SQL pack: returns the pids of signalled sessions that have not ended yet';

-- Signals every session of the list, waits for all of them together, and returns the outcome of each.
CREATE OR REPLACE FUNCTION signal_all(kind text, victims jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
DECLARE
    success constant text := CASE kind WHEN 'TERMINATE' THEN 'TERMINATED' ELSE 'CANCELLED' END;
    deadline timestamptz;
    victim jsonb;
    results jsonb := '[]';
    pending jsonb;
    interrupted boolean := false;
BEGIN
    BEGIN
        FOR victim IN SELECT jsonb_array_elements(victims) LOOP
            results := results || (victim || jsonb_build_object('outcome', signal_session(
                kind, (victim ->> 'pid')::integer, (victim ->> 'backendStart')::timestamptz, victim ->> 'state',
                (victim ->> 'stateChange')::timestamptz)));
        END LOOP;
        deadline := clock_timestamp() + make_interval(secs => setting_number('wait_seconds')::float8);
        LOOP
            pending := pending_pids(kind, results);
            EXIT WHEN pending = '[]' OR clock_timestamp() >= deadline;
            PERFORM pg_sleep(0.02);
        END LOOP;
    EXCEPTION
        -- A cancel request, a timeout or an error ends the wait. The signals sent are still returned and logged.
        WHEN query_canceled OR OTHERS THEN
            interrupted := true;
            pending := pending_pids(kind, results);
    END;
    RETURN jsonb_build_object('interrupted', interrupted, 'sessions', (
        SELECT coalesce(jsonb_agg(
            CASE
                -- Not processed. The first such session may have been signalled before the interruption.
                WHEN position > jsonb_array_length(results) THEN session || '{"outcome": "INTERRUPTED"}'
                WHEN results -> (position::integer - 1) ->> 'outcome' <> 'SIGNALLED' THEN results -> (position::integer - 1)
                WHEN pending @> (session -> 'pid') THEN session || '{"outcome": "UNRESPONSIVE"}'
                ELSE session || jsonb_build_object('outcome', success)
            END ORDER BY position), '[]')
        FROM jsonb_array_elements(victims) WITH ORDINALITY AS each (session, position)));
END
$$;
COMMENT ON FUNCTION signal_all(text, jsonb) IS
    'Connwarden SQL pack: signals a list of sessions and returns the outcome of each, and whether the call was interrupted';
