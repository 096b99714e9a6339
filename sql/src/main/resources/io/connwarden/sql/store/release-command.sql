-- Releases the lease of an unfinished command, so that another process can claim it before the lease expires.
UPDATE commands
SET state = 'ACCEPTED', lease_owner = NULL, lease_expires_at = NULL
WHERE seq = :seq AND state = 'RUNNING' AND lease_owner = :owner
