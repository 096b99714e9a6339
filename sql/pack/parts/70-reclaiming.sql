-- Selects sessions and reclaims their slots: terminate_idle_connections and emergency_connection_reset.

-- The sessions on which a signal had no effect, with the time of the next attempt. The pause is 1 min after the first
-- attempt, and twice as long after each further one, up to 1 h. A failed termination also sets aside cancels. A failed
-- cancel sets aside one query, which query_since identifies.
CREATE OR REPLACE FUNCTION unreclaimed_sessions(session_state text)
RETURNS TABLE (pid integer, backend_start timestamptz, query_since timestamptz, retry_at timestamptz, failure text)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $$
    SELECT attempts.pid, attempts.backend_start, attempts.query_since, attempts.failed_at + least(
               interval '1 minute' * power(2, least(attempts.tries, 7) - 1), interval '1 hour'),
           format('no effect of a signal at %s (attempts: %s)', attempts.failed_at, attempts.tries)
    FROM (SELECT (session ->> 'pid')::integer AS pid, (session ->> 'backendStart')::timestamptz AS backend_start,
                 CASE WHEN signal.is_cancel THEN (session ->> 'stateChange')::timestamptz END AS query_since,
                 max(log.created_at) AS failed_at, count(*) AS tries
          FROM connection_logs AS log
          CROSS JOIN LATERAL (
              VALUES (false, coalesce(log.details -> 'sessions', '[]')
                             || coalesce(log.details -> 'terminateIdle' -> 'sessions', '[]')),
                     (true, CASE session_state WHEN 'active'
                                THEN coalesce(log.details -> 'cancelLongQueries' -> 'sessions', '[]') ELSE '[]' END)
          ) AS signal (is_cancel, sessions)
          CROSS JOIN LATERAL jsonb_array_elements(signal.sessions) AS session
          WHERE log.event_type IN ('CLEANUP_EXECUTED', 'EMERGENCY_RESET')
            AND log.created_at > clock_timestamp() - interval '1 day'
            AND session ->> 'outcome' IN ('UNRESPONSIVE', 'DENIED', 'FAILED')
          GROUP BY 1, 2, 3) AS attempts
$$;
COMMENT ON FUNCTION unreclaimed_sessions(text) IS
    'Connwarden SQL pack: returns the sessions on which a signal had no effect, with the time of the next attempt';

-- The current command of every client session, and the client or the lock that it waits for.
CREATE OR REPLACE FUNCTION session_work()
RETURNS TABLE (pid integer, waits_for_client boolean, waits_for_lock boolean, waits_for_table_lock boolean,
               blocked_by integer[], maintenance boolean)
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
SET standard_conforming_strings = on
AS $$
    WITH activity AS MATERIALIZED (
        SELECT * FROM pg_stat_get_activity(NULL) AS activity WHERE activity.backend_type = 'client backend'
    ),
    table_lock AS MATERIALIZED (
        -- A request for one of these modes holds back every query that writes to the table, or every query.
        SELECT DISTINCT locks.pid
        FROM pg_locks AS locks
        WHERE locks.locktype = 'relation' AND NOT locks.granted
          AND locks.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
    ),
    progress AS MATERIALIZED (
        SELECT listed.pid FROM pg_stat_progress_analyze AS listed
        UNION SELECT listed.pid FROM pg_stat_progress_cluster AS listed
        UNION SELECT listed.pid FROM pg_stat_progress_create_index AS listed
        UNION SELECT listed.pid FROM pg_stat_progress_vacuum AS listed
        -- The view pg_stat_progress_copy exists since version 14. Version 13 rejects the name COPY.
        UNION SELECT listed.pid
        FROM pg_stat_get_progress_info(
            CASE WHEN current_setting('server_version_num')::integer >= 140000 THEN 'COPY' ELSE 'VACUUM' END) AS listed
    ),
    waiting AS MATERIALIZED (
        -- pg_blocking_pids locks all partitions of the lock table: it is called only for the sessions waiting longest.
        SELECT longest.pid, pg_blocking_pids(longest.pid) AS blocked_by
        FROM (SELECT activity.pid FROM activity
              WHERE activity.wait_event_type = 'Lock' ORDER BY activity.query_start LIMIT 200) AS longest
    )
    SELECT client.pid,
           coalesce(client.state = 'active' AND client.wait_event_type = 'Client' AND client.wait_event = 'ClientRead',
                    false),
           coalesce(client.wait_event_type = 'Lock', false),
           table_lock.pid IS NOT NULL,
           coalesce(waiting.blocked_by, '{}'),
           -- Version 13 lists no COPY.
           progress.pid IS NOT NULL OR coalesce(client.state = 'active' AND client.query ~* '^\s*copy\M|\mcopy\M.*\mfrom\s+stdin\M', false)
    FROM activity AS client
    LEFT JOIN table_lock ON table_lock.pid = client.pid
    LEFT JOIN progress ON progress.pid = client.pid
    LEFT JOIN waiting ON waiting.pid = client.pid
