-- Records the period of the samples of an action once.
INSERT INTO saved_actions (action_id, command_id, target, samples_from, samples_to)
VALUES (:actionId, :commandId, :target, :from::pg_catalog.timestamptz, :to::pg_catalog.timestamptz)
ON CONFLICT (action_id) DO NOTHING
