-- Claims the first command of a target that is not done, unless another process holds its lease or locks its row.
-- A lease of the same process does not block: a process has one worker per target, which has stopped working on it.
-- Only a claim by another process than before counts as an attempt.
UPDATE commands c
SET state            = 'RUNNING',
    lease_owner      = :owner,
    lease_expires_at = pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => :leaseSeconds::double precision),
    started_at       = coalesce(c.started_at, :now::pg_catalog.timestamptz),
    attempts         = c.attempts + CASE WHEN c.lease_owner = :owner THEN 0 ELSE 1 END
FROM (SELECT seq
      FROM commands
      WHERE seq = (SELECT seq FROM commands WHERE target = :target AND state <> 'DONE' ORDER BY seq LIMIT 1)
        AND state <> 'DONE'
      FOR UPDATE SKIP LOCKED) head
WHERE c.seq = head.seq
  AND (c.state = 'ACCEPTED' OR c.lease_owner = :owner OR c.lease_expires_at < pg_catalog.clock_timestamp())
RETURNING c.seq, c.source, c.id, c.target, c.automatic, c.data::pg_catalog.text AS data,
          c.cause_source, c.cause_event_id,
          c.accepted_at, c.expires_at, c.started_at, c.attempts