$$;
COMMENT ON FUNCTION session_work() IS
    'Connwarden SQL pack: returns for every client session the client or the lock that it waits for';

-- The candidates in the order of their signals: sessions that are tried again come last, queries that block others come
-- by the number of these, then all by descending age. At most max_sessions are selected; each other candidate has the
-- reason it is spared. relaxed: the most recently used sessions are not spared.
CREATE OR REPLACE FUNCTION candidates(session_state text, threshold interval, max_sessions integer, relaxed boolean)
RETURNS TABLE (selected boolean, report jsonb)
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
AS $$
    WITH RECURSIVE work AS MATERIALIZED (
        SELECT * FROM session_work() WHERE session_state = 'active'
    ),
    waits_for AS MATERIALIZED (
        SELECT work.pid, blocker.pid AS blocker FROM work, unnest(work.blocked_by) AS blocker (pid)
    ),
    -- A session waits for its blockers, and for the sessions that its blockers wait for.
    ahead AS (
        SELECT waits_for.pid, waits_for.blocker FROM waits_for
        UNION
        SELECT ahead.pid, waits_for.blocker FROM ahead JOIN waits_for ON waits_for.pid = ahead.blocker
    ),
    behind AS MATERIALIZED (
        SELECT ahead.blocker AS pid, count(*) AS sessions
        FROM ahead WHERE ahead.pid <> ahead.blocker GROUP BY ahead.blocker
    ),
    -- A request for a table lock, if a session behind it waits for such requests only.
    queue_head AS MATERIALIZED (
        SELECT work.pid FROM work
        WHERE work.waits_for_table_lock
          AND EXISTS (
              SELECT FROM waits_for AS waiter
              WHERE waiter.blocker = work.pid
                AND NOT EXISTS (
                    SELECT FROM waits_for AS other LEFT JOIN work AS blocker ON blocker.pid = other.blocker
                    WHERE other.pid = waiter.pid AND blocker.waits_for_table_lock IS NOT TRUE))
    ),
    observed AS MATERIALIZED (
        SELECT *, coalesce(application_name, '') AS name FROM observed_sessions()
    ),
    -- The names with so few sessions that all of them would be spared.
    small_name AS (
        SELECT usename, datname, name,
               -- Names that differ only in numbers, such as an address, a process id or a UUID.
               count(*) OVER (PARTITION BY usename, datname, regexp_replace(
                   name, '[A-Za-z0-9]*[0-9][A-Za-z0-9]*|(?<![A-Za-z0-9])[A-Fa-f]{4,}(?![A-Za-z0-9])', '#', 'g')
               ) > 10 AS alike
        FROM observed
        WHERE protection_reason IS NULL
        GROUP BY usename, datname, name
        HAVING count(*) <= setting_number('survivors_per_application')
    ),
    nearly_unique AS (
        SELECT usename, datname, name
        FROM (SELECT *, count(*) OVER (PARTITION BY usename, datname, alike) AS names FROM small_name) AS counted
        WHERE alike OR names > 20
    ),
    seen AS MATERIALIZED (
        SELECT observed.*,
               coalesce(waits_for_lock, false) AS waits_for_lock,
               coalesce(maintenance, false) AND setting_number('reclaim_maintenance') = 0 AS maintenance,
               coalesce(behind.sessions, 0) AS behind,
               queue_head.pid IS NOT NULL AS is_queue_head,
               CASE session_state WHEN 'active' THEN query_age ELSE state_age END AS age,
               -- Rank by last use within the application. Protected sessions are ranked separately.
               -- Where the names of one user and database are nearly unique, they are one application together.
               row_number() OVER (
                   PARTITION BY protection_reason IS NULL, nearly_unique.name IS NULL,
                       CASE WHEN nearly_unique.name IS NULL THEN observed.name ELSE observed.usename END,
                       CASE WHEN nearly_unique.name IS NOT NULL THEN observed.datname END
                   ORDER BY state_change DESC NULLS LAST, backend_start DESC NULLS LAST, observed.pid DESC) AS recency
        FROM observed
        LEFT JOIN nearly_unique
            ON (nearly_unique.usename, nearly_unique.datname, nearly_unique.name)
                = (observed.usename, observed.datname, observed.name)
        LEFT JOIN work ON work.pid = observed.pid
        LEFT JOIN behind ON behind.pid = observed.pid
        LEFT JOIN queue_head ON queue_head.pid = observed.pid
        -- A session that waits for its client runs no query, and would ignore a cancel. A COPY runs.
        WHERE state = session_state AND (waits_for_client IS NOT TRUE OR work.maintenance)
    ),
    failed AS MATERIALIZED (
        SELECT DISTINCT ON (seen.pid) seen.pid, tried.retry_at, tried.failure
        FROM seen
        JOIN unreclaimed_sessions(session_state) AS tried
            ON tried.pid = seen.pid AND tried.backend_start = seen.backend_start
                AND coalesce(tried.query_since = seen.state_change, true)
        ORDER BY seen.pid, tried.retry_at DESC
    ),
    cancellable_head AS (
        SELECT seen.pid FROM seen
        LEFT JOIN failed USING (pid)
        WHERE is_queue_head AND age >= threshold AND protection_reason IS NULL AND NOT maintenance
          AND coalesce(failed.retry_at <= clock_timestamp(), true)
    ),
    eligible AS (
        SELECT seen.*, failed.pid IS NOT NULL AS tried_before,
               CASE
                   WHEN protection_reason IS NOT NULL THEN 'protected: ' || protection_reason
                   WHEN session_state = 'idle' AND NOT relaxed AND recency <= setting_number('survivors_per_application')
                       THEN 'one of the most recently used idle sessions of its application'
                   WHEN maintenance THEN 'a maintenance command or COPY is running (pg_stat_progress_*)'
                   WHEN waits_for_lock AND NOT is_queue_head THEN format(
                       'waits for a lock behind %s; a cancel would free nothing',
                       coalesce((SELECT string_agg(CASE head.blocker WHEN 0 THEN 'a prepared transaction (pid 0)'
                                                                     ELSE 'pid ' || head.blocker END, ', '
                                                   ORDER BY head.blocker)
                                 FROM ahead AS head
                                 WHERE head.pid = seen.pid
                                   AND (head.blocker IN (SELECT queue_head.pid FROM queue_head)
                                        OR NOT EXISTS (SELECT FROM work AS other
                                                       WHERE other.pid = head.blocker AND other.waits_for_lock))),
                                'an unknown session'))
                   WHEN failed.retry_at > clock_timestamp()
                       THEN format('%s; tried again after %s', failed.failure, failed.retry_at)
                   WHEN NOT waits_for_lock THEN (
                       SELECT format(
                                  'pid %s, which requests a table lock, is the head of the queue behind it and comes first',
                                  min(head.pid))
                       FROM cancellable_head AS head
                       WHERE EXISTS (SELECT FROM ahead WHERE ahead.pid = head.pid AND ahead.blocker = seen.pid)
                       HAVING count(*) > 0)
               END AS spared_because
        FROM seen
        LEFT JOIN failed USING (pid)
        WHERE age >= threshold
    ),
    ranked AS (
        SELECT *,
               row_number() OVER (
                   PARTITION BY spared_because IS NULL
                   ORDER BY tried_before, behind DESC, age DESC, backend_start, pid) AS rank
        FROM eligible
    )
    SELECT spared_because IS NULL AND rank <= max_sessions,
           jsonb_strip_nulls(jsonb_build_object(
               'pid', pid, 'backendStart', backend_start, 'user', usename, 'application', application_name,
               'database', datname, 'clientAddress', host(client_addr), 'state', state, 'stateChange', state_change,
               'stateAgeSeconds', round(extract(epoch FROM state_age)::numeric, 3),
               'reason', CASE
                   WHEN spared_because IS NOT NULL THEN spared_because
                   WHEN rank > max_sessions THEN format('limit of %s sessions reached', max_sessions)
                   ELSE format('%s for %s s, threshold %s s%s',
                               CASE session_state WHEN 'active' THEN 'query running' ELSE session_state END,
                               round(extract(epoch FROM age)::numeric, 1), extract(epoch FROM threshold)::float8,
                               CASE WHEN relaxed THEN '; survivors_per_application relaxed, because every candidate was spared'
                               END)
               END))
    FROM ranked
    ORDER BY tried_before, behind DESC, age DESC, backend_start, pid
