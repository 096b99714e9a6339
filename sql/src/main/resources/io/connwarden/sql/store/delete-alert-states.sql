-- Deletes the states of resolved alerts.
DELETE FROM alert_states
WHERE (target, name) IN (SELECT * FROM ROWS FROM (pg_catalog.unnest(:target::pg_catalog.text[]),
                                                  pg_catalog.unnest(:name::pg_catalog.text[])))
