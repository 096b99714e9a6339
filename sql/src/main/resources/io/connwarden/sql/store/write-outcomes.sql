-- Records the outcomes of the sessions of an intent. An outcome that is already recorded is kept.
INSERT INTO outcomes (intent_id, ordinal, outcome, reason, signalled)
SELECT :intentId::bigint, n.*
FROM ROWS FROM (pg_catalog.unnest(:ordinal::int[]),
                pg_catalog.unnest(:outcome::pg_catalog.text[]),
                pg_catalog.unnest(:reason::pg_catalog.text[]),
                pg_catalog.unnest(:signalled::boolean[])) AS n
ON CONFLICT (intent_id, ordinal) DO NOTHING
