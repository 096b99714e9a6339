-- The result of a command that was accepted earlier; null while it is not done.
SELECT result::text AS result
FROM commands
WHERE source = :source AND id = :id
