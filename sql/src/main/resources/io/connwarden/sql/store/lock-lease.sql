-- Locks the row of a command until the end of the transaction if the owner holds its lease.
SELECT seq
FROM commands
WHERE seq = :seq AND state = 'RUNNING' AND lease_owner = :owner
FOR UPDATE
