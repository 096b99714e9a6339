-- Inserts a command unless its source and id are already known; returns its sequence number.
INSERT INTO commands (source, id, target, action, automatic, requested_by, reason, dry_run, data,
                      cause_source, cause_event_id, expires_at, state)
VALUES (:source, :id, :target, :action, :automatic, :requestedBy, :reason, :dryRun, :data::pg_catalog.jsonb,
        :causeSource::pg_catalog.text, :causeEventId::pg_catalog.text, :expiresAt::pg_catalog.timestamptz, 'ACCEPTED')
ON CONFLICT (source, id) DO NOTHING
RETURNING seq
