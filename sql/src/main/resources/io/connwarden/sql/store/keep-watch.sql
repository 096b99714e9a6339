-- Keeps where an alert stands now.
INSERT INTO alert_watches (target, name, bad, good, firing_since, last_bad, last_sign)
VALUES (:target, :name, :bad, :good, :firingSince::timestamptz, :lastBad::timestamptz, :lastSign::timestamptz)
ON CONFLICT (target, name) DO UPDATE
SET bad          = excluded.bad,
    good         = excluded.good,
    firing_since = excluded.firing_since,
    last_bad     = excluded.last_bad,
    last_sign    = excluded.last_sign
