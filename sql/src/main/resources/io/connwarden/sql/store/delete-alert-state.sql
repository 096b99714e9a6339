-- Deletes the state of a resolved alert.
DELETE FROM alert_states WHERE target = :target AND name = :name
