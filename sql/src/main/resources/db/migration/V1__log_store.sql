-- The log store: samples, commands, decisions, actions, results and alerts. Requires PostgreSQL 13 or newer.

-- ---------------------------------------------------------------------------------------------------------------
-- connection_logs: one row per event, partitioned by day, so that expired partitions are dropped as a whole.
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

-- Stores rows without a partition, such as those of a late replay, so that no insert fails.
CREATE TABLE connection_logs_default PARTITION OF connection_logs DEFAULT;

CREATE INDEX connection_logs_by_target ON connection_logs (target, created_at);
CREATE INDEX connection_logs_by_event_type ON connection_logs (event_type, created_at);
CREATE INDEX connection_logs_by_command ON connection_logs (command_id) WHERE command_id IS NOT NULL;
-- A health event that Kafka delivers twice is stored once. Its created_at is the time of the event.
CREATE UNIQUE INDEX connection_logs_one_row_per_check
    ON connection_logs (target, event_id, created_at) WHERE event_type = 'MONITOR_CHECK';

COMMENT ON TABLE connection_logs IS
    'Log of all samples, actions, alerts and reports, partitioned by day. The view reclaimed_sessions has the sessions.';
COMMENT ON COLUMN connection_logs.event_type IS
    'MONITOR_CHECK, CLEANUP_EXECUTED, CLEANUP_NO_ZOMBIES, EMERGENCY_RESET, QUERIES_CANCELLED, SESSIONS_TERMINATED, '
    'PLAN_CREATED, PLAN_REJECTED, COMMAND_REJECTED, COMMAND_EXPIRED, DECISION_NO_ACTION, ALERT_FIRING, ALERT_RESOLVED, '
    'RELIEF_MEASURED, CONFIGURATION_CHANGED or HOURLY_REPORT';
COMMENT ON COLUMN connection_logs.connection_count IS 'client backends of the whole server at the time of the event';
COMMENT ON COLUMN connection_logs.active_count IS 'client backends with an active query';
COMMENT ON COLUMN connection_logs.idle_count IS 'idle client backends';
COMMENT ON COLUMN connection_logs.zombie_count IS 'client backends idle for longer than the zombie threshold';
COMMENT ON COLUMN connection_logs.terminated_count IS 'number of sessions observed to end after the signal';
COMMENT ON COLUMN connection_logs.details IS 'the complete health event, result, alert or report as JSON';
COMMENT ON COLUMN connection_logs.created_at IS 'for MONITOR_CHECK the time of the health event, otherwise the time of the insert';
COMMENT ON COLUMN connection_logs.target IS 'id of the target';
COMMENT ON COLUMN connection_logs.event_id IS 'CloudEvents id of the recorded health event, or of the health event that caused the action';
COMMENT ON COLUMN connection_logs.command_id IS 'CloudEvents id of the command';
COMMENT ON COLUMN connection_logs.actor IS 'requestedBy of the command, or monitor, automatic, alerting or configuration';
COMMENT ON COLUMN connection_logs.utilization IS 'client backends / max_connections, in percent';

-- ---------------------------------------------------------------------------------------------------------------
-- commands: each (source, id) is accepted once. Automatic actions are commands as well.
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
    lease_expires_at timestamptz,
    finished_at      timestamptz,
    outcome          text,
    rule             text,
    decision_reason  text,
    terminated_count integer,
    cancelled_count  integer,
    result           jsonb,
    result_event_id  text,
    UNIQUE (source, id),
    CHECK ((state = 'DONE') = (finished_at IS NOT NULL)),
    CHECK ((state = 'RUNNING') = (lease_owner IS NOT NULL))
);
CREATE INDEX commands_pending ON commands (target, seq) WHERE state <> 'DONE';
CREATE INDEX commands_finished ON commands (finished_at) WHERE state = 'DONE';

COMMENT ON TABLE commands IS
    'Commands and automatic actions. (source, id) is the idempotency key; seq is the order of execution.';
