-- Pauses a target. A pause in force is kept, unless the new one lasts longer.
INSERT INTO pauses AS known (target, paused_by, reason, since, until, command_source, command_id)
VALUES (:target, :pausedBy, :reason, :since::pg_catalog.timestamptz, :until::pg_catalog.timestamptz, :commandSource,
        :commandId)
ON CONFLICT (target) DO UPDATE
SET paused_by      = excluded.paused_by,
    reason         = excluded.reason,
    since          = excluded.since,
    until          = excluded.until,
    command_source = excluded.command_source,
    command_id     = excluded.command_id
WHERE known.until <= pg_catalog.clock_timestamp()
   OR coalesce(excluded.until, 'infinity') > coalesce(known.until, 'infinity')
