-- Targets with a command to claim: a new command, an unfinished command of this process, or an expired lease.
SELECT DISTINCT target
FROM commands
WHERE state = 'ACCEPTED'
   OR (state = 'RUNNING' AND (lease_owner = :owner OR lease_expires_at < pg_catalog.clock_timestamp()))
