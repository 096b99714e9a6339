-- Notes what the target answered to signals already sent. What was noted first stands.
INSERT INTO signals (intent_id, ordinal, answer, detail)
SELECT :intentId::bigint, n.*
FROM unnest(:ordinal::int[], :answer::text[], :detail::text[]) AS n
ON CONFLICT (intent_id, ordinal) DO NOTHING
