-- Whether a process still holds the lease of a command; nobody can take it before this transaction ends.
SELECT seq
FROM commands
WHERE seq = :seq AND state = 'RUNNING' AND lease_owner = :owner
FOR UPDATE
