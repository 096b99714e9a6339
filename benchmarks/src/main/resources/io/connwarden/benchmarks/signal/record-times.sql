-- The times of the action of a command in the log store, which tracks the times of commits.
SELECT commands.accepted_at,
       intents.created_at AS decided_at,
       (SELECT pg_catalog.max(recorded_at) FROM signals WHERE intent_id = intents.id) AS last_signal_at,
       -- The transaction of the outcomes is the last one that changes the intent.
       pg_catalog.pg_xact_commit_timestamp(intents.xmin) AS recorded_at
FROM intents
JOIN commands ON commands.seq = intents.command_seq
WHERE commands.id = ?
