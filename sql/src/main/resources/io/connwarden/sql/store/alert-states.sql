-- The alert states of a target.
SELECT name, bad_count, good_count, firing_since, last_bad_at, last_evaluated_at
FROM alert_states
WHERE target = :target
ORDER BY name
