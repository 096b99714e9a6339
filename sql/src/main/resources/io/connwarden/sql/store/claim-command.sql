-- Takes the oldest unanswered command of a target under a lease, unless another process is at work on it. Its own it
-- may take again: it has one worker per target, and that one had to let go of it.
UPDATE commands c
SET state       = 'RUNNING',
    lease_owner = :owner,
    lease_until = clock_timestamp() + make_interval(secs => :leaseSeconds::double precision),
    started_at  = coalesce(c.started_at, :now::timestamptz),
    attempts    = c.attempts + 1
FROM (SELECT seq FROM commands WHERE target = :target AND state <> 'DONE' ORDER BY seq LIMIT 1 FOR UPDATE) head
WHERE c.seq = head.seq
  AND (c.state = 'ACCEPTED' OR c.lease_owner = :owner OR c.lease_until < clock_timestamp())
RETURNING c.seq, c.source, c.id, c.target, c.automatic, c.data::text AS data, c.cause_source, c.cause_event_id,
          c.accepted_at, c.expires_at, c.started_at, c.attempts
