-- Records the outcomes of the sessions of an intent. An outcome that is already recorded is kept.
INSERT INTO outcomes (intent_id, ordinal, outcome, reason, signalled)
SELECT :intentId::bigint, n.*
FROM unnest(:ordinal::int[], :outcome::text[], :reason::text[], :signalled::boolean[]) AS n
ON CONFLICT (intent_id, ordinal) DO NOTHING
