-- Renews the leases of the given commands of a process. A locked row is skipped: its lock prevents a takeover.
UPDATE commands
SET lease_expires_at = pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => :leaseSeconds::double precision)
WHERE seq IN (SELECT seq
              FROM commands
              WHERE seq = ANY (:seqs::bigint[]) AND state = 'RUNNING' AND lease_owner = :owner
              FOR UPDATE SKIP LOCKED)
