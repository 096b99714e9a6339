-- The log store: everything Connwarden saw, was asked, decided, did, and told. Runs on PostgreSQL 13 and newer.

-- ---------------------------------------------------------------------------------------------------------------
-- connection_logs: one readable line per thing that happened, partitioned by day so that old days are dropped whole.
-- ---------------------------------------------------------------------------------------------------------------
CREATE SEQUENCE connection_logs_id_seq;

CREATE TABLE connection_logs (
    id               bigint           NOT NULL DEFAULT nextval('connection_logs_id_seq'),
    event_type       text             NOT NULL,
    connection_count integer,
    active_count     integer,
    idle_count       integer,
    zombie_count     integer,
    terminated_count integer,
    details          jsonb            NOT NULL DEFAULT '{}',
    created_at       timestamptz      NOT NULL DEFAULT clock_timestamp(),
    target           text,
    event_id         text,
    command_id       text,
    actor            text,
    utilization      double precision,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
ALTER SEQUENCE connection_logs_id_seq OWNED BY connection_logs.id;

-- Takes every row no day was prepared for (a late replay, a clock that is wrong), so that no row is ever refused.
CREATE TABLE connection_logs_default PARTITION OF connection_logs DEFAULT;

CREATE INDEX connection_logs_by_target ON connection_logs (target, created_at);
CREATE INDEX connection_logs_by_event_type ON connection_logs (event_type, created_at);
CREATE INDEX connection_logs_by_command ON connection_logs (command_id) WHERE command_id IS NOT NULL;
-- A health event that Kafka delivers twice is one row; created_at is the event's own time.
CREATE UNIQUE INDEX connection_logs_one_row_per_check
    ON connection_logs (target, event_id, created_at) WHERE event_type = 'MONITOR_CHECK';

COMMENT ON TABLE connection_logs IS
    'Everything seen and done, one row each, partitioned by day. For the single sessions see the view reclaimed_sessions.';
COMMENT ON COLUMN connection_logs.event_type IS
    'MONITOR_CHECK, CLEANUP_EXECUTED, CLEANUP_NO_ZOMBIES, EMERGENCY_RESET, QUERIES_CANCELLED, SESSIONS_TERMINATED, COMMAND_REJECTED, COMMAND_EXPIRED, DECISION_NO_ACTION, ALERT_FIRING, ALERT_RESOLVED or HOURLY_REPORT';
COMMENT ON COLUMN connection_logs.connection_count IS 'client backends of the whole server when the row was written about it';
COMMENT ON COLUMN connection_logs.active_count IS 'of these, active';
COMMENT ON COLUMN connection_logs.idle_count IS 'of these, idle';
COMMENT ON COLUMN connection_logs.zombie_count IS 'of these, idle beyond the zombie threshold';
COMMENT ON COLUMN connection_logs.terminated_count IS 'sessions known to have been ended by this action; never more than that';
COMMENT ON COLUMN connection_logs.details IS 'the whole health message, result, alert or report as JSON';
COMMENT ON COLUMN connection_logs.created_at IS 'for MONITOR_CHECK the time of the health event, else when the row was written';
COMMENT ON COLUMN connection_logs.target IS 'id of the PostgreSQL server the row is about';
COMMENT ON COLUMN connection_logs.event_id IS 'CloudEvents id of the health event that the row records or that caused it';
COMMENT ON COLUMN connection_logs.command_id IS 'CloudEvents id of the command the row belongs to';
COMMENT ON COLUMN connection_logs.actor IS 'who asked: requestedBy of the command, or automatic';
COMMENT ON COLUMN connection_logs.utilization IS 'client backends / max_connections * 100';

-- ---------------------------------------------------------------------------------------------------------------
-- commands: each accepted once by (source, id), whoever sent it how often; automatic actions take the same road.
-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE commands (
    seq              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source           text        NOT NULL,
    id               text        NOT NULL,
    target           text        NOT NULL,
    action           text        NOT NULL,
    automatic        boolean     NOT NULL,
    requested_by     text        NOT NULL,
    reason           text        NOT NULL,
    dry_run          boolean     NOT NULL,
    data             jsonb       NOT NULL,
    cause_source     text,
    cause_event_id   text,
    accepted_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at       timestamptz NOT NULL,
    state            text        NOT NULL CHECK (state IN ('ACCEPTED', 'RUNNING', 'DONE')),
    attempts         integer     NOT NULL DEFAULT 0,
    started_at       timestamptz,
    lease_owner      text,
    lease_until      timestamptz,
    finished_at      timestamptz,
    outcome          text,
    rule             text,
    decision         text,
    terminated_count integer,
    cancelled_count  integer,
    result           jsonb,
    result_event_id  text,
    UNIQUE (source, id),
    CHECK ((state = 'DONE') = (finished_at IS NOT NULL)),
    CHECK ((state = 'RUNNING') = (lease_owner IS NOT NULL))
);
CREATE INDEX commands_waiting ON commands (target, seq) WHERE state <> 'DONE';
CREATE INDEX commands_finished ON commands (finished_at) WHERE state = 'DONE';

COMMENT ON TABLE commands IS
    'Every command and every automatic action, accepted once each by (source, id). seq is the order of acceptance.';
COMMENT ON COLUMN commands.source IS 'CloudEvents source of the command; urn:connwarden:actuator:auto for automatic actions';
COMMENT ON COLUMN commands.automatic IS 'true when a health event caused it and nobody asked';
COMMENT ON COLUMN commands.data IS 'the command message as it was read';
COMMENT ON COLUMN commands.cause_event_id IS 'CloudEvents id of the health event that caused an automatic action';
COMMENT ON COLUMN commands.expires_at IS 'when it is this late and nothing was begun, it is answered EXPIRED';
COMMENT ON COLUMN commands.state IS 'ACCEPTED: waits for its turn; RUNNING: one process holds the lease; DONE: answered';
COMMENT ON COLUMN commands.attempts IS 'how often a process took it up; above 1 after a crash or an outage';
COMMENT ON COLUMN commands.lease_owner IS 'the process at work on it; another may take over once lease_until has passed';
COMMENT ON COLUMN commands.outcome IS 'COMPLETED, REJECTED, EXPIRED or FAILED';
COMMENT ON COLUMN commands.rule IS 'R1 to R5, G1 to G6, COMMAND or INTAKE: what decided';
COMMENT ON COLUMN commands.decision IS 'why, in one sentence';
COMMENT ON COLUMN commands.terminated_count IS 'sessions known to have been ended by it';
COMMENT ON COLUMN commands.result IS 'the result message; a repeat of the command is answered with it again';
COMMENT ON COLUMN commands.result_event_id IS 'CloudEvents id of the result, the same however often it is published';

-- ---------------------------------------------------------------------------------------------------------------
-- intents and outcomes: what was going to be done, written before the first signal; and what came of it.
-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE intents (
    id                      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    command_seq             bigint      NOT NULL REFERENCES commands ON DELETE CASCADE,
    rung                    integer     NOT NULL,
    target                  text        NOT NULL,
    rule                    text        NOT NULL,
    reason                  text        NOT NULL,
    dry_run                 boolean     NOT NULL,
    before_status           text,
    before_slot_utilization double precision,
    sessions_at_start       integer     NOT NULL,
    terminated_before       integer     NOT NULL,
    spared                  jsonb       NOT NULL,
    created_at              timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at             timestamptz,
    UNIQUE (command_seq, rung)
);
CREATE INDEX intents_recent ON intents (target, created_at);

COMMENT ON TABLE intents IS
    'A decision to signal sessions, committed before the first signal. One per command and rung of the emergency ladder.';
COMMENT ON COLUMN intents.rung IS '1 for the first or only step, counting up the emergency ladder';
COMMENT ON COLUMN intents.sessions_at_start IS 'sessions of the target when the first rung was decided, which the budget of the whole action is a share of';
COMMENT ON COLUMN intents.terminated_before IS 'terminations of the hour before the first rung';
COMMENT ON COLUMN intents.spared IS 'the sessions looked at and left alone, with reasons';
COMMENT ON COLUMN intents.finished_at IS 'when the outcome of every session was recorded; null: in work, or interrupted and to be taken up again';

CREATE TABLE intent_sessions (
    intent_id             bigint      NOT NULL REFERENCES intents ON DELETE CASCADE,
    ordinal               integer     NOT NULL,
    pid                   integer     NOT NULL,
    backend_start         timestamptz NOT NULL,
    kind                  text        NOT NULL CHECK (kind IN ('TERMINATE', 'CANCEL')),
    expected_state        text,
    expected_state_change timestamptz,
    user_name             text,
    application_name      text,
    database_name         text,
    client_address        text,
    state                 text,
    state_age_seconds     double precision,
    query_id              bigint,
    reason                text        NOT NULL,
    PRIMARY KEY (intent_id, ordinal)
);
COMMENT ON TABLE intent_sessions IS 'The frozen list of an intent: nobody outside it is ever signalled for it.';
COMMENT ON COLUMN intent_sessions.ordinal IS 'the order of signalling, from 1';
COMMENT ON COLUMN intent_sessions.backend_start IS 'with the pid the identity of the session; a recycled pid has another one';
COMMENT ON COLUMN intent_sessions.expected_state IS 'signalled only if still in this state since expected_state_change; null: by identity alone, the command named the session';
COMMENT ON COLUMN intent_sessions.reason IS 'why this session';

CREATE TABLE signals (
    intent_id bigint      NOT NULL,
    ordinal   integer     NOT NULL,
    answer    text        NOT NULL,
    detail    text,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (intent_id, ordinal),
    FOREIGN KEY (intent_id, ordinal) REFERENCES intent_sessions ON DELETE CASCADE
);
COMMENT ON TABLE signals IS
    'What the server answered to each signal, noted while an intent is in work, so that a process that takes over can tell its own kills from sessions that left by themselves.';

CREATE TABLE outcomes (
    intent_id bigint      NOT NULL,
    ordinal   integer     NOT NULL,
    outcome   text        NOT NULL,
    reason    text        NOT NULL,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (intent_id, ordinal),
    FOREIGN KEY (intent_id, ordinal) REFERENCES intent_sessions ON DELETE CASCADE
);
COMMENT ON TABLE outcomes IS
    'What became of each session of an intent: TERMINATED, CANCELLED, ALREADY_GONE, CHANGED, DENIED, UNRESPONSIVE, FAILED, WOULD_TERMINATE or WOULD_CANCEL.';

CREATE VIEW reclaimed_sessions AS
SELECT o.at               AS happened_at,
       i.target,
       s.pid,
       s.backend_start,
       s.user_name,
       s.application_name,
       s.database_name,
       s.client_address,
       s.state,
       round(s.state_age_seconds::numeric, 1) AS state_age_seconds,
       s.kind,
       coalesce(o.outcome, 'IN WORK') AS outcome,
       o.reason           AS outcome_reason,
       i.rule,
       i.reason           AS rule_reason,
       s.reason           AS session_reason,
       CASE WHEN c.automatic THEN 'automatic' ELSE c.requested_by END AS ordered_by,
       c.reason           AS order_reason,
       c.action,
       i.dry_run,
       i.created_at       AS decided_at,
       c.source           AS command_source,
       c.id               AS command_id,
       c.cause_event_id
FROM intents i
JOIN commands c ON c.seq = i.command_seq
JOIN intent_sessions s ON s.intent_id = i.id
LEFT JOIN outcomes o ON o.intent_id = s.intent_id AND o.ordinal = s.ordinal;
COMMENT ON VIEW reclaimed_sessions IS
    'Who was ended, when, by which rule or on whose order, why, and with what result. SELECT * FROM reclaimed_sessions WHERE outcome = ''TERMINATED'' ORDER BY happened_at DESC;';

-- ---------------------------------------------------------------------------------------------------------------
-- outbox, pauses, alerts
-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE outbox (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text        NOT NULL,
    key        bytea       NOT NULL,
    headers    jsonb       NOT NULL,
    value      bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sent_at    timestamptz,
    refused    text
);
CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL AND refused IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;

COMMENT ON TABLE outbox IS
    'Records for Kafka, written in the transaction that made them true, sent by one relay in the order of id, marked once the brokers have them.';
COMMENT ON COLUMN outbox.refused IS 'why the brokers will never take it (too large, say); such a record no longer stops the ones behind it';

CREATE TABLE pauses (
    target         text        PRIMARY KEY,
    paused_by      text        NOT NULL,
    reason         text        NOT NULL,
    since          timestamptz NOT NULL DEFAULT clock_timestamp(),
    command_source text        NOT NULL,
    command_id     text        NOT NULL
);
COMMENT ON TABLE pauses IS 'Targets on which nothing is signalled until a RESUME; target * means all of them.';

CREATE TABLE alert_watches (
    target       text        NOT NULL,
    name         text        NOT NULL,
    bad          integer     NOT NULL,
    good         integer     NOT NULL,
    firing_since timestamptz,
    last_bad     timestamptz NOT NULL,
    last_sign    timestamptz NOT NULL,
    PRIMARY KEY (target, name)
);
COMMENT ON TABLE alert_watches IS
    'Where each alert stands between two signs, suspected or firing. No row: all is well.';
COMMENT ON COLUMN alert_watches.bad IS 'bad signs in a row while suspected';
COMMENT ON COLUMN alert_watches.good IS 'good signs in a row while firing';
COMMENT ON COLUMN alert_watches.last_sign IS 'a sign that is not newer changes nothing';

CREATE VIEW open_alerts AS
SELECT target, name, firing_since, clock_timestamp() - firing_since AS firing_for
FROM alert_watches
WHERE firing_since IS NOT NULL;
COMMENT ON VIEW open_alerts IS 'Alerts that fire now.';

-- ---------------------------------------------------------------------------------------------------------------
-- upkeep
-- ---------------------------------------------------------------------------------------------------------------
CREATE FUNCTION connection_logs_keep_days(days_ahead integer, keep interval) RETURNS integer
    LANGUAGE plpgsql
    SET timezone = 'UTC'
    SET lock_timeout = '10s'
AS $$
DECLARE
    day_start timestamptz;
    day_table text;
    changed   integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('connwarden.connection_logs_keep_days', 0));
    FOR day_start IN
        SELECT generate_series(date_trunc('day', clock_timestamp()),
                               date_trunc('day', clock_timestamp()) + make_interval(days => days_ahead),
                               interval '1 day')
    LOOP
        day_table := 'connection_logs_' || to_char(day_start, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(day_table) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE connection_logs INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', day_table);
        -- Rows that came before their day was prepared move in; nobody may add another in between.
        LOCK TABLE connection_logs_default IN ACCESS EXCLUSIVE MODE;
        EXECUTE format('WITH early AS (DELETE FROM connection_logs_default '
                       'WHERE created_at >= %L AND created_at < %L RETURNING *) INSERT INTO %I SELECT * FROM early',
                       day_start, day_start + interval '1 day', day_table);
        EXECUTE format('ALTER TABLE connection_logs ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                       day_table, day_start, day_start + interval '1 day');
        changed := changed + 1;
    END LOOP;
    FOR day_table IN
        SELECT c.relname
        FROM pg_inherits h
        JOIN pg_class c ON c.oid = h.inhrelid
        WHERE h.inhparent = 'connection_logs'::regclass
          AND c.relname ~ '^connection_logs_[0-9]{8}$'
          AND to_timestamp(right(c.relname, 8), 'YYYYMMDD') + interval '1 day' <= clock_timestamp() - keep
    LOOP
        EXECUTE format('DROP TABLE %I', day_table);
        changed := changed + 1;
    END LOOP;
    DELETE FROM connection_logs_default WHERE created_at < clock_timestamp() - keep;
    RETURN changed;
END
$$;
COMMENT ON FUNCTION connection_logs_keep_days(integer, interval) IS
    'Prepares the partitions of today and the given days ahead, drops the days older than keep; answers how many it made and dropped. Safe to run at any time, by several at once.';

SELECT connection_logs_keep_days(7, interval '30 days');
