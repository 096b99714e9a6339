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
    -- Until somebody has looked, every signalled session may still be there.
    pending jsonb;
BEGIN
    FOR victim IN SELECT jsonb_array_elements(victims) LOOP
        told := told || (victim || jsonb_build_object('outcome', signal_session(
            kind, (victim ->> 'pid')::integer, (victim ->> 'backendStart')::timestamptz, victim ->> 'state',
            (victim ->> 'stateChange')::timestamptz)));
    END LOOP;
    SELECT coalesce(jsonb_agg(session -> 'pid'), '[]') INTO pending FROM jsonb_array_elements(told) AS session;
    deadline := clock_timestamp() + make_interval(secs => setting_number('wait_seconds')::float8);
    BEGIN
        LOOP
            PERFORM pg_stat_clear_snapshot();
            SELECT coalesce(jsonb_agg(found.pid), '[]')
            INTO pending
            FROM jsonb_to_recordset(told) AS signalled (
                pid integer, "backendStart" timestamptz, state text, "stateChange" timestamptz, outcome text)
            JOIN pg_stat_get_activity(NULL) AS found
                ON found.pid = signalled.pid AND found.backend_start = signalled."backendStart"
            WHERE signalled.outcome = 'SIGNALLED'
              -- A cancelled query has ended once its session is in another state, or runs another one.
              AND (kind = 'TERMINATE' OR (found.state = signalled.state AND found.state_change = signalled."stateChange"));
            EXIT WHEN pending = '[]' OR clock_timestamp() >= deadline;
            PERFORM pg_sleep(0.02);
        END LOOP;
    EXCEPTION
        -- Whoever called waits no longer, or a timeout struck. What was signalled is told and logged all the same.
        WHEN query_canceled THEN
            NULL;
    END;
    RETURN (
        SELECT coalesce(jsonb_agg(
            CASE
                WHEN session ->> 'outcome' <> 'SIGNALLED' THEN session
                WHEN pending @> (session -> 'pid') THEN session || '{"outcome": "UNRESPONSIVE"}'
                ELSE session || jsonb_build_object('outcome', ending)
            END ORDER BY position), '[]')
        FROM jsonb_array_elements(told) WITH ORDINALITY AS each (session, position));
END
$$;
COMMENT ON FUNCTION signal_all(text, jsonb) IS 'Connwarden SQL pack: signals a list of sessions and tells what became of each';
