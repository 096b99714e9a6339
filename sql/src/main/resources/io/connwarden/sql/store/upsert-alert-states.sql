-- Stores the current states of alerts.
INSERT INTO alert_states (target, name, firing_count, clear_count, firing_since, last_firing_at, last_evaluated_at)
SELECT *
FROM unnest(:target::text[], :name::text[], :firingCount::int[], :clearCount::int[], :firingSince::timestamptz[],
            :lastFiringAt::timestamptz[], :lastEvaluatedAt::timestamptz[])
ON CONFLICT (target, name) DO UPDATE
SET firing_count      = excluded.firing_count,
    clear_count       = excluded.clear_count,
    firing_since      = excluded.firing_since,
    last_firing_at    = excluded.last_firing_at,
    last_evaluated_at = excluded.last_evaluated_at
