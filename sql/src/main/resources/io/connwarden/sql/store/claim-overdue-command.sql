-- Claims a command that is overdue although its target is not configured in this process. Another process may have the
-- target, so a command is overdue after its expiry, or after a long time if its expiry is far away.
UPDATE commands c
SET state            = 'RUNNING',
    lease_owner      = :owner,
    lease_expires_at = pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => :leaseSeconds::double precision),
    started_at       = coalesce(c.started_at, :now::pg_catalog.timestamptz),
    attempts         = c.attempts + 1
FROM (SELECT seq
      FROM commands
      WHERE state <> 'DONE'
        AND target <> ALL (:configured::pg_catalog.text[])
        AND (expires_at < :now::pg_catalog.timestamptz
             OR accepted_at
                 < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => :maxWaitSeconds::double precision))
        AND (state = 'ACCEPTED' OR lease_expires_at < pg_catalog.clock_timestamp())
      ORDER BY seq
      LIMIT 1
      FOR UPDATE SKIP LOCKED) overdue
WHERE c.seq = overdue.seq
RETURNING c.seq, c.source, c.id, c.target, c.automatic, c.data::pg_catalog.text AS data,
          c.cause_source, c.cause_event_id,
          c.accepted_at, c.expires_at, c.started_at, c.attempts
