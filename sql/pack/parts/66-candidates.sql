-- The sessions that meet the criteria of an action, each selected or spared with a reason. EXECUTE is granted to no role.

-- criteria has an entry {"seconds": minimum age, "max": limit} for each kind of candidate. The kinds are:
--   IDLE                idle sessions
--   STUCK               open transactions that wait for their client
--   ACTIVE              running queries
--   UNRESPONSIVE_QUERY  running queries that went on after a cancel.
-- limit_scope and limit_name restrict the candidates to the sessions of one role or database. relaxed: the most recently
-- used sessions are not spared. Rows are in the order of their signals: first what blocks other sessions, by the number
-- of these, then the others by descending age. The sessions that are tried again and the pools that refill come last.
CREATE OR REPLACE FUNCTION candidates(criteria jsonb, relaxed boolean, limit_scope text, limit_name text)
RETURNS TABLE (kind text, selected boolean, report jsonb)
LANGUAGE sql VOLATILE
SET search_path FROM CURRENT
SET jit = off
AS $$
    WITH RECURSIVE criterion AS MATERIALIZED (
        SELECT entry.key AS kind, make_interval(secs => (entry.value ->> 'seconds')::float8) AS threshold,
               (entry.value ->> 'max')::integer AS max_sessions
        FROM jsonb_each(criteria) AS entry
    ),
    work AS MATERIALIZED (
        SELECT * FROM session_work() WHERE EXISTS (SELECT FROM criterion WHERE criterion.kind <> 'IDLE')
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
               count(*) OVER (PARTITION BY usename, datname, without_numbers(name)) > 10 AS alike
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
               CASE
                   WHEN state = 'idle' THEN 'IDLE'
                   -- A cancel has no effect on a session that waits for its client. A COPY that waits for data runs.
                   WHEN (state IN ('idle in transaction', 'idle in transaction (aborted)') OR waits_for_client)
                       AND work.maintenance IS NOT TRUE THEN 'STUCK'
                   WHEN state = 'active' THEN CASE WHEN ignored.pid IS NULL THEN 'ACTIVE' ELSE 'UNRESPONSIVE_QUERY' END
               END AS kind,
               -- Rank by last use within the application. Protected sessions are ranked separately.
               -- Where the names of one user and database are nearly unique, they are one application together.
               row_number() OVER (
                   PARTITION BY state, protection_reason IS NULL, nearly_unique.name IS NULL,
                       CASE WHEN nearly_unique.name IS NULL THEN observed.name ELSE observed.usename END,
                       CASE WHEN nearly_unique.name IS NOT NULL THEN observed.datname END
                   ORDER BY state_change DESC NULLS LAST, observed.backend_start DESC NULLS LAST, observed.pid DESC
               ) AS recency
        FROM observed
        LEFT JOIN nearly_unique
            ON (nearly_unique.usename, nearly_unique.datname, nearly_unique.name)
                = (observed.usename, observed.datname, observed.name)
        LEFT JOIN work ON work.pid = observed.pid
        LEFT JOIN behind ON behind.pid = observed.pid
        LEFT JOIN queue_head ON queue_head.pid = observed.pid
        LEFT JOIN ineffective_cancels() AS ignored
            ON (ignored.pid, ignored.backend_start, ignored.query_since)
                = (observed.pid, observed.backend_start, observed.state_change)
    ),
    failed AS MATERIALIZED (
        SELECT DISTINCT ON (seen.pid) seen.pid, tried.retry_at, tried.failure
        FROM seen
        JOIN unreclaimed_sessions() AS tried
            ON tried.pid = seen.pid AND tried.backend_start = seen.backend_start
                AND (tried.signal = 'TERMINATE' OR (seen.kind = 'ACTIVE' AND tried.query_since = seen.state_change))
        ORDER BY seen.pid, tried.retry_at DESC
    ),
    pool AS MATERIALIZED (
        SELECT * FROM refilled_pools() WHERE setting_number('spare_refilled_pools') = 1
    ),
    client_pool AS MATERIALIZED (
        SELECT * FROM client_pools() WHERE EXISTS (SELECT FROM pool)
    ),
    full_server AS MATERIALIZED (
        -- Sessions that authenticate hold slots and are not listed before version 18.
        SELECT FROM pool_metrics() AS metrics
        WHERE EXISTS (SELECT FROM pool) AND metrics.slot_utilization_percentage >= 97
    ),
    full_limit AS MATERIALIZED (
        SELECT crowded.scope, crowded.name FROM connection_limits() AS crowded
        WHERE EXISTS (SELECT FROM pool) AND crowded.utilization >= 97
    ),
    candidate AS MATERIALIZED (
        SELECT seen.*, aged.age, criterion.threshold, criterion.max_sessions, failed.retry_at, failed.failure,
               pool.description AS pool,
               coalesce(failed.retry_at > clock_timestamp(), false) AS is_set_aside,
               EXISTS (SELECT FROM full_server) OR EXISTS (
                   SELECT FROM full_limit
                   WHERE full_limit.name = CASE full_limit.scope WHEN 'role' THEN usename ELSE datname END) AS is_full
        FROM seen
        JOIN criterion ON criterion.kind = seen.kind
        CROSS JOIN LATERAL (
            SELECT CASE seen.kind WHEN 'IDLE' THEN state_age WHEN 'STUCK' THEN transaction_age ELSE query_age END AS age
        ) AS aged
        LEFT JOIN failed ON failed.pid = seen.pid
        LEFT JOIN client_pool ON client_pool.pid = seen.pid
        LEFT JOIN pool ON seen.kind = 'IDLE' AND pool.application = client_pool.pool
        WHERE CASE seen.kind
                  -- A batch program is between two statements for a moment, in a transaction of any age.
                  WHEN 'STUCK' THEN age > criterion.threshold
                      AND state_age >= make_interval(secs => (60 * setting_number('stuck_idle_minutes'))::float8)
                  ELSE age >= criterion.threshold
              END
          AND CASE limit_scope WHEN 'role' THEN usename = limit_name WHEN 'database' THEN datname = limit_name ELSE true END
    ),
    reclaimable AS MATERIALIZED (
        SELECT * FROM candidate
        WHERE protection_reason IS NULL AND NOT maintenance AND NOT is_set_aside AND max_sessions > 0
    ),
    eligible AS (
        SELECT candidate.*, failure IS NOT NULL OR pool IS NOT NULL AS comes_last,
               CASE candidate.kind WHEN 'IDLE' THEN 0 ELSE candidate.behind END AS blocked,
               CASE
                   WHEN protection_reason IS NOT NULL THEN 'protected: ' || protection_reason
                   WHEN candidate.kind = 'IDLE' AND NOT relaxed AND recency <= setting_number('survivors_per_application')
                       THEN 'one of the most recently used idle sessions of its application'
                   WHEN maintenance THEN 'a maintenance command or COPY is running (pg_stat_progress_*)'
                   WHEN waits_for_lock AND NOT is_queue_head THEN format(
                       'waits for a lock behind %s; a cancel would free nothing',
                       coalesce((SELECT string_agg(CASE head.blocker WHEN 0 THEN 'a prepared transaction (pid 0)'
                                                                     ELSE 'pid ' || head.blocker END, ', '
                                                   ORDER BY head.blocker)
                                 FROM ahead AS head
                                 WHERE head.pid = candidate.pid
                                   AND (head.blocker IN (SELECT queue_head.pid FROM queue_head)
                                        OR NOT EXISTS (SELECT FROM work AS other
                                                       WHERE other.pid = head.blocker AND other.waits_for_lock))),
                                'an unknown session'))
                   WHEN is_set_aside THEN format('%s; tried again after %s', failure, retry_at)
                   WHEN pool IS NOT NULL AND NOT is_full THEN pool || ', its pool is too large'
                   WHEN waits_for_lock THEN (
                       SELECT format('waits for a lock behind pid %s, a stuck transaction that is terminated first',
                                     min(stuck.pid))
                       FROM reclaimable AS stuck
                       WHERE stuck.kind = 'STUCK'
                         AND EXISTS (SELECT FROM ahead WHERE ahead.pid = candidate.pid AND ahead.blocker = stuck.pid)
                       HAVING count(*) > 0)
                   WHEN candidate.kind IN ('ACTIVE', 'UNRESPONSIVE_QUERY') THEN (
                       SELECT format(
                                  'pid %s, which requests a table lock, is the head of the queue behind it and comes first',
                                  min(head.pid))
                       FROM reclaimable AS head
                       WHERE head.is_queue_head AND head.kind IN ('ACTIVE', 'UNRESPONSIVE_QUERY')
                         AND EXISTS (SELECT FROM ahead WHERE ahead.pid = head.pid AND ahead.blocker = candidate.pid)
                       HAVING count(*) > 0)
               END AS spared_because
        FROM candidate
    ),
    ranked AS (
        SELECT *,
               row_number() OVER (
                   PARTITION BY eligible.kind, spared_because IS NULL
                   ORDER BY comes_last, blocked DESC, age DESC, backend_start, pid) AS rank
        FROM eligible
    )
    SELECT ranked.kind, spared_because IS NULL AND rank <= max_sessions,
           jsonb_strip_nulls(jsonb_build_object(
               'pid', pid, 'backendStart', backend_start, 'user', usename, 'application', application_name,
               'database', datname, 'clientAddress', host(client_addr), 'state', state, 'stateChange', state_change,
               'stateAgeSeconds', round(extract(epoch FROM state_age)::numeric, 3),
               'reason', CASE
                   WHEN spared_because IS NOT NULL THEN spared_because
                   WHEN rank > max_sessions THEN format('limit of %s sessions reached', max_sessions)
                   ELSE format('%s for %s s%s, threshold %s s%s',
                               CASE ranked.kind WHEN 'IDLE' THEN state WHEN 'STUCK' THEN 'transaction open'
                                                ELSE 'query running' END,
                               round(extract(epoch FROM age)::numeric, 1),
                               CASE ranked.kind
                                   WHEN 'STUCK' THEN format(
                                       ', %s without a message of its client for %s s%s', state,
                                       round(extract(epoch FROM state_age)::numeric, 1),
                                       CASE WHEN blocked > 0 THEN format(', %s sessions wait behind it', blocked) END)
                                   WHEN 'UNRESPONSIVE_QUERY' THEN ', a cancel had no effect'
                               END,
                               extract(epoch FROM threshold)::float8,
                               CASE WHEN relaxed AND ranked.kind = 'IDLE'
                                   THEN '; survivors_per_application relaxed, because every candidate was spared'
                               END)
               END))
    FROM ranked
    ORDER BY comes_last, blocked = 0, array_position(ARRAY['IDLE', 'STUCK', 'UNRESPONSIVE_QUERY', 'ACTIVE'], ranked.kind),
             blocked DESC, age DESC, backend_start, pid
