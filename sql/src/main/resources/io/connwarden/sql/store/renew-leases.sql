-- Prolongs every lease that a process holds.
UPDATE commands
SET lease_until = clock_timestamp() + make_interval(secs => :leaseSeconds::double precision)
WHERE state = 'RUNNING' AND lease_owner = :owner
