-- Where a command accepted earlier stands, and its answer once it has one.
SELECT seq, target, state, result::text AS result
FROM commands
WHERE source = :source AND id = :id
