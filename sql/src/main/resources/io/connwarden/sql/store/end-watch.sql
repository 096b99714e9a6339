-- Forgets an alert that is over.
DELETE FROM alert_watches WHERE target = :target AND name = :name
