-- One signal, and the wait for those who were signalled. For the pack's own functions only.

-- Compares identity and state and signals in one statement, so that nothing fits between look and signal.
CREATE OR REPLACE FUNCTION signal_session(
    kind text, victim_pid integer, victim_start timestamptz, victim_state text, victim_change timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
DECLARE
    answer text;
BEGIN
    -- What this transaction saw of the server before is frozen otherwise.
    PERFORM pg_stat_clear_snapshot();
    SELECT CASE
               WHEN found.pid IS NULL OR found.backend_start IS DISTINCT FROM victim_start THEN 'ALREADY_GONE'
               WHEN found.backend_type IS DISTINCT FROM 'client backend' THEN 'PROTECTED'
               WHEN found.pid = pg_backend_pid() THEN 'PROTECTED'
               WHEN found.state IS DISTINCT FROM victim_state THEN 'CHANGED'
               WHEN found.state_change IS DISTINCT FROM victim_change THEN 'CHANGED'
               WHEN CASE kind WHEN 'TERMINATE' THEN pg_terminate_backend(found.pid)
                              WHEN 'CANCEL' THEN pg_cancel_backend(found.pid) END THEN 'SIGNALLED'
               -- false is not a kill: nothing was sent.
               ELSE 'FAILED'
           END
    INTO STRICT answer
    FROM (SELECT) AS nothing
    LEFT JOIN pg_stat_get_activity(victim_pid) AS found ON true;
    RETURN answer;
EXCEPTION
    -- One refusal never stops the sweep.
    WHEN insufficient_privilege THEN
        RETURN 'DENIED';
END
$$;
COMMENT ON FUNCTION signal_session(text, integer, timestamptz, text, timestamptz) IS
    'Connwarden SQL pack: signals a session if it is still the one that was decided on';

-- Who of those signalled is still there: the numbers of their processes.
CREATE OR REPLACE FUNCTION still_there(kind text, told jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM pg_stat_clear_snapshot();
    RETURN (
        SELECT coalesce(jsonb_agg(found.pid), '[]')
        FROM jsonb_to_recordset(told) AS signalled (
            pid integer, "backendStart" timestamptz, state text, "stateChange" timestamptz, outcome text)
        JOIN pg_stat_get_activity(NULL) AS found
            ON found.pid = signalled.pid AND found.backend_start = signalled."backendStart"
        WHERE signalled.outcome = 'SIGNALLED'
          -- A cancelled query has ended once its session is in another state, or runs another one.
          AND (kind = 'TERMINATE' OR (found.state = signalled.state AND found.state_change = signalled."stateChange")));
END
$$;
COMMENT ON FUNCTION still_there(text, jsonb) IS 'Connwarden SQL pack: who of those signalled has not ended yet';

-- Signals every session of the list, waits for all of them together, and tells what became of each.
CREATE OR REPLACE FUNCTION signal_all(kind text, victims jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
DECLARE
    ending constant text := CASE kind WHEN 'TERMINATE' THEN 'TERMINATED' ELSE 'CANCELLED' END;
    deadline timestamptz;
    victim jsonb;
    told jsonb := '[]';
    pending jsonb;
    interrupted boolean := false;
BEGIN
    BEGIN
        FOR victim IN SELECT jsonb_array_elements(victims) LOOP
            told := told || (victim || jsonb_build_object('outcome', signal_session(
                kind, (victim ->> 'pid')::integer, (victim ->> 'backendStart')::timestamptz, victim ->> 'state',
                (victim ->> 'stateChange')::timestamptz)));
        END LOOP;
        deadline := clock_timestamp() + make_interval(secs => setting_number('wait_seconds')::float8);
        LOOP
            pending := still_there(kind, told);
            EXIT WHEN pending = '[]' OR clock_timestamp() >= deadline;
            PERFORM pg_sleep(0.02);
        END LOOP;
    EXCEPTION
        -- Whoever called waits no longer, or a timeout struck. What was signalled is told and logged all the same.
        WHEN query_canceled THEN
            interrupted := true;
            pending := still_there(kind, told);
    END;
    RETURN jsonb_build_object('interrupted', interrupted, 'sessions', (
        SELECT coalesce(jsonb_agg(
            CASE
                -- Not reached; the first of them may have been signalled without an answer.
                WHEN position > jsonb_array_length(told) THEN session || '{"outcome": "INTERRUPTED"}'
                WHEN told -> (position::integer - 1) ->> 'outcome' <> 'SIGNALLED' THEN told -> (position::integer - 1)
                WHEN pending @> (session -> 'pid') THEN session || '{"outcome": "UNRESPONSIVE"}'
                ELSE session || jsonb_build_object('outcome', ending)
            END ORDER BY position), '[]')
        FROM jsonb_array_elements(victims) WITH ORDINALITY AS each (session, position)));
END
$$;
COMMENT ON FUNCTION signal_all(text, jsonb) IS
    'Connwarden SQL pack: signals a list of sessions; tells what became of each, and whether it was interrupted';
