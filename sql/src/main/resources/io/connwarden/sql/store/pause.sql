-- Pauses a target; one that is paused already stays paused by whoever did it first.
INSERT INTO pauses (target, paused_by, reason, since, command_source, command_id)
VALUES (:target, :by, :reason, :since::timestamptz, :commandSource, :commandId)
ON CONFLICT (target) DO NOTHING
