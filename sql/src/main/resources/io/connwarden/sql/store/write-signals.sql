-- Records the results of signals. A result that is already recorded is kept.
INSERT INTO signals (intent_id, ordinal, answer, detail)
SELECT :intentId::bigint, n.*
FROM unnest(:ordinal::int[], :answer::text[], :detail::text[]) AS n
ON CONFLICT (intent_id, ordinal) DO NOTHING
