-- The command whose dry run is a plan.
SELECT c.data::pg_catalog.text AS data
FROM plans p
JOIN intents i ON i.id = p.intent_id
JOIN commands c ON c.seq = i.command_seq
WHERE p.id = :id
