-- The memory of the pack: the sessions in the rows of connection_logs. EXECUTE is granted to no role.

-- application is the pool of the session. Before the action it had application_sessions; null for a cancel.
CREATE OR REPLACE FUNCTION logged_sessions()
RETURNS TABLE (action_id bigint, acted_at timestamptz, signal text, pid integer, backend_start timestamptz,
               state_change timestamptz, application text, application_sessions integer, outcome text)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
SET jit = off
AS $$
    SELECT log.id, log.created_at, step.signal, (session ->> 'pid')::integer, (session ->> 'backendStart')::timestamptz,
           (session ->> 'stateChange')::timestamptz, pool.name,
           (log.details -> 'applications' ->> pool.name)::integer, session ->> 'outcome'
    FROM connection_logs AS log
    CROSS JOIN LATERAL (VALUES ('TERMINATE', log.details -> 'sessions'),
                               ('TERMINATE', log.details -> 'terminateIdle' -> 'sessions'),
                               ('TERMINATE', log.details -> 'terminateStuck' -> 'sessions'),
                               ('CANCEL', log.details -> 'cancelLongQueries' -> 'sessions')) AS step (signal, sessions)
    CROSS JOIN LATERAL jsonb_array_elements(step.sessions) AS session
    CROSS JOIN LATERAL (
        -- A nearly unique name has no count of its own.
        SELECT CASE WHEN log.details -> 'applications' ? coalesce(session ->> 'application', '')
                        OR NOT log.details -> 'applications' ? pool_of_owner(session ->> 'user', session ->> 'database')
                    THEN coalesce(session ->> 'application', '')
                    ELSE pool_of_owner(session ->> 'user', session ->> 'database') END AS name
    ) AS pool
    WHERE log.event_type IN ('CLEANUP_EXECUTED', 'EMERGENCY_RESET', 'SESSIONS_TERMINATED')
      AND log.created_at > clock_timestamp() - interval '1 day'
$$;
COMMENT ON FUNCTION logged_sessions() IS 'Connwarden SQL pack: returns the sessions of all actions of the last day';

-- The sessions on which a signal had no effect, with the time of the next attempt. The pause is 1 min after the first
-- attempt, and twice as long after each further one, up to 1 h. A failed cancel sets aside the cancels of one query,
-- which query_since identifies. A failed termination sets aside the session.
CREATE OR REPLACE FUNCTION unreclaimed_sessions()
RETURNS TABLE (pid integer, backend_start timestamptz, signal text, query_since timestamptz, retry_at timestamptz,
               failure text)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $$
    SELECT attempts.pid, attempts.backend_start, attempts.signal, attempts.query_since,
           attempts.failed_at + least(interval '1 minute' * power(2, least(attempts.tries, 7) - 1), interval '1 hour'),
           format('no effect of a signal at %s (attempts: %s)', attempts.failed_at, attempts.tries)
    FROM (SELECT logged.pid, logged.backend_start, logged.signal,
                 CASE logged.signal WHEN 'CANCEL' THEN logged.state_change END AS query_since,
                 max(logged.acted_at) AS failed_at, count(*) AS tries
          FROM logged_sessions() AS logged
          WHERE logged.outcome IN ('UNRESPONSIVE', 'DENIED', 'FAILED')
          GROUP BY 1, 2, 3, 4) AS attempts
$$;
COMMENT ON FUNCTION unreclaimed_sessions() IS
    'Connwarden SQL pack: returns the sessions on which a signal had no effect, with the time of the next attempt';

-- The queries that went on after a cancel of the last hour. The next signal to such a session terminates it.
CREATE OR REPLACE FUNCTION ineffective_cancels()
RETURNS TABLE (pid integer, backend_start timestamptz, query_since timestamptz)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $$
    SELECT DISTINCT logged.pid, logged.backend_start, logged.state_change
    FROM logged_sessions() AS logged
    WHERE logged.signal = 'CANCEL' AND logged.outcome = 'UNRESPONSIVE'
      AND logged.acted_at > clock_timestamp() - interval '1 hour'
$$;
COMMENT ON FUNCTION ineffective_cancels() IS 'Connwarden SQL pack: returns the queries that went on after a cancel';

-- The pools that replaced their terminated sessions within two minutes and came back to their number of sessions,
-- give or take a tenth. A pool that opened more than a tenth within two minutes before the action was growing.
CREATE OR REPLACE FUNCTION refilled_pools() RETURNS TABLE (application text, description text)
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
SET jit = off
AS $$
    WITH present AS MATERIALIZED (
        SELECT * FROM client_pools()
    ),
    -- After a termination, too few small names may be left to be nearly unique.
    pooled AS MATERIALIZED (
        SELECT present.pool AS application, present.backend_start FROM present
        UNION ALL
        SELECT present.owner, present.backend_start
        FROM present
        WHERE present.is_small AND present.owner NOT IN (SELECT other.pool FROM present AS other)
    ),
    acted AS (
        SELECT logged.application, logged.acted_at, logged.application_sessions AS before, count(*) AS terminated,
               (logged.application_sessions + 9) / 10 AS tolerance
        FROM logged_sessions() AS logged
        WHERE logged.signal = 'TERMINATE' AND logged.outcome = 'TERMINATED'
          AND logged.acted_at > clock_timestamp() - interval '1 hour'
        GROUP BY logged.action_id, logged.application, logged.acted_at, logged.application_sessions
        -- The reconnect of a single client is no refill.
        HAVING count(*) >= 3
    )
    SELECT DISTINCT ON (acted.application) acted.application,
           format('%s came back to %s sessions after %s of %s were terminated at %s',
                  CASE WHEN acted.application IN (SELECT present.owner FROM present)
                      THEN acted.application || ' (nearly unique application names)'
                      ELSE format('application ''%s''', acted.application) END,
                  now.sessions, acted.terminated, acted.before, acted.acted_at)
    FROM acted
    CROSS JOIN LATERAL (
        SELECT count(*) AS sessions,
               count(*) FILTER (WHERE pooled.backend_start > acted.acted_at
                                  AND pooled.backend_start <= acted.acted_at + interval '2 minutes') AS opened,
               count(*) FILTER (WHERE pooled.backend_start > acted.acted_at - interval '2 minutes'
                                  AND pooled.backend_start <= acted.acted_at) AS opened_before
        FROM pooled
        WHERE pooled.application = acted.application
    ) AS now
    WHERE now.opened >= greatest(3, acted.terminated - acted.tolerance)
      AND now.opened_before <= acted.tolerance
      AND abs(now.sessions - acted.before) <= acted.tolerance
    ORDER BY acted.application, acted.acted_at
$$;
COMMENT ON FUNCTION refilled_pools() IS
    'Connwarden SQL pack: returns the applications with a pool that has replaced its terminated sessions';
