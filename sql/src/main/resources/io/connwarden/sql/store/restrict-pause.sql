-- Inserts a pause with labels or a window. A repetition has no effect.
INSERT INTO restricted_pauses (id, target, labels, cron, zone, duration_minutes, paused_by, reason, since, until,
                               command_source, command_id)
VALUES (:id::pg_catalog.uuid, :target,
        pg_catalog.jsonb_object(:labelNames::pg_catalog.text[], :labelValues::pg_catalog.text[]), :cron, :zone,
        :durationMinutes::pg_catalog.int4, :pausedBy, :reason, :since::pg_catalog.timestamptz,
        :until::pg_catalog.timestamptz, :commandSource, :commandId)
ON CONFLICT (id) DO NOTHING
