-- Records the results of signals, and returns a row if the owner holds the lease of their command. A result that is
-- already recorded is kept.
WITH recorded AS (
    INSERT INTO signals (intent_id, ordinal, answer, in_doubt)
    SELECT :intentId::bigint, n.*
    FROM ROWS FROM (pg_catalog.unnest(:ordinal::int[]),
                    pg_catalog.unnest(:answer::pg_catalog.text[]),
                    pg_catalog.unnest(:inDoubt::boolean[])) AS n
    ON CONFLICT (intent_id, ordinal) DO NOTHING
)
SELECT seq
FROM commands
WHERE seq = :seq AND state = 'RUNNING' AND lease_owner = :owner
