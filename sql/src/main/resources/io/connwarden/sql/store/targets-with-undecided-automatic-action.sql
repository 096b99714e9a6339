-- The given targets that have an automatic action which has not been decided. It will be decided on a new sample.
SELECT DISTINCT target
FROM commands
WHERE automatic
  AND state <> 'DONE'
  AND target = ANY (:targets::pg_catalog.text[])
  AND NOT EXISTS (SELECT FROM intents WHERE intents.command_seq = commands.seq)
