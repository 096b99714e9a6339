-- The result of a command that was accepted earlier, null while it is not done, and the comparison of its content.
SELECT result::pg_catalog.text AS result, data = :data::pg_catalog.jsonb AS has_same_content, accepted_at
FROM commands
WHERE source = :source AND id = :id
