-- Returns a row if the owner holds the lease of a command. Locks nothing.
SELECT seq
FROM commands
WHERE seq = :seq AND state = 'RUNNING' AND lease_owner = :owner