$$;
COMMENT ON FUNCTION candidates(text, interval, integer, boolean) IS
    'Connwarden SQL pack: returns the sessions past a threshold in the order of their signals, each selected or spared with a reason';

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

-- Adds the sessions of the next signals to the row. The message in the server log remains if the caller rolls back.
CREATE OR REPLACE FUNCTION record_victims(action_id bigint, step text, kind text, victims jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
DECLARE
    recorded constant jsonb := jsonb_build_object('sessions', (
        SELECT coalesce(jsonb_agg(victim || '{"outcome": "INTENDED"}' ORDER BY position), '[]')
        FROM jsonb_array_elements(victims) WITH ORDINALITY AS each (victim, position)));
BEGIN
    UPDATE connection_logs AS log
    SET details = log.details || CASE WHEN step IS NULL THEN recorded ELSE jsonb_build_object(step, recorded) END
    WHERE log.id = action_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no session was signalled: row % of connection_logs does not exist or was not changed', action_id
            USING ERRCODE = 'triggered_action_exception';
    END IF;
    IF victims <> '[]' THEN
        RAISE LOG 'Connwarden SQL pack: action % of role % sends the signal % to the sessions with pid %', action_id,
            session_user, kind, (SELECT string_agg(victim ->> 'pid', ', ') FROM jsonb_array_elements(victims) AS victim);
    END IF;
END
$$;
COMMENT ON FUNCTION record_victims(bigint, text, text, jsonb) IS
    'Connwarden SQL pack: records the sessions of an action as INTENDED before they are signalled';

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

CREATE OR REPLACE FUNCTION reclaim(
    action_id bigint, step text, kind text, session_state text, threshold interval, max_sessions integer,
    relaxed boolean DEFAULT false) RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
AS $$
DECLARE
    victims jsonb;
    spared jsonb;
    visibility numeric;
BEGIN
    PERFORM pg_stat_clear_snapshot();
    SELECT visibility_percentage INTO visibility FROM pool_metrics();
    IF visibility < setting_number('min_visibility') THEN
        RETURN no_session_signalled(format(
            'only %s %% of the sessions are visible: GRANT pg_monitor TO the owner of the pack',
            visibility));
    END IF;
    SELECT coalesce(jsonb_agg(report ORDER BY position) FILTER (WHERE selected), '[]'),
           coalesce(jsonb_agg(report ORDER BY position) FILTER (WHERE NOT selected), '[]')
    INTO victims, spared
    FROM (SELECT selected, report, row_number() OVER () AS position
          FROM candidates(session_state, threshold, max_sessions, relaxed)) AS each;
    PERFORM record_victims(action_id, step, kind, victims);
    RETURN signal_all(kind, victims) || jsonb_build_object('spared', spared);
END
$$;
COMMENT ON FUNCTION reclaim(bigint, text, text, text, interval, integer, boolean) IS
    'Connwarden SQL pack: records and signals the candidates in their order and returns the outcome of each';

CREATE OR REPLACE FUNCTION count_outcome(results jsonb, wanted text) RETURNS integer
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $$
    SELECT count(*)::integer FROM jsonb_array_elements(results -> 'sessions') AS session WHERE session ->> 'outcome' = wanted
$$;
COMMENT ON FUNCTION count_outcome(jsonb, text) IS 'Connwarden SQL pack: returns the number of sessions with an outcome';

-- Both parameters are double precision, because every numeric type converts to it implicitly.
-- A value too large for an integer is then rejected with a message instead of "function does not exist".
CREATE OR REPLACE FUNCTION terminate_idle_connections(
    idle_threshold_minutes double precision DEFAULT 15, max_terminations double precision DEFAULT 10)
RETURNS TABLE (terminated_count integer, remaining_zombies integer, details jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    action_id bigint;
    threshold interval;
    results jsonb;
    terminated integer;
    remaining integer;
BEGIN
    IF idle_threshold_minutes IS NULL OR NOT (idle_threshold_minutes > 0 AND idle_threshold_minutes <= 525600) THEN
        RAISE EXCEPTION 'idle_threshold_minutes must be greater than 0 and at most 525600 (one year), was %',
            coalesce(idle_threshold_minutes::text, 'null') USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF max_terminations IS NULL OR NOT (max_terminations BETWEEN 1 AND 1000)
       OR max_terminations <> trunc(max_terminations) THEN
        RAISE EXCEPTION 'max_terminations must be a whole number from 1 to 1000, was %',
            coalesce(max_terminations::text, 'null') USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- Rounded up to a millisecond: a tiny threshold must not become zero, which would match every idle session.
    threshold := make_interval(secs => ceil(60000 * idle_threshold_minutes) / 1000);
    action_id := begin_action('CLEANUP_EXECUTED');
    results := reclaim(action_id, NULL, 'TERMINATE', 'idle', threshold, max_terminations::integer);
    terminated := count_outcome(results, 'TERMINATED');
    -- With low visibility the number of remaining sessions is unknown.
    IF results -> 'notAttempted' IS NULL THEN
        remaining := count_past_threshold(threshold);
    END IF;
    results := results || jsonb_build_object(
        'idleThresholdMinutes', idle_threshold_minutes, 'maxTerminations', max_terminations::integer,
        'terminatedCount', terminated, 'remainingZombies', remaining);
    PERFORM end_action(
        action_id, CASE WHEN results -> 'sessions' = '[]' THEN 'CLEANUP_NO_ZOMBIES' ELSE 'CLEANUP_EXECUTED' END,
        terminated, metrics_after_action(), results);
    RETURN QUERY SELECT terminated, remaining, results;
END
$$;
COMMENT ON FUNCTION terminate_idle_connections(double precision, double precision) IS
    'Connwarden SQL pack: terminates up to max_terminations sessions idle for at least idle_threshold_minutes, by descending idle time, and logs CLEANUP_EXECUTED or CLEANUP_NO_ZOMBIES. remaining_zombies counts the sessions still past the threshold, protected sessions included; it is null if visibility is too low';

CREATE OR REPLACE FUNCTION emergency_connection_reset()
RETURNS TABLE (action text, affected_count integer, success boolean, details jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
    action_id constant bigint := begin_action('EMERGENCY_RESET');
    idle jsonb;
    running jsonb;
BEGIN
    idle := reclaim(action_id, 'terminateIdle', 'TERMINATE', 'idle',
                    make_interval(secs => (60 * setting_number('emergency_idle_minutes'))::float8),
                    setting_number('emergency_max_terminations')::integer);
    -- A cancel request or a timeout ends the whole call.
    IF (idle ->> 'interrupted')::boolean THEN
        running := no_session_signalled('the call was interrupted');
    ELSE
        BEGIN
            running := reclaim(action_id, 'cancelLongQueries', 'CANCEL', 'active',
                               make_interval(secs => setting_number('emergency_active_seconds')::float8),
                               setting_number('emergency_max_cancels')::integer);
        EXCEPTION
            -- Interrupted during the selection. The sessions terminated before are still logged.
            WHEN query_canceled THEN
                running := no_session_signalled('the call was interrupted');
            -- An error of the selection would also roll back the row of the terminated sessions.
            WHEN OTHERS THEN
                running := no_session_signalled(SQLERRM);
        END;
    END IF;
    -- What keeps connection pools warm must not make a full server untouchable.
    -- A cancelled query frees no slot.
    IF idle -> 'sessions' = '[]' AND NOT (running ->> 'interrupted')::boolean
       AND running -> 'notAttempted' IS NULL
       AND (SELECT slot_utilization_percentage FROM pool_metrics()) > setting_number('critical_slot_utilization') THEN
        idle := reclaim(action_id, 'terminateIdle', 'TERMINATE', 'idle',
                        make_interval(secs => (60 * setting_number('emergency_idle_minutes'))::float8),
                        setting_number('emergency_max_terminations')::integer, true);
        IF idle -> 'sessions' <> '[]' THEN
            idle := idle || '{"survivorsRelaxed": true}';
        END IF;
    END IF;
    PERFORM end_action(action_id, 'EMERGENCY_RESET', count_outcome(idle, 'TERMINATED'), metrics_after_action(),
                       jsonb_build_object('terminateIdle', idle, 'cancelLongQueries', running));
    RETURN QUERY
    SELECT step.action, count_outcome(step.results, step.success_outcome),
           -- A session that ended or changed by itself is not a failure.
           step.results -> 'notAttempted' IS NULL AND NOT EXISTS (
               SELECT FROM jsonb_array_elements(step.results -> 'sessions') AS session
               WHERE session ->> 'outcome' IN ('DENIED', 'FAILED', 'UNRESPONSIVE', 'INTERRUPTED')),
           step.results
    FROM (VALUES ('TERMINATE_IDLE', 'TERMINATED', idle),
                 ('CANCEL_LONG_QUERIES', 'CANCELLED', running)) AS step (action, success_outcome, results);
END
$$;
COMMENT ON FUNCTION emergency_connection_reset() IS
    'Connwarden SQL pack: terminates up to 20 sessions idle for 5 minutes, cancels up to 10 queries running for 30 seconds, and logs EMERGENCY_RESET. The limits are settings';
