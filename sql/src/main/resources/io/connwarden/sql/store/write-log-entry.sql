-- Inserts one row into connection_logs.
INSERT INTO connection_logs (event_type, connection_count, active_count, idle_count, zombie_count, terminated_count,
                             details, created_at, target, event_id, command_id, actor, utilization)
VALUES (:eventType, :connections::int, :active::int, :idle::int, :zombies::int, :terminated::int,
        :details::pg_catalog.jsonb,
        :createdAt::pg_catalog.timestamptz, :target, :eventId::pg_catalog.text, :commandId::pg_catalog.text,
        :actor::pg_catalog.text,
        :utilization::double precision)
