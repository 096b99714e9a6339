-- Inserts the sessions of an intent in the order of signalling.
INSERT INTO intent_sessions (intent_id, ordinal, pid, backend_start, kind, expected_state, expected_state_change,
                             user_name, application_name, database_name, client_address, state, state_age_seconds,
                             query_id, reason)
SELECT :intentId::bigint, s.*
FROM unnest(:ordinal::int[], :pid::int[], :backendStart::timestamptz[], :kind::text[], :expectedState::text[],
            :expectedStateChange::timestamptz[], :userName::text[], :applicationName::text[], :databaseName::text[],
            :clientAddress::text[], :state::text[], :stateAge::double precision[], :queryId::bigint[],
            :reason::text[]) AS s
