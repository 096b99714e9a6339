-- Inserts a command unless its source and id are already known; returns its sequence number.
-- A requested command does not wait for an automatic action of its target that is waiting without a decision: the action
-- gets the next sequence number. The row of a claimed command is locked or RUNNING.
WITH accepted AS (
    INSERT INTO commands (source, id, target, action, automatic, requested_by, reason, dry_run, data,
                          cause_source, cause_event_id, expires_at, state)
    VALUES (:source, :id, :target, :action, :automatic, :requestedBy, :reason, :dryRun, :data::pg_catalog.jsonb,
            :causeSource::pg_catalog.text, :causeEventId::pg_catalog.text, :expiresAt::pg_catalog.timestamptz,
            'ACCEPTED')
    ON CONFLICT (source, id) DO NOTHING
    RETURNING seq, automatic, action
), overtaken AS (
    UPDATE commands c
    SET seq = DEFAULT
    WHERE c.target = :target
      AND c.state = 'ACCEPTED'
      AND c.automatic
      AND NOT EXISTS (SELECT FROM intents i WHERE i.command_seq = c.seq)
      AND EXISTS (SELECT
                  FROM accepted
                  WHERE NOT automatic AND action NOT IN ('PAUSE', 'RESUME', 'STATUS', 'REJECT'))
)
SELECT seq FROM accepted
