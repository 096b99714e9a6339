-- The alert states of a target.
SELECT name, firing_count, clear_count, firing_since, last_firing_at, last_evaluated_at
FROM alert_states
WHERE target = :target
ORDER BY name
