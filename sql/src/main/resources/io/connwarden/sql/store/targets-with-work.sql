-- Targets that have a command to be taken up: a new one, one that the asking process let go of, or one whose lease ran out.
SELECT DISTINCT target
FROM commands
WHERE state = 'ACCEPTED' OR (state = 'RUNNING' AND (lease_owner = :owner OR lease_until < clock_timestamp()))
