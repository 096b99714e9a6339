-- Stores the current state of an alert.
INSERT INTO alert_states (target, name, firing_count, clear_count, firing_since, last_firing_at, last_evaluated_at)
VALUES (:target, :name, :firingCount, :clearCount, :firingSince::timestamptz, :lastFiringAt::timestamptz,
        :lastEvaluatedAt::timestamptz)
ON CONFLICT (target, name) DO UPDATE
SET firing_count      = excluded.firing_count,
    clear_count       = excluded.clear_count,
    firing_since      = excluded.firing_since,
    last_firing_at    = excluded.last_firing_at,
    last_evaluated_at = excluded.last_evaluated_at