COMMENT ON COLUMN commands.source IS 'CloudEvents source of the command; urn:connwarden:actuator:auto for automatic actions';
COMMENT ON COLUMN commands.automatic IS 'true for an automatic action, which a health event has caused';
COMMENT ON COLUMN commands.data IS 'the command message as received';
COMMENT ON COLUMN commands.cause_event_id IS 'CloudEvents id of the health event that caused an automatic action';
COMMENT ON COLUMN commands.expires_at IS 'a command that has not started by this time has the outcome EXPIRED';
COMMENT ON COLUMN commands.state IS 'ACCEPTED: pending; RUNNING: a process holds the lease; DONE: the result is stored';
COMMENT ON COLUMN commands.attempts IS 'number of processes that claimed the command and did not release it; above 1 after a crash or an expired lease';
COMMENT ON COLUMN commands.lease_owner IS 'the process that executes the command; another process may claim it after lease_expires_at';
COMMENT ON COLUMN commands.outcome IS 'COMPLETED, REJECTED, EXPIRED or FAILED';
COMMENT ON COLUMN commands.rule IS 'the rule or guard that decided: R1 to R5, G1 to G7, COMMAND, INTAKE or NONE';
COMMENT ON COLUMN commands.decision_reason IS 'the reason of the decision, in one sentence';
COMMENT ON COLUMN commands.terminated_count IS 'number of sessions observed to end after the signal';
COMMENT ON COLUMN commands.result IS 'the result message; it is published again for a duplicate command';
COMMENT ON COLUMN commands.result_event_id IS 'CloudEvents id of the result, equal for every publication';

-- ---------------------------------------------------------------------------------------------------------------
-- intents and outcomes: the sessions selected, committed before the first signal, and the outcome of each.
-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE intents (
    id                      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    command_seq             bigint      NOT NULL REFERENCES commands ON DELETE CASCADE,
    step                    integer     NOT NULL,
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
    UNIQUE (command_seq, step)
);
CREATE INDEX intents_recent ON intents (target, created_at);
CREATE INDEX intents_unfinished_or_recent ON intents (target, coalesce(finished_at, 'infinity'));

COMMENT ON TABLE intents IS
    'Decisions to signal sessions, committed before the first signal. One row per command and escalation step.';
COMMENT ON COLUMN intents.step IS 'escalation step, from 1';
COMMENT ON COLUMN intents.sessions_at_start IS 'client sessions of the target at the first step; the budget of the action is a share of this number';
COMMENT ON COLUMN intents.terminated_before IS 'terminations in the hour before the first step';
COMMENT ON COLUMN intents.spared IS 'the spared sessions with their reasons';
COMMENT ON COLUMN intents.finished_at IS 'the time when all outcomes were recorded; null while the action runs or awaits recovery';

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
COMMENT ON TABLE intent_sessions IS 'The sessions of an intent. No other session is signalled for it.';
COMMENT ON COLUMN intent_sessions.ordinal IS 'order of signalling, from 1';
COMMENT ON COLUMN intent_sessions.backend_start IS 'start of the backend; identifies the session together with pid';
COMMENT ON COLUMN intent_sessions.expected_state IS
    'the session is signalled only in this state since expected_state_change; null if identity alone decides';
COMMENT ON COLUMN intent_sessions.reason IS 'the reason for the selection';

CREATE TABLE intent_applications (
    intent_id            bigint  NOT NULL REFERENCES intents ON DELETE CASCADE,
    application_name     text    NOT NULL,
    sessions             integer NOT NULL,
    sessions_after_1_min integer,
    sessions_after_5_min integer,
    PRIMARY KEY (intent_id, application_name)
);
COMMENT ON TABLE intent_applications IS
    'The number of sessions of each selected application before an intent. Later decisions compare it with their sample.';
COMMENT ON COLUMN intent_applications.sessions_after_1_min IS 'sessions one minute after the decision; null if they were not measured';
COMMENT ON COLUMN intent_applications.sessions_after_5_min IS 'sessions five minutes after the decision; null if they were not measured';

