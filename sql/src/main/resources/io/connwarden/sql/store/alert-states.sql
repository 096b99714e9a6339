-- The alert states of the given targets.
SELECT target, name, firing_count, clear_count, firing_since, last_firing_at, last_evaluated_at,
       published_at, published_text
FROM alert_states
WHERE target = ANY (:targets::pg_catalog.text[])
ORDER BY target, name
