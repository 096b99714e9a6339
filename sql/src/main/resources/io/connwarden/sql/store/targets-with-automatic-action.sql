-- The given targets that have an automatic action which is not done.
SELECT DISTINCT target
FROM commands
WHERE automatic AND state <> 'DONE' AND target = ANY (:targets::pg_catalog.text[])
