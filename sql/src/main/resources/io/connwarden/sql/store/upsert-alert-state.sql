-- Stores the current state of an alert.
INSERT INTO alert_states (target, name, bad_count, good_count, firing_since, last_bad_at, last_evaluated_at)
VALUES (:target, :name, :badCount, :goodCount, :firingSince::timestamptz, :lastBadAt::timestamptz,
        :lastEvaluatedAt::timestamptz)
ON CONFLICT (target, name) DO UPDATE
SET bad_count         = excluded.bad_count,
    good_count        = excluded.good_count,
    firing_since      = excluded.firing_since,
    last_bad_at       = excluded.last_bad_at,
    last_evaluated_at = excluded.last_evaluated_at