$$;
COMMENT ON FUNCTION candidates(jsonb, boolean, text, text) IS
    'Connwarden SQL pack: returns the sessions that meet the criteria in the order of their signals, each selected or spared with a reason';

-- The candidates by step, and the number of sessions of each pool of which sessions are terminated.
CREATE OR REPLACE FUNCTION select_sessions(
    criteria jsonb, relaxed boolean DEFAULT false, limit_scope text DEFAULT NULL, limit_name text DEFAULT NULL)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path FROM CURRENT
SET jit = off
AS $$
DECLARE
    visibility numeric;
BEGIN
    PERFORM pg_stat_clear_snapshot();
    SELECT visibility_percentage INTO visibility FROM pool_metrics();
    IF visibility < setting_number('min_visibility') THEN
        RETURN jsonb_build_object('notAttempted', format(
            'only %s %% of the sessions are visible: GRANT pg_monitor TO the owner of the pack', visibility));
    END IF;
    RETURN (
        WITH found AS MATERIALIZED (
            SELECT kind, selected, report, row_number() OVER () AS position
            FROM candidates(criteria, relaxed, limit_scope, limit_name)
        ),
        present AS MATERIALIZED (
            SELECT * FROM client_pools()
        ),
        counted AS (
            SELECT present.pool AS name, count(*) AS sessions FROM present GROUP BY 1
        )
        SELECT jsonb_object_agg(step.name, jsonb_build_object(
                   'sessions', (SELECT coalesce(jsonb_agg(report ORDER BY position), '[]')
                                FROM found WHERE selected AND kind = ANY (step.kinds)),
                   'spared', (SELECT coalesce(jsonb_agg(report ORDER BY position), '[]')
                              FROM found WHERE NOT selected AND kind = ANY (step.kinds))))
               || jsonb_build_object('applications', (
                   SELECT coalesce(jsonb_object_agg(counted.name, counted.sessions), '{}')
                   FROM counted
                   WHERE counted.name IN (SELECT present.pool
                                          FROM found
                                          JOIN present ON present.pid = (report ->> 'pid')::integer
                                          WHERE selected AND kind <> 'ACTIVE')))
        FROM (VALUES ('terminateIdle', ARRAY['IDLE']),
                     ('terminateStuck', ARRAY['STUCK', 'UNRESPONSIVE_QUERY']),
                     ('cancelLongQueries', ARRAY['ACTIVE'])) AS step (name, kinds));
END
$$;
COMMENT ON FUNCTION select_sessions(jsonb, boolean, text, text) IS
    'Connwarden SQL pack: returns the selected and the spared sessions of each step of an action';
