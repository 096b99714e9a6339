-- The periods of the samples of actions, by the id of a result or of a command: that of the result first, then the latest.
SELECT action_id, command_id, target, samples_from, samples_to
FROM saved_actions
WHERE action_id = :id
   OR command_id = :id
ORDER BY action_id = :id DESC, samples_to DESC
LIMIT 100
