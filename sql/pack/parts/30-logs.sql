-- The log: one row for everything that was seen or done.
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
-- Columns of later versions; the same names and meaning as in Connwarden's log store.
ALTER TABLE connection_logs
    ADD COLUMN IF NOT EXISTS target      text,
    ADD COLUMN IF NOT EXISTS event_id    text,
    ADD COLUMN IF NOT EXISTS command_id  text,
    ADD COLUMN IF NOT EXISTS actor       text,
    ADD COLUMN IF NOT EXISTS utilization double precision;
CREATE INDEX IF NOT EXISTS connection_logs_by_time ON connection_logs (created_at);
COMMENT ON TABLE connection_logs IS
    'Connwarden SQL pack: what was seen and done. Event types: MONITOR_CHECK, CLEANUP_EXECUTED, CLEANUP_NO_ZOMBIES, EMERGENCY_RESET, HOURLY_REPORT';
COMMENT ON COLUMN connection_logs.terminated_count IS 'sessions known to have ended by this action; never more than that';
COMMENT ON COLUMN connection_logs.actor IS 'the role that called';
COMMENT ON COLUMN connection_logs.utilization IS 'client backends / max_connections * 100';
