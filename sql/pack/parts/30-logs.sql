-- The table connection_logs: one row per check, action and report.
CREATE TABLE IF NOT EXISTS connection_logs (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_type       text        NOT NULL,
    connection_count integer,
    active_count     integer,
    idle_count       integer,
    zombie_count     integer,
    terminated_count integer,
    details          jsonb       NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- Columns of later versions, with the names and meanings of the Connwarden log store.
ALTER TABLE connection_logs
    ADD COLUMN IF NOT EXISTS target      text,
    ADD COLUMN IF NOT EXISTS event_id    text,
    ADD COLUMN IF NOT EXISTS command_id  text,
    ADD COLUMN IF NOT EXISTS actor       text,
    ADD COLUMN IF NOT EXISTS utilization double precision;
CREATE INDEX IF NOT EXISTS connection_logs_by_time ON connection_logs (created_at);
COMMENT ON TABLE connection_logs IS
    'Connwarden SQL pack: log of all checks, actions and reports. Event types: MONITOR_CHECK, CLEANUP_EXECUTED, CLEANUP_NO_ZOMBIES, EMERGENCY_RESET, SESSIONS_TERMINATED, DECISION_NO_ACTION, HOURLY_REPORT';
COMMENT ON COLUMN connection_logs.terminated_count IS 'number of sessions observed to end after the signal';
COMMENT ON COLUMN connection_logs.actor IS 'session_user of the call';
COMMENT ON COLUMN connection_logs.utilization IS 'client backends / max_connections, in percent';
