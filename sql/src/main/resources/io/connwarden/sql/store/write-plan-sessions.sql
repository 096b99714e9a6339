-- Inserts the sessions of a plan in the order of signalling.
INSERT INTO plan_sessions (plan_id, ordinal, pid, backend_start, kind, state, state_change, xact_start, user_name,
                           application_name, database_name)
SELECT :planId::pg_catalog.uuid, s.*
FROM ROWS FROM (pg_catalog.unnest(:ordinal::int[]),
                pg_catalog.unnest(:pid::int[]),
                pg_catalog.unnest(:backendStart::pg_catalog.timestamptz[]),
                pg_catalog.unnest(:kind::pg_catalog.text[]),
                pg_catalog.unnest(:state::pg_catalog.text[]),
                pg_catalog.unnest(:stateChange::pg_catalog.timestamptz[]),
                pg_catalog.unnest(:xactStart::pg_catalog.timestamptz[]),
                pg_catalog.unnest(:userName::pg_catalog.text[]),
                pg_catalog.unnest(:applicationName::pg_catalog.text[]),
                pg_catalog.unnest(:databaseName::pg_catalog.text[])) AS s
