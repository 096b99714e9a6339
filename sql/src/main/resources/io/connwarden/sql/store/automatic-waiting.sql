-- Which of the targets have an automatic action that is not answered yet.
SELECT DISTINCT target
FROM commands
WHERE automatic AND state <> 'DONE' AND target = ANY (:targets::text[])
