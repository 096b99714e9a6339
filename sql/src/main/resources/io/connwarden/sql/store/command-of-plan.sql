-- The command that made a plan by its dry run. The plan of a rule has none.
SELECT c.data::pg_catalog.text AS data
FROM plans p
JOIN intents i ON i.id = p.intent_id
JOIN commands c ON c.seq = i.command_seq
WHERE p.id = :id AND p.rule = 'COMMAND'
