-- Releases the lease of an unfinished command, so that another process can claim it before the lease expires.
-- A released claim is not an attempt: a planned restart must not use up the attempts of a command.
UPDATE commands
SET state = 'ACCEPTED', lease_owner = NULL, lease_expires_at = NULL, attempts = attempts - 1
WHERE seq = :seq AND state = 'RUNNING' AND lease_owner = :owner
