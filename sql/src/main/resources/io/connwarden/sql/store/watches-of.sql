-- Where the alerts of a target stand.
SELECT name, bad, good, firing_since, last_bad, last_sign
FROM alert_watches
WHERE target = :target
ORDER BY name
