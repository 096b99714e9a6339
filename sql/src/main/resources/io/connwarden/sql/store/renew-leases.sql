-- Renews all leases of a process.
UPDATE commands
SET lease_expires_at = clock_timestamp() + make_interval(secs => :leaseSeconds::double precision)
WHERE state = 'RUNNING' AND lease_owner = :owner
