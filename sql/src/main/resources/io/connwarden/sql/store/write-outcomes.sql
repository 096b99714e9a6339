-- Records what became of the sessions of an intent. What was recorded first stands.
INSERT INTO outcomes (intent_id, ordinal, outcome, reason)
SELECT :intentId::bigint, n.*
FROM unnest(:ordinal::int[], :outcome::text[], :reason::text[]) AS n
ON CONFLICT (intent_id, ordinal) DO NOTHING
