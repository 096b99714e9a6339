-- The period of the samples of an action, by the id of its result or of its command.
SELECT action_id, command_id, target, samples_from, samples_to
FROM saved_actions
WHERE action_id = :id
   OR command_id = :id
ORDER BY samples_to DESC
LIMIT 1