CREATE VIEW intent_session_applications AS
SELECT s.intent_id,
       s.ordinal,
       s.kind,
       CASE
           WHEN EXISTS (SELECT
                        FROM intent_applications a
                        WHERE a.intent_id = s.intent_id AND a.application_name = coalesce(s.application_name, ''))
               THEN coalesce(s.application_name, '')
           ELSE 'user ''' || coalesce(s.user_name, '') || ''' in database ''' || coalesce(s.database_name, '') || ''''
       END AS application_name
FROM intent_sessions s;
COMMENT ON VIEW intent_session_applications IS
    'The application of each session of an intent. Nearly unique names of one user and database are one application.';

CREATE TABLE signals (
    intent_id   bigint      NOT NULL,
    ordinal     integer     NOT NULL,
    answer      text        NOT NULL,
    in_doubt    boolean     NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (intent_id, ordinal),
    FOREIGN KEY (intent_id, ordinal) REFERENCES intent_sessions ON DELETE CASCADE
);
COMMENT ON TABLE signals IS
    'The response of the target to each signal. After a takeover it distinguishes terminated sessions from sessions that ended by themselves.';
COMMENT ON COLUMN signals.in_doubt IS
    'true if an earlier signal of the same action, without a recorded response, may have reached the session';

CREATE TABLE outcomes (
    intent_id   bigint      NOT NULL,
    ordinal     integer     NOT NULL,
    outcome     text        NOT NULL,
    reason      text        NOT NULL,
    signalled   boolean     NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (intent_id, ordinal),
    FOREIGN KEY (intent_id, ordinal) REFERENCES intent_sessions ON DELETE CASCADE
);
COMMENT ON TABLE outcomes IS
    'The outcome of each session of an intent: TERMINATED, CANCELLED, ALREADY_GONE, CHANGED, PROTECTED, SPARED, DENIED, '
    'UNRESPONSIVE, FAILED, WOULD_TERMINATE or WOULD_CANCEL.';
COMMENT ON COLUMN outcomes.signalled IS
    'true if a signal was sent or may have been sent. The budget of an hour counts such terminations, unless the session is known to exist after its signal.';

CREATE TABLE unreclaimed_sessions (
    target           text        NOT NULL,
    pid              integer     NOT NULL,
    backend_start    timestamptz NOT NULL,
    kind             text        NOT NULL CHECK (kind IN ('TERMINATE', 'CANCEL')),
    state_change     timestamptz,
    user_name        text,
    application_name text,
    outcome          text        NOT NULL,
    reason           text        NOT NULL,
    attempts         integer     NOT NULL,
    failed_at        timestamptz NOT NULL,
    intent_id        bigint      NOT NULL,
    PRIMARY KEY (target, pid, backend_start, kind)
);
COMMENT ON TABLE unreclaimed_sessions IS
    'Sessions that exist after a signal, or after its denial, until they end. Rules set them aside for growing times.';
COMMENT ON COLUMN unreclaimed_sessions.state_change IS 'identifies the query of a cancel, together with pid and backend_start';
COMMENT ON COLUMN unreclaimed_sessions.outcome IS 'the outcome of the last attempt: UNRESPONSIVE, DENIED or FAILED';
COMMENT ON COLUMN unreclaimed_sessions.attempts IS 'number of failed attempts in a row';
COMMENT ON COLUMN unreclaimed_sessions.failed_at IS 'time of the last failed attempt; the pause before the next attempt begins here';
COMMENT ON COLUMN unreclaimed_sessions.intent_id IS 'the intent of the last attempt';

CREATE TABLE refilled_applications (
    target           text        NOT NULL,
    application_name text        NOT NULL,
    sessions_before  integer     NOT NULL,
    terminated       integer     NOT NULL,
    sessions_after   integer     NOT NULL,
    acted_at         timestamptz NOT NULL,
    measured_at      timestamptz NOT NULL,
    PRIMARY KEY (target, application_name)
);
COMMENT ON TABLE refilled_applications IS
    'Applications that have replaced terminated sessions, by the last decision on their target. Their pool is too large.';
COMMENT ON COLUMN refilled_applications.acted_at IS 'time of the action after which the application came back to its number of sessions';

CREATE TABLE dry_run_sessions (
    target            text             NOT NULL,
    pid               integer          NOT NULL,
    backend_start     timestamptz      NOT NULL,
    rule              text             NOT NULL,
    kind              text             NOT NULL CHECK (kind IN ('TERMINATE', 'CANCEL')),
    user_name         text,
    application_name  text,
    database_name     text,
    state             text,
    state_change      timestamptz      NOT NULL,
    state_age_seconds double precision NOT NULL,
    first_decided_at  timestamptz      NOT NULL,
    last_decided_at   timestamptz      NOT NULL,
    decisions         integer          NOT NULL,
    intent_id         bigint           NOT NULL,
    fate              text             NOT NULL CHECK (fate IN ('UNCHANGED', 'ACTIVE_AGAIN', 'ENDED', 'RECLAIMED')),
    fate_at           timestamptz,
    last_seen_at      timestamptz      NOT NULL,
    PRIMARY KEY (target, pid, backend_start, rule, kind),
    CHECK ((fate = 'UNCHANGED') = (fate_at IS NULL))
);
CREATE INDEX dry_run_sessions_unchanged ON dry_run_sessions (target, last_seen_at) WHERE fate = 'UNCHANGED';
CREATE INDEX dry_run_sessions_by_decision ON dry_run_sessions (last_decided_at);

COMMENT ON TABLE dry_run_sessions IS
    'Sessions that an automatic action would have ended if it had not been a dry run, and their fate. The actuators observe each of them for 7 days.';
COMMENT ON COLUMN dry_run_sessions.kind IS 'TERMINATE: the session would have been terminated; CANCEL: its query would have been cancelled';
COMMENT ON COLUMN dry_run_sessions.state IS 'the state at the first decision';
COMMENT ON COLUMN dry_run_sessions.state_change IS 'the time of the last change of the state at the first decision, by the clock of the target';
COMMENT ON COLUMN dry_run_sessions.state_age_seconds IS 'the age of the state at the first decision';
COMMENT ON COLUMN dry_run_sessions.decisions IS 'number of decisions that selected the session';
COMMENT ON COLUMN dry_run_sessions.intent_id IS 'the intent of the last decision';
COMMENT ON COLUMN dry_run_sessions.fate IS
    'UNCHANGED: no activity since the first decision; ACTIVE_AGAIN: used again; ENDED: ended without a signal; '
    'RECLAIMED: another action has signalled the session, or may have signalled it';
COMMENT ON COLUMN dry_run_sessions.fate_at IS 'the time of the activity or of the end, by the clock of the log store; an end is observed once a minute';
COMMENT ON COLUMN dry_run_sessions.last_seen_at IS 'the last time at which the session was seen without activity';

-- ---------------------------------------------------------------------------------------------------------------
-- plans: the decisions of rules in mode ask, and the requested dry runs (rule COMMAND). Each waits for APPROVE or REJECT until its expiry.
-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE plans (
    id             uuid        PRIMARY KEY,
    intent_id      bigint      NOT NULL UNIQUE REFERENCES intents ON DELETE CASCADE,
    target         text        NOT NULL,
    rule           text        NOT NULL,
    scope          text        NOT NULL,
    reason         text        NOT NULL,
    created_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    status         text        NOT NULL DEFAULT 'PENDING'
                               CHECK (status IN ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED')),
    decided_at     timestamptz,
    decided_by     text,
    command_source text,
    command_id     text,
    CHECK ((status = 'PENDING') = (decided_at IS NULL)),
    CHECK ((status IN ('APPROVED', 'REJECTED')) = (decided_by IS NOT NULL))
);
CREATE UNIQUE INDEX plans_pending ON plans (target, rule, scope) WHERE status = 'PENDING';
CREATE INDEX plans_rejected ON plans (target, decided_at) WHERE status = 'REJECTED';

COMMENT ON TABLE plans IS
    'Decisions that wait for approval. Example: SELECT * FROM plans WHERE status = ''PENDING'' AND expires_at > now();';
COMMENT ON COLUMN plans.id IS 'the planId of APPROVE and REJECT';
COMMENT ON COLUMN plans.intent_id IS 'the dry run that contains the decision; the approved action has another intent';
COMMENT ON COLUMN plans.scope IS
    'the role or database with the CONNECTION LIMIT, such as role ''shop''; empty for the whole server; the id of the plan for rule COMMAND';
COMMENT ON COLUMN plans.expires_at IS 'a plan cannot be approved from this time on, also while its status is still PENDING';
COMMENT ON COLUMN plans.status IS
    'PENDING: waits for a command until expires_at; APPROVED, REJECTED: by the command; EXPIRED: without a command, or because no session of the plan was left';
COMMENT ON COLUMN plans.decided_by IS 'requestedBy of the command that decided the plan; null if it expired';
COMMENT ON COLUMN plans.command_id IS 'CloudEvents id of the command that decided the plan';

CREATE TABLE plan_sessions (
    plan_id          uuid        NOT NULL REFERENCES plans ON DELETE CASCADE,
    ordinal          integer     NOT NULL,
    pid              integer     NOT NULL,
    backend_start    timestamptz NOT NULL,
    kind             text        NOT NULL CHECK (kind IN ('TERMINATE', 'CANCEL')),
    state            text,
    state_change     timestamptz,
    xact_start       timestamptz,
    user_name        text,
    application_name text,
    database_name    text,
    PRIMARY KEY (plan_id, ordinal)
);
COMMENT ON TABLE plan_sessions IS
    'The sessions of a plan. An approval signals no other session, and none with another state, state_change or xact_start.';

CREATE VIEW reclaimed_sessions AS
SELECT o.recorded_at      AS happened_at,
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
       coalesce(o.outcome, 'PENDING') AS outcome,
       o.reason           AS outcome_reason,
       i.rule,
       i.reason           AS rule_reason,
       s.reason           AS session_reason,
       CASE WHEN c.automatic THEN 'automatic' ELSE c.requested_by END AS requested_by,
       c.reason           AS request_reason,
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
    'One row per selected session with rule, command, reason and outcome. '
    'Example: SELECT * FROM reclaimed_sessions WHERE outcome = ''TERMINATED'' ORDER BY happened_at DESC;';

-- ---------------------------------------------------------------------------------------------------------------
-- outbox, pauses, alerts, faults
-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE outbox (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic           text        NOT NULL,
    key             bytea       NOT NULL,
    headers         jsonb       NOT NULL,
    value           bytea       NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    sent_at         timestamptz,
    rejected_reason text
);
CREATE INDEX outbox_unsent ON outbox (topic, id) WHERE sent_at IS NULL AND rejected_reason IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_rejected ON outbox (created_at) WHERE rejected_reason IS NOT NULL AND sent_at IS NULL;

COMMENT ON TABLE outbox IS
    'Records for Kafka, inserted with the change they report. One relay sends them in the order of id per topic.';
COMMENT ON COLUMN outbox.rejected_reason IS 'the reason of a permanent rejection, such as the record size; a rejected record no longer blocks the records after it';

CREATE TABLE outbox_relay (
    singleton        boolean     PRIMARY KEY DEFAULT true CHECK (singleton),
    owner            text        NOT NULL,
    lease_expires_at timestamptz NOT NULL
);
COMMENT ON TABLE outbox_relay IS
    'The process that publishes the outbox. Another process may take over after lease_expires_at. No row: none.';

CREATE TABLE reserve_leases (
    target           text        PRIMARY KEY,
    owner            text        NOT NULL,
    lease_expires_at timestamptz NOT NULL
);
COMMENT ON TABLE reserve_leases IS
    'The process that may occupy a reserved slot of a target. Another process may take over after lease_expires_at. No row: none.';

CREATE TABLE pauses (
    target         text        PRIMARY KEY,
    paused_by      text        NOT NULL,
    reason         text        NOT NULL,
    since          timestamptz NOT NULL DEFAULT clock_timestamp(),
    until          timestamptz,
    command_source text        NOT NULL,
    command_id     text        NOT NULL
);
COMMENT ON TABLE pauses IS 'Targets on which no session is signalled until RESUME. The target * stands for all targets.';
COMMENT ON COLUMN pauses.until IS 'end of the pause; null until RESUME';

CREATE TABLE restricted_pauses (
    id               uuid        PRIMARY KEY,
    target           text        NOT NULL,
    labels           jsonb       NOT NULL,
    cron             text,
    zone             text,
    duration_minutes integer,
    paused_by        text        NOT NULL,
    reason           text        NOT NULL,
    since            timestamptz NOT NULL DEFAULT clock_timestamp(),
    until            timestamptz,
    command_source   text        NOT NULL,
    command_id       text        NOT NULL,
    CHECK (num_nulls(cron, zone, duration_minutes) IN (0, 3))
);
COMMENT ON TABLE restricted_pauses IS 'Pauses of targets with labels, and pauses at recurring times, until RESUME with their id. The target * stands for all targets.';
COMMENT ON COLUMN restricted_pauses.labels IS 'a target has all of these labels; an empty object restricts nothing';
COMMENT ON COLUMN restricted_pauses.cron IS 'begin of each pause in the time zone; null for a pause that lasts from since on';

CREATE TABLE alert_states (
    target            text        NOT NULL,
    name              text        NOT NULL,
    firing_count      integer     NOT NULL,
    clear_count       integer     NOT NULL,
    firing_since      timestamptz,
    last_firing_at    timestamptz NOT NULL,
    last_evaluated_at timestamptz NOT NULL,
    published_at      timestamptz,
    published_text    text,
    PRIMARY KEY (target, name)
);
COMMENT ON TABLE alert_states IS
    'State of each pending or firing alert. An inactive alert has no row.';
COMMENT ON COLUMN alert_states.firing_count IS 'consecutive evaluations with the condition met, while pending';
COMMENT ON COLUMN alert_states.clear_count IS 'consecutive evaluations with the condition not met, while firing';
COMMENT ON COLUMN alert_states.last_evaluated_at IS 'time of the last evaluation; older evaluations are ignored';
COMMENT ON COLUMN alert_states.published_text IS 'the text of a firing alert that is published again when its text changes';

CREATE VIEW open_alerts AS
SELECT target, name, firing_since, clock_timestamp() - firing_since AS firing_for
FROM alert_states
WHERE firing_since IS NOT NULL;
COMMENT ON VIEW open_alerts IS 'Firing alerts.';

CREATE TABLE watched_targets (
    target        text        PRIMARY KEY,
    checked_since timestamptz NOT NULL DEFAULT clock_timestamp(),
    checked_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE watched_targets IS
    'The checks of configured targets for faults. A target without a recent check is no longer configured, or no actuator runs.';
COMMENT ON COLUMN watched_targets.checked_since IS 'start of the checks after the last gap; the time without health events counts from here';

CREATE TABLE health_arrivals (
    target         text             PRIMARY KEY,
    last_event_at  timestamptz      NOT NULL DEFAULT clock_timestamp(),
    timing         text             NOT NULL CHECK (timing IN ('VALID', 'STALE', 'FUTURE')),
    timing_since   timestamptz      NOT NULL DEFAULT clock_timestamp(),
    lag_seconds    double precision NOT NULL,
    last_usable_at timestamptz
);
COMMENT ON TABLE health_arrivals IS 'The arrival of the last health event of each target, by the clock of the log store.';
COMMENT ON COLUMN health_arrivals.timing IS 'the time of the sample: VALID, STALE if it was too old for an automatic action, FUTURE if it was ahead of the clock';
COMMENT ON COLUMN health_arrivals.timing_since IS 'arrival of the first event in a row with this timing';
COMMENT ON COLUMN health_arrivals.lag_seconds IS 'age of the sample at its arrival; negative if it was ahead of the clock';
COMMENT ON COLUMN health_arrivals.last_usable_at IS 'arrival of the last event with counts and the timing VALID; null if there was none';

CREATE TABLE listening_sessions (
    target        text        NOT NULL,
    pid           integer     NOT NULL,
    backend_start timestamptz NOT NULL,
    PRIMARY KEY (target, pid)
);
COMMENT ON TABLE listening_sessions IS
    'The sessions that were seen to LISTEN, in a health event or in a sample of an actuator. Each decision on a target deletes those that have ended.';

CREATE TABLE reported_faults (
    instance    text        NOT NULL,
    target      text        NOT NULL,
    name        text        NOT NULL,
    detail      text        NOT NULL,
    since       timestamptz NOT NULL DEFAULT clock_timestamp(),
    reported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (instance, target, name)
);
COMMENT ON TABLE reported_faults IS
    'The faults that the running actuators observe themselves, such as an unreachable target. Each check renews them.';
COMMENT ON COLUMN reported_faults.name IS 'the name of the alert that fires when the fault lasts';
COMMENT ON COLUMN reported_faults.target IS 'id of the target; connwarden for a fault of Connwarden itself';

CREATE TABLE target_settings (
    target      text        PRIMARY KEY,
    settings    jsonb       NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE target_settings IS
    'The policy and the thresholds of each target at the last start of an actuator. Changes are in connection_logs.';

-- ---------------------------------------------------------------------------------------------------------------
-- saved_samples: the sessions of a target in the minutes around an action of R1. The consoles write them.
-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE saved_samples (
    target      text        NOT NULL,
    captured_at timestamptz NOT NULL,
    bytes       integer     NOT NULL,
    sample      jsonb       NOT NULL,
    saved_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (target, captured_at)
);
CREATE INDEX saved_samples_by_time ON saved_samples (captured_at);
COMMENT ON TABLE saved_samples IS
    'The sessions of a target in the minutes around an action of R1, limited in size per target.';
COMMENT ON COLUMN saved_samples.captured_at IS 'time of the sample by the clock of the monitor';
COMMENT ON COLUMN saved_samples.bytes IS 'the size of the sample as text; the size limit of a target counts it';
COMMENT ON COLUMN saved_samples.sample IS 'the message of the topic connwarden.sessions';

CREATE TABLE saved_actions (
    action_id    text        PRIMARY KEY,
    command_id   text,
    target       text        NOT NULL,
    samples_from timestamptz NOT NULL,
    samples_to   timestamptz NOT NULL
);
CREATE INDEX saved_actions_by_command ON saved_actions (command_id) WHERE command_id IS NOT NULL;
COMMENT ON TABLE saved_actions IS 'The actions with saved samples, and the period of these samples.';
COMMENT ON COLUMN saved_actions.action_id IS 'CloudEvents id of the result';
COMMENT ON COLUMN saved_actions.command_id IS 'CloudEvents id of the command; null for an automatic action';

-- ---------------------------------------------------------------------------------------------------------------
-- maintenance
-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE hourly_report_progress (
    singleton      boolean     PRIMARY KEY DEFAULT true CHECK (singleton),
    written_before timestamptz NOT NULL
);
COMMENT ON TABLE hourly_report_progress IS
    'The hour before which all hourly reports are written. One process per hour scans the samples.';
INSERT INTO hourly_report_progress (written_before) VALUES ('-infinity');

CREATE FUNCTION connection_logs_roll_partitions(days_ahead integer, retention interval) RETURNS integer
    LANGUAGE plpgsql
    SET timezone = 'UTC'
    SET lock_timeout = '1s' -- inserts wait behind this wait
AS $$
DECLARE
    day_start timestamptz;
    day_table text;
    changed   integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('connwarden.connection_logs_roll_partitions', 0));
    FOR day_start IN
        SELECT generate_series(date_trunc('day', clock_timestamp()),
                               date_trunc('day', clock_timestamp()) + make_interval(days => days_ahead),
                               interval '1 day')
    LOOP
        day_table := 'connection_logs_' || to_char(day_start, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(day_table) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE connection_logs INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', day_table);
        -- Moves the rows of this day from the default partition. The lock prevents concurrent inserts.
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
          AND to_timestamp(right(c.relname, 8), 'YYYYMMDD') + interval '1 day' <= clock_timestamp() - retention
    LOOP
        EXECUTE format('DROP TABLE %I', day_table);
        changed := changed + 1;
    END LOOP;
    DELETE FROM connection_logs_default WHERE created_at < clock_timestamp() - retention;
    RETURN changed;
END
$$;
COMMENT ON FUNCTION connection_logs_roll_partitions(integer, interval) IS
    'Creates the partitions of today and of the given days ahead, drops partitions past the retention, and returns the number of both. It may run concurrently.';

SELECT connection_logs_roll_partitions(7, interval '30 days');
