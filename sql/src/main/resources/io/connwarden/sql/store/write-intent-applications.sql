-- Inserts the number of sessions of each application with a selected session.
INSERT INTO intent_applications (intent_id, application_name, sessions)
SELECT :intentId::bigint, n.*
FROM ROWS FROM (pg_catalog.unnest(:application::pg_catalog.text[]),
                pg_catalog.unnest(:sessions::int[])) AS n
