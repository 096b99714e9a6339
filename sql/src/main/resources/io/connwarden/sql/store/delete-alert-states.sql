-- Deletes the states of resolved alerts.
DELETE FROM alert_states
WHERE (target, name) IN (SELECT * FROM unnest(:target::text[], :name::text[]))
