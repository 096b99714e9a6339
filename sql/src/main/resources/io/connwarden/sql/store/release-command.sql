-- Gives a command back unfinished, so that whoever comes next need not wait for the lease to run out.
UPDATE commands
SET state = 'ACCEPTED', lease_owner = NULL, lease_until = NULL
WHERE seq = :seq AND state = 'RUNNING' AND lease_owner = :owner
