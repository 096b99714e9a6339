-- Inserts the sessions of an intent in the order of signalling.
INSERT INTO intent_sessions (intent_id, ordinal, pid, backend_start, kind, expected_state, expected_state_change,
                             user_name, application_name, database_name, client_address, state, state_age_seconds,
                             query_id, reason)
SELECT :intentId::bigint, s.*
FROM ROWS FROM (pg_catalog.unnest(:ordinal::int[]),
                pg_catalog.unnest(:pid::int[]),
                pg_catalog.unnest(:backendStart::pg_catalog.timestamptz[]),
                pg_catalog.unnest(:kind::pg_catalog.text[]),
                pg_catalog.unnest(:expectedState::pg_catalog.text[]),
                pg_catalog.unnest(:expectedStateChange::pg_catalog.timestamptz[]),
                pg_catalog.unnest(:userName::pg_catalog.text[]),
                pg_catalog.unnest(:applicationName::pg_catalog.text[]),
                pg_catalog.unnest(:databaseName::pg_catalog.text[]),
                pg_catalog.unnest(:clientAddress::pg_catalog.text[]),
                pg_catalog.unnest(:state::pg_catalog.text[]),
                pg_catalog.unnest(:stateAge::double precision[]),
                pg_catalog.unnest(:queryId::bigint[]),
                pg_catalog.unnest(:reason::pg_catalog.text[])) AS s
