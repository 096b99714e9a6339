-- The sessions of an intent with the recorded signals and outcomes.
SELECT s.ordinal, s.pid, s.backend_start, s.kind, s.expected_state, s.expected_state_change, s.user_name,
       s.application_name, s.database_name, s.client_address, s.state, s.state_age_seconds, s.query_id, s.reason,
       g.answer, g.in_doubt, o.outcome, o.reason AS outcome_reason
FROM intent_sessions s
LEFT JOIN signals g USING (intent_id, ordinal)
LEFT JOIN outcomes o USING (intent_id, ordinal)
WHERE s.intent_id = :intentId
ORDER BY s.ordinal
