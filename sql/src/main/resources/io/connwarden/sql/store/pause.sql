-- Pauses a target. An existing pause is kept.
INSERT INTO pauses (target, paused_by, reason, since, command_source, command_id)
VALUES (:target, :pausedBy, :reason, :since::pg_catalog.timestamptz, :commandSource, :commandId)
ON CONFLICT (target) DO NOTHING
