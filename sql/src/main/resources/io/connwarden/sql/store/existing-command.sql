-- The result of a command that was accepted earlier, null while it is not done, and the comparison of its content. A
-- repetition may have a later expiry. The expiry of the first command holds.
SELECT result::pg_catalog.text AS result,
       data - 'expiresAt' = :data::pg_catalog.jsonb - 'expiresAt' AS has_same_content,
       accepted_at
FROM commands
WHERE source = :source AND id = :id
