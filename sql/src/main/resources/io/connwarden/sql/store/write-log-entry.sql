-- Inserts one row into connection_logs.
INSERT INTO connection_logs (event_type, connection_count, active_count, idle_count, zombie_count, terminated_count,
                             details, created_at, target, event_id, command_id, actor, utilization)
VALUES (:eventType, :connections::int, :active::int, :idle::int, :zombies::int, :terminated::int, :details::jsonb,
        :createdAt::timestamptz, :target, :eventId::text, :commandId::text, :actor::text,
        :utilization::double precision)
